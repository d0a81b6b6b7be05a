"""What a file really is, told from its bytes, and whether it may be kept as proof. Pure."""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from io import BytesIO

import puremagic

MOST_BYTES = 5 * 1024 * 1024  # of one file
MOST_OF_ONE_ENTRY = 10  # files
MOST_OF_ONE_PERSON = 100 * 1024 * 1024  # bytes
NAME = 160  # characters that are kept of a name
HEAD = 4096  # bytes that tell a kind
PACKED_FILES = 3000
UNPACKED_BYTES = 200 * 1024 * 1024
RATIO = 200  # of unpacked to packed bytes; a picture or a text in a document stays far below it on the whole
LISTED = 256 * 1024  # bytes read of the one part inside a document that says what it is

PDF, PNG, JPEG, WEBP, TEXT = "application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    WEBP: (".webp",),
    TEXT: (".txt", ".text"),
    DOCX: (".docx",),
    ODT: (".odt",),
}
ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings)  # for the file picker
JOINERS = "\u200c\u200d"  # letters of some scripts, and emoji, are put together with them
MARKUP = re.compile(rb"[\s\0]*(<[a-z!?/]|#!|%!)", re.IGNORECASE)


class Reason(Enum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    UNKNOWN = "unknown"
    CUT_OFF = "cut off"
    BROKEN = "broken"
    BOMB = "bomb"


class Refused(ValueError):
    """The file is not kept, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Attachment:
    """A file that may be kept: a name without tricks, what it is, and its bytes."""

    name: str
    media_type: str
    contents: bytes


def inspect(name: str, contents: bytes) -> Attachment:
    """The file as it may be kept; at most 5 MB. Raises Refused.

    What it is comes from the bytes alone; the name gets the ending of what it is, if it has another. Only plain text,
    which has no mark of its own, must be called so.
    """
    if not contents:
        raise Refused(Reason.EMPTY)
    if len(contents) > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    media_type = _media_type(name, contents)
    return Attachment(cleaned(name, ENDINGS[media_type]), media_type, contents)


def cleaned(name: str, endings: tuple[str, ...]) -> str:
    """The name without folders and without characters that hide or turn round what it says; at most 160 of them.

    It ends like one of `endings`, so that a device opens it as what it is.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if char.isspace() else char for char in last if char.isspace() or _is_seen(char))
    plain = " ".join(seen.split()).rstrip(". ")
    stem, ending = plain, endings[0]
    for known in endings:
        if plain.casefold().endswith(known):
            stem, ending = plain[: -len(known)], plain[-len(known) :]
    return (stem[: NAME - len(ending)].strip(". ") or "file") + ending


def _is_seen(char: str) -> bool:
    return char in JOINERS or unicodedata.category(char)[0] != "C"


def _media_type(name: str, contents: bytes) -> str:
    try:
        found = {match.mime_type for match in puremagic.magic_string(contents[:HEAD])}
    except (puremagic.PureError, ValueError):
        found = set()
    for media_type, starts, check in CHECKS:
        if media_type in found and contents.startswith(starts):
            check(contents)
            return media_type
    if contents.startswith(b"PK\3\4"):
        return _document(contents)
    if name.casefold().endswith(ENDINGS[TEXT]) and _is_text(contents):
        return TEXT
    raise Refused(Reason.UNKNOWN)


def _pdf(contents: bytes) -> None:
    if b"%%EOF" not in contents[-2048:]:
        raise Refused(Reason.CUT_OFF)


def _png(contents: bytes) -> None:
    """Walk the chunks: length, name, data, checksum, until IEND."""
    at = 8
    while True:
        kind, size = contents[at + 4 : at + 8], int.from_bytes(contents[at : at + 4])
        if at == 8 and len(kind) == 4 and kind != b"IHDR":
            raise Refused(Reason.BROKEN)
        at += 12 + size
        if at > len(contents) or len(kind) < 4:
            raise Refused(Reason.CUT_OFF)
        if kind == b"IEND":
            return


def _jpeg(contents: bytes) -> None:
    """Walk the segments to the picture itself, and look for its end; the end of a small preview is not it."""
    at = 2
    while contents[at : at + 2] != b"\xff\xda":
        if at + 4 > len(contents):
            raise Refused(Reason.CUT_OFF)
        if contents[at] != 0xFF:
            raise Refused(Reason.BROKEN)
        size = int.from_bytes(contents[at + 2 : at + 4])
        at += 1 if contents[at + 1] == 0xFF else 2 + max(size, 2)
    if contents.find(b"\xff\xd9", at) < 0:
        raise Refused(Reason.CUT_OFF)


def _webp(contents: bytes) -> None:
    if contents[8:12] != b"WEBP":
        raise Refused(Reason.UNKNOWN)
    if len(contents) < 8 + int.from_bytes(contents[4:8], "little") or len(contents) < 20:
        raise Refused(Reason.CUT_OFF)
    if contents[12:16] not in {b"VP8 ", b"VP8L", b"VP8X"}:
        raise Refused(Reason.BROKEN)


CHECKS: list[tuple[str, bytes, Callable[[bytes], None]]] = [
    (PDF, b"%PDF-", _pdf),
    (PNG, b"\x89PNG\r\n\x1a\n", _png),
    (JPEG, b"\xff\xd8\xff", _jpeg),
    (WEBP, b"RIFF", _webp),
]


def _document(contents: bytes) -> str:
    """Which kind of document a ZIP is: its list is read, and the one part that says so, and nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(contents)) as packed:
            parts = {part.filename: part for part in packed.infolist()}
            unpacked = sum(part.file_size for part in parts.values())
            if len(packed.infolist()) > PACKED_FILES or unpacked > min(UNPACKED_BYTES, RATIO * len(contents)):
                raise Refused(Reason.BOMB)
            if _part(packed, "mimetype") == ODT.encode() and "content.xml" in parts:
                return ODT
            kinds = _part(packed, "[Content_Types].xml")
            macros = b"macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in parts)
            if "word/document.xml" in parts and DOCX.encode() + b".main+xml" in kinds and not macros:
                return DOCX
    except zipfile.BadZipFile:
        raise Refused(Reason.CUT_OFF if b"PK\5\6" not in contents else Reason.BROKEN) from None
    except (zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise error if isinstance(error, Refused) else Refused(Reason.BROKEN) from None
    raise Refused(Reason.UNKNOWN)


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    if name not in packed.namelist():
        return b""
    with packed.open(name) as part:
        return part.read(LISTED)


def _is_text(contents: bytes) -> bool:
    """Whether people can read it: no pages, drawings or programs, and nothing but letters in some usual coding."""
    if MARKUP.match(contents.removeprefix(b"\xef\xbb\xbf")):
        return False
    wide = contents[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for coding in ("utf-16",) if wide else ("utf-8", "cp1252"):
        try:
            text = contents.decode(coding)
        except UnicodeDecodeError:
            continue
        return not MARKUP.match(text.encode("utf-8", "replace")) and all(map(_is_written, set(text)))
    return False


def _is_written(char: str) -> bool:
    return char in "\t\n\r\f" or unicodedata.category(char) not in {"Cc", "Cs", "Cn"}
