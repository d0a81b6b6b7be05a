"""The file that a person takes away: a ZIP that is written piece by piece, with little of it in memory at a time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import models

from apps.reflections.takeaway import account, readme, schema
from apps.reflections.takeaway.catalogue import columns, slug, tables
from apps.reflections.takeaway.values import Json, cell, plain
from apps.users import spreadsheet
from apps.users.models import User
from apps.users.ownership import OwnedModel

AT_ONCE = 500  # rows
WITH_BYTES = 1  # row whose file is read at once
PUBLIC_NAME = {"skills.CatalogueSkill": "name", "skills.Occupation": "title"}

Note = Callable[[int], None]


def write(out: IO[bytes], *, user: User, made_at: datetime, note: Note = lambda done: None) -> None:
    """Write the whole file to `out`, which need not be seekable; `note` is told how many rows are through."""
    done = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", readme.text(user, made_at))
        packed.writestr("schema.json", schema.SHIPPED.read_text(encoding="utf-8"))
        with packed.open(_member("data.json", made_at), "w", force_zip64=True) as data:
            for piece, rows in _document(user, made_at):
                data.write(piece.encode())
                done += rows
                note(done)
        for model in tables():
            with packed.open(_member(f"tables/{slug(model)}.csv", made_at), "w") as table:
                for line in spreadsheet.written(_cells(user, model)):
                    table.write(line.encode())
        _files(packed, user)


def _member(name: str, made_at: datetime) -> zipfile.ZipInfo:
    """A part that is written piece by piece, packed and dated as the others are."""
    member = zipfile.ZipInfo(name, made_at.timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def count(user: User) -> int:
    """How many rows the file will hold."""
    return sum(model._default_manager.filter(owner_id=user.pk).count() for model in tables())


def rows_of(user: User, model: type[OwnedModel]) -> Iterator[dict[str, Json]]:
    """The rows of one table as the file has them, oldest first; files by their name and digest only."""
    fields = columns(model)
    for row in _read(user, model):
        yield {field.name: _value(row, field) for field in fields}


def _document(user: User, made_at: datetime) -> Iterator[tuple[str, int]]:
    head = {"format": schema.FORMAT, "version": schema.VERSION, "made_at": plain(made_at)}
    start = json.dumps({**head, "account": account.gathered(user)}, ensure_ascii=False, indent=1)
    yield start.removesuffix("\n}") + ',\n "tables": {', 0
    for place, model in enumerate(tables()):
        yield f'{"," if place else ""}\n  "{model._meta.label}": [', 0
        for number, row in enumerate(rows_of(user, model)):
            yield f"{',' if number else ''}\n   {json.dumps(row, ensure_ascii=False)}", 1
        yield "\n  ]", 0
    yield "\n }\n}\n", 0


def _read(user: User, model: type[OwnedModel]) -> Iterator[OwnedModel]:
    """Page by page behind the last key: PostgreSQL hands over whole results, so that one query would hold them all."""
    fields = columns(model)
    mine = model._default_manager.filter(owner_id=user.pk).order_by("pk").only(*[field.name for field in fields])
    public = [field.name for field in fields if _is_public(field)]
    many = WITH_BYTES if any(isinstance(field, models.BinaryField) for field in fields) else AT_ONCE
    last: UUID | None = None
    while True:
        page = list((mine.filter(pk__gt=last) if last else mine).select_related(*public)[:many])
        yield from page
        if len(page) < many:
            return
        last = page[-1].pk


def _is_public(field: object) -> bool:
    return isinstance(field, models.ForeignKey) and not issubclass(field.related_model, OwnedModel)


def _value(row: OwnedModel, field: models.Field[object, object]) -> Json:
    if _is_public(field):
        item = getattr(row, field.name)
        return item and {
            "source": item.source,
            "key": item.key,
            "language": item.language,
            "name": getattr(item, PUBLIC_NAME[item._meta.label]),
        }
    value = getattr(row, field.attname)
    if isinstance(field, models.BinaryField):
        contents = bytes(value)
        name = _file_name(row, field.name)
        return {"file": name, "size": len(contents), "sha256": hashlib.sha256(contents).hexdigest()}
    return plain(value)


def _file_name(row: OwnedModel, column: str) -> str:
    """A path without tricks: the id, and as much of the name as every system takes."""
    called = re.sub(r"[^\w.-]+", "_", str(getattr(row, "name", "") or column)).strip("._")[-80:]
    return f"files/{slug(type(row))}/{row.pk}-{called or column}"


def _cells(user: User, model: type[OwnedModel]) -> Iterator[list[str]]:
    yield [field.name for field in columns(model)]
    for row in rows_of(user, model):
        yield [_told(value) for value in row.values()]


def _told(value: Json) -> str:
    if isinstance(value, dict) and set(value) in ({"file", "size", "sha256"}, {"source", "key", "language", "name"}):
        return str(value.get("file") or value.get("name"))
    return cell(value)


def _files(packed: zipfile.ZipFile, user: User) -> None:
    for model in tables():
        for field in columns(model):
            if isinstance(field, models.BinaryField):
                for row in _read(user, model):
                    packed.writestr(_file_name(row, field.name), bytes(getattr(row, field.name)))


class Pieces(io.RawIOBase):
    """Something to write to that hands on pieces of one size, the last one smaller."""

    def __init__(self, hand_on: Callable[[bytes], None], size: int) -> None:
        self.size, self.length = size, 0
        self._hand_on, self._kept = hand_on, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """Keep it until a piece is full."""
        new = bytes(data)  # type: ignore[call-overload]  # bytes or a view of them
        self._kept += new
        self.length += len(new)
        while len(self._kept) >= self.size:
            self._hand_on(bytes(self._kept[: self.size]))
            del self._kept[: self.size]
        return len(new)

    def finish(self) -> None:
        """Hand on what is left."""
        if self._kept:
            self._hand_on(bytes(self._kept))
            self._kept.clear()
