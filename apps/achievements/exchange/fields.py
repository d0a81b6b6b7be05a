"""What a field of a row may hold when it comes from a file: each reads one value or says what is wrong with it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from apps.achievements import attachments
from apps.achievements.attachments import Attachment, Reason
from apps.achievements.exchange.troubles import Refused, Why

EARLIEST, LATEST = 1900, 2100  # years
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
GONE = "gone"  # in place of the key of a row that is no more: it narrows a choice, and nothing is found by it
_UNKEPT = re.compile("[\0\ud800-\udfff]")  # PostgreSQL keeps no NUL, and half a character is none


@dataclass(frozen=True, slots=True)
class RoleSaid:
    """A role as a table names it: by title, organisation and start, each empty where nothing is said."""

    title: str
    organisation: str = ""
    started: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields of a form that was not sent yet, by the name of each."""

    fields: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """The first words of it."""
        said = dict(self.fields)
        return next((said[name] for name in _WORDS if said.get(name, "").strip()), "")

    def __bool__(self) -> bool:
        return any(value.strip() for _name, value in self.fields)


_WORDS = ("line", "outcome", "duty", "private_note", "beneficiary", "skills")
Value = str | int | bool | None | tuple[str, ...] | Attachment | RoleSaid | Filled


def said(value: object) -> str:
    """The text of a value that should be one: numbers become text, and what cannot be kept is replaced."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused(Why.NOT_TEXT, value)
    return _UNKEPT.sub("\ufffd", str(value).replace("\r\n", "\n"))


@dataclass(frozen=True, slots=True)
class Text:
    """Words, at most `longest` characters."""

    longest: int
    required: bool = False

    def read(self, value: object) -> Value:
        text = said(value)
        if self.required and not text.strip():
            raise Refused(Why.MISSING)
        if len(text) > self.longest:
            raise Refused(Why.TOO_LONG, text)
        return text


class Named(Text):
    """The name of an organisation or a skill, which is made where there is none of that name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; `usual` where nothing is said."""

    options: tuple[str, ...]
    usual: str = ""

    def read(self, value: object) -> Value:
        text = said(value).strip() or self.usual
        if text and text not in self.options:
            raise Refused(Why.NOT_A_CHOICE, text)
        return text


@dataclass(frozen=True, slots=True)
class When:
    """A date as exactly as it is known: 2024, 2024-03 or 2024-03-12; of an end, the last day it covers counts."""

    required: bool = False
    is_end: bool = False
    to_the_day: bool = False

    def read(self, value: object) -> Value:
        text = said(value).strip()
        if not text:
            if self.required:
                raise Refused(Why.MISSING)
            return None
        found = _PARTIAL.fullmatch(text)
        if not found or (self.to_the_day and not found[3]):
            raise Refused(Why.NOT_A_DAY, text)
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        try:
            date(year, month, day)
        except ValueError:
            raise Refused(Why.NOT_A_DAY, text) from None
        if not EARLIEST <= year <= LATEST:
            raise Refused(Why.OUT_OF_RANGE, text)
        return text


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time in ISO 8601, with its offset from UTC."""

    def read(self, value: object) -> Value:
        text = said(value).strip()
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise Refused(Why.NOT_A_DAY, text) from None
        if moment.tzinfo is None or not EARLIEST < moment.year < LATEST:
            raise Refused(Why.NOT_A_DAY, text)
        return moment.isoformat()


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number in plain digits; more decimals than are kept are refused, not rounded."""

    digits: int
    places: int
    least: Decimal | None = None
    most: Decimal | None = None

    def read(self, value: object) -> Value:
        text = said(value).strip()
        if not text:
            return None
        try:
            number = Decimal(text) if len(text) <= 40 else Decimal("NaN")
        except InvalidOperation:
            raise Refused(Why.NOT_A_NUMBER, text) from None
        if not number.is_finite():
            raise Refused(Why.NOT_A_NUMBER, text)
        if (
            number.adjusted() >= self.digits - self.places
            or number != round(number, self.places)
            or (self.least is not None and number < self.least)
            or (self.most is not None and number > self.most)
        ):
            raise Refused(Why.OUT_OF_RANGE, text)
        return plain(number)


def plain(number: Decimal) -> str:
    """A number in plain digits, without zeros that say nothing."""
    return f"{number.normalize() + 0:f}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between `least` and `most`."""

    least: int
    most: int
    required: bool = False

    def read(self, value: object) -> Value:
        text = said(value).strip()
        if not text:
            if self.required:
                raise Refused(Why.MISSING)
            return None
        if not re.fullmatch(r"-?[0-9]{1,12}", text):
            raise Refused(Why.NOT_A_NUMBER, text)
        if not self.least <= int(text) <= self.most:
            raise Refused(Why.OUT_OF_RANGE, text)
        return int(text)


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def read(self, value: object) -> Value:
        if value is None or isinstance(value, bool):
            return bool(value)
        raise Refused(Why.NOT_YES, value)


@dataclass(frozen=True, slots=True)
class Link(Text):
    """A web address, kept and never opened."""

    def read(self, value: object) -> Value:
        text = str(Text.read(self, value)).strip()
        try:
            parts = urlsplit(text)
            opens = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
        except ValueError:
            opens = False
        if text and not opens:
            raise Refused(Why.NOT_A_LINK, text)
        return text


@dataclass(frozen=True, slots=True)
class Names:
    """The names of skills, none twice whatever its case."""

    longest: int

    def read(self, value: object) -> Value:
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise Refused(Why.NOT_TEXT, value)
        first: dict[str, str] = {}
        for each in value:
            name = said(each)
            if len(name) > self.longest:
                raise Refused(Why.TOO_LONG, name)
            if name.strip():
                first.setdefault(name.lower(), name)
        return tuple(sorted(first.values(), key=lambda name: (name.lower(), name)))


@dataclass(frozen=True, slots=True)
class Ref:
    """Another row of the file, by its key."""

    kind: str
    required: bool = False

    def read(self, value: object) -> Value:
        if isinstance(value, RoleSaid):
            return value
        text = said(value).strip()
        if self.required and not text:
            raise Refused(Why.MISSING)
        return text or None


@dataclass(frozen=True, slots=True)
class Refs:
    """Other rows of the file, by their keys; `GONE` for one that is no more."""

    kind: str
    most: int = 1_000

    def read(self, value: object) -> Value:
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise Refused(Why.NOT_TEXT, value)
        if len(value) > self.most:
            raise Refused(Why.OUT_OF_RANGE, len(value))
        return tuple(sorted({key for each in value if (key := said(each).strip())}))


@dataclass(frozen=True, slots=True)
class Coming:
    """The id that a row will have which is not there yet."""

    kind: str

    def read(self, value: object) -> Value:
        return said(value).strip()[:100] or None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form, by the name of its fields."""

    most: int = 120  # fields
    longest: int = 20_000  # characters in one
    never: frozenset[str] = frozenset({"csrfmiddlewaretoken", "writer", "place", "row", "seen", "role"})

    def read(self, value: object) -> Value:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise Refused(Why.NOT_TEXT, value)
        found = {said(name): said(text) for name, text in value.items() if name not in self.never}
        if len(found) > self.most:
            raise Refused(Why.OUT_OF_RANGE, len(found))
        for name, text in found.items():
            if len(name) > 200 or len(text) > self.longest:
                raise Refused(Why.TOO_LONG, text)
        return Filled(tuple(sorted(found.items())))


_NOT_KEPT = {
    Reason.EMPTY: Why.FILE_EMPTY,
    Reason.TOO_LARGE: Why.FILE_TOO_LARGE,
    Reason.UNKNOWN: Why.KIND_OF_FILE,
    Reason.CUT_OFF: Why.FILE_CUT_OFF,
    Reason.BROKEN: Why.FILE_BROKEN,
    Reason.BOMB: Why.FILE_BOMB,
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in base 64 with its name, held to what a file that somebody chooses is; None where only its name came."""

    def read(self, value: object) -> Value:
        if value is None or isinstance(value, Attachment):
            return value
        if not isinstance(value, Mapping):
            raise Refused(Why.NOT_A_FILE)
        if value.get("contents") is None:
            return None
        try:
            contents = base64.b64decode(said(value["contents"]), validate=True)
        except (binascii.Error, ValueError):
            raise Refused(Why.NOT_A_FILE) from None
        name = said(value.get("name"))
        try:
            return attachments.inspect(name, contents)
        except attachments.Refused as refused:
            raise Refused(_NOT_KEPT[refused.reason], re.split(r"[/\\]", name)[-1]) from None


Field = Text | Choice | When | Moment | Number | Whole | Flag | Names | Ref | Refs | Coming | Typed | Attached
