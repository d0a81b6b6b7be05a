"""The export that LinkedIn gives its members: positions, skills, certifications and education, as CSV in a ZIP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from apps.achievements.exchange import archive, days
from apps.achievements.exchange.kinds import Record, read
from apps.achievements.exchange.troubles import Refused, Trouble, Why
from apps.users.spreadsheet import Line, decoded, rows
from apps.users.spreadsheet import Trouble as Unreadable

Cells = Mapping[str, str]
UNREADABLE = {
    Unreadable.QUOTES: Why.QUOTES,
    Unreadable.TOO_LONG: Why.CELL_TOO_LONG,
    Unreadable.TOO_MANY: Why.TOO_MANY_CELLS,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the files: the columns by which its header is known, all that are read, and how a row comes in."""

    file: str
    known_by: frozenset[str]
    columns: frozenset[str]
    record: Callable[[Cells, str], Record]


def read_zip(data: bytes) -> tuple[list[Record], archive.Opened]:
    """Every row of the four files, whichever of them are there; raises `archive.NotRead`."""
    opened = archive.opened(data, {sheet.file for sheet in SHEETS})
    records: list[Record] = []
    for sheet in SHEETS:
        if sheet.file in opened.files:
            records += read_sheet(decoded(opened.files[sheet.file]), sheet)
    return records, opened


def sheet_of(text: str) -> Sheet | None:
    """Which of the four files a CSV text is; None where it is none of them."""
    return next((sheet for sheet in SHEETS if _begun(text, sheet) is not None), None)


def read_sheet(text: str, sheet: Sheet) -> Iterator[Record]:
    """The rows of one file: what stands before the header is passed by."""
    begun = _begun(text, sheet)
    if begun is None:
        yield Record("entry", sheet.file, sheet.file, {}, troubles=[Trouble(Why.NO_ROW)])
        return
    before, table = begun
    lines = rows(table, knows=lambda name: _plain(name) in sheet.columns)
    places = {_plain(name): place for place, name in reversed(list(enumerate(lines[0].cells)))}
    for line in lines[1:]:
        where = f"{sheet.file}, {line.number + before}"
        if line.trouble:
            yield Record("entry", where, where, {}, troubles=[Trouble(UNREADABLE[line.trouble])])
        else:
            yield sheet.record(_cells(line, places), where)


def _begun(text: str, sheet: Sheet) -> tuple[int, str] | None:
    """The text from its header on, and how many lines stand before it: LinkedIn puts notes there."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    for number, line in enumerate(lines[:40]):
        names = {_plain(name) for mark in ",;\t" for name in line.split(mark)}
        if sheet.known_by <= names and (sheet.columns != {"name"} or names == {"name"}):
            return number, "".join(lines[number:])
    return None


def _plain(name: str) -> str:
    return " ".join(name.strip().strip('"').split()).casefold()


def _cells(line: Line, places: Mapping[str, int]) -> Cells:
    return {name: line.cells[place].strip() if place < len(line.cells) else "" for name, place in places.items()}


def _one(cells: Cells, name: str) -> str:
    return " ".join(cells.get(name, "").split())


def _when(troubles: list[Trouble], cells: Cells, name: str, *, is_end: bool = False) -> str:
    text = cells.get(name, "")
    if is_end and days.goes_on(text):
        return ""
    try:
        return days.read(text)
    except Refused as wrong:
        troubles.append(Trouble(wrong.why, name, wrong.said))
        return ""


def _role(kind: str, where: str, said: dict[str, object], troubles: list[Trouble]) -> Record:
    if not said["started"] and not troubles:
        troubles.append(Trouble(Why.NO_START))
    role = read("role", where, where, {**said, "kind": kind, "started": said["started"] or "1900"})
    role.troubles = troubles + role.troubles
    return role


def _position(cells: Cells, where: str) -> Record:
    troubles: list[Trouble] = []
    said: dict[str, object] = {
        "title": _one(cells, "title") or _one(cells, "company name"),
        "organisation": _one(cells, "company name"),
        "place": _one(cells, "location"),
        "summary": cells.get("description", ""),
        "started": _when(troubles, cells, "started on"),
        "ended": _when(troubles, cells, "finished on", is_end=True),
    }
    return _role("employment", where, said, troubles)


def _education(cells: Cells, where: str) -> Record:
    """Study on the timeline; where only its end is known, the degree as a credential."""
    troubles: list[Trouble] = []
    school, degree = _one(cells, "school name"), _one(cells, "degree name")
    started = _when(troubles, cells, "start date")
    ended = _when(troubles, cells, "end date", is_end=True)
    notes = "\n".join(filter(None, (cells.get("notes", ""), cells.get("activities", ""))))
    if not started and degree and not troubles:
        return read("credential", where, where, {"name": degree, "issuer": school, "issued": ended, "note": notes})
    said: dict[str, object] = {"title": degree or school, "organisation": school, "summary": notes}
    return _role("study", where, said | {"started": started, "ended": ended}, troubles)


def _certification(cells: Cells, where: str) -> Record:
    troubles: list[Trouble] = []
    said = {
        "name": _one(cells, "name"),
        "issuer": _one(cells, "authority"),
        "issued": _when(troubles, cells, "started on"),
        "expires": _when(troubles, cells, "finished on", is_end=True),
        "identifier": _one(cells, "license number"),
        "url": cells.get("url", ""),
    }
    record = read("credential", where, where, said)
    record.troubles = troubles + record.troubles
    return record


def _skill(cells: Cells, where: str) -> Record:
    return read("skill", where, where, {"name": _one(cells, "name")})


SHEETS = (
    Sheet(
        "positions.csv",
        frozenset({"company name", "title"}),
        frozenset({"company name", "title", "description", "location", "started on", "finished on"}),
        _position,
    ),
    Sheet(
        "education.csv",
        frozenset({"school name"}),
        frozenset({"school name", "start date", "end date", "notes", "degree name", "activities"}),
        _education,
    ),
    Sheet(
        "certifications.csv",
        frozenset({"name", "authority"}),
        frozenset({"name", "url", "authority", "started on", "finished on", "license number"}),
        _certification,
    ),
    Sheet("skills.csv", frozenset({"name"}), frozenset({"name"}), _skill),
)
