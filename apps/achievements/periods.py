"""Stretches of the calendar that a journal is narrowed to. Pure."""

from calendar import monthrange
from datetime import date, timedelta

NAMES = ("week", "month", "quarter", "year")


def stretch(name: str, today: date) -> tuple[date, date]:
    """First and last day of the week (from Monday, ISO 8601), month, quarter or year around `today`.

    Raises ValueError for any other name.
    """
    if name == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if name == "month":
        return today.replace(day=1), _month_end(today)
    if name == "quarter":
        first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        return first, _month_end(first.replace(month=first.month + 2))
    if name == "year":
        return today.replace(month=1, day=1), today.replace(month=12, day=31)
    raise ValueError(f"{name} is no stretch of the calendar")


def last_month_within(until: date) -> date:
    """The first day of the last month that is over by the end of `until`."""
    this = until.replace(day=1)
    if until == _month_end(until) or this == date.min:
        return this
    return (this - timedelta(days=1)).replace(day=1)


def last_year_within(until: date) -> date:
    """The first day of the last year that is over by the end of `until`."""
    return date(until.year if (until.month, until.day) == (12, 31) else max(until.year - 1, 1), 1, 1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
