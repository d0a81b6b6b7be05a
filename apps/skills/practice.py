"""How long somebody practised: read as people write it, and added up by week. Pure but for the locale."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from apps.users import formats

MOST = 24 * 60  # minutes of a day
SHOWN = 12  # weeks

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_PARTS = re.compile(
    r"(?:(?P<hours>[\d.,'’\s]*\d)\s*(?:hours?|hrs?|h|std|stunden?|heures?|horas?)(?![a-zäöüé])\.?)?\s*"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|min|mins|minutes?|minuten|minutos?)?\b\.?)?",
    re.IGNORECASE,
)


def minutes(text: str) -> int:
    """Minutes in what somebody typed: “45”, “1:30”, “1.5 h”, “2 h 15”, “90 min”; a bare number is minutes.

    Hours may have decimals as the person's locale writes them. Raises ValueError where it is no time of 1 minute to
    a day.
    """
    told = " ".join(text.split())
    clock = _CLOCK.fullmatch(told)
    if clock:
        found = int(clock[1]) * 60 + int(clock[2])
    else:
        parts = _PARTS.fullmatch(told)
        if not told or parts is None or not any(parts.groups()):
            raise ValueError("not a time")
        hours = formats.read_number(parts["hours"]) if parts["hours"] else Decimal(0)
        found = int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP)) + int(parts["minutes"] or 0)
    if not 1 <= found <= MOST:
        raise ValueError("no time of a day")
    return found


@dataclass(frozen=True)
class Week:
    """One week, from Monday (ISO 8601), and how many minutes were practised in it."""

    monday: date
    minutes: int


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def weeks(done: Iterable[tuple[date, int]], *, since: date, until: date) -> list[Week]:
    """The weeks from `since` to `until`, at most the latest twelve, each with its minutes; empty ones stay empty."""
    sums: dict[date, int] = {}
    for day, spent in done:
        sums[monday_of(day)] = sums.get(monday_of(day), 0) + spent
    first, last = monday_of(min([since, *sums])), monday_of(max(since, until))
    count = (last - first).days // 7 + 1
    mondays = [first + timedelta(weeks=n) for n in range(count)][-SHOWN:]
    return [Week(monday, sums.get(monday, 0)) for monday in mondays]
