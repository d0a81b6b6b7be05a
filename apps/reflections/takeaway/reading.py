"""A file that comes in: whether it is one of ours, and what is in it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.reflections.parcels import Parcel, ParcelPart
from apps.reflections.takeaway import schema
from apps.reflections.takeaway.catalogue import tables
from apps.reflections.takeaway.values import Json

PIECE = 1024 * 1024  # bytes
LARGEST = 300 * 1024 * 1024  # bytes of the ZIP
LARGEST_DATA = 64 * 1024 * 1024  # bytes of data.json
LARGEST_FILE = 25 * 1024 * 1024  # bytes of one file in it
MOST_ROWS = 200_000

Row = dict[str, Json]


class Unreadable(ValueError):
    """The file cannot come in at all, for a reason that a person can read."""

    def __init__(self, told: str | Promise) -> None:
        super().__init__(str(told))


class Document:
    """An opened file: its account, its rows by table, and the files beside them."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._packed = zipfile.ZipFile(file)
            data = self._read("data.json", LARGEST_DATA)
            found = json.loads(data)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise Unreadable(
                _("This is not a file that was taken away from here. Choose the ZIP as you got it.")
            ) from None
        except (ValueError, RecursionError):
            raise Unreadable(_("The data.json in it cannot be read: it was changed, or the file is broken.")) from None
        self.account, self.rows = _checked(found)

    def file(self, told: Json) -> bytes:
        """The bytes that a row names; raises ValueError where they are missing or not those it means."""
        if not isinstance(told, dict) or not isinstance(told.get("file"), str):
            raise ValueError("no file")
        try:
            contents = self._read(str(told["file"]), LARGEST_FILE)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise ValueError("missing") from error
        if hashlib.sha256(contents).hexdigest() != told.get("sha256"):
            raise ValueError("other bytes")
        return contents

    def _read(self, name: str, most: int) -> bytes:
        with self._packed.open(name) as member:
            contents = member.read(most + 1)
        if len(contents) > most:
            raise Unreadable(_("What is in this file is larger than we take."))
        return contents


def _checked(found: Any) -> tuple[Mapping[str, Json], dict[str, list[Row]]]:
    if not isinstance(found, dict) or found.get("format") != schema.FORMAT:
        raise Unreadable(_("This is not a file that was taken away from here. Choose the ZIP as you got it."))
    if found.get("version") != schema.VERSION:
        raise Unreadable(_("This file was made by a newer careerplanner. This one has to be brought up to date first."))
    told, account = found.get("tables"), found.get("account")
    if not isinstance(told, dict) or not isinstance(account, dict):
        raise Unreadable(_("The data.json in it cannot be read: it was changed, or the file is broken."))
    rows = {model._meta.label: _rows(told.get(model._meta.label, [])) for model in tables()}
    if sum(map(len, rows.values())) > MOST_ROWS:
        raise Unreadable(_("What is in this file is larger than we take."))
    return account, rows


def _rows(found: Json) -> list[Row]:
    if not isinstance(found, list):
        raise Unreadable(_("The data.json in it cannot be read: it was changed, or the file is broken."))
    return [row for row in found if isinstance(row, dict) and is_id(row.get("id"))]


def is_id(value: object) -> bool:
    """Whether it is an id as we write them."""
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def title(row: Row) -> str:
    """What a person knows a row by; empty where it only joins others."""
    names = ("name", "title", "line", "about", "text", "label", "question", "quote", "note", "place")
    return next((str(row[name])[:120] for name in names if row.get(name)), "")


class Stored(io.RawIOBase):
    """The pieces of a parcel as a file to read from anywhere, one piece in memory at a time."""

    def __init__(self, parcel: Parcel) -> None:
        self._mine: models.QuerySet[ParcelPart] = ParcelPart.objects.filter(owner_id=parcel.owner_id, parcel=parcel)
        self._size, self._at = parcel.size, 0
        self._number, self._piece = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go on reading there."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """As much as one piece has from here on."""
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, PIECE)
        if number != self._number:
            self._piece = bytes(self._mine.values_list("contents", flat=True).get(number=number))
            self._number = number
        found = self._piece[start : start + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)
