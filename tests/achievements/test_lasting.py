"""The day on which it is asked whether an outcome lasted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.lasting import PRECISIONS, asked_on, ends, is_asked, window

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def begun(day: date, precision: str) -> date:
    """The day as a form keeps it: the first of its month or year."""
    return {"day": day, "month": day.replace(day=1), "year": day.replace(day=1, month=1)}[precision]


@pytest.mark.parametrize(
    ("day", "precision", "first"),
    [
        (date(2026, 8, 26), "day", date(2026, 11, 24)),
        (date(2026, 8, 1), "month", date(2026, 11, 29)),
        (date(2024, 2, 1), "month", date(2024, 5, 29)),
        (date(2025, 1, 1), "year", date(2026, 3, 31)),
    ],
)
def test_ninety_days_after_the_last_day_it_can_have_been(day, precision, first):
    assert asked_on(day, precision) == first
    assert not is_asked(day, precision, today=first - timedelta(days=1))
    assert is_asked(day, precision, today=first)
    last = ends(day, precision) + timedelta(days=364)
    assert is_asked(day, precision, today=last)
    assert not is_asked(day, precision, today=last + timedelta(days=1))


@given(DAYS, st.sampled_from(PRECISIONS), st.integers(-20, 800))
def test_the_window_of_the_database_is_the_same_rule(day, precision, later):
    stored, today = begun(day, precision), day + timedelta(days=later)
    first, last = window(precision, today=today)
    assert (first <= stored <= last) == is_asked(stored, precision, today=today)


@given(DAYS, st.sampled_from(PRECISIONS))
def test_never_before_ninety_days_whatever_the_day_was(day, precision):
    assert asked_on(begun(day, precision), precision) >= day + timedelta(days=90)
