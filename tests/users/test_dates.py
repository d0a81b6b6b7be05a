"""Dates that know how exactly they are known."""

from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from apps.users.dates import heading, partial, told
from apps.users.partial_dates import PartialDateField, _typed

TODAY = date(2026, 11, 23)  # a Monday


@given(st.integers(1900, 2100), st.none() | st.integers(1, 12), st.none() | st.integers(1, 28), st.booleans())
def test_what_was_typed_comes_back_as_it_was(year: int, month: int | None, day: int | None, is_end: bool) -> None:
    day = day if month else None
    known = partial(year, month, day, is_end=is_end)

    assert _typed(known) == [str(day or ""), str(month or ""), str(year)]
    assert PartialDateField(is_end=is_end).clean(_typed(known)) == known


def test_an_end_covers_its_period() -> None:
    assert partial(2024, 2, None, is_end=True).day == date(2024, 2, 29)
    assert partial(2024, None, None, is_end=True).day == date(2024, 12, 31)


def test_no_more_is_told_than_is_known() -> None:
    assert [told(TODAY, precision) for precision in ("year", "month", "day")] == ["2026", "Nov 2026", "23 Nov 2026"]


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        (TODAY, "day", ("this week", TODAY)),
        (date(2026, 11, 22), "day", ("last week", date(2026, 11, 16))),
        (date(2026, 11, 15), "day", ("month", date(2026, 11, 1))),
        (date(2026, 11, 23), "month", ("month", date(2026, 11, 1))),
        (date(2026, 11, 23), "year", ("year", date(2026, 1, 1))),
    ],
)
def test_entries_are_listed_under_week_month_or_year(day: date, precision: str, expected: tuple[str, date]) -> None:
    assert heading(day, precision, TODAY) == expected


@given(st.lists(st.text(max_size=8), min_size=3, max_size=3))
def test_anything_typed_is_a_date_or_a_sentence(parts: list[str]) -> None:
    with suppress(ValidationError):
        PartialDateField(required=False).clean(parts)
