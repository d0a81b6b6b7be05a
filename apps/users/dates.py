"""Dates that know how exactly they are known: a year, a month or a day. Pure but for the locale."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from apps.users import formats

EARLIEST, LATEST = 1900, 2100  # years


class Precision(TextChoices):
    """How exactly a date is known."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


@dataclass(frozen=True)
class PartialDate:
    """A date known to its year, month or day; `day` is the first of the period, or its last for an end."""

    day: date
    precision: str


def told(day: date, precision: str) -> str:
    """The date in words of the person's locale, without pretending to more than is known."""
    if precision == "year":
        return str(day.year)
    return formats.skeleton(day, "yMMM" if precision == "month" else "yMMMd")


def partial(year: int, month: int | None, day: int | None, *, is_end: bool = False) -> PartialDate:
    """The date of these parts; an end covers its period, so that 2021 ends after May 2021 has begun.

    Raises ValueError where the calendar has no such day.
    """
    if month is None:
        return PartialDate(date(year, 12, 31) if is_end else date(year, 1, 1), "year")
    if day is None:
        return PartialDate(date(year, month, days_in(year, month) if is_end else 1), "month")
    return PartialDate(date(year, month, day), "day")


def first_of(day: date, precision: str) -> date:
    """The first day that the date may mean: of its year or month where no more is known."""
    return day.replace(month=1 if precision == "year" else day.month, day=day.day if precision == "day" else 1)


def last_of(day: date, precision: str) -> date:
    """The last day that the date may mean."""
    if precision == "day":
        return day
    month = 12 if precision == "year" else day.month
    return date(day.year, month, days_in(day.year, month))


def days_in(year: int, month: int) -> int:
    """How many days the month has, 28 to 31."""
    return calendar.monthrange(year, month)[1]


def heading(day: date, precision: str, today: date) -> tuple[str, date]:
    """The stretch an entry is listed under: ("this week" | "last week" | "month" | "year", its first day).

    Weeks begin on Monday (ISO 8601). A date known only to its month or year is listed under that.
    """
    monday = today - timedelta(days=today.weekday())
    if precision == "year":
        return "year", date(day.year, 1, 1)
    if precision == "day" and day >= monday:
        return "this week", monday
    if precision == "day" and day >= monday - timedelta(days=7):
        return "last week", monday - timedelta(days=7)
    return "month", day.replace(day=1)
