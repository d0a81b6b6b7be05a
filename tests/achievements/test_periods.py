"""Stretches of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.periods import NAMES, last_month_within, last_year_within, stretch

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("week", date(2026, 11, 23), date(2026, 11, 29)),
        ("month", date(2026, 11, 1), date(2026, 11, 30)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_stretch_has_its_first_and_last_day(name: str, first: date, last: date) -> None:
    assert stretch(name, date(2026, 11, 24)) == (first, last)


@given(st.sampled_from(NAMES), DAYS)
def test_the_day_after_a_stretch_begins_the_next(name: str, day: date) -> None:
    first, last = stretch(name, day)
    assert first <= day <= last
    assert stretch(name, last + timedelta(days=1))[0] == last + timedelta(days=1)


def test_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="decade"):
        stretch("decade", date(2026, 1, 1))


@given(DAYS)
def test_the_last_whole_month_and_year_are_over_by_then(until: date) -> None:
    month, year = last_month_within(until), last_year_within(until)
    assert stretch("month", month) == (month, stretch("month", month)[1])
    assert stretch("month", month)[1] <= until < stretch("month", stretch("month", month)[1] + timedelta(days=1))[1]
    assert year == date(year.year, 1, 1)
    assert date(year.year, 12, 31) <= until < date(year.year + 1, 12, 31)
