"""Reading a few files out of a ZIP that may be broken, locked or made to hurt: all in memory, all bounded."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO

MOST_FILES = 2_000
MOST_BYTES = 20 * 1024 * 1024  # of one file, unpacked
MOST_TOGETHER = 40 * 1024 * 1024  # of all that are read, unpacked
MOST_RATIO = 200  # unpacked to packed, above which a file is no table
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack in steps that cannot be bounded


class Broken(StrEnum):
    """Why an archive, or one file in it, is not read."""

    NO_ZIP = "no_zip"
    TOO_MANY_FILES = "too_many_files"
    ENCRYPTED = "encrypted"
    TOO_BIG = "too_big"
    DAMAGED = "damaged"
    ODD_NAME = "odd_name"
    TWICE = "twice"


class NotRead(Exception):
    """The archive as a whole is not read."""

    def __init__(self, why: Broken) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Opened:
    """The files that were asked for, by their plain lower-case name, and why others were not read."""

    files: dict[str, bytes] = field(default_factory=dict)
    refused: list[tuple[str, Broken]] = field(default_factory=list)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def opened(data: bytes, wanted: Collection[str]) -> Opened:
    """The files of these names in whatever folder they lie; of two with one name the outermost counts.

    Nothing is written to a disk. Raises `NotRead` where the whole archive is none, has too many files, or is locked.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise NotRead(Broken.NO_ZIP) from None
    with archive:
        members = archive.infolist()
        if len(members) > MOST_FILES:
            raise NotRead(Broken.TOO_MANY_FILES)
        found = Opened()
        together = 0
        for member in sorted(members, key=lambda member: member.filename.count("/")):
            name = member.filename.replace("\\", "/")
            plain = name.rpartition("/")[2].lower()
            if plain not in wanted or "__MACOSX" in name:
                continue
            why = _refusal(member, name) or (Broken.TWICE if plain in found.files else None)
            contents = None if why else _contents(archive, member, MOST_TOGETHER - together)
            if contents is None:
                found.refused.append((name[:120], why or Broken.DAMAGED))
            elif isinstance(contents, Broken):
                found.refused.append((name[:120], contents))
            else:
                found.files[plain] = contents
                together += len(contents)
    if not found.files and any(why is Broken.ENCRYPTED for _, why in found.refused):
        raise NotRead(Broken.ENCRYPTED)
    return found


def _refusal(member: zipfile.ZipInfo, name: str) -> Broken | None:
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        return Broken.ODD_NAME
    if member.flag_bits & _ENCRYPTED:
        return Broken.ENCRYPTED
    if member.compress_type not in _METHODS:
        return Broken.DAMAGED
    if member.file_size > MOST_BYTES or member.file_size > MOST_RATIO * max(member.compress_size, 1_000):
        return Broken.TOO_BIG
    return None


def _contents(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes | Broken:
    """Read in pieces and stop at the bound: the size that a file claims need not be the one it has."""
    most = min(MOST_BYTES, room)
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(member) as file:
            while piece := file.read(_CHUNK):
                size += len(piece)
                if size > most:
                    return Broken.TOO_BIG
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return Broken.DAMAGED
    return b"".join(pieces)
