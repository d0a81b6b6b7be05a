"""One currency in another, at the person's own rate."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.currencies import Rate, exchange
from apps.opportunities.money import CurrenciesDiffer

DAY = date(2026, 11, 3)
FRANCS = Rate("CHF", "EUR", Decimal("1.05"), DAY)


def test_a_rate_serves_both_directions_and_says_where_it_is_from():
    there, back = exchange("CHF", "EUR", [FRANCS]), exchange("EUR", "CHF", [FRANCS])
    assert (there.factor, there.rate) == (Decimal("1.05"), FRANCS)
    assert (round(back.factor, 6), back.rate) == (Decimal("0.952381"), FRANCS)


def test_one_currency_needs_no_rate():
    assert exchange("EUR", "EUR", []).rate is None


def test_the_direction_that_was_given_is_preferred():
    other = Rate("EUR", "CHF", Decimal("0.9"), DAY)
    assert exchange("EUR", "CHF", [FRANCS, other]).factor == Decimal("0.9")


def test_there_is_no_way_through_a_third_currency():
    dollars = Rate("EUR", "USD", Decimal("1.1"), DAY)
    with pytest.raises(CurrenciesDiffer, match="CHF and USD"):
        exchange("CHF", "USD", [FRANCS, dollars])


@given(st.decimals("0.00000001", 1_000_000, places=8))
def test_there_and_back_is_the_same(rate):
    given_rate = Rate("CHF", "EUR", rate, DAY)
    product = exchange("CHF", "EUR", [given_rate]).factor * exchange("EUR", "CHF", [given_rate]).factor
    assert abs(product - 1) < Decimal("0.0000001")


@pytest.mark.parametrize(("days", "age"), [(0, None), (90, None), (91, 91), (-3, None)])
def test_an_old_rate_says_how_old_it_is(days, age):
    assert FRANCS.age(DAY + timedelta(days=days)) == age


@pytest.mark.parametrize(("into", "rate"), [("EUR", 0), ("EUR", -1), ("CHF", 1)])
def test_a_rate_is_positive_and_between_two(into, rate):
    with pytest.raises(ValueError, match="above 0"):
        Rate("CHF", into, Decimal(rate), DAY)
