"""Dates as files have them: as exact as they are written, and nothing guessed."""

from __future__ import annotations

import re
from datetime import date

from apps.achievements.exchange.troubles import Refused, Why

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(
    r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?(?:T[0-9:.]+(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?"
)
_NAMED = re.compile(r"(?:([0-9]{1,2})\.?\s+)?([^\W\d_]+)\.?,?\s+(?:([0-9]{1,2}),?\s+)?([0-9]{4})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})")
_THREE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_NOW = {"present", "current", "now", "today", "ongoing", "to date", "heute", "aujourd'hui", "actualidad", "-", "–"}


def goes_on(text: str) -> bool:
    """Whether an end says that it has not come: present, now, a dash."""
    return text.strip().casefold() in _NOW


def read(text: str, *, day_first: bool | None = None) -> str:
    """The date as ISO text of its own exactness: 2014, 2014-06 or 2014-06-29.

    “Jun 2014”, “29 June 2014” and “June 29, 2014” are English; a month in another language, and 3/4/2014 where
    `day_first` is not known, raise `Refused`: they are reported, never guessed.
    """
    text = text.strip()
    if not text:
        return ""
    if found := _ISO.fullmatch(text):
        return _put_together(text, *found.groups())
    if found := _MONTH_YEAR.fullmatch(text):
        return _put_together(text, found[2], found[1], None)
    if found := _THREE.fullmatch(text):
        return _three(text, found, day_first)
    if found := _NAMED.fullmatch(text):
        month = _MONTHS.get(found[2].casefold())
        if month is None:
            raise Refused(Why.MONTH_IN_ANOTHER_LANGUAGE, text)
        return _put_together(text, found[4], str(month), found[1] or found[3])
    raise Refused(Why.NOT_A_DAY, text)


def _three(text: str, found: re.Match[str], day_first: bool | None) -> str:
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > 12:
        return _put_together(text, found[4], str(second), str(first))
    if second > 12:
        return _put_together(text, found[4], str(first), str(second))
    if first != second and day_first is None:
        raise Refused(Why.NOT_A_DAY, text)
    return _put_together(text, found[4], *((found[3], found[1]) if day_first else (found[1], found[3])))


def _put_together(text: str, year: str, month: str | None, day: str | None) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Refused(Why.NOT_A_DAY, text) from None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
