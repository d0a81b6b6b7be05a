"""A plan that changes in mid-week: no period twice, none without its e-mail, over the date line too."""

import zoneinfo
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections.schedule import Promise, Rhythm, after_change, next_occurrence, period_of

ZONES = [
    "Pacific/Kiritimati",  # 14 hours before UTC's midnight, the first to begin a day
    "Pacific/Pago_Pago",  # 11 hours behind, the last
    *sorted(zoneinfo.available_timezones()),
]
STEP = {"weekly": 7, "fortnightly": 14}


class Diary:
    """A plan as it lives: promised, served, changed now and then."""

    def __init__(self, rhythm, now):
        self.now, self.told = now, {}
        self.next = after_change(rhythm, now, {}, None)

    def live(self, until):
        """Serve what is due, as the dispatcher does."""
        while self.next.at <= until:
            promise = self.next
            assert promise.serves not in self.told, "twice"
            self.told[promise.serves] = promise.at
            following = next_occurrence(promise.rhythm, promise.at)
            self.next = Promise(promise.rhythm, following, period_of(promise.rhythm, following))
        self.now = until

    def change(self, **values):
        rhythm = replace(self.rhythm, **values)
        promise = after_change(rhythm, self.now, self.told, self.next)
        self.next = replace(promise, rhythm=rhythm)  # kept at its old time or not, the plan is the new one

    @property
    def rhythm(self):
        return self.next.rhythm


def at_five(zone="Europe/Berlin", cadence="weekly", weekday=6):
    return Rhythm(cadence, weekday, time(17), zone, date(2026, 11, 16))


changes = st.tuples(
    st.one_of(st.integers(1, 24 * 12), st.none()),  # hours that pass first; none: until it is due and not seen to yet
    st.fixed_dictionaries(
        {},
        optional={
            "zone": st.one_of(st.sampled_from(ZONES[:2]), st.sampled_from(ZONES)),
            "weekday": st.integers(0, 6),
            "at": st.times().map(lambda value: value.replace(second=0, microsecond=0)),
        },
    ),
)


@given(
    cadence=st.sampled_from(["weekly", "fortnightly", "monthly"]),
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    steps=st.lists(changes, max_size=12),
)
def test_no_change_of_day_hour_or_zone_repeats_a_period_or_skips_one(cadence, zone, weekday, start, steps):
    diary = Diary(at_five(zone, cadence, weekday), start)
    for hours, values in steps:
        if hours is None:
            diary.now = max(diary.now, diary.next.at - timedelta(seconds=1) + timedelta(seconds=len(values)))
        else:
            diary.live(diary.now + timedelta(hours=hours))
        diary.change(**values)
    diary.live(diary.now + timedelta(days=80))
    for earlier, later in pairwise(sorted(diary.told)):
        if cadence == "monthly":
            assert later == (earlier + timedelta(days=31)).replace(day=1)
        else:
            assert later == earlier + timedelta(days=STEP[cadence])


THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_a_new_day_that_is_over_this_week_leaves_this_weeks_at_its_old_time():
    diary = Diary(at_five(), THURSDAY)
    diary.change(weekday=0)
    assert (diary.next.at, diary.next.serves) == (datetime(2026, 11, 29, 16, tzinfo=UTC), date(2026, 11, 23))
    diary.live(datetime(2026, 11, 29, 18, tzinfo=UTC))
    assert diary.next.at == datetime(2026, 11, 30, 16, tzinfo=UTC)


def test_a_new_day_that_is_still_to_come_takes_over_at_once():
    diary = Diary(at_five(), THURSDAY)
    diary.change(weekday=4)
    assert diary.next.at == datetime(2026, 11, 27, 16, tzinfo=UTC)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=59), timedelta(hours=9)])
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"weekday": 0},
        {"at": time(9)},
        {"zone": "Pacific/Kiritimati"},
        {"cadence": "fortnightly"},
        {"cadence": "monthly"},
    ],
)
def test_one_that_is_due_and_that_the_dispatcher_has_not_seen_yet_still_comes(values, late):
    """The hour has struck, the dispatcher comes within the minute or after an outage, and in between it is changed."""
    sunday = datetime(2026, 11, 29, 16, tzinfo=UTC)
    diary = Diary(at_five(), THURSDAY)
    diary.now = sunday + late
    diary.change(**values)
    assert diary.next.at == sunday


def test_due_and_moved_to_a_later_hour_of_its_week_it_comes_then_and_once():
    diary = Diary(at_five(weekday=3), datetime(2026, 11, 24, tzinfo=UTC))
    diary.now = diary.next.at
    diary.change(weekday=5)
    diary.live(datetime(2026, 12, 6, tzinfo=UTC))
    assert diary.told == {
        date(2026, 11, 23): datetime(2026, 11, 28, 16, tzinfo=UTC),
        date(2026, 11, 30): datetime(2026, 12, 5, 16, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("home", "away", "served"),
    [
        ("Pacific/Honolulu", "Pacific/Kiritimati", True),  # a Saturday that is Sunday evening there
        ("Pacific/Kiritimati", "Pacific/Honolulu", True),
        ("Pacific/Kiritimati", "Pacific/Honolulu", False),  # back into a Saturday, before this week’s came
        ("Pacific/Honolulu", "Pacific/Kiritimati", False),
    ],
)
def test_over_the_date_line_each_week_has_one(home, away, served):
    sunday = next_occurrence(at_five(home), datetime(2026, 11, 23, 12, tzinfo=UTC))
    diary = Diary(at_five(home), sunday - timedelta(days=5))
    diary.live(sunday + timedelta(hours=1) if served else sunday - timedelta(hours=23))
    diary.change(zone=away)
    diary.live(sunday + timedelta(days=15))
    assert sorted(diary.told)[:3] == [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)][: len(diary.told)]
    assert len(diary.told) in {2, 3}


def test_once_a_month_counts_from_the_last_one():
    """Written to on Wednesday the 2nd, a person who now wants it monthly has had December's."""
    diary = Diary(at_five(weekday=2), datetime(2026, 12, 1, tzinfo=UTC))
    diary.live(datetime(2026, 12, 3, tzinfo=UTC))
    diary.change(cadence="monthly", weekday=6)
    assert diary.next.at == datetime(2027, 1, 3, 16, tzinfo=UTC)


def test_weekly_again_on_the_evening_of_the_monthly_one_waits_a_week():
    diary = Diary(at_five(cadence="monthly"), datetime(2026, 12, 1, tzinfo=UTC))
    diary.live(datetime(2026, 12, 6, 17, tzinfo=UTC))
    diary.change(cadence="weekly", at=time(19))
    assert diary.next.at == datetime(2026, 12, 13, 18, tzinfo=UTC)


def test_less_often_drops_what_was_still_to_come():
    diary = Diary(at_five(), THURSDAY)
    diary.change(cadence="monthly", weekday=2)
    assert diary.next.at == datetime(2026, 12, 2, 16, tzinfo=UTC)
