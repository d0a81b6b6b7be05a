"""Facts against thresholds: at the limit, with something missing, and which deal-breaker takes away the first place."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.deal_breaking import (
    Facts,
    First,
    Kind,
    Limit,
    Missing,
    State,
    judged,
    measured,
    overall,
    would_be_first,
)
from apps.opportunities.money import Pay, Period

PASS, FAIL, ASK = State.PASS, State.FAIL, State.ASK


def pay(amount: int | str = 2400, period: Period = Period.MONTH, hours: int | None = 40, currency: str = "GBP") -> Pay:
    return Pay(Decimal(amount), period, currency, None if hours is None else Decimal(hours))


def facts(told: Pay | None = None, **known: Any) -> Facts:
    hours = {key: None if value is None else Decimal(value) for key, value in known.items()}
    return Facts(
        told, told.hours_per_week if told and "paid_hours" not in known else hours.pop("paid_hours", None), **hours
    )


def limit(kind: Kind, threshold: int | str, currency: str = "") -> Limit:
    return Limit(kind, Decimal(threshold), currency)


# --- One threshold ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("threshold", "state"), [("1919.99", PASS), ("1920", PASS), ("1920.01", FAIL)])
def test_take_home_is_what_reaches_the_account(threshold: str, state: State) -> None:
    found = measured(limit(Kind.LEAST_PAY, threshold, "GBP"), facts(pay(), take_home=80))
    assert found == (state, Decimal(1920), ())


@pytest.mark.parametrize(
    ("known", "state", "fact", "missing"),
    [
        (facts(pay()), ASK, 2400, (Missing.TAKE_HOME,)),
        (facts(pay(1800)), FAIL, 1800, (Missing.TAKE_HOME,)),  # even all of it is less
        (facts(pay(currency="EUR"), take_home=100), ASK, None, (Missing.RATE,)),
        (facts(pay(13, Period.HOUR, None), take_home=100), ASK, None, (Missing.HOURS,)),
        (facts(take_home=100), ASK, None, (Missing.PAY,)),
        (facts(), ASK, None, (Missing.PAY, Missing.TAKE_HOME)),
    ],
)
def test_pay_that_is_not_known_whole(known: Facts, state: State, fact: Any, missing: Any) -> None:
    assert measured(limit(Kind.LEAST_PAY, 1900, "GBP"), known) == (state, fact, missing)


@pytest.mark.parametrize(
    ("paid", "unpaid", "state", "missing"),
    [
        (40, 5, PASS, ()),
        (40, "5.5", FAIL, ()),
        (46, None, FAIL, (Missing.UNPAID,)),
        (45, None, ASK, (Missing.UNPAID,)),
        (None, 46, FAIL, (Missing.HOURS,)),
        (None, 4, ASK, (Missing.HOURS,)),
        (0, 4, ASK, (Missing.HOURS,)),
        (None, None, ASK, (Missing.HOURS, Missing.UNPAID)),
    ],
)
def test_hours_are_paid_and_unpaid(paid: Any, unpaid: Any, state: State, missing: Any) -> None:
    found = measured(limit(Kind.MOST_HOURS, 45), facts(paid_hours=paid, unpaid_hours=unpaid))
    assert (found.state, found.missing) == (state, missing)


@pytest.mark.parametrize(("hours", "state"), [(0, PASS), (10, PASS), ("10.1", FAIL), (None, ASK)])
def test_hours_on_the_way(hours: Any, state: State) -> None:
    assert measured(limit(Kind.MOST_COMMUTE, 10), facts(commute_hours=hours)).state is state


@pytest.mark.parametrize(
    ("known", "state", "fact", "missing"),
    [
        # 2 400 a month are 28 800 a year; 52 weeks of 48 hours are 2 496 hours; 80 of 100 reach the account
        (facts(pay(), unpaid_hours=3, commute_hours=5, take_home=80), FAIL, Decimal("9.2308"), ()),
        (facts(pay(3120), unpaid_hours=3, commute_hours=5, take_home=80), PASS, Decimal(12), ()),
        (facts(pay(3120), unpaid_hours=3, take_home=80), ASK, Decimal("13.3953"), (Missing.COMMUTE,)),
        (facts(pay(2000), take_home=80), FAIL, Decimal("9.2308"), (Missing.UNPAID, Missing.COMMUTE)),
        (
            facts(pay(11, Period.HOUR, None)),  # more hours can only make it less
            FAIL,
            Decimal(11),
            (Missing.HOURS, Missing.UNPAID, Missing.COMMUTE, Missing.TAKE_HOME),
        ),
        (facts(pay(3120, hours=None), unpaid_hours=3, commute_hours=5, take_home=80), ASK, None, (Missing.HOURS,)),
        (facts(pay(hours=100), unpaid_hours=60, commute_hours=30, take_home=80), ASK, None, (Missing.SENSE,)),
        (facts(pay(currency="EUR"), unpaid_hours=0, commute_hours=0, take_home=80), ASK, None, (Missing.RATE,)),
        (facts(unpaid_hours=0, commute_hours=0, take_home=80), ASK, None, (Missing.PAY, Missing.HOURS)),
    ],
)
def test_an_hour_of_ones_life(known: Facts, state: State, fact: Decimal | None, missing: Any) -> None:
    found = measured(limit(Kind.LEAST_HOURLY, 12, "GBP"), known)
    assert (found.state, found.missing) == (state, missing)
    assert found.fact is fact is None or (fact and found.fact and round(found.fact, 4) == fact)


def test_what_only_the_person_can_say() -> None:
    assert judged(PASS) == (PASS, None, ())
    assert judged(FAIL) == (FAIL, None, ())
    assert judged(ASK) == judged(None) == (ASK, None, (Missing.JUDGEMENT,))


@pytest.mark.parametrize(
    ("states", "whole"),
    [([], PASS), ([PASS, PASS], PASS), ([PASS, ASK], ASK), ([ASK, FAIL, PASS], FAIL)],
)
def test_one_that_fails_is_enough(states: list[State], whole: State) -> None:
    assert overall(states) is whole


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="168"):
        facts(commute_hours=169)
    with pytest.raises(ValueError, match="between 0 and 100"):
        facts(take_home=101)
    with pytest.raises(ValueError, match="0 or more"):
        limit(Kind.MOST_HOURS, -1)
    with pytest.raises(ValueError, match="no threshold"):
        limit(Kind.OWN, 1)


# --- For all facts ------------------------------------------------------------------------------------

hours = st.integers(0, 400).map(lambda tenths: Decimal(tenths) / 10)
shares = st.integers(0, 100).map(Decimal)
amounts = st.integers(0, 9000).map(Decimal)
pays = st.builds(Pay, amounts, st.sampled_from(Period), st.sampled_from(["GBP", "EUR"]), st.none() | hours)
all_facts = st.builds(
    Facts, st.none() | pays, st.none() | hours, st.none() | hours, st.none() | hours, st.none() | shares
)
limits = st.builds(
    lambda kind, amount: Limit(kind, amount, "GBP"), st.sampled_from([k for k in Kind if k is not Kind.OWN]), amounts
) | st.builds(lambda kind, amount: Limit(kind, amount), st.sampled_from([Kind.MOST_HOURS, Kind.MOST_COMMUTE]), hours)
better = {PASS: 2, ASK: 1, FAIL: 0}


@given(limits, all_facts)
def test_nothing_passes_while_something_is_missing(wanted: Limit, known: Facts) -> None:
    found = measured(wanted, known)
    assert found.state is not PASS or not found.missing
    assert found.state is not ASK or found.missing


@given(limits, all_facts, amounts, hours, hours, hours, shares)
def test_what_fails_with_less_known_fails_whatever_comes_out(
    wanted: Limit, known: Facts, amount: Decimal, paid: Decimal, unpaid: Decimal, way: Decimal, share: Decimal
) -> None:
    """Failing early is never a guess: no completion of the facts could pass."""
    told = known.pay or Pay(amount, Period.MONTH, "GBP")
    told = told if told.hours_per_week else replace(told, hours_per_week=paid or Decimal(40))
    complete = Facts(
        told,
        known.paid_hours or paid,
        unpaid if known.unpaid_hours is None else known.unpaid_hours,
        way if known.commute_hours is None else known.commute_hours,
        share if known.take_home is None else known.take_home,
    )
    if measured(wanted, known).state is FAIL:
        assert measured(wanted, complete).state is not PASS


@given(limits, all_facts, st.sampled_from(["unpaid_hours", "commute_hours", "paid_hours"]), hours)
def test_an_hour_more_never_helps(wanted: Limit, known: Facts, which: str, more: Decimal) -> None:
    now = getattr(known, which)
    if now:
        longer: Facts = replace(known, **{which: now + more})
        assert better[measured(wanted, longer).state] <= better[measured(wanted, known).state] or (
            Missing.SENSE in measured(wanted, longer).missing
        )


@given(limits, all_facts, amounts, shares)
def test_more_money_never_hurts(wanted: Limit, known: Facts, more: Decimal, share: Decimal) -> None:
    before = better[measured(wanted, known).state]
    if known.pay is not None:
        richer = replace(known, pay=replace(known.pay, amount=known.pay.amount + more))
        assert better[measured(wanted, richer).state] >= before
    if known.take_home is not None:
        richer = replace(known, take_home=max(share, known.take_home))
        assert better[measured(wanted, richer).state] >= before


@given(limits, all_facts, amounts)
def test_a_stricter_threshold_never_helps(wanted: Limit, known: Facts, by: Decimal) -> None:
    at_least = wanted.kind in {Kind.LEAST_PAY, Kind.LEAST_HOURLY}
    stricter = replace(wanted, threshold=wanted.threshold + by if at_least else max(Decimal(0), wanted.threshold - by))
    assert better[measured(stricter, known).state] <= better[measured(wanted, known).state]


@given(st.lists(st.sampled_from(State)), st.sampled_from(State))
def test_one_deal_breaker_more_never_helps(states: list[State], more: State) -> None:
    assert better[overall([*states, more])] <= better[overall(states)]


# --- Is it truly one? -----------------------------------------------------------------------------------


def scores(**shown: str) -> dict[str, Decimal]:
    return {key: Decimal(value) for key, value in shown.items()}


def fails(**by_key: str) -> dict[str, frozenset[str]]:
    """Each option with the letters of the deal-breakers it fails."""
    return {key: frozenset(letters) for key, letters in by_key.items()}


@pytest.mark.parametrize(
    ("shown", "failed", "found"),
    [
        (scores(a="8", b="6"), fails(), []),
        (scores(a="8", b="6"), fails(a="x"), [("a", "x")]),
        (scores(a="8", b="6"), fails(b="x"), []),  # it would not come first anyhow
        (scores(a="6", b="6"), fails(a="x"), []),  # a tie
        (scores(a="8", b="8", c="6"), fails(a="x", b="x"), []),  # the same deal-breaker lets in both
        (scores(a="8", b="9", c="6"), fails(a="x", b="y"), [("b", "y"), ("a", "x")]),  # each by itself
        (scores(a="9", c="6"), fails(a="xy"), [("a", "xy")]),
        (scores(a="9", b="8", c="6"), fails(a="xy", b="x"), [("b", "x"), ("a", "xy")]),
        (scores(a="7", b="8", c="6"), fails(a="xy", b="x"), [("b", "x")]),  # b comes before a without x and y
        (scores(a="7"), fails(a="x"), [("a", "x")]),
        (scores(b="6"), fails(a="x"), []),  # too little of a is rated to have a place
    ],
)
def test_who_would_come_first(shown: Any, failed: Any, found: list[tuple[str, str]]) -> None:
    assert would_be_first(shown, failed) == tuple(First(key, frozenset(letters)) for key, letters in found)


some_scores = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20).map(lambda n: Decimal(n) / 2))
some_fails = st.dictionaries(st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from("vwxyz"), min_size=1))


@given(some_scores, some_fails)
def test_dropping_what_it_fails_puts_it_first_and_nothing_else_is_named(shown: Any, failed: Any) -> None:
    def ahead(key: str) -> bool:
        others = [score for other, score in shown.items() if other != key and failed.get(other, set()) <= failed[key]]
        return all(shown[key] > score for score in others)

    expected = {First(key, failed[key]) for key in shown if key in failed and ahead(key)}
    assert set(would_be_first(shown, failed)) == expected
