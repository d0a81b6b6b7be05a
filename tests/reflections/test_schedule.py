"""The rhythm of the e-mail, in every zone there is."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections.schedule import Rhythm, moment_of, next_occurrence, period_of

ZONES = sorted(zoneinfo.available_timezones())
START, END = datetime(2019, 12, 30, tzinfo=UTC), datetime(2030, 1, 7, tzinfo=UTC)
ANCHOR = date(2020, 1, 8)


def rhythm(zone="Europe/Berlin", cadence="weekly", weekday=6, at=time(17), anchor=ANCHOR):
    return Rhythm(cadence=cadence, weekday=weekday, at=at, zone=zone, anchor=anchor)


def moments(plan, start=START, end=END):
    """Every occurrence in a stretch of time."""
    found = [next_occurrence(plan, start)]
    while found[-1] < end:
        found.append(next_occurrence(plan, found[-1]))
    return found[:-1]


def test_zones_come_from_the_package_alone():
    assert zoneinfo.TZPATH == ()


def test_sunday_at_five_is_five_in_summer_and_in_winter():
    assert next_occurrence(rhythm(), datetime(2026, 7, 1, tzinfo=UTC)) == datetime(2026, 7, 5, 15, tzinfo=UTC)
    assert next_occurrence(rhythm(), datetime(2026, 11, 23, tzinfo=UTC)) == datetime(2026, 11, 29, 16, tzinfo=UTC)


def test_the_next_one_is_strictly_later():
    due = datetime(2026, 11, 29, 16, tzinfo=UTC)
    assert next_occurrence(rhythm(), due - timedelta(seconds=1)) == due
    assert next_occurrence(rhythm(), due) == due + timedelta(days=7)


@pytest.mark.parametrize(
    ("zone", "day", "at", "local"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T03:00:00+02:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-04T02:30:00+11:00"),  # half an hour
        ("Africa/Cairo", date(2026, 4, 24), time(0, 0), "2026-04-24T01:00:00+03:00"),  # midnight itself
        ("Pacific/Apia", date(2011, 12, 30), time(17), "2011-12-31T00:00:00+14:00"),  # a whole day
    ],
)
def test_a_time_that_clocks_jump_over_becomes_the_next_valid_minute(zone, day, at, local):
    assert moment_of(day, at, ZoneInfo(zone)) == datetime.fromisoformat(local)


def test_a_time_that_happens_twice_fires_once_and_first():
    plan = rhythm(at=time(2, 30))
    before = datetime(2026, 10, 24, tzinfo=UTC)
    assert moments(plan, before, before + timedelta(days=7)) == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_a_month_means_its_first_such_weekday():
    found = moments(rhythm("UTC", "monthly"), datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert [moment.month for moment in found] == list(range(1, 13))
    assert all(moment.day <= 7 and moment.weekday() == 6 for moment in found)


def test_fortnights_are_counted_from_the_anchor_across_a_year_of_53_weeks():
    found = moments(rhythm("UTC", "fortnightly"), datetime(2020, 12, 1, tzinfo=UTC), datetime(2021, 2, 15, tzinfo=UTC))
    assert {later - earlier for earlier, later in pairwise(found)} == {timedelta(days=14)}
    assert all((moment.date() - date(2020, 1, 12)).days % 14 == 0 for moment in found)


@given(
    zone=st.sampled_from(ZONES),
    cadence=st.sampled_from(["weekly", "fortnightly", "monthly"]),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda value: value.replace(second=0, microsecond=0)),
    after=st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),
)
def test_nothing_is_skipped_nothing_repeated(zone, cadence, weekday, at, after):
    """The next is later than asked, nothing lies between, and each period has one."""
    plan = rhythm(zone, cadence, weekday, at)
    first = next_occurrence(plan, after)
    second = next_occurrence(plan, first)
    assert after < first < second
    assert next_occurrence(plan, first - timedelta(seconds=1)) == first
    longest = {"weekly": 7, "fortnightly": 14, "monthly": 35}[cadence]
    assert second - first <= timedelta(days=longest, hours=25)
    assert first - after <= timedelta(days=longest, hours=25)
    assert period_of(plan, first) < period_of(plan, second)


@given(
    cadence=st.sampled_from(["weekly", "fortnightly", "monthly"]),
    anchor=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    weeks=st.integers(-500, 500),
    after=st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),
)
def test_an_anchor_only_decides_which_of_two_fortnights(cadence, anchor, weeks, after):
    other = anchor + timedelta(weeks=2 * weeks if cadence == "fortnightly" else weeks)
    ours, theirs = (next_occurrence(rhythm(cadence=cadence, anchor=day), after) for day in (anchor, other))
    assert ours == theirs
