from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.opportunities import scoring
from apps.opportunities.scoring import Rating, Season, score
from apps.opportunities.tradeoffs import Dominance, around, ask_next, dominance, flip_point, leads, trade
from tests.opportunities import strategies as some
from tests.opportunities.strategies import FUTURE, LIFE, all_at, rated

EVEN = Season(Decimal("0.5"), scoring.equal(LIFE), scoring.equal(FUTURE))
STEP = Decimal("1e-12")
HARBOUR = {**all_at(7), **rated(**dict.fromkeys(FUTURE, 6))}
NORTHSIDE = {**all_at("4.5"), **rated(**dict.fromkeys(FUTURE, 8))}


def at(ratings, season, alpha):
    return score(ratings, replace(season, alpha=alpha)).middle


@given(some.ratings(), some.ratings(), some.seasons)
def test_a_dominated_option_never_wins(one, other, season):
    better = {key: max(one[key], other[key], key=lambda rating: rating.low) for key in one}
    for candidate in (one, better):
        if dominance(candidate, other) is not Dominance.NONE:
            assert score(candidate, season).middle >= score(other, season).middle


@given(some.full_ratings, some.full_ratings, some.seasons)
def test_the_better_of_two_on_every_factor_dominates_both(one, other, season):
    best = {key: max(one[key], other[key], key=lambda rating: rating.value) for key in one}
    assume(any(best[key].value > other[key].value for key in best))
    assert dominance(best, other) is not Dominance.NONE
    assert dominance(other, best) is Dominance.NONE
    assert score(best, season).middle >= score(other, season).middle


def test_dominance_is_certain_only_when_the_ranges_do_not_reach_each_other():
    assert dominance(all_at(8), all_at(7)) is Dominance.CERTAIN
    assert dominance(all_at("7.5"), all_at(7)) is Dominance.AS_RATED
    assert dominance(all_at(7), all_at(7)) is Dominance.NONE


def test_what_is_missing_prevents_dominance():
    assert dominance(all_at(9, pay=None), all_at(5)) is Dominance.NONE
    assert dominance(all_at(9), all_at(5, pay=None)) is Dominance.NONE
    assert dominance({"pay": Rating(Decimal(10))}, {"pay": Rating(None)}) is Dominance.NONE


@given(some.full_ratings, some.full_ratings, some.seasons)
def test_the_flip_point_is_where_the_order_changes(one, other, season):
    flip = flip_point(score(one, season), score(other, season))
    before, after = (at(one, season, alpha) - at(other, season, alpha) for alpha in (Decimal(0), Decimal(1)))
    if flip is None:
        assert before * after >= 0
        return
    assert 0 < flip < 1
    assert abs(at(one, season, flip) - at(other, season, flip)) < Decimal("1e-20")
    below = at(one, season, flip - STEP) - at(other, season, flip - STEP)
    above = at(one, season, flip + STEP) - at(other, season, flip + STEP)
    assert below * before > 0 > below * above


def test_the_worked_flip_point():
    """Life fit 7 against 4.5, future value 6 against 8: level at α = 2 / 4.5."""
    flip = flip_point(score(HARBOUR, EVEN), score(NORTHSIDE, EVEN))
    assert flip == Decimal(2) / Decimal("4.5")


def test_nothing_flips_for_what_is_not_yet_comparable():
    open_one = score(all_at(9, pay=None, schedule=None), EVEN)
    assert flip_point(open_one, score(NORTHSIDE, EVEN)) is None
    assert leads({"open": open_one}) == ()


@given(st.lists(some.ratings(), min_size=1, max_size=6), some.seasons, some.alphas)
def test_who_leads_where_is_true_at_every_weighting(options, season, alpha):
    options = dict(enumerate(options))
    scores = {str(key): score(ratings, season) for key, ratings in options.items()}
    comparable = [key for key, found in scores.items() if found.comparable]
    found = leads(scores)
    if not comparable:
        assert found == ()
        return
    assert (found[0].start, found[-1].end) == (0, 1)
    assert all(before.end == after.start for before, after in pairwise(found))
    assert all(lead.start < lead.end for lead in found)
    best = max(at(options[int(key)], season, alpha) for key in comparable)
    now = around(found, alpha).now
    assert now.start <= alpha <= now.end
    for key in now.keys:
        assert abs(at(options[int(key)], season, alpha) - best) < Decimal("1e-20")


def test_neighbours_say_who_would_lead_if_the_future_counted_more():
    found = leads({"harbour": score(HARBOUR, EVEN), "northside": score(NORTHSIDE, EVEN)})
    here = around(found, Decimal("0.65"))
    assert (here.now.keys, here.less.keys, here.more) == (("harbour",), ("northside",), None)
    assert here.now.start == Decimal(2) / Decimal("4.5")
    assert around((), Decimal("0.5")) is None


def test_options_that_are_level_all_the_way_lead_together():
    found = leads({"a": score(HARBOUR, EVEN), "b": score(HARBOUR, EVEN)})
    assert [lead.keys for lead in found] == [("a", "b")]
    assert flip_point(score(HARBOUR, EVEN), score(HARBOUR, EVEN)) is None


def test_options_of_different_seasons_are_not_compared():
    other = Season(Decimal("0.5"), scoring.rank_sum(LIFE), scoring.equal(FUTURE))
    with pytest.raises(ValueError, match="same season"):
        flip_point(score(HARBOUR, EVEN), score(NORTHSIDE, other))


@pytest.mark.parametrize("alpha", ["-0.01", "1.01"])
def test_a_weighting_outside_its_range_is_refused(alpha):
    with pytest.raises(ValueError, match="between 0 and 1"):
        around((), Decimal(alpha))


def test_the_question_that_could_move_the_result_most_comes_first():
    """Of one missing future factor (0.5 · 1/5 · 10) and one guessed life factor (0.5 · 1/6 · 6), the missing one."""
    ratings = {**all_at(5, growth=None), "pay": Rating(Decimal(5), Decimal(3))}
    first, second = ask_next(ratings, EVEN)
    assert (first.key, first.effect, first.missing) == ("growth", Decimal(1), True)
    assert (second.key, second.effect, second.missing) == ("pay", Decimal("0.5"), False)


@given(some.ratings(), some.seasons)
def test_questions_are_about_what_is_not_known_in_writing_and_counts(ratings, season):
    found = ask_next(ratings, season, limit=11)
    assert [q.effect for q in found] == sorted((q.effect for q in found), reverse=True)
    weights = {**season.life.points, **season.future.points}
    for question in found:
        assert weights[question.key] > 0
        assert ratings[question.key].value is None or ratings[question.key].half_width > Decimal("0.5")
    assert ask_next(ratings, season, limit=2) == found[:2]


@given(some.ratings(), some.seasons, st.sets(st.sampled_from(some.KEYS)))
def test_what_is_passed_over_makes_room_for_the_next(ratings, season, asked):
    every = ask_next(ratings, season, limit=11)
    rest = ask_next(ratings, season, limit=11, without=asked)
    assert rest == tuple(question for question in every if question.key not in asked)
    assert ask_next(ratings, season, without=asked) == rest[:3]


@given(some.ratings(), some.seasons)
def test_no_answer_moves_the_result_by_more_than_is_said(ratings, season):
    for question in ask_next(ratings, season, limit=11):
        known = ratings[question.key]
        scores = [score({**ratings, question.key: Rating(value)}, season).middle for value in (known.low, known.high)]
        assert abs(scores[1] - scores[0] - question.effect) < Decimal("1e-20")


def test_nothing_is_asked_about_an_axis_that_does_not_count():
    season = replace(EVEN, alpha=Decimal(1))
    assert ask_next(all_at(5, growth=None), season) == ()


def test_a_trade_names_gains_and_losses_by_what_they_weigh():
    swings = scoring.Weights({"pay": Decimal(100), "schedule": Decimal(50), "workload": Decimal(10)})
    season = Season(Decimal("0.5"), swings, scoring.equal(FUTURE))
    found = trade(all_at(5, pay=6, schedule=9, workload=10, growth=2, tools=None), all_at(5, location=0), season)
    assert [gain.key for gain in found.gains] == ["schedule", "pay", "workload"]
    assert [(loss.key, loss.change, loss.effect) for loss in found.losses] == [("growth", Decimal(-3), Decimal("-0.3"))]
    assert found.unknown == ("tools",)


def test_small_differences_are_not_worth_a_sentence():
    found = trade(all_at(5, pay="5.5"), all_at(5), EVEN)
    assert found.gains == found.losses == ()


def test_a_difference_within_what_is_known_is_not_certain():
    one, other = all_at(5), all_at(5)
    one["pay"], one["tools"] = Rating(Decimal(7), Decimal(3)), Rating(Decimal(7), Decimal("0.5"))
    assert {gain.key: gain.certain for gain in trade(one, other, EVEN).gains} == {"pay": False, "tools": True}


@given(some.ratings(), some.ratings(), some.seasons)
def test_the_reverse_trade_mirrors_it(one, other, season):
    there, back = trade(one, other, season), trade(other, one, season)
    assert {(d.key, d.effect) for d in there.gains} == {(d.key, -d.effect) for d in back.losses}
    assert there.unknown == back.unknown


@given(some.full_ratings, some.full_ratings, some.seasons)
def test_gains_and_losses_add_up_to_the_difference_in_score(one, other, season):
    found = trade(one, other, season, at_least=Decimal(0))
    effect = sum((d.effect for d in found.gains + found.losses), Decimal(0))
    assert abs(effect - (score(one, season).middle - score(other, season).middle)) < Decimal("1e-20")
