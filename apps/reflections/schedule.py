"""When the next e-mail is due: a rhythm in local time, as instants in UTC.

Pure. Zones come from the pinned PyPI `tzdata` alone: `careerplanner/__init__.py` takes the system's tables away,
because they disagree with it and with each other. Never mix this with PostgreSQL's `AT TIME ZONE`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
FIRST = date(1970, 1, 5)  # a Monday
WEEKLY, FORTNIGHTLY, MONTHLY = "weekly", "fortnightly", "monthly"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, on which weekday and at what local time; a month's e-mail comes on its first such weekday."""

    cadence: str  # weekly, fortnightly or monthly
    weekday: int  # 0 is Monday, 6 is Sunday
    at: time  # local
    zone: str  # IANA name
    anchor: date  # any day of a week in which a fortnightly e-mail comes


@dataclass(frozen=True, slots=True)
class Promise:
    """The next e-mail of a plan: when it comes, in UTC, which period it is for, and the rhythm that said so."""

    rhythm: Rhythm
    at: datetime
    serves: date  # a Monday, or the first of a month


def next_occurrence(rhythm: Rhythm, after: datetime) -> datetime:
    """The first instant of `rhythm` strictly after `after`, both in UTC, to the second.

    A local time that the clocks jump over becomes the next valid minute; one that happens twice counts once,
    the first time. Raises ZoneInfoNotFoundError on an unknown zone, OverflowError past the year 9998.
    """
    zone = ZoneInfo(rhythm.zone)
    yesterday = after.astimezone(zone).date() - timedelta(days=1)  # its moment may have moved past midnight
    return next(moment for day in _days(rhythm, yesterday) if (moment := moment_of(day, rhythm.at, zone)) > after)


def after_change(rhythm: Rhythm, now: datetime, told: Mapping[date, datetime], before: Promise | None) -> Promise:
    """What a plan promises once its rhythm is `rhythm`, so that the change neither repeats a period nor skips one.

    `told` has the periods that have their e-mail, with the instant each was due (UTC); `before` is what was promised
    until now, if anything was. A period that has none yet, and whose new time is already over, keeps its old time
    this once: so it is when somebody flies over the date line, and in the seconds between the hour of an e-mail and
    the dispatcher. Another cadence counts anew, after the last e-mail or the one that is due. Raises what
    `next_occurrence` raises.
    """
    same = before is not None and before.rhythm.cadence == rhythm.cadence
    taken = set(told) if same or before is None else {*told, *(period_of(rhythm, due) for due in told.values())}
    moment = next_occurrence(rhythm, now)
    while period_of(rhythm, moment) in taken:
        moment = next_occurrence(rhythm, moment)
    first = Promise(rhythm, moment, period_of(rhythm, moment))
    owed = _owed(rhythm, now, before)
    return owed if owed and owed.serves < first.serves and owed.serves not in taken else first


def _owed(rhythm: Rhythm, now: datetime, before: Promise | None) -> Promise | None:
    """What was promised before and counts still: in the same cadence always, in another one only if it is due."""
    if before is None or before.rhythm.cadence == rhythm.cadence:
        return before
    return Promise(before.rhythm, before.at, period_of(rhythm, before.at)) if before.at <= now else None


def period_of(rhythm: Rhythm, moment: datetime) -> date:
    """The local period that `moment` serves: its first of the month where monthly, else its week's Monday."""
    day = moment.astimezone(ZoneInfo(rhythm.zone)).date()
    return day.replace(day=1) if rhythm.cadence == MONTHLY else _monday(day)


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant in UTC at which clocks in `zone` show `day` and `at`; see `next_occurrence` for jumps.

    PEP 495: with fold=0 a time in a jump is read by the offset before it, with fold=1 by the one after, so
    that only there the first reading is the later instant.
    """
    wall = datetime.combine(day, at, zone)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return first if first <= second else _end_of_jump(second, first, zone)


def _end_of_jump(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first whole local minute after the jump that lies in (low, high]."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high + timedelta(seconds=-high.astimezone(zone).second % 60)


def _days(rhythm: Rhythm, start: date) -> Iterator[date]:
    """The local days of the rhythm from `start` on."""
    if rhythm.cadence == MONTHLY:
        yield from _first_weekdays(rhythm.weekday, start)
    day = start + timedelta(days=(rhythm.weekday - start.weekday()) % 7)
    while True:
        if rhythm.cadence == WEEKLY or (_monday(day) - _monday(rhythm.anchor)) // WEEK % 2 == 0:
            yield day
        day += WEEK


def _first_weekdays(weekday: int, start: date) -> Iterator[date]:
    first = start.replace(day=1)
    while True:
        day = first + timedelta(days=(weekday - first.weekday()) % 7)
        if day >= start:
            yield day
        first = (first + timedelta(days=31)).replace(day=1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
