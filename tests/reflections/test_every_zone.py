"""Every zone of the world and ten years: one e-mail a local period, at its time or the next valid minute.

Zones whose rules are the same bytes stand for each other. Where clocks do not change a week is like any other, so the
dear checks go where they do: on each such day and the next one, at every edge of what is jumped over or happens twice.
"""

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from apps.reflections.schedule import Rhythm, moment_of, next_occurrence, period_of

FIRST, DAYS = datetime(2020, 1, 1), 3_653  # ten years
DAY, WEEK, MINUTE = timedelta(days=1), timedelta(days=7), timedelta(minutes=1)
HOURS = [time(0), time(0, 30), time(2, 30), time(17), time(23, 59)]


def rules(zone):
    return resources.files("tzdata.zoneinfo").joinpath(*zone.split("/")).read_bytes()


DISTINCT = sorted({rules(zone): zone for zone in sorted(zoneinfo.available_timezones())}.values())


@dataclass(frozen=True)
class Change:
    """Clocks go from one offset to another at an instant."""

    at: datetime  # UTC
    before: timedelta
    after: timedelta

    @property
    def edges(self):
        """Local times at which something begins or ends: what is jumped over, or what happens twice."""
        low, high = sorted([self.at.replace(tzinfo=None) + self.before, self.at.replace(tzinfo=None) + self.after])
        return [low - MINUTE, low, low + MINUTE, low + (high - low) / 2, high - MINUTE, high]


def changes(tz):
    """Found by looking at each day of the ten years, then closing in on the minute."""
    days = [FIRST + i * DAY for i in range(DAYS)]
    offsets = [tz.utcoffset(day) for day in days]
    for day, (before, after) in zip(days, pairwise(offsets), strict=False):
        if before != after:
            low, high = (day - DAY - before).replace(tzinfo=UTC), (day + DAY - after).replace(tzinfo=UTC)
            while high - low > MINUTE:
                middle = low + (high - low) // 2 // MINUTE * MINUTE
                low, high = (middle, high) if middle.astimezone(tz).utcoffset() == before else (low, middle)
            yield Change(high, before, after)


CHANGES = {zone: list(changes(ZoneInfo(zone))) for zone in DISTINCT}


def expected(wall, change):
    """By the two offsets alone: the first instant at which clocks show `wall`, else the one at which they jump."""
    instants = []
    if (early := (wall - change.before).replace(tzinfo=UTC)) < change.at:
        instants.append(early)
    if (late := (wall - change.after).replace(tzinfo=UTC)) >= change.at:
        instants.append(late)
    return min(instants, default=change.at)


def test_the_walk_knows_every_zone_and_every_change():
    assert len(zoneinfo.available_timezones()) >= 590
    assert len(DISTINCT) >= 300
    assert sum(map(len, CHANGES.values())) >= 2_000
    assert [change.at for change in changes(ZoneInfo("Europe/Berlin"))][:2] == [
        datetime(2020, 3, 29, 1, tzinfo=UTC),
        datetime(2020, 10, 25, 1, tzinfo=UTC),
    ]


def test_around_every_change_of_clocks_it_comes_at_its_time_or_the_next_valid_minute():
    for zone, found in CHANGES.items():
        tz = ZoneInfo(zone)
        for change in found:
            local = change.at.replace(tzinfo=None) + change.before
            walls = change.edges + [datetime.combine(local.date() + n * DAY, at) for n in (0, 1) for at in HOURS]
            for wall in walls:
                moment = moment_of(wall.date(), wall.time(), tz)
                assert moment == expected(wall, change), (zone, wall)
                assert moment.astimezone(tz).second == 0, (zone, wall)


@pytest.mark.parametrize("cadence", ["weekly", "fortnightly", "monthly"])
def test_around_every_change_of_clocks_each_period_has_one(cadence):
    for zone, found in CHANGES.items():
        for change in found:
            for wall in change.edges[1::2]:
                plan = Rhythm(cadence, wall.weekday(), wall.time(), zone, wall.date())
                walk_over(plan, change.at)


def walk_over(plan, instant):
    """The occurrences on both sides of an instant: each in the period after the last."""
    start = instant - timedelta(days=36 if plan.cadence == "monthly" else 15)
    moments = [next_occurrence(plan, start)]
    while moments[-1] <= instant:
        moments.append(next_occurrence(plan, moments[-1]))
    moments.append(next_occurrence(plan, moments[-1]))
    for earlier, later in pairwise(period_of(plan, moment) for moment in moments):
        assert later == following(plan, earlier), (plan, instant)


def following(plan, period):
    if plan.cadence == "monthly":
        return (period + timedelta(days=31)).replace(day=1)
    return period + (WEEK if plan.cadence == "weekly" else 2 * WEEK)


def test_ten_years_of_sundays_in_every_zone():
    """Most clocks change on Sundays; each zone is walked at one of the hours."""
    for number, zone in enumerate(DISTINCT):
        at, tz = HOURS[number % len(HOURS)], ZoneInfo(zone)
        plan = Rhythm("weekly", 6, at, zone, date(2020, 1, 8))
        moment, period = next_occurrence(plan, FIRST.replace(tzinfo=UTC)), None
        for _ in range(DAYS // 7):
            served = period_of(plan, moment)
            assert period is None or served == period + WEEK, (zone, moment)
            local = moment.astimezone(tz).replace(tzinfo=None)
            jumped = [c.at for c in CHANGES[zone] if c.after > c.before]
            assert local == datetime.combine(served + 6 * DAY, at) or moment in jumped, (zone, moment)
            moment, period = next_occurrence(plan, moment), served
