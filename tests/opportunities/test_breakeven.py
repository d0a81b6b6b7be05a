"""The break-even of two options: the worked figures, and what must hold for any two."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.breakeven import (
    BY,
    HORIZON,
    LEAST_RAISE,
    MOST_RAISE,
    Stream,
    break_even,
    needed_raise,
    pay_crossing,
    stream,
)
from apps.opportunities.budget import Package, year
from apps.opportunities.money import CurrenciesDiffer, Pay, Period

THREE = Decimal(3)
HUNDREDTH = Decimal("0.01")

amounts = st.decimals(0, 200_000, places=2)
raises = st.decimals(-20, 40, places=2)
discounts = st.decimals(0, 30, places=2)
streams = st.builds(
    Stream, st.just("EUR"), amounts, st.decimals(-9000, 9000, places=2), st.decimals(-9000, 9000, places=2), raises
)
paid = st.builds(Stream, st.just("EUR"), st.decimals(1000, 200_000, places=2), raise_percent=raises)


def euros(growing, raise_percent="0", **more):
    return Stream("EUR", Decimal(growing), raise_percent=Decimal(raise_percent), **more)


STAY, GROW = euros(46_000, 2), euros(41_000, 8)


# --- The worked figures -----------------------------------------------------------------------------


def test_the_worked_case_is_deepest_in_year_3_and_ahead_in_year_5():
    found = break_even(GROW, STAY, THREE)
    assert [round(sum_, 0) for sum_ in found.after] == [-5000, -7563, -7597, -5005, 316, 8471, 19575]
    assert (found.deepest_year, found.level_in) == (3, 5)
    assert round(found.deepest / 1000, 1) == Decimal("-7.6")


@pytest.mark.parametrize(("by", "shown"), [(3, "14.1"), (5, "7.9"), (7, "5.9")])
def test_the_worked_raises_to_be_level(by, shown):
    needed = needed_raise(GROW, STAY, THREE, by)
    assert needed.quantize(Decimal("0.1"), ROUND_HALF_UP) == Decimal(shown)


def test_the_worked_pay_crosses_just_after_year_3():
    assert round(pay_crossing(GROW, STAY), 2) == Decimal("3.01")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STAY, GROW),  # ahead already
        (GROW, replace(GROW, growing=Decimal(50_000))),  # the same raises
        (euros(0, 8), STAY),  # nothing grows to nothing
        (euros(41_000, 1), STAY),
    ],
)
def test_pay_that_is_ahead_or_never_gets_there_has_no_crossing(one, other):
    assert pay_crossing(one, other) is None


# --- Single cases -----------------------------------------------------------------------------------


def test_what_never_catches_up_is_not_level_within_seven_years():
    found = break_even(euros(30_000, 2), STAY, THREE)
    assert found.level_in is None
    assert found.deepest_year == HORIZON
    assert needed_raise(euros(10, 2), STAY, THREE, 7) is None


def test_a_lead_that_is_lost_again_is_not_being_level():
    found = break_even(STAY, GROW, THREE)
    assert found.after[3] > 0
    assert found.level_in is None
    assert found.deepest_year == HORIZON


def test_what_happens_once_counts_in_the_first_year():
    moved = replace(STAY, once=Decimal(-9000))
    found = break_even(moved, STAY, THREE)
    assert found.after == (Decimal(-9000),) * HORIZON
    assert found.yearly == (Decimal(-9000), *(Decimal(0),) * (HORIZON - 1))


def test_the_way_to_work_does_not_grow_with_the_pay():
    far = euros(10_000, 10, steady=Decimal(-1200))
    assert [far.net(1), far.net(2)] == [Decimal(8800), Decimal(9800)]


def test_a_stream_comes_from_the_first_year_with_and_without_what_is_apart():
    told = Package(
        pay=Pay(Decimal(3000), Period.MONTH, "EUR", Decimal(40)),
        take_home=Decimal(50),
        commute_cost=Decimal(100),
        bonus=Decimal(3000),
        bonus_paid=1,
        bonus_years=3,
        employer_saves=Decimal(1000),
        starting_bonus=Decimal(500),
        starting_cost=Decimal(400),
        equity=Decimal(8000),
        equity_counts=Decimal(25),
    )
    first = year(told)
    assert first is not None
    whole = stream(first, Decimal(2))
    assert (whole.growing, whole.steady, whole.once) == (19_500, 800, -150)
    assert (whole.net(1), first.first) == (20_150, 20_150)
    spendable = stream(first, Decimal(2), in_hand=True)
    assert (spendable.growing, spendable.steady) == (18_500, -1200)
    assert stream(first, Decimal(2), factor=Decimal(2)).growing == 39_000


def test_currencies_are_never_mixed():
    dollars = replace(STAY, currency="USD")
    for ask in (lambda: break_even(GROW, dollars, THREE), lambda: pay_crossing(GROW, dollars)):
        with pytest.raises(CurrenciesDiffer, match="EUR and USD"):
            ask()
    with pytest.raises(CurrenciesDiffer):
        needed_raise(GROW, dollars, THREE, 3)


@pytest.mark.parametrize("wrong", [{"growing": Decimal(-1)}, {"raise_percent": Decimal(-51)}])
def test_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match="0 or more"):
        replace(STAY, **wrong)


# --- What must hold ---------------------------------------------------------------------------------


@given(streams, streams, discounts)
def test_the_break_even_year_is_the_first_that_stays(one, other, discount):
    found = break_even(one, other, discount)
    stays = [all(sum_ >= 0 for sum_ in found.after[year - 1 :]) for year in range(1, HORIZON + 1)]
    assert found.level_in == (stays.index(True) + 1 if any(stays) else None)


@given(streams, streams, discounts)
def test_the_deepest_point_is_the_deepest(one, other, discount):
    found = break_even(one, other, discount)
    assert found.deepest <= 0
    assert all(sum_ >= found.deepest for sum_ in found.after)
    assert (found.deepest_year is None) == (found.deepest == 0)


@given(streams, discounts)
def test_equal_offers_are_level_at_once(one, discount):
    found = break_even(one, one, discount)
    assert found.level_in == 1
    assert found.deepest_year is None
    assert set(found.after) == {0}


@given(streams, streams, discounts)
def test_from_the_other_side_it_is_the_same_upside_down(one, other, discount):
    there, back = break_even(one, other, discount), break_even(other, one, discount)
    assert all(abs(a + b) < HUNDREDTH for a, b in zip(there.after, back.after, strict=True))


@given(streams, streams, discounts, st.decimals(0, 30, places=2))
def test_a_higher_raise_never_makes_it_later(one, other, discount, more):
    late = HORIZON + 1
    before = break_even(one, other, discount).level_in or late
    after = break_even(replace(one, raise_percent=one.raise_percent + more), other, discount).level_in or late
    assert after <= before


@given(paid, paid, discounts, st.sampled_from(BY))
def test_the_needed_raise_makes_it_level_and_a_little_less_does_not(one, other, discount, by):
    def level(raise_percent):
        found = break_even(replace(one, raise_percent=raise_percent), other, discount).level_in
        return found is not None and found <= by

    needed = needed_raise(one, other, discount, by)
    if needed is None:
        assert not level(MOST_RAISE)
    else:
        assert level(needed)
        assert needed == LEAST_RAISE or not level(needed - HUNDREDTH)


@given(paid, discounts)
def test_what_is_level_without_a_raise_needs_none(one, discount):
    stays = replace(one, raise_percent=Decimal(0))
    assert needed_raise(one, stays, discount, 3) <= 0


@given(paid, paid)
def test_the_pay_really_crosses_there(one, other):
    at = pay_crossing(one, other)
    if at is not None and at <= 60:
        before, after = int(at), int(at) + 1
        slack = Decimal("0.000001")
        assert one.net(before) <= other.net(before) * (1 + slack)
        assert one.net(after) * (1 + slack) >= other.net(after)
