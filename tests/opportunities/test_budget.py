"""What an option comes to: a month, a year, an hour of one's life, and how long savings last."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.budget import (
    Fact,
    Needs,
    Package,
    later_hourly,
    left,
    left_out,
    month,
    needed_for_hour,
    needed_for_year,
    pay_anchor,
    real_hourly,
    weeks_of_savings,
    year,
)
from apps.opportunities.money import Pay, Period

shares = st.decimals(0, 100, places=2)
some = st.none() | st.decimals(0, 50_000, places=2)
hours = st.none() | st.decimals(0, 40, places=1)
pays = st.none() | st.builds(
    Pay, st.decimals(0, 200_000, places=2), st.sampled_from(Period), st.just("EUR"), st.none() | st.decimals(1, 60)
)
packages = st.builds(
    Package,
    pay=pays,
    take_home=st.none() | shares,
    unpaid_hours=hours,
    commute_hours=hours,
    commute_cost=some,
    bonus=some,
    bonus_paid=st.none() | st.integers(0, 5),
    bonus_years=st.none() | st.integers(0, 5),
    employer_saves=some,
    starting_bonus=some,
    starting_cost=some,
    equity=some,
    equity_counts=shares,
)


def pay(amount, period="month", hours=40, days=5):
    return Pay(Decimal(amount), Period(period), "EUR", None if hours is None else Decimal(hours), Decimal(days))


TOLD = Package(
    pay=pay(2600),
    take_home=Decimal(75),
    unpaid_hours=Decimal(4),
    commute_hours=Decimal(6),
    commute_cost=Decimal(50),
    bonus=Decimal(3000),
    bonus_paid=2,
    bonus_years=3,
    employer_saves=Decimal(1200),
    starting_bonus=Decimal(1000),
    starting_cost=Decimal(350),
    equity=Decimal(40_000),
)


def test_each_part_counts_where_it_belongs():
    found = year(TOLD)
    assert (found.pay, found.bonus, found.commute) == (23_400, 1500, 600)
    assert found.in_hand == 24_300
    assert (found.employer_saves, found.equity, found.apart) == (1200, 0, 1200)
    assert (found.once, found.net, found.first) == (400, 25_500, 25_900)
    assert month(TOLD) == 1900, "a bonus is not there each month"
    assert real_hourly(TOLD) == Decimal(25_900) / (50 * 52)
    assert later_hourly(TOLD) == Decimal(25_500) / (50 * 52)


@pytest.mark.parametrize(("counts", "worth"), [(0, 0), (25, 10_000), (100, 40_000)])
def test_shares_count_for_what_the_person_says(counts, worth):
    assert year(replace(TOLD, equity_counts=Decimal(counts))).equity == worth


@pytest.mark.parametrize(
    ("paid", "of", "counts"), [(2, 3, 1500), (0, 3, 0), (3, 3, 2250), (None, 3, 0), (2, None, 0), (2, 0, 0), (4, 3, 0)]
)
def test_a_bonus_counts_as_often_as_it_was_paid(paid, of, counts):
    told = replace(TOLD, bonus_paid=paid, bonus_years=of)
    assert round(year(told).bonus, 2) == counts
    assert (Fact.BONUS_PAID in left_out(told)) == (told.bonus_share is None)


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        (Package(), (Fact.PAY, Fact.TAKE_HOME)),
        (Package(pay=pay(15, "hour", hours=None)), (Fact.HOURS, Fact.TAKE_HOME)),
        (Package(pay=pay(15, "hour", hours=0), take_home=Decimal(80)), (Fact.HOURS,)),
        (Package(pay=pay(2600, hours=None), take_home=Decimal(80)), ()),
        (Package(pay=pay(15, "hour")), (Fact.TAKE_HOME,)),
        (TOLD, ()),
    ],
)
def test_what_a_year_needs_is_named(told, facts):
    assert needed_for_year(told) == facts
    assert (year(told) is None) == bool(facts)


@pytest.mark.parametrize(
    ("changed", "facts"),
    [
        ({}, ()),
        ({"pay": pay(2600, hours=None)}, (Fact.HOURS,)),
        ({"unpaid_hours": None}, (Fact.UNPAID_HOURS,)),
        ({"commute_hours": None, "take_home": None}, (Fact.TAKE_HOME, Fact.COMMUTE_HOURS)),
        ({"unpaid_hours": Decimal(130)}, (Fact.HOURS, Fact.UNPAID_HOURS, Fact.COMMUTE_HOURS)),
    ],
)
def test_what_an_hour_needs_is_named(changed, facts):
    told = replace(TOLD, **changed)
    assert needed_for_hour(told) == facts
    assert (real_hourly(told) is None) == bool(facts)


@pytest.mark.parametrize(
    ("changed", "facts"),
    [
        ({}, ()),
        ({"commute_cost": None}, (Fact.COMMUTE_COST,)),
        ({"commute_cost": None, "commute_hours": Decimal(0)}, ()),
        ({"bonus_paid": None}, (Fact.BONUS_PAID,)),
        ({"bonus_paid": None, "bonus": None}, ()),
    ],
)
def test_what_is_not_in_the_figures_is_named(changed, facts):
    assert left_out(replace(TOLD, **changed)) == facts


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"take_home": Decimal(101)}, "between 0 and 100"),
        ({"equity_counts": Decimal(-1)}, "between 0 and 100"),
        ({"commute_cost": Decimal(-1)}, "0 or more"),
    ],
)
def test_out_of_range_is_refused(changed, said):
    with pytest.raises(ValueError, match=said):
        replace(TOLD, **changed)


@given(packages)
def test_a_figure_is_there_exactly_when_nothing_it_needs_is_missing(told):
    assert (year(told) is None) == bool(needed_for_year(told))
    assert (month(told) is None) == bool(needed_for_year(told))
    assert (real_hourly(told) is None) == bool(needed_for_hour(told))


@given(packages, st.decimals(0, 100, places=2))
def test_more_never_counts_for_less(told, more):
    before, after = year(told), year(replace(told, bonus=(told.bonus or Decimal(0)) + more))
    if before is not None:
        assert after.first >= before.first
        dearer = year(replace(told, commute_cost=(told.commute_cost or Decimal(0)) + more))
        assert dearer.first <= before.first
        assert dearer.first == dearer.in_hand + dearer.apart + dearer.once


# --- Against what a month costs ---------------------------------------------------------------------

NEEDS = Needs("EUR", bills=Decimal(1500), debt=Decimal(250), saving=Decimal(200), savings=Decimal(9000))


@pytest.mark.parametrize(
    ("net", "over", "anchor"), [(1700, -50, 0), (1750, 0, 3), (1949, 199, 3), (1950, 200, 5), (9000, 7250, 5)]
)
def test_what_is_left_suggests_an_anchor_of_the_pay_rating(net, over, anchor):
    found = left(Decimal(net), NEEDS)
    assert found == over
    assert pay_anchor(found, NEEDS.saving) == anchor


def test_where_no_saving_is_planned_nothing_left_is_still_nothing_left():
    assert [pay_anchor(Decimal(over), Decimal(0)) for over in (-1, 0, 1)] == [0, 3, 5]


def test_without_the_bills_nothing_can_be_said():
    assert left(Decimal(1700), Needs("EUR", debt=Decimal(5))) is None


@pytest.mark.parametrize(
    ("savings", "short", "weeks"),
    [(9000, 1750, 22), (9000, 300, 130), (0, 300, 0), (None, 300, None), (9000, 0, None), (9000, -1, None)],
)
def test_savings_last_for_weeks(savings, short, weeks):
    found = weeks_of_savings(None if savings is None else Decimal(savings), Decimal(short))
    assert (None if found is None else int(found)) == weeks
    assert weeks_of_savings(Decimal(1), None) is None


@given(st.decimals(0, 100_000, places=2), st.decimals("0.01", 10_000, places=2))
def test_in_that_time_the_savings_are_used_up(savings, short):
    weeks = weeks_of_savings(savings, short)
    assert abs(weeks * 12 / 52 * short - savings) < Decimal("0.0001")
