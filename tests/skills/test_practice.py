"""How long somebody practised: what they may type, and how weeks add up."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.skills import practice
from apps.users import formats

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45),
        ("1:30", 90),
        ("0:20", 20),
        ("1.5 h", 90),
        ("1.5h", 90),
        ("2 h 15", 135),
        ("2h15min", 135),
        ("90 min", 90),
        ("  2  hours ", 120),
        ("1 hour", 60),
        ("24:00", 1440),
        (".5 h", 30),
    ],
)
def test_what_people_type(typed: str, minutes: int) -> None:
    with formats.override("en-GB"):
        assert practice.minutes(typed) == minutes


@pytest.mark.parametrize(("typed", "minutes"), [("1,5 h", 90), ("1,5 Std", 90), ("2 Stunden", 120), ("45", 45)])
def test_in_german(typed: str, minutes: int) -> None:
    with formats.override("de-DE"):
        assert practice.minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "0", "-5", "a while", "25:00", "1:75", "1441", "24 h 1", "h", "1e3", "1 2 h x"])
def test_what_is_no_time_of_a_day(typed: str) -> None:
    with formats.override("en-GB"), pytest.raises(ValueError, match=r"no|number"):
        practice.minutes(typed)


@given(st.text(max_size=40))
def test_anything_else_is_refused_and_nothing_breaks(typed: str) -> None:
    with contextlib.suppress(ValueError):
        assert 1 <= practice.minutes(typed) <= 1440


def test_weeks_without_practice_are_just_empty() -> None:
    done = [(MONDAY - timedelta(days=1), 30), (MONDAY, 20), (MONDAY + timedelta(days=6), 25)]
    found = practice.weeks(done, since=MONDAY - timedelta(weeks=3), until=MONDAY)
    assert [week.minutes for week in found] == [0, 0, 30, 45]
    assert found[-1].monday == MONDAY


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 1440)), max_size=30))
def test_no_minute_is_lost_while_the_weeks_fit(done: list[tuple[date, int]]) -> None:
    since = max((day for day, _ in done), default=MONDAY) - timedelta(weeks=8)
    kept = [(day, spent) for day, spent in done if day >= since]
    found = practice.weeks(kept, since=since, until=max((day for day, _ in kept), default=since))
    assert sum(week.minutes for week in found) == sum(spent for _, spent in kept)
    assert all(week.monday.weekday() == 0 for week in found)
    assert len(found) <= practice.SHOWN
