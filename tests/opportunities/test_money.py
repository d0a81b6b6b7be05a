from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.money import (
    CurrenciesDiffer,
    Pay,
    Period,
    hourly,
    monthly,
    monthly_difference,
    real_hourly,
    yearly,
)

amounts = st.decimals(0, 200_000, places=2)
hours = st.decimals("0.5", 80, places=1)
pays = st.builds(Pay, amounts, st.sampled_from(Period), st.just("EUR"), hours, st.integers(1, 7).map(Decimal))


def pay(amount, period, currency="EUR", hours=40, days=5):
    return Pay(
        Decimal(amount),
        Period(period),
        currency,
        None if hours is None else Decimal(hours),
        Decimal(days),
    )


@pytest.mark.parametrize(
    ("told", "year", "month", "hour"),
    [
        (pay("15.50", "hour", hours=40), "32240", "2686.67", "15.50"),
        (pay("15.50", "hour", hours="22.5"), "18135", "1511.25", "15.50"),
        (pay(120, "day", days=3, hours=24), "18720", "1560", "15"),
        (pay(600, "week", hours=40), "31200", "2600", "15"),
        (pay(2600, "month", hours=40), "31200", "2600", "15"),
        (pay(31200, "year", hours=40), "31200", "2600", "15"),
        (pay(0, "month"), "0", "0", "0"),
    ],
)
def test_pay_of_any_period_becomes_a_year_a_month_and_an_hour(told, year, month, hour):
    assert yearly(told) == Decimal(year)
    assert round(monthly(told), 2) == Decimal(month)
    assert hourly(told) == Decimal(hour)


@pytest.mark.parametrize("hours", [None, 0])
def test_without_the_hours_of_a_week_an_hourly_pay_has_no_month_and_a_monthly_no_hour(hours):
    assert yearly(pay(15, "hour", hours=hours)) is None
    assert monthly(pay(15, "hour", hours=hours)) is None
    assert hourly(pay(15, "hour", hours=hours)) == 15
    assert hourly(pay(2600, "month", hours=hours)) is None
    assert monthly(pay(2600, "month", hours=hours)) == 2600
    assert monthly_difference(pay(15, "hour", hours=hours), pay(2600, "month")) is None


def test_the_real_hour_counts_unpaid_and_commute_hours():
    assert real_hourly(pay(2600, "month", hours=40)) == 15
    told = pay(2600, "month", hours=40)
    assert real_hourly(told, unpaid_hours=Decimal(5), commute_hours=Decimal(5)) == 12
    assert real_hourly(pay(15, "hour", hours=40), commute_hours=Decimal(10)) == 12


@given(pays, st.decimals(0, 40, places=1), st.decimals(0, 40, places=1))
def test_hours_given_for_nothing_never_raise_the_real_hour(told, unpaid, commute):
    assert real_hourly(told, unpaid_hours=unpaid, commute_hours=commute) <= real_hourly(told)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        (pay(2600, "month"), pay(2290, "month"), "310"),
        (pay("2600.40", "month"), pay("1351.90", "month"), "1249"),
        (pay(46000, "year"), pay(41000, "year"), "420"),
        (pay(41000, "year"), pay(46000, "year"), "-420"),
        (pay(16, "hour"), pay(2290, "month"), "480"),
        (pay(15, "hour"), pay(2605, "month"), "0"),
        (pay("15.10", "hour"), pay("15.00", "hour"), "17"),
        (pay(60000, "year"), pay(48050, "year"), "1000"),
        (pay(2000, "month"), pay(2000, "month"), "0"),
        (pay(2000, "year"), pay(2000, "year"), "0"),
        (pay("15.00", "hour"), pay("15.00", "hour"), "0"),
    ],
)
def test_the_monthly_difference_is_rounded_to_what_is_known(one, other, difference):
    assert str(monthly_difference(one, other)) == difference


@given(pays, pays)
def test_the_difference_is_the_same_seen_from_the_other_side(one, other):
    assert monthly_difference(one, other) == -monthly_difference(other, one)


@given(pays, pays)
def test_the_difference_is_never_off_by_more_than_its_rounding(one, other):
    exact = monthly(one) - monthly(other)
    slack = max(Decimal("0.5"), abs(exact) * Decimal("0.05"), max(monthly(one), monthly(other)) * Decimal("0.005"))
    assert abs(monthly_difference(one, other) - exact) <= slack


def test_currencies_are_never_compared_without_a_rate():
    with pytest.raises(CurrenciesDiffer, match="EUR and USD"):
        monthly_difference(pay(2000, "month"), pay(2000, "month", currency="USD"))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: pay(-1, "month"), "Pay is between 0 and 1,000,000,000,000, not -1."),
        (lambda: pay("1E13", "month"), "Pay is between"),
        (lambda: pay("NaN", "month"), "Pay is between"),
        (lambda: pay(1, "month", currency="euro"), "three capital letters"),
        (lambda: pay(1, "month", currency=""), "three capital letters"),
        (lambda: pay(1, "month", currency="ÉUR"), "three capital letters"),
        (lambda: pay(1, "month", hours=169), "between 0 and 168 hours"),
        (lambda: pay(1, "month", hours=-1), "between 0 and 168 hours"),
        (lambda: pay(1, "day", days=0), "up to 7 paid days"),
        (lambda: real_hourly(pay(1, "month"), commute_hours=Decimal(-1)), "between 0 and 168 hours"),
        (lambda: real_hourly(pay(1, "month", hours=100), commute_hours=Decimal(69)), "a week has 168"),
    ],
)
def test_input_out_of_range_is_refused_with_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
