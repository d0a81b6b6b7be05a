"""A table of entries, both ways: which columns it has, and how an entry stands in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO

from apps.achievements.exchange import days
from apps.achievements.exchange.fields import RoleSaid
from apps.achievements.exchange.kinds import Record, read
from apps.achievements.exchange.linkedin import UNREADABLE
from apps.achievements.exchange.troubles import Refused, Trouble, Why
from apps.users import tables

# Field → name of its column.
COLUMNS = {
    "id": "id",
    "happened": "date",
    "line": "what happened",
    "outcome": "what changed",
    "duty": "what the job asked",
    "role": "role",
    "organisation": "organisation",
    "role_started": "role since",
    "skills": "skills",
    "beneficiary": "for whom",
    "measure_before": "before",
    "measure_after": "afterwards",
    "measure_unit": "unit",
    "state_chosen": "my word for it",
    "links": "links",
    "private_note": "private note",
    "is_confidential": "confidential",
}
_ALSO = {
    "happened": "when, day, happened on, date of achievement, completed",
    "line": "line, entry, achievement, accomplishment, title, text, summary",
    "outcome": "outcome, result, impact, results",
    "duty": "duty, task, responsibility, situation",
    "role": "job, job title, position",
    "organisation": "organization, company, employer",
    "skills": "skill, tags, competencies",
    "beneficiary": "beneficiary, customer, who benefited",
    "measure_before": "baseline, measure before",
    "measure_after": "after, measure after",
    "measure_unit": "measure unit, of what",
    "links": "link, url, evidence, proof",
    "private_note": "note, notes, comment, comments",
    "is_confidential": "is confidential, private, secret",
}
_BY_NAME = {tables.plain(name): meant for meant, names in _ALSO.items() for name in names.split(",")}
_BY_NAME |= {tables.plain(name): meant for meant, name in COLUMNS.items()} | {
    tables.plain(name): name for name in COLUMNS
}
_YES = {"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"}
_NO = {"", "no", "n", "false", "0", "nein", "non"}
_WORDS = {"outcome": "qualitative", "measured outcome": "measured", "not judged": "not_judged"}
Numbers = Callable[[str], str]  # a number as somebody wrote it → plain digits; raises ValueError


def field_of(name: str) -> str | None:
    """The field that a header means; None for one that means nothing here."""
    return _BY_NAME.get(tables.plain(name)) if len(name) <= 80 else None


def is_one(text: str) -> bool:
    """Whether a CSV text has a column that says what happened."""
    return "line" in tables.table(text, field_of).fields


# --- From a table ---------------------------------------------------------------------------------------------


def read_table(
    text: str, *, day_first: bool | None, number: Numbers, most: int
) -> tuple[list[Record], tuple[str, ...]]:
    """Rows as entries with their links, and the headers that mean nothing here; of more than `most` rows one more."""
    table = tables.table(text, field_of)
    records: list[Record] = []
    for line in table.lines[: most + 1]:
        where = str(line.number)
        if line.trouble:
            records.append(Record("entry", where, where, {}, troubles=[Trouble(UNREADABLE[line.trouble])]))
            continue
        cells = table.cells(line)
        records += _entry(cells, where, day_first=day_first, number=number)
    return records, table.unread


def _entry(cells: dict[str, str], where: str, *, day_first: bool | None, number: Numbers) -> Iterator[Record]:
    troubles: list[Trouble] = []

    def tried(name: str, reading: Callable[[str], object]) -> object:
        try:
            return reading(cells[name].strip())
        except Refused as wrong:
            troubles.append(Trouble(wrong.why, name, wrong.said))
            return None

    plain = ("duty", "outcome", "private_note", "measure_unit", "beneficiary")
    said: dict[str, object] = {name: cells[name] for name in plain if name in cells}
    said["line"] = cells["line"] if cells.get("id") else " ".join(cells.get("line", "").split())
    readings: dict[str, Callable[[str], object]] = {
        "happened": lambda text: days.read(text, day_first=day_first),
        "skills": split,
        "measure_before": lambda text: _number(text, number),
        "measure_after": lambda text: _number(text, number),
        "is_confidential": _yes,
        "state_chosen": lambda text: _WORDS.get(text.casefold(), text.casefold()),
    }
    said |= {name: tried(name, reading) for name, reading in readings.items() if name in cells}
    if "role" in cells:
        said["role"] = _role(cells, tried("role_started", days.read) if "role_started" in cells else "")
    given = cells.get("id", "").strip()
    entry = read("entry", given or where, where, said)
    entry.has_id = bool(given)
    bad = {trouble.field for trouble in troubles}
    entry.troubles = troubles + [trouble for trouble in entry.troubles if trouble.field not in bad]
    yield entry
    for place, (url, label) in enumerate(_links(cells.get("links", "")), start=1):
        key = f"{where}, link {place}"
        yield read("proof", key, where, {"entry": entry.key, "kind": "link", "url": url, "label": label})


def _role(cells: Mapping[str, str], started: object) -> RoleSaid | None:
    title = " ".join(cells["role"].split())
    return RoleSaid(title, " ".join(cells.get("organisation", "").split()), str(started or "")) if title else None


def _number(text: str, number: Numbers) -> str:
    try:
        return number(text) if text else ""
    except ValueError:
        raise Refused(Why.NOT_A_NUMBER, text) from None


def _yes(text: str) -> bool:
    if text.casefold() not in _YES | _NO:
        raise Refused(Why.NOT_YES, text)
    return text.casefold() in _YES


def _links(cell: str) -> Iterator[tuple[str, str]]:
    """One link a line, and behind it what it shows."""
    for line in cell.splitlines():
        url, _, label = line.strip().partition(" ")
        if url:
            yield url, label.strip()


def split(cell: str) -> list[str]:
    """Names between commas, semicolons or line ends; a name in quotation marks may have any of them inside."""
    if '"' in cell:
        try:
            return list(next(csv.reader(StringIO(cell, newline=""), skipinitialspace=True, strict=True)))
        except (csv.Error, StopIteration):
            pass
    return [" ".join(name.split()) for name in re.split(r"[,;\n]", cell) if name.strip()]


def joined(names: Iterable[str]) -> str:
    """The names as `split` takes them apart again."""
    names = list(names)
    if not any(re.search(r'[,;\n"]', name) or name != " ".join(name.split()) for name in names):
        return ", ".join(names)
    cell = StringIO()
    csv.writer(cell, quoting=csv.QUOTE_ALL, lineterminator="").writerow(names)
    return cell.getvalue()


# --- To a table -----------------------------------------------------------------------------------------------


def written(records: Sequence[Record]) -> Iterator[list[str]]:
    """The header, then each entry with its role, skills and links; other proof has no place in a table."""
    yield list(COLUMNS.values())
    roles = {record.key: record for record in records if record.kind == "role"}
    links: dict[str, list[str]] = {}
    for record in records:
        if record.kind == "proof" and record.values["kind"] == "link":
            line = f"{record.values['url']} {record.values['label']}".strip()
            links.setdefault(str(record.values["entry"]), []).append(line)
    for record in records:
        if record.kind == "entry":
            yield _row(record, roles.get(str(record.values["role"])), links.get(record.key, []))


def _row(entry: Record, role: Record | None, links: list[str]) -> list[str]:
    cells: dict[str, object] = {**entry.values, "id": entry.key, "links": "\n".join(links)}
    cells["skills"] = joined(_names(entry))
    for name, of in (("role", "title"), ("organisation", "organisation"), ("role_started", "started")):
        cells[name] = role.values[of] if role else ""
    return [tables.text_of(cells[name]) for name in COLUMNS]


def _names(entry: Record) -> tuple[str, ...]:
    names = entry.values["skills"]
    return names if isinstance(names, tuple) else ()
