"""The rows of a report as a page shows them: grouped by what becomes of them, and no page of thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext

from apps.achievements.exchange import kinds, sentences
from apps.users import spreadsheet

_SHOWN = {"new": 40, "changed": 40, "kept": 40, "bad": 100, "same": 20}
ReportRow = list[object]  # what became of it, kind, title, place, reasons


@dataclass(frozen=True)
class Shown:
    """One row in a list."""

    kind: sentences.Sentence
    title: str
    place: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The rows that share what becomes of them: how many, of which kinds, and the first with and without a word."""

    state: str
    count: int
    counts: tuple[str, ...]
    noted: tuple[Shown, ...]  # those that something is said about
    rows: tuple[Shown, ...]  # the others

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.noted) - len(self.rows)


def groups(report: Mapping[str, object]) -> dict[str, Group]:
    """The groups of a report by state; those without rows are left out."""
    rows = cast(list[ReportRow], report["rows"])
    by_state: dict[str, list[ReportRow]] = {}
    for row in rows:
        by_state.setdefault(str(row[0]), []).append(row)
    return {state: _group(state, found) for state, found in by_state.items()}


def _group(state: str, rows: list[ReportRow]) -> Group:
    counted = Counter(str(row[1]) for row in rows)
    counts = tuple(sentences.counted(kind, counted[kind]) for kind in kinds.KINDS if kind in counted)
    most = _SHOWN[state]
    noted, plain = (list(map(_shown, filter(said, rows))) for said in (lambda row: row[4], lambda row: not row[4]))
    return Group(state, len(rows), counts, tuple(noted[:most]), tuple(plain[:most]))


def _shown(row: ReportRow) -> Shown:
    reasons = tuple(map(str, cast(list[object], row[4])))
    return Shown(sentences.KINDS.get(str(row[1]), ""), str(row[2]), str(row[3]), reasons)


def as_table(report: Mapping[str, object]) -> Iterator[str]:
    """The whole report as CSV, row by row."""
    words = {
        "new": gettext("new"),
        "changed": gettext("changed"),
        "kept": gettext("here already, differs, left as it was"),
        "same": gettext("here already"),
        "bad": gettext("cannot be read"),
    }

    def lines() -> Iterator[list[str]]:
        yield [gettext("place"), gettext("kind"), gettext("what"), gettext("what became of it"), gettext("why")]
        for state, kind, title, place, reasons in cast(list[ReportRow], report["rows"]):
            told = " ".join(map(str, cast(list[object], reasons)))
            yield [str(place), str(sentences.KINDS.get(str(kind), "")), str(title), words[str(state)], told]

    return spreadsheet.written(lines())
