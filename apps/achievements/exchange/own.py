"""What JSON Resume has no place for: every row with all of its fields, under one key of the document."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping

from apps.achievements.attachments import Attachment
from apps.achievements.exchange.fields import Filled, Value
from apps.achievements.exchange.kinds import EMPTY, KINDS, Record, read
from apps.achievements.exchange.troubles import Trouble, Why

EXTENSION = "x-careerplanner"
VERSION = 1


def written(records: Iterable[Record], *, audience: str) -> dict[str, object]:
    """The rows by section, each with its id; fields with nothing in them are left out."""
    sections: dict[str, list[dict[str, object]]] = {kind.section: [] for kind in KINDS.values()}
    for record in records:
        filled = {name: _written(value) for name, value in record.values.items() if value not in EMPTY or value == 0}
        sections[KINDS[record.kind].section].append({"id": record.key, **_true(filled)})
    return {"version": VERSION, "for": audience, **{name: rows for name, rows in sections.items() if rows}}


def _true(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not False}


def _written(value: Value) -> object:
    match value:
        case Attachment():
            return {"name": value.name, "contents": base64.b64encode(value.contents).decode()}
        case Filled():
            return dict(value.fields)
        case tuple():
            return list(value)
        case _:
            return value


def is_ours(document: Mapping[str, object]) -> bool:
    """Whether the document was made here."""
    return isinstance(document.get(EXTENSION), Mapping)


def rows(extension: Mapping[str, object]) -> Iterator[Record]:
    """Every row of the sections we know, whatever is wrong with it."""
    for kind, known in KINDS.items():
        section = extension.get(known.section)
        for number, row in enumerate(section if isinstance(section, list) else (), start=1):
            where = f"{known.section} {number}"
            if not isinstance(row, Mapping):
                yield Record(kind, where, where, {}, troubles=[Trouble(Why.NO_ROW)])
                continue
            key = row.get("id")
            has_id = isinstance(key, str) and bool(key)
            record = read(kind, str(key) if has_id else where, where, row, has_id=True)
            record.has_id = has_id
            _without_its_file(record, row)
            yield record


def _without_its_file(record: Record, row: Mapping[str, object]) -> None:
    """A proof that is a file, whose bytes were left out, can be no proof anew; one that is here stays as it is."""
    if record.kind == "proof" and record.values.get("kind") == "file" and record.values.get("file", "") is None:
        record.notes.append(Trouble(Why.FILE_LEFT_OUT, said=str(row.get("label") or "")[:60]))


def unknown(extension: Mapping[str, object]) -> list[str]:
    """The sections and fields that mean nothing here, such as those of a later version."""
    sections = {known.section: known for known in KINDS.values()}
    found = [str(name)[:60] for name in extension if name not in {"version", "for", *sections}]
    for section, known in sections.items():
        rows = extension.get(section)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, Mapping):
                found += [f"{section}.{name}"[:60] for name in row if name != "id" and name not in known.fields]
    return list(dict.fromkeys(found))
