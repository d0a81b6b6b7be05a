"""Tables of entries, both ways, and the journal as Markdown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from apps.achievements.exchange import entries_table, markdown, own
from apps.achievements.exchange.fields import RoleSaid
from apps.achievements.exchange.troubles import Why
from apps.users import spreadsheet
from tests.achievements.exchange.careers import careers, words


def plain(text: str) -> str:
    if not text.replace(".", "").replace("-", "").isdecimal():
        raise ValueError(text)
    return text


def read(text: str) -> list[Any]:
    return entries_table.read_table(text, day_first=True, number=plain, most=100)[0]


@given(career=careers())
def test_entries_come_back_from_a_table_with_nothing_lost(career: dict[str, Any]) -> None:
    records = [record for record in own.rows(career) if not record.troubles]
    text = "".join(spreadsheet.written(entries_table.written(records)))
    entries = [record for record in records if record.kind == "entry"]
    back = [record for record in read(text) if record.kind == "entry"]
    assert not [record.troubles for record in back if record.troubles]
    for before, after in zip(entries, back, strict=True):
        assert after.key == before.key
        for name, value in before.values.items():
            if name not in {"role", "skills"}:
                assert after.values[name] == value, name
        assert after.values["skills"] == before.values["skills"]
    links = [r.values["url"] for r in records if r.kind == "proof" and r.values["kind"] == "link"]
    assert sorted(r.values["url"] for r in read(text) if r.kind == "proof") == sorted(links)


@given(st.lists(words(40, 1), max_size=4))
def test_names_are_taken_apart_as_they_were_put_together(names: list[str]) -> None:
    assert entries_table.split(entries_table.joined(names)) == names


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_delimiters_and_other_names_of_columns(mark: str) -> None:
    header = mark.join(["Date", "Achievement", "Company", "Job title", "Tags", "Result"])
    row = mark.join(["3/11/2025", "Trained five new hires", "Lindley", "Shop assistant", "training", "They stayed"])
    (entry,) = read(f"\ufeff{header}\r\n{row}\r\n")
    assert not entry.troubles
    assert entry.values["happened"] == "2025-11-03"
    assert entry.values["role"] == RoleSaid("Shop assistant", "Lindley")
    assert entry.values["skills"] == ("training",)
    assert entry.values["outcome"] == "They stayed"


def test_bad_rows_are_told_with_their_line() -> None:
    found = read(
        "date,what happened,before,confidential,my word for it,links\n"
        "2025-11-03,Good,,,,\n"
        "yesterday,When,,,,\n"
        "2025,,,,,\n"
        "2025,Number,many,,,\n"
        "2025,Flag,,perhaps,,\n"
        "2025,State,,,brilliant,\n"
        "2025,Link,,,,javascript:alert(1)\n"
        ",No date,,,,\n"
    )
    assert [(r.where, r.troubles[0].why) for r in found if r.troubles] == [
        ("3", Why.NOT_A_DAY),
        ("4", Why.MISSING),
        ("5", Why.NOT_A_NUMBER),
        ("6", Why.NOT_YES),
        ("7", Why.NOT_A_CHOICE),
        ("8", Why.NOT_A_LINK),
        ("9", Why.MISSING),
    ]
    assert [r.values["line"] for r in found if not r.troubles] == ["Good", "Link"]


# --- Markdown ---------------------------------------------------------------------------------------------------

WORDS = markdown.Words("Journal", "What changed", "Asked", "Skills", "Proof", "Note", "For whom", "Measured")


@given(career=careers())
def test_markdown_shows_what_was_written_and_runs_nothing(career: dict[str, Any]) -> None:
    records = [record for record in own.rows(career) if not record.troubles]
    entries = [record for record in records if record.kind == "entry"]
    entries.sort(key=lambda record: str(record.values["happened"]), reverse=True)
    others = [record for record in records if record.kind != "entry"]
    text = "".join(markdown.written([*others, *entries], ["some day"] * len(entries), WORDS))
    tokens = MarkdownIt().parse(text)
    assert [token.content for token in tokens if token.type == "html_block"] == []
    assert sum(token.type == "heading_open" and token.tag == "h3" for token in tokens) == len(entries)
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1
    years = {str(entry.values["happened"])[:4] for entry in entries}
    assert sum(token.type == "heading_open" and token.tag == "h2" for token in tokens) == len(years)
