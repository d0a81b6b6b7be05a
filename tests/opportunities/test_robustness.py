from dataclasses import replace
from decimal import Decimal
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities import scoring
from apps.opportunities.robustness import Ahead, Extent, Firmness, ahead, robustness, shown_share, verdict
from apps.opportunities.scoring import Rating, Season, Weights
from tests.opportunities import strategies as some
from tests.opportunities.strategies import FUTURE, LIFE, all_at

EVEN = Season(Decimal("0.5"), scoring.equal(LIFE), scoring.equal(FUTURE))
ONE_EACH = Season(Decimal("0.5"), scoring.equal(["pay"]), scoring.equal(["growth"]))
OPTIONS = st.dictionaries(st.sampled_from("abcde"), some.ratings(), max_size=5)


def exact(**values):
    return {key: Rating(Decimal(value)) for key, value in values.items()}


def beta_below(a, b, x):
    """P(Beta(a, b) ≤ x) for whole a and b, through the binomial distribution."""
    tries = a + b - 1
    return sum(comb(tries, hits) * x**hits * (1 - x) ** (tries - hits) for hits in range(a, tries + 1))


def near(expected):
    """Within four standard errors of what a formula says; the draws are seeded, so this holds or fails for good."""
    return pytest.approx(expected, abs=4 * sqrt(expected * (1 - expected) / 5000))


@pytest.mark.parametrize("growth", [4, 7, 10])
def test_the_share_of_life_fit_is_drawn_from_a_beta_distribution_and_anyhow_from_all(growth):
    """The first leads by 5 in life fit and is behind in future value, so it leads above the flip point."""
    flip = (growth - 2) / (growth - 2 + 5)
    found = robustness({"first": exact(pay=7, growth=2), "second": exact(pay=2, growth=growth)}, ONE_EACH)
    assert found.near["first"] == near(1 - beta_below(15, 15, flip))
    assert found.anyhow["first"] == near(1 - flip)


@pytest.mark.parametrize("location", [4, 6, 9])
def test_the_weights_of_an_axis_are_drawn_from_a_dirichlet_distribution(location):
    """Of two factors weighing 2 : 1 the first weighs Beta(20, 10), and uniform when any weights will do."""
    season = Season(Decimal(1), Weights({"pay": Decimal(100), "location": Decimal(50)}), scoring.equal(["growth"]))
    first, second = exact(pay=5, location=2, growth=5), exact(pay=2, location=location, growth=5)
    flip = (location - 2) / (location - 2 + 3)
    found = robustness({"first": first, "second": second}, season)
    assert found.near["first"] == near(1 - beta_below(20, 10, flip))
    assert found.anyhow["first"] == near(1 - flip)


@pytest.mark.parametrize(("value", "half_width", "below"), [("7", "2", 1 / 8), ("9", "3", 4 / 12), ("6", "1", 0.5)])
def test_a_rating_is_triangular_between_what_it_could_be(value, half_width, below):
    """At 9 ± 3 the scale ends at 10, so that 8 is below two thirds of the way up: (8 − 6)² / (4 · 3)."""
    against = {"7": 6, "9": 8, "6": 6}[value]
    guessed = {"pay": Rating(Decimal(value), Decimal(half_width)), **exact(growth=5)}
    found = robustness({"told": exact(pay=against, growth=5), "guessed": guessed}, ONE_EACH)
    assert found.near["told"] == near(below)
    assert found.anyhow["told"] == near(below)


def test_a_missing_rating_is_uniform_from_0_to_10():
    season = Season(Decimal(1), Weights({"pay": Decimal(80), "location": Decimal(20)}), scoring.equal(["growth"]))
    known = exact(pay=5, location=3, growth=5)
    found = robustness({"known": known, "open": {**known, "location": Rating(None)}}, season)
    assert found.near["known"] == near(0.3)


@pytest.mark.parametrize(("value", "half_width"), [("0", "3"), ("10", "3"), ("5", "0"), ("0", "0"), ("10", "0.5")])
def test_a_range_that_is_a_point_or_starts_at_its_mode_can_be_drawn(value, half_width):
    option = dict.fromkeys(LIFE + FUTURE, Rating(Decimal(value), Decimal(half_width)))
    found = robustness({"low": all_at(0), "this": option, "high": all_at(10)}, EVEN, draws=200)
    assert sum(found.near.values()) == pytest.approx(1)


def test_options_that_are_level_share_each_draw():
    same = exact(**dict.fromkeys(LIFE + FUTURE, 6))
    found = robustness({"a": same, "b": same, "behind": exact(**dict.fromkeys(LIFE + FUTURE, 5))}, EVEN)
    assert found.near == found.anyhow == {"a": 0.5, "b": 0.5, "behind": 0}


def test_a_factor_without_weight_stays_without_weight_but_counts_under_any_weights():
    swings = Weights(dict.fromkeys(LIFE, Decimal(100)) | {"pay": Decimal(0)})
    season = Season(Decimal("0.5"), swings, scoring.equal(FUTURE))
    plain = exact(**dict.fromkeys(LIFE + FUTURE, 6))
    found = robustness({"plain": plain, "paid": {**plain, "pay": Rating(Decimal(9))}}, season)
    assert found.near == {"paid": 0.5, "plain": 0.5}
    assert found.anyhow == {"paid": 1, "plain": 0}


@pytest.mark.parametrize(("alpha", "first"), [(1, "life"), (0, "future")])
def test_a_share_of_life_fit_of_nothing_or_all_stays_there(alpha, first):
    options = {
        "life": exact(**dict.fromkeys(LIFE, 6), **dict.fromkeys(FUTURE, 0)),
        "future": exact(**dict.fromkeys(LIFE, 5), **dict.fromkeys(FUTURE, 10)),
    }
    assert robustness(options, replace(EVEN, alpha=Decimal(alpha))).near[first] == 1


@given(OPTIONS, some.seasons, st.data())
def test_the_same_options_in_another_order_have_exactly_the_same_shares(options, season, data):
    shuffled = dict(data.draw(st.permutations(sorted(options.items(), key=lambda entry: entry[0]))))
    assert robustness(options, season, draws=50) == robustness(shuffled, season, draws=50)


def test_how_a_number_is_written_does_not_change_the_draws():
    plain, padded = all_at("7"), {**all_at("7.00")}
    padded.pop("pay")
    plain["pay"] = Rating(None)
    other, heavier = all_at("6.5"), replace(EVEN, life=Weights(dict.fromkeys(LIFE, Decimal("50.0"))))
    found = robustness({"a": plain, "b": other}, EVEN)
    assert found == robustness({"a": padded, "b": other}, heavier)
    assert 0 < found.near["b"] < 1


@given(OPTIONS, some.seasons)
def test_the_shares_of_all_comparable_options_make_a_whole(options, season):
    found = robustness(options, season, draws=50)
    comparable = {key for key, ratings in options.items() if scoring.score(ratings, season).comparable}
    for shares in (found.near, found.anyhow):
        assert shares.keys() == comparable
        assert all(0 <= share <= 1 for share in shares.values())
        assert sum(shares.values()) == pytest.approx(1 if comparable else 0)


def test_less_than_one_draw_is_refused():
    with pytest.raises(ValueError, match="At least one draw"):
        robustness({}, EVEN, draws=0)


@pytest.mark.parametrize(
    ("shares", "firmness"),
    [
        ((1,), Firmness.CLEAR),
        ((0.9,), Firmness.CLEAR),
        ((0.89,), Firmness.AHEAD),
        ((0.61,), Firmness.AHEAD),
        ((0.6,), Firmness.TOO_CLOSE),
        ((0.5,), Firmness.TOO_CLOSE),
        ((0.4,), Firmness.TOO_CLOSE),
        ((0.39,), Firmness.BEHIND),
        ((0.55, 0.25), Firmness.MOST_OFTEN),
        ((0.5, 0.4), Firmness.TOO_CLOSE),
        ((0.62, 0.38), Firmness.AHEAD),
        ((0.38, 0.1), Firmness.TOO_CLOSE),
        ((0.2, 0.5), Firmness.BEHIND),
        ((0, 0), Firmness.TOO_CLOSE),
    ],
)
def test_how_firm_a_lead_is(shares, firmness):
    assert verdict(*shares) is firmness


def test_who_is_ahead_most_often():
    assert ahead({"b": 0.3, "a": 0.55, "c": 0.15}) == Ahead("a", 0.55, Firmness.MOST_OFTEN)
    assert ahead({"b": 0.5, "a": 0.5}) == Ahead("a", 0.5, Firmness.TOO_CLOSE)
    assert ahead({"a": 1.0}) is None


@pytest.mark.parametrize(
    ("share", "extent", "percent"),
    [
        (0, Extent.NONE, 0),
        (0.0002, Extent.HARDLY_ANY, 5),
        (0.0249, Extent.HARDLY_ANY, 5),
        (0.025, Extent.ABOUT, 5),
        (0.8512, Extent.ABOUT, 85),
        (0.875, Extent.ABOUT, 90),
        (0.9749, Extent.ABOUT, 95),
        (0.975, Extent.NEARLY_ALL, 95),
        (0.9998, Extent.NEARLY_ALL, 95),
        (1, Extent.ALL, 100),
    ],
)
def test_a_share_is_shown_to_five_percent_and_never_as_all_or_none_unless_it_is(share, extent, percent):
    assert shown_share(share) == (extent, percent)


@given(st.floats(0, 1))
def test_a_shown_share_says_what_is_true(share):
    extent, percent = shown_share(share)
    match extent:
        case Extent.ABOUT:
            assert abs(share * 100 - percent) <= 2.5 + 1e-9
            assert 5 <= percent <= 95
        case Extent.HARDLY_ANY:
            assert 0 < share * 100 < percent
        case Extent.NEARLY_ALL:
            assert percent < share * 100 < 100
        case _:
            assert share * 100 == percent


@pytest.mark.parametrize("make", [lambda: verdict(1.1), lambda: verdict(0.5, -0.1), lambda: shown_share(-0.1)])
def test_a_share_outside_0_to_1_is_refused(make):
    with pytest.raises(ValueError, match="between 0 and 1"):
        make()
