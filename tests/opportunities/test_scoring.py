from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities import scoring
from apps.opportunities.placement import Placement, Quadrant, Side, placement
from apps.opportunities.scoring import Rating, Season, Weights, half_points, rank, score
from tests.opportunities import strategies as some
from tests.opportunities.strategies import FUTURE, LIFE, all_at, rated

EVEN = Season(Decimal("0.5"), scoring.equal(LIFE), scoring.equal(FUTURE))


def exact_axis(ratings, weights):
    return sum(Fraction(ratings[key].value) * share for key, share in weights.shares.items())


@given(some.full_ratings, some.seasons)
def test_a_fully_rated_score_is_the_weighted_sum_of_its_ratings(ratings, season):
    found = score(ratings, season)
    life, future = exact_axis(ratings, season.life), exact_axis(ratings, season.future)
    overall = Fraction(season.alpha) * life + (1 - Fraction(season.alpha)) * future
    for interval, expected in [
        (found.life.interval, life),
        (found.future.interval, future),
        (found.interval, overall),
    ]:
        assert interval.low == interval.high == interval.middle
        assert abs(Fraction(interval.low) - expected) < Fraction(1, 10**20)
    assert found.middle == found.interval.middle
    assert found.life.coverage == found.future.coverage == 1


@given(some.ratings(), some.full_ratings, some.seasons)
def test_the_interval_holds_the_score_of_every_completion_of_the_missing_ratings(ratings, answers, season):
    before = score(ratings, season)
    completed = {key: answers[key] if rating.value is None else rating for key, rating in ratings.items()}
    after = score(completed, season)
    tiny = Decimal("1e-20")
    for old, new in [(before.life, after.life), (before.future, after.future), (before, after)]:
        assert old.interval.low - tiny <= new.interval.low <= old.interval.high + tiny
        assert old.known_range.low - tiny <= new.known_range.low
        assert new.known_range.high <= old.known_range.high + tiny


@given(some.ratings(), some.seasons)
def test_the_known_range_is_never_narrower_than_the_interval(ratings, season):
    found = score(ratings, season)
    for part in (found.life, found.future, found):
        assert 0 <= part.known_range.low <= part.interval.low
        assert part.interval.high <= part.known_range.high <= 10


@given(some.ratings(), some.seasons)
def test_the_interval_is_ten_times_the_weight_that_is_missing(ratings, season):
    for axis in (score(ratings, season).life, score(ratings, season).future):
        assert abs(axis.interval.width - 10 * (1 - axis.coverage)) < Decimal("1e-20")


@given(some.ratings(), some.seasons, st.sampled_from(some.KEYS), some.values)
def test_raising_a_rating_never_lowers_any_score(ratings, season, key, value):
    if (old := ratings[key].value) is None or value < old:
        return
    before, after = (
        score(ratings, season),
        score({**ratings, key: Rating(value, ratings[key].half_width)}, season),
    )
    assert after.middle >= before.middle
    assert after.interval.low >= before.interval.low
    assert after.known_range.low >= before.known_range.low
    assert after.known_range.high >= before.known_range.high


@given(st.lists(some.ratings(), min_size=2, max_size=6), some.seasons, st.data())
def test_adding_or_removing_an_option_never_reorders_the_others(options, season, data):
    scores = {str(index): score(ratings, season) for index, ratings in enumerate(options)}
    gone = data.draw(st.sampled_from(sorted(scores)))
    fewer = rank({key: found for key, found in scores.items() if key != gone})
    both = rank(scores)
    assert [s.key for s in both.standings if s.key != gone] == [s.key for s in fewer.standings]
    assert {s.key: s.shown for s in fewer.standings}.items() <= {s.key: s.shown for s in both.standings}.items()
    assert {n.key for n in fewer.not_yet} == {n.key for n in both.not_yet} - {gone}


@given(st.lists(some.full_ratings, min_size=2, max_size=5), some.seasons)
def test_when_only_life_fit_counts_the_order_is_that_of_life_fit(options, season):
    season = Season(Decimal(1), season.life, season.future)
    scores = {str(index): score(ratings, season) for index, ratings in enumerate(options)}
    order = [standing.key for standing in rank(scores).standings]
    by_life = [scores[key].life.interval.low for key in order]
    assert by_life == sorted(by_life, reverse=True)


@given(some.seasons)
def test_weights_sum_to_one_on_each_axis(season):
    assert sum(season.life.shares.values()) == 1
    assert sum(season.future.shares.values()) == 1


def test_six_factors_against_five_give_life_fit_nothing_for_free():
    ratings = {**all_at(0), **rated(**dict.fromkeys(LIFE, 10))}
    assert score(ratings, EVEN).interval.low == Decimal(5)


@pytest.mark.parametrize("count", [1, 2, 6])
def test_rank_sum_weights_follow_their_formula(count):
    order = LIFE[:count]
    shares = scoring.rank_sum(order).shares
    expected = [Fraction(2 * (count + 1 - place), count * (count + 1)) for place in range(1, count + 1)]
    assert [shares[key] for key in order] == expected


def test_a_missing_rating_is_neither_zero_nor_the_mean():
    found = score(all_at(8, pay=None), EVEN).life
    assert found.interval.low == Decimal(40) / 6
    assert found.interval.high == Decimal(50) / 6
    assert found.missing == ("pay",)


def test_a_factor_that_is_left_out_is_missing():
    assert score({}, EVEN).interval == scoring.Interval(Decimal(0), Decimal(10))


def test_a_factor_without_weight_is_not_missed():
    season = Season(Decimal("0.5"), Weights({"pay": Decimal(0), "schedule": Decimal(100)}), scoring.equal(FUTURE))
    assert score(all_at(5, pay=None), season).missing == ()


def test_missing_factors_are_named_heaviest_first():
    swings = Weights({"pay": Decimal(20), "benefits": Decimal(100), "schedule": Decimal(60)})
    season = Season(Decimal("0.5"), swings, scoring.equal(FUTURE))
    assert score(all_at(5, pay=None, benefits=None), season).missing == ("benefits", "pay")


def test_too_little_rated_on_one_axis_is_not_ranked_and_names_what_is_missing_there():
    scores = {
        "harbour": score(all_at(6, pay=None), EVEN),
        "northside": score(all_at(9, pay=None, growth=None, tools=None), EVEN),
    }
    found = rank(scores)
    assert [standing.key for standing in found.standings] == ["harbour"]
    assert found.not_yet == (scoring.NotYetComparable("northside", ("growth", "tools")),)


def test_exactly_seven_tenths_is_enough():
    swings = Weights({"pay": Decimal(70), "schedule": Decimal(30)})
    season = Season(Decimal("0.5"), swings, scoring.equal(FUTURE))
    assert score(all_at(5, schedule=None), season).comparable
    assert not score(all_at(5, pay=None), season).comparable


def test_equal_shown_scores_share_a_place_and_are_called_a_tie():
    scores = {name: score(all_at(value), EVEN) for name, value in [("a", "6.4"), ("b", "8"), ("c", "6.6"), ("d", 3)]}
    standings = rank(scores).standings
    assert [(s.key, s.place, s.tied) for s in standings] == [
        ("b", 1, False),
        ("c", 2, True),
        ("a", 2, True),
        ("d", 4, False),
    ]
    assert not any(s.close_to_next for s in standings)


def test_a_rounded_winner_by_a_hair_is_a_close_call():
    standings = rank({"a": score(all_at("6.8"), EVEN), "b": score(all_at("6.7"), EVEN)}).standings
    assert [s.shown for s in standings] == [Decimal(7), Decimal("6.5")]
    assert standings[0].close_to_next
    assert not standings[0].tied


def test_a_lead_that_a_missing_rating_could_turn_is_a_close_call():
    open_one = score(all_at(7, pay=None), EVEN)
    assert scoring.close_call(open_one, score(all_at("7.3"), EVEN))
    assert not scoring.close_call(open_one, score(all_at(9), EVEN))


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0"), ("0.25", "0.5"), ("6.24", "6"), ("6.25", "6.5"), ("6.75", "7"), ("9.99", "10"), ("10", "10")],
)
def test_scores_are_shown_to_the_half_point_halves_up(value, shown):
    assert str(half_points(Decimal(value))) == shown


@given(some.ratings(), some.seasons)
def test_the_parts_of_an_axis_add_up_to_its_score(ratings, season):
    found = scoring.parts(ratings, season.life)
    brought = sum((part.brings for part in found if part.brings is not None), Decimal(0))
    assert abs(brought - score(ratings, season).life.interval.low) < Decimal("1e-20")
    assert abs(sum(part.share for part in found) - 1) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("life", "future", "quadrant"),
    [
        (7, 7, Quadrant.CAREER_STEP),
        (7, 3, Quadrant.BRIDGE),
        (3, 7, Quadrant.STRETCH),
        (3, 3, Quadrant.PASS),
        ("5.3", "4.7", Quadrant.BRIDGE),
    ],
)
def test_quadrants_are_cut_at_five(life, future, quadrant):
    ratings = {**all_at(life), **rated(**dict.fromkeys(FUTURE, future))}
    assert placement(score(ratings, EVEN)).quadrant is quadrant


@pytest.mark.parametrize("life", ["5", "4.9", "5.1"])
def test_what_is_shown_as_a_plain_five_is_on_the_line(life):
    found = placement(score({**all_at(8), **rated(**dict.fromkeys(LIFE, life))}, EVEN))
    assert found == Placement(Side.ON_THE_LINE, Side.STRONG)
    assert found.quadrant is None
    assert found.possible == (Quadrant.CAREER_STEP, Quadrant.STRETCH)


def test_an_interval_across_five_is_on_the_line():
    found = placement(score(all_at(5, pay=None, growth=None), EVEN))
    assert found.possible == tuple(Quadrant)
    ratings = {**all_at(8), **rated(**dict.fromkeys(FUTURE, "6.5")), **rated(growth=None)}
    assert placement(score(ratings, EVEN)).quadrant is Quadrant.CAREER_STEP


def test_the_lowest_rating_is_named_with_every_factor_that_has_it():
    assert scoring.lowest(all_at(7, pay=2, tools=2, network=None)) == scoring.Lowest(Decimal(2), ("pay", "tools"))
    assert scoring.lowest(rated(pay=None)) is None


@pytest.mark.parametrize("value", ["-0.1", "10.1", "NaN", "Infinity"])
def test_a_rating_off_the_scale_is_refused(value):
    with pytest.raises((ValueError, ArithmeticError)):
        Rating(Decimal(value))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Rating(Decimal(11)), "A rating is between 0 and 10, not 11."),
        (lambda: Rating(Decimal(5), Decimal(-1)), "The doubt about a rating"),
        (lambda: Season(Decimal("1.01"), scoring.equal(LIFE), scoring.equal(FUTURE)), "between 0 and 1"),
        (lambda: Season(Decimal("0.5"), scoring.equal(LIFE), scoring.equal(LIFE)), "one axis only"),
        (lambda: Weights({"pay": Decimal(-1)}), "0 or more"),
        (lambda: Weights({"pay": Decimal(0)}), "At least one factor"),
        (lambda: Weights({}), "At least one factor"),
        (lambda: scoring.rank_sum(["pay", "pay"]), "one place"),
        (lambda: scoring.rank_sum([]), "At least one factor"),
    ],
)
def test_input_out_of_range_is_refused_with_a_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
