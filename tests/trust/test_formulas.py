"""No cell of a table that we write is taken for a formula, whichever mark a spreadsheet takes for the delimiter."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.users.spreadsheet import guarded, unguarded, written
from tests.trust.corpus import CORPUS

LIVE = tuple("=+-@＝＋－＠")
MARKS = ",;\t|"


def live_cells(text: str, marks: str = MARKS) -> list[tuple[str, str]]:
    """The cells that would be worked out where this mark parts them: Excel in half of Europe takes “;” for it.

    A quotation mark in the middle of a cell is one, for Excel as for Python’s reader.
    """
    found = []
    for mark in marks:
        for row in csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=mark):
            found += [(mark, cell) for cell in row if cell.lstrip("\t\r\n").startswith(LIVE)]
    return found


@pytest.mark.parametrize("name", CORPUS)
def test_no_payload_is_live(name: str) -> None:
    text = "".join(written(iter([["title", "notes"], [CORPUS[name], "x"], ["x", f"x {CORPUS[name]}"]])))
    assert not live_cells(text.replace("\0", ""))
    assert unguarded(guarded(CORPUS[name])) == CORPUS[name]


parts = st.lists(st.sampled_from([*LIVE, *MARKS, "\r", "\n", "'", '"', "a", "1", " "]), max_size=8).map("".join)


@given(parts)
def test_nothing_live_can_be_put_together_and_all_comes_back(cell: str) -> None:
    assert not live_cells("".join(written(iter([["x", cell, "y"]]))))
    assert unguarded(guarded(cell)) == cell


def test_this_test_knows_a_live_cell() -> None:
    assert live_cells('"2026","x;=owned()"\r\n') == [(";", '=owned()"')]
    assert live_cells("a,＝owned()\r\n", ",")
    assert not live_cells("a,'=owned()\r\n")
