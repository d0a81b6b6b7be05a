"""Shapes of JSON values, and whether a value has one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Protocol

from apps.reflections.takeaway.values import ID, Json

NUMBER = re.compile(r"-?\d+(\.\d+)?(E[+-]?\d{1,3})?", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LONGEST_NUMBER = 60  # characters: what exact arithmetic leaves behind, and no bomb


class Shape(Protocol):
    """What a value must be."""

    def fits(self, value: Json) -> bool:
        """Whether the value has this shape."""


@dataclass(frozen=True)
class Text:
    """Text of at most so many characters, perhaps one of a few; never with NUL or half a character."""

    most: int = 20_000
    among: tuple[str, ...] = ()

    def fits(self, value: Json) -> bool:
        return (
            isinstance(value, str)
            and len(value) <= self.most
            and (not self.among or value in self.among)
            and can_be_kept(value)
        )


@dataclass(frozen=True)
class Number:
    """A decimal as text, `low` to `high` inclusive; where `whole`, a number without a fraction may stand for it."""

    low: int
    high: int
    whole: bool = False

    def fits(self, value: Json) -> bool:
        if isinstance(value, int) and not isinstance(value, bool):
            return self.whole and self.low <= value <= self.high
        if not isinstance(value, str) or len(value) > LONGEST_NUMBER or not NUMBER.fullmatch(value):
            return False
        try:
            return self.low <= Decimal(value) <= self.high
        except InvalidOperation:
            return False


@dataclass(frozen=True)
class Day:
    """A day, such as 2026-11-24, in years that calendars can reckon with."""

    def fits(self, value: Json) -> bool:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            return False
        try:
            return is_reckonable(date.fromisoformat(value))
        except ValueError:
            return False


@dataclass(frozen=True)
class Id:
    """The id of a row."""

    def fits(self, value: Json) -> bool:
        return isinstance(value, str) and ID.fullmatch(value) is not None


@dataclass(frozen=True)
class Truth:
    """Yes or no."""

    def fits(self, value: Json) -> bool:
        return isinstance(value, bool)


@dataclass(frozen=True)
class Maybe:
    """A shape, or null."""

    inner: Shape

    def fits(self, value: Json) -> bool:
        return value is None or self.inner.fits(value)


@dataclass(frozen=True)
class ListOf:
    """At most so many of one shape."""

    each: Shape
    most: int = 10_000

    def fits(self, value: Json) -> bool:
        return isinstance(value, list) and len(value) <= self.most and all(map(self.each.fits, value))


@dataclass(frozen=True)
class Row:
    """A list in which each place has a shape of its own."""

    places: tuple[Shape, ...]

    def fits(self, value: Json) -> bool:
        return (
            isinstance(value, list)
            and len(value) == len(self.places)
            and all(shape.fits(each) for shape, each in zip(self.places, value, strict=True))
        )


@dataclass(frozen=True)
class MapOf:
    """At most so many names of one shape."""

    each: Shape
    most: int = 200
    name: Text = field(default_factory=lambda: Text(200))

    def fits(self, value: Json) -> bool:
        return (
            isinstance(value, dict)
            and len(value) <= self.most
            and all(self.name.fits(key) and self.each.fits(part) for key, part in value.items())
        )


@dataclass(frozen=True)
class Record:
    """Parts by their names, all but for those in `perhaps`, and no others; `or_empty` takes none at all, too."""

    parts: Mapping[str, Shape]
    perhaps: frozenset[str] = frozenset()
    or_empty: bool = False

    def fits(self, value: Json) -> bool:
        if not isinstance(value, dict):
            return False
        if self.or_empty and not value:
            return True
        missing = self.parts.keys() - value.keys() - self.perhaps
        return not missing and all(name in self.parts and self.parts[name].fits(part) for name, part in value.items())


@dataclass(frozen=True)
class Constant:
    """One value and no other."""

    value: int

    def fits(self, value: Json) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and value == self.value


def can_be_kept(text: str) -> bool:
    """Whether a table takes the text: no NUL, and no half of a character."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def is_reckonable(day: date) -> bool:
    """Whether the day lies far enough from both ends of the calendar that weeks and zones can be added to it."""
    return 1000 <= day.year <= 9000
