from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.opportunities import swings
from apps.opportunities.scoring import Weights, rank_sum
from apps.opportunities.swings import Contradiction, Unsaid, heaviest, ranked, rescaled, said, with_best
from tests.opportunities.strategies import FUTURE, LIFE

whole = st.integers(0, 100).map(Decimal)
maybe = st.none() | whole
points = st.fixed_dictionaries(dict.fromkeys(LIFE, whole))
axes = st.sampled_from([LIFE, FUTURE])
orders = axes.flatmap(
    lambda keys: st.tuples(st.just(keys), st.permutations(keys), st.integers(0, len(keys))).map(
        lambda drawn: (drawn[0], drawn[1][: drawn[2]])
    )
)


def of(*values: int) -> dict[str, Decimal]:
    return dict(zip(LIFE, map(Decimal, values), strict=False))


# --- A slider and a number ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slider", "number", "before", "expected"),
    [
        (60, 60, 60, 60),  # untouched
        (60, 80, 60, 80),  # without JavaScript the number alone changes
        (80, 60, 60, 80),  # or the slider alone
        (80, 80, 60, 80),  # with it both do
        (80, None, 60, 80),  # the number was emptied, the slider moved
        (None, 80, 60, 80),  # a client without sliders
        (None, 60, 60, 60),
        (60, 60, None, 60),  # what was shown is not known, and both agree
    ],
)
def test_a_slider_and_a_number_say_one_thing(slider, number, before, expected):
    assert said(slider, number, before) == expected


@pytest.mark.parametrize(
    ("slider", "number", "before", "wrong"),
    [
        (70, 80, 60, Contradiction),
        (70, 80, None, Contradiction),
        (60, None, 60, Unsaid),
        (None, None, 60, Unsaid),
    ],
)
def test_what_cannot_be_told_is_asked_about(slider, number, before, wrong):
    with pytest.raises(wrong):
        said(slider, number, before)


@given(maybe, maybe, maybe)
def test_what_is_said_was_sent(slider, number, before):
    try:
        found = said(slider, number, before)
    except (Contradiction, Unsaid):
        return
    assert found in (slider, number)
    assert number in (found, before, None), "a number that was changed is never passed over"


# --- The one most wanted ----------------------------------------------------------------------------------


def test_the_one_picked_has_a_hundred():
    before = of(100, 60, 40)
    assert with_best(before, before, "schedule") == of(100, 60, 100)
    assert with_best(of(80, 60, 100), before, "schedule") == of(80, 60, 100)


def test_a_pick_left_alone_lets_the_numbers_speak():
    assert with_best(of(70, 60, 90), of(100, 60, 40), "pay") == of(70, 60, 90)
    assert with_best(of(70, 60, 90), of(100, 60, 40), None) == of(70, 60, 90)


def test_a_pick_and_another_number_for_it_contradict():
    with pytest.raises(Contradiction):
        with_best(of(100, 60, 70), of(100, 60, 40), "schedule")


@pytest.mark.parametrize(("values", "expected"), [((1, 3, 2), "benefits"), ((3, 3, 1), None), ((0, 0, 0), None)])
def test_the_best_stands_alone_or_there_is_none(values, expected):
    assert swings.best(of(*values)) == expected


# --- Best = 100 --------------------------------------------------------------------------------------------


@given(points)
def test_rescaling_puts_the_best_at_a_hundred_and_keeps_the_proportions(given_points):
    assume(any(given_points.values()))
    found = rescaled(given_points)
    assert max(found.values()) == 100
    most = max(given_points.values())
    for key, value in given_points.items():
        assert abs(found[key] - 100 * value / most) <= Decimal("0.005")
        assert (found[key] > 0) == (value > 0)


@given(points)
def test_rescaling_twice_changes_nothing_more(given_points):
    assume(any(given_points.values()))
    once = rescaled(given_points)
    assert rescaled(once) == once


def test_an_axis_on_which_nothing_counts_is_refused():
    with pytest.raises(ValueError, match="has to count"):
        rescaled(of(0, 0, 0))


# --- An order ----------------------------------------------------------------------------------------------


@given(orders)
def test_an_order_with_open_places_gives_weights_that_sum_to_one_and_fall(drawn):
    keys, order = drawn
    shares = Weights(ranked(order, keys)).shares
    assert sum(shares.values()) == 1
    assert list(shares) == list(keys)
    placed, rest = [shares[key] for key in order], {shares[key] for key in keys if key not in order}
    assert all(more > less for more, less in pairwise(placed))
    assert len(rest) <= 1, "those left out are level"
    assert not (placed and rest) or placed[-1] > max(rest)
    assert min(shares.values()) > 0


@given(orders)
def test_the_places_taken_have_the_weights_of_a_full_order(drawn):
    keys, order = drawn
    n = len(keys)
    shares = Weights(ranked(order, keys)).shares
    for place, key in enumerate(order, 1):
        assert shares[key] == Fraction(2 * (n + 1 - place), n * (n + 1))


@given(axes.flatmap(st.permutations))
def test_a_full_order_gives_the_rank_sums_themselves(order):
    for given_places in (order, order[:-1]):
        assert Weights(ranked(given_places, order)).shares == rank_sum(order).shares


def test_no_order_at_all_gives_equal_weights():
    assert set(ranked((), LIFE).values()) == {Decimal("3.5")}


@pytest.mark.parametrize("order", [("pay", "pay"), ("growth",), ("luck",)])
def test_an_order_that_makes_no_sense_is_refused(order):
    with pytest.raises(ValueError, match=r"one place|no factor"):
        ranked(order, LIFE)


# --- The heaviest ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((100, 60, 30, 50, 80, 40), ("pay", "predictability", "benefits")),
        ((60, 80, 90, 60, 80, 100), ("workload", "schedule", "benefits", "predictability")),
        ((100, 60, 60, 70, 60, 60), ("pay", "location")),
        ((100, 100, 100, 100, 50, 50), ("pay", "benefits", "schedule", "location")),
        ((100, 0, 0, 0, 0, 0), ("pay",)),
        ((100, 100, 100, 100, 100, 100), ()),
    ],
)
def test_the_heaviest_are_named_and_ties_kept_whole(values, expected):
    assert heaviest(of(*values)) == expected
