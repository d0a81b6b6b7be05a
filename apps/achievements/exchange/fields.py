"""What a field of a row may hold when it comes from a file: each reads one value or says what is wrong with it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from urllib.parse import urlsplit

from apps.achievements import attachments
from apps.achievements.attachments import Attachment, Reason

EARLIEST, LATEST = 1900, 2100  # years
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_UNKEPT = re.compile("[\0\ud800-\udfff]")  # PostgreSQL keeps no NUL, and half a character is none


class Why(StrEnum):
    """What can be wrong with a value or a row."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NOT_A_DAY = "not_a_day"
    MONTH_IN_ANOTHER_LANGUAGE = "month_in_another_language"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_LINK = "not_a_link"
    NOT_YES = "not_yes"
    NOT_A_FILE = "not_a_file"
    NO_SUCH_ROW = "no_such_row"
    ENDS_BEFORE_START = "ends_before_start"
    STILL_TO_COME = "still_to_come"
    SAYS_NOTHING = "says_nothing"
    NO_CURRENCY = "no_currency"
    NOT_OF_ITS_KIND = "not_of_its_kind"
    SAME_ID = "same_id"
    TWO_AT_MOST = "two_at_most"
    ONE_AT_A_TIME = "one_at_a_time"
    NO_START = "no_start"
    FILE_LEFT_OUT = "file_left_out"
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    KIND_OF_FILE = "kind_of_file"
    FILE_CUT_OFF = "file_cut_off"
    FILE_BROKEN = "file_broken"
    FILE_BOMB = "file_bomb"
    FILES_OF_ENTRY = "files_of_entry"
    FILES_TOGETHER = "files_together"
    UNKNOWN_ROLE = "unknown_role"
    COMES_WITHOUT = "comes_without"
    NO_ROW = "no_row"
    QUOTES = "quotes"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, in which field, and what was said there, shortened."""

    why: Why
    field: str = ""
    said: str = ""


class Refused(Exception):
    """A value that a field cannot hold."""

    def __init__(self, why: Why, said: object = "") -> None:
        super().__init__(why)
        self.why, self.said = why, str(said)[:60]


@dataclass(frozen=True, slots=True)
class RoleSaid:
    """A role as a table names it: by title, organisation and start, each empty where nothing is said."""

    title: str
    organisation: str = ""
    started: str = ""


Value = str | int | bool | None | tuple[str, ...] | Attachment | RoleSaid


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


Field = Text | Choice | When | Moment | Number | Whole | Flag | Names | Ref | Attached
