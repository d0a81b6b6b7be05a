"""When to ask whether an outcome lasted. Pure."""

import calendar
from datetime import date, timedelta

AFTER = timedelta(days=90)  # what has held for a season is likely to be more than a good week
ASKED_WITHIN = timedelta(days=365)  # later nobody remembers what brought it about
PUT_OFF = timedelta(days=30)
PRECISIONS = ("day", "month", "year")


def ends(day: date, precision: str) -> date:
    """The last day of what is known of a date: `day` is the first of its period, precision day, month or year."""
    if precision == "year":
        return date(day.year, 12, 31)
    if precision == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day


def asked_on(day: date, precision: str) -> date:
    """The first day to ask about an outcome of `day`: 90 days after the last day it can have been."""
    return ends(day, precision) + AFTER


def is_asked(day: date, precision: str, *, today: date) -> bool:
    """Whether an outcome of `day` is asked about today: 90 days have passed, and not yet a year."""
    return asked_on(day, precision) <= today and ends(day, precision) > today - ASKED_WITHIN


def window(precision: str, *, today: date) -> tuple[date, date]:
    """The first and the last day, as stored with this precision, that are asked about today; empty where first > last.

    The same rule as `is_asked`, for a database that compares days: a period has ended by a day where it began
    before the period of the day after.
    """
    oldest, newest = today - ASKED_WITHIN + timedelta(days=1), today - AFTER + timedelta(days=1)
    return _begins(oldest, precision), _begins(newest, precision) - timedelta(days=1)


def _begins(day: date, precision: str) -> date:
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[precision]
