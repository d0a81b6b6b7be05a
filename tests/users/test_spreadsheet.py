"""Tables from anywhere: every usual encoding and delimiter, no cell that runs, no row that costs another."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities import headers
from apps.users.spreadsheet import Line, Trouble, decoded, guarded, rows, unguarded, written

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def knows(name: str) -> bool:
    return headers.field_of(name) is not None


def cells_of(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in rows(text, knows=knows)]


@given(cells | st.sampled_from(["=1+1", "+49 421", "-5", "@you", "'=1", "''x", "\t=1", "\r=1", "'", "'tis"]))
def test_a_guarded_cell_runs_nothing_and_comes_back_as_it_was(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(cell)) == cell


def test_an_apostrophe_of_somebody_elses_file_stays() -> None:
    assert unguarded("'tis the season") == "'tis the season"


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_again(table: list[list[str]]) -> None:
    table = [row for row in table if any(cell.strip() for cell in row)]
    text = "".join(written(iter([["title", "notes"], *table])))
    assert text.startswith("\ufeff")
    read = [[unguarded(cell) for cell in line.cells] for line in rows(text, knows=knows)[1:]]
    assert read == table
    assert list(csv.reader(StringIO(text[1:], newline="")))[1:] == [[guarded(cell) for cell in row] for row in table]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"], ids=lambda name: name
)
def test_every_usual_encoding_is_known(encoding: str) -> None:
    text = "title,place\nKöchin,Zürich\n"
    assert decoded(text.encode(encoding)).removeprefix("\ufeff") == text


@given(st.binary(max_size=200))
def test_any_bytes_are_some_text(data: bytes) -> None:
    for line in rows(decoded(data), knows=knows):
        assert line.number >= 1


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_gives_names_we_know(mark: str) -> None:
    text = f'Job title{mark}Company{mark}Notes\nBaker{mark}"Rye, Ltd; Sons"{mark}"two\nlines"\n'
    assert cells_of(text)[1] == ("Baker", "Rye, Ltd; Sons", "two\nlines")


def test_excels_line_that_names_the_delimiter_is_no_row() -> None:
    assert cells_of("sep=;\ntitle;place\nBaker;Hull\n") == [("title", "place"), ("Baker", "Hull")]


def test_lines_are_counted_as_the_file_has_them() -> None:
    found = rows('title,notes\r\nBaker,"one\r\ntwo"\r\n\r\nCook,\r\n', knows=knows)
    assert [line.number for line in found] == [1, 2, 5]
    assert found[1].cells == ("Baker", "one\r\ntwo")


@pytest.mark.parametrize(
    "bad", ['"Baker,Hull', 'Baker,"Hull', 'Baker,"Hull"x,"', '"Baker"er",x,"'], ids=["first", "last", "closed", "twice"]
)
def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only(bad: str) -> None:
    found = rows(f"title,place\nCook,Leeds\n{bad}\nNurse,York\nPorter,Bath\n", knows=knows)
    assert [line.cells for line in found if not line.trouble] == [
        ("title", "place"),
        ("Cook", "Leeds"),
        ("Nurse", "York"),
        ("Porter", "Bath"),
    ]
    assert found[2] == Line(3, trouble=Trouble.QUOTES)


def test_inches_are_no_quotation_mark() -> None:
    assert cells_of('title,notes\n18" pizza chef,busy\nCook,\n')[1:] == [('18" pizza chef', "busy"), ("Cook", "")]


def test_cells_without_a_column_are_told() -> None:
    assert rows("title,place\nCook,Leeds,and more\nNurse,York,,\n", knows=knows)[1:] == [
        Line(2, ("Cook", "Leeds"), Trouble.TOO_MANY),
        Line(3, ("Nurse", "York")),
    ]


def test_a_cell_of_a_megabyte_is_one_bad_row() -> None:
    found = rows("title,notes\nCook," + "x" * 200_000 + "\nNurse,\n", knows=knows)
    assert [line.trouble for line in found] == [None, Trouble.TOO_LONG, None]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Job Title", "title"),
        ("ROLE", "title"),
        ("position ", "title"),
        ("Company_Name", "organisation"),
        ("Employer", "organisation"),
        ("Location", "place"),
        ("Salary", "pay_amount"),
        ("pay_period", "pay_period"),
        ("Closing date", "deadline"),
        ("Hours per week", "hours_per_week"),
        ("commute-hours", "commute_hours"),
        ("rating pay value", "pay-value"),
        ("Status", None),
        ("x" * 5000, None),
    ],
)
def test_common_names_of_columns_are_known(name: str, field: str | None) -> None:
    assert headers.field_of(name) == field


def test_every_column_of_ours_is_known_by_its_own_name() -> None:
    assert all(headers.field_of(name) == field for field, name in headers.COLUMNS.items())
    assert len({headers.plain(name) for name in headers.COLUMNS.values()}) == len(headers.COLUMNS)
