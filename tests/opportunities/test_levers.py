from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.opportunities import scoring
from apps.opportunities.levers import FactorFlip, Lever, factor_flips, lever_against, levers, pay_for
from apps.opportunities.scoring import Season, Weights
from tests.opportunities import strategies as some
from tests.opportunities.strategies import FUTURE, LIFE, all_at, rated

EVEN = Season(Decimal("0.5"), scoring.equal(LIFE), scoring.equal(FUTURE))
TWO = Season(Decimal("0.6"), Weights({"pay": Decimal(100), "location": Decimal(50)}), Weights({"growth": Decimal(100)}))
HARBOUR, NORTHSIDE = rated(pay=8, location=7, growth=4), rated(pay=6, location=4, growth=7)


def test_the_worked_factor_flip():
    """0.4 · 2 + 0.2 · 3 − 0.4 · 3 is 0.2 ahead. Without growth it is 1.4 on 0.6: level at 7/3 ÷ (7/3 + 3)."""
    assert factor_flips(HARBOUR, NORTHSIDE, TWO) == (
        FactorFlip("growth", "future", Decimal("0.4"), Decimal("0.4375")),
        FactorFlip("location", "life", Decimal("0.2"), Decimal(1) / 7),
        FactorFlip("pay", "life", Decimal("0.4"), Decimal(1) / 3),
    )


def test_the_flip_that_needs_the_least_change_comes_first():
    found = factor_flips(all_at(6, pay=9, growth=2, tools=4), all_at(6), EVEN)
    away = [abs(flip.at - flip.now) for flip in found]
    assert away == sorted(away)
    assert [flip.key for flip in found] == ["growth", "pay"]


def test_a_factor_that_does_not_count_yet_can_turn_the_order_once_it_does():
    season = Season(
        Decimal(1), Weights({"pay": Decimal(0), "location": Decimal(100)}), Weights({"growth": Decimal(100)})
    )
    found = factor_flips(rated(pay=2, location=7, growth=5), rated(pay=8, location=4, growth=5), season)
    assert found == (FactorFlip("pay", "life", Decimal(0), Decimal(1) / 3),)


def test_a_factor_that_alone_counts_has_nothing_to_be_weighed_against():
    season = Season(Decimal(1), Weights({"pay": Decimal(100)}), Weights({"growth": Decimal(100)}))
    (flip,) = factor_flips(rated(pay=2, growth=9), rated(pay=8, growth=2), season)
    assert (flip.key, flip.now) == ("growth", 0)


def test_a_missing_rating_stands_at_its_middle():
    one, other = all_at(7, growth=None), all_at(6, growth=8)
    assert factor_flips(one, other, EVEN) == factor_flips({**one, **rated(growth=5)}, other, EVEN)


def test_what_is_not_yet_comparable_has_no_flips_and_no_levers():
    thin = all_at(9, pay=None, schedule=None)
    assert factor_flips(thin, all_at(5), EVEN) == factor_flips(all_at(5), thin, EVEN) == ()
    assert levers(all_at(5), thin, EVEN) == levers({**thin, **rated(growth=0)}, all_at(9), EVEN) == ()


def test_the_worked_levers():
    """Northside is 0.2 behind: pay needs 0.5 more on 0.4, growth on 0.4, location just over 1 on 0.2."""
    found = levers(NORTHSIDE, HARBOUR, TWO)
    assert found == (
        Lever("pay", "life", Decimal(6), Decimal(7), Decimal(1)),
        Lever("growth", "future", Decimal(7), Decimal(8), Decimal(1)),
        Lever("location", "life", Decimal(4), Decimal("5.5"), Decimal("1.5")),
    )


def test_a_lever_that_would_need_more_than_ten_is_left_out():
    assert levers(all_at(5), all_at(7), EVEN) == ()
    found = levers(all_at(5, pay=9), all_at("5.5"), EVEN)
    assert {lever.key for lever in found} == {*LIFE[1:], *FUTURE}


def test_a_lever_on_what_is_missing_says_which_answer_would_do():
    found = levers(all_at(6, pay=None), all_at(6), EVEN)
    assert Lever("benefits", "life", Decimal(6), Decimal("7.5"), Decimal("1.5")) in found
    assert Lever("pay", "life", None, Decimal("6.5"), Decimal("1.5")) in found


def test_who_leads_needs_no_lever_and_who_is_level_needs_a_small_one():
    assert levers(HARBOUR, NORTHSIDE, TWO) == ()
    assert levers(HARBOUR, HARBOUR, TWO)[0] == Lever("pay", "life", Decimal(8), Decimal("8.5"), Decimal("0.5"))


def test_the_lever_is_against_the_best_of_the_others_that_are_comparable():
    open_one = all_at(10, pay=None, schedule=None)
    options = {"low": all_at(3), "mine": all_at(6), "best": all_at(6, schedule=8), "open": open_one}
    assert lever_against(options, "mine", EVEN) == levers(options["mine"], options["best"], EVEN) != ()
    assert lever_against(options, "best", EVEN) == ()
    assert lever_against({"mine": all_at(6)}, "mine", EVEN) == ()


def told(*pairs):
    return [(Decimal(pay), Decimal(rating)) for pay, rating in pairs]


@pytest.mark.parametrize(
    ("points", "pairs", "pay"),
    [
        ("8", told((2000, 5), (2600, 7)), "2900"),  # extended upwards
        ("6", told((2000, 5), (2600, 7)), "2300"),  # between
        ("4", told((2000, 5), (2600, 7)), "1700"),  # extended downwards
        ("6.5", told((2000, 5), (2600, 7), (4000, 8)), "2500"),  # 2450, rounded up
        ("7.5", told((2600, 7), (2000, 5), (4000, 8)), "3300"),  # in any order
        ("9", told((2000, 5), (2600, 7), (4000, 8)), "5400"),
        ("6", told((31000, 5), (38500, 7)), "35000"),  # 34750
        ("7", told((2000, 5), (2600, 7)), "2600"),
        ("6", told((2000, 5), (2000, 6), (2600, 7)), "2200"),  # 2000 stands at 5.5
        ("7", told((2000, 5), (2400, 8), (2800, 6)), "2600"),  # more pay rated lower: taken together, 2600 at 7
        ("1", told((2000, 5), (2100, 5.5)), "1200"),
    ],
)
def test_a_pay_rating_in_the_persons_own_money(points, pairs, pay):
    found = pay_for(Decimal(points), pairs)
    assert str(found) == pay


@pytest.mark.parametrize(
    "pairs",
    [
        told(),
        told((2000, 5)),
        told((2000, 5), (2000, 7)),  # the same pay twice
        told((2000, 5), (2600, 5)),  # more pay, no better
        told((2000, 6), (2600, 5)),  # more pay, worse
        told((2000, 5), (2010, "5.5"), (1990, 8)),
    ],
)
def test_without_two_pays_that_rise_together_no_money_is_named(pairs):
    assert pay_for(Decimal(8), pairs) is None


def test_a_pay_of_nothing_is_not_named():
    assert pay_for(Decimal(0), told((2000, 5), (2600, 6))) is None


@pytest.mark.parametrize(("points", "pairs"), [("10.5", told((2000, 5))), ("5", told((2000, -1)))])
def test_a_rating_off_the_scale_is_refused(points, pairs):
    with pytest.raises(ValueError, match="between 0 and 10"):
        pay_for(Decimal(points), pairs)


pays = st.integers(1, 200_000).map(Decimal)
rising = st.lists(st.tuples(pays, some.values), min_size=2, max_size=6).map(
    lambda pairs: list(zip(sorted({pay for pay, _ in pairs}), sorted({rating for _, rating in pairs}), strict=False))
)
any_told = st.lists(st.tuples(pays, some.values), max_size=6)


@given(rising, st.data())
def test_a_rating_that_was_given_has_the_pay_it_was_given_for(pairs, data):
    assume(len(pairs) > 1)
    pay, points = data.draw(st.sampled_from(pairs))
    found = pay_for(points, pairs)
    assert pay <= found <= pay * Decimal("1.1")


@given(any_told, some.values, some.values)
def test_a_higher_rating_never_costs_less(pairs, one, other):
    low, high = sorted([one, other])
    cheaper, dearer = pay_for(low, pairs), pay_for(high, pairs)
    if dearer is None:
        assert cheaper is None
    else:
        assert cheaper is None or cheaper <= dearer


@given(any_told, some.values)
def test_a_named_pay_has_two_figures_and_is_the_same_in_any_unit(pairs, points):
    found = pay_for(points, pairs)
    assert found == pay_for(points, list(reversed(pairs)))
    tenfold = pay_for(points, [(pay * 10, rating) for pay, rating in pairs])
    if found is None:
        assert tenfold is None
        return
    assert len(found.normalize().as_tuple().digits) <= 2
    assert "E" not in str(found)
    assert tenfold == found * 10


@given(rising, st.data())
def test_between_two_pairs_the_pay_lies_between_them(pairs, data):
    assume(len(pairs) > 1)
    index = data.draw(st.integers(0, len(pairs) - 2))
    (low, below), (high, above) = pairs[index : index + 2]
    part = Fraction(data.draw(st.integers(0, 10)), 10)
    points = Fraction(below) + part * Fraction(above - below)
    exact = Fraction(low) + part * Fraction(high - low)
    found = Fraction(pay_for(Decimal(points.numerator) / points.denominator, pairs))
    assert exact <= found <= exact * Fraction(11, 10)
