"""The invariants of deciding that tie several modules together.

Those of one module stand with it: the weighted sum, the interval, raising a rating and α = 1 in `test_scoring`, the
flip point over α and who leads where in `test_tradeoffs`, the draws in `test_robustness`.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from apps.opportunities.levers import factor_flips, lever_against, levers
from apps.opportunities.regret import regret
from apps.opportunities.robustness import robustness
from apps.opportunities.scoring import MISSING, Rating, Season, Weights, rank, score
from apps.opportunities.tradeoffs import Dominance, dominance, flip_point, leads
from tests.opportunities import strategies as some

TINY = Decimal("1e-20")
STEP = Fraction(1, 10**9)

exact_ratings = some.ratings(st.builds(Rating, some.values))


@st.composite
def _nearly_full(draw):
    """All but a few factors rated, so that most are comparable; a factor left out is missing."""
    missing = draw(st.sets(st.sampled_from(some.KEYS), max_size=3))
    return {key: rating for key, rating in draw(some.full_ratings).items() if key not in missing}


nearly_full = _nearly_full()
sets = st.lists(nearly_full, min_size=2, max_size=5).map(lambda options: dict(zip("abcde", options, strict=False)))
some_seasons = st.lists(some.seasons, min_size=1, max_size=3).map(lambda found: dict(zip("xyz", found, strict=False)))


@st.composite
def dominating(draw, *, certainly):
    """Two options of which the first is at least as good on each factor and better on one, perhaps beyond doubt."""
    above, stronger, weaker = draw(st.sampled_from(some.KEYS)), {}, {}
    for key in some.KEYS:
        half_width = draw(st.just(Decimal(0)) | some.half_widths)
        least = 2 * half_width if certainly else Decimal(0)
        value = draw(some.values) * (Decimal("9.9") - least) / 10
        more = draw(some.values) / 5 + (Decimal("0.1") if key == above else 0)
        weaker[key] = Rating(value, half_width)
        stronger[key] = Rating(min(Decimal(10), value + least + more), half_width)
    return stronger, weaker


@given(dominating(certainly=False), some.ratings(), some.seasons)
def test_a_dominated_option_is_never_ranked_above_and_leads_nowhere(pair, other, season):
    stronger, weaker = pair
    assert dominance(stronger, weaker) is not Dominance.NONE
    scores = {key: score(r, season) for key, r in [("weaker", weaker), ("stronger", stronger), ("other", other)]}
    places = {standing.key: standing.place for standing in rank(scores).standings}
    assert places["stronger"] <= places["weaker"]
    for lead in leads(scores):
        assert "weaker" not in lead.keys or "stronger" in lead.keys
    assert flip_point(scores["stronger"], scores["weaker"]) is None
    assert factor_flips(stronger, weaker, season) == ()


@given(dominating(certainly=True), some.full_ratings, some.seasons)
def test_what_is_certainly_dominated_leads_in_no_draw(pair, other, season):
    """Near, a factor may count for nothing and leave the two level; under any weights at all it cannot."""
    stronger, weaker = pair
    assert dominance(stronger, weaker) is Dominance.CERTAIN
    found = robustness({"weaker": weaker, "stronger": stronger, "other": other}, season, draws=100)
    assert found.near["weaker"] <= found.near["stronger"]
    assert found.anyhow["weaker"] == 0


@given(exact_ratings, exact_ratings, some.seasons)
def test_dominance_of_exact_ratings_is_certain(one, other, season):
    best = {key: max(one[key], other[key], key=lambda rating: rating.value) for key in one}
    assume(best != other)
    assert dominance(best, other) is Dominance.CERTAIN
    assert robustness({"best": best, "other": other}, season, draws=100).anyhow == {"best": 1, "other": 0}


@given(sets, some_seasons, st.data())
def test_an_option_more_or_less_never_reorders_the_others(options, seasons, data):
    """Neither by regret, nor in who leads at a weighting among those that stay."""
    gone = data.draw(st.sampled_from(sorted(options)))
    fewer = {key: ratings for key, ratings in options.items() if key != gone}
    before, after = regret(options, seasons).table, regret(fewer, seasons).table
    for name in seasons:
        left = [key for key in fewer if name in before[key]]
        assert left == [key for key in fewer if name in after[key]]
        for one in left:
            for other in left:
                apart = before[one][name] - before[other][name]
                assert abs(apart - (after[one][name] - after[other][name])) < TINY
    season = next(iter(seasons.values()))
    scores = {key: score(ratings, season) for key, ratings in options.items()}
    remaining = leads({key: scores[key] for key in fewer})
    for lead in leads(scores):
        if gone not in lead.keys:
            middle = (lead.start + lead.end) / 2
            assert any(found.start <= middle <= found.end and found.keys == lead.keys for found in remaining)


@given(st.lists(some.full_ratings, min_size=2, max_size=5), some.seasons)
def test_when_only_future_value_counts_the_order_is_that_of_future_value(options, season):
    scores = {str(n): score(ratings, replace(season, alpha=Decimal(0))) for n, ratings in enumerate(options)}
    by_future = [scores[standing.key].future.interval.low for standing in rank(scores).standings]
    assert by_future == sorted(by_future, reverse=True)


@given(some.ratings(), some.seasons)
def test_what_is_unanswered_is_neither_nothing_nor_like_the_rest(ratings, season):
    """The ends of the interval are the completions with 0 and with 10; its middle the one with 5."""
    found = score(ratings, season)
    for value, expected in [(0, found.interval.low), (10, found.interval.high), (5, found.middle)]:
        answer = Rating(Decimal(value))
        completed = {key: answer if rating.value is None else rating for key, rating in ratings.items()}
        assert abs(score(completed, season).middle - expected) < TINY


@given(st.sampled_from(some.KEYS), some.seasons)
def test_one_factor_rated_ten_is_no_perfect_score(key, season):
    found = score({key: Rating(Decimal(10))}, season)
    assert found.comparable is False
    assert rank({"only": found}).standings == ()


@given(nearly_full, nearly_full, some.seasons, st.sampled_from(some.KEYS), st.data())
def test_a_factor_without_weight_moves_nothing_but_dominance(one, other, season, key, data):
    life, future = ({**w.points, key: Decimal(0)} if key in w.points else w.points for _, _, w in season.axes())
    assume(any(life.values()) and any(future.values()))
    season = Season(season.alpha, Weights(life), Weights(future))
    changed = {**one, key: data.draw(some.any_ratings)}
    assert score(changed, season) == score(one, season)
    assert levers(changed, other, season) == levers(one, other, season)
    assert key not in {lever.key for lever in levers(one, other, season)}
    flips = {flip.key: flip for flip in factor_flips(one, other, season)}
    flips_changed = {flip.key: flip for flip in factor_flips(changed, other, season)}
    flips.pop(key, None), flips_changed.pop(key, None)
    assert flips == flips_changed


def decimal(exact):
    return Decimal(exact.numerator) / exact.denominator


def weighing(season, key, share):
    """The season in which `key` has this share of the whole weight and the others keep their proportions."""
    whole = {factor: Fraction(a) * w for _, a, weights in season.axes() for factor, w in weights.shares.items()}
    rest = 1 - whole[key]
    moved = {factor: share if factor == key else w * (1 - share) / rest for factor, w in whole.items()}
    axes = [{factor: moved[factor] for factor in weights.points} for _, _, weights in season.axes()]
    life, future = (
        Weights({factor: decimal(w) for factor, w in axis.items()}) if any(axis.values()) else before
        for axis, before in zip(axes, (season.life, season.future), strict=True)
    )
    return Season(decimal(sum(axes[0].values(), Fraction(0))), life, future)


def apart(one, other, season):
    return score(one, season).middle - score(other, season).middle


@given(nearly_full, nearly_full, some.seasons)
def test_a_factor_flip_really_is_where_the_order_changes_and_none_is_forgotten(one, other, season):
    flips = {flip.key: flip for flip in factor_flips(one, other, season)}
    if not (score(one, season).comparable and score(other, season).comparable):
        assert flips == {}
        return
    for axis, share, weights in season.axes():
        for key, weight in weights.shares.items():
            now = Fraction(share) * weight
            if now == 1:
                assert key not in flips
                continue
            without, alone = (apart(one, other, weighing(season, key, Fraction(at))) for at in (0, 1))
            if key not in flips:
                assert without * alone >= 0 or min(abs(without), abs(alone)) < TINY
                continue
            flip = flips[key]
            assert flip.axis == axis
            assert 0 < flip.at < 1
            assert abs(Fraction(flip.now) - now) < TINY
            at = Fraction(flip.at)
            assert abs(apart(one, other, weighing(season, key, at))) < TINY
            step = min(STEP, at / 2, (1 - at) / 2)
            below, above = (apart(one, other, weighing(season, key, at + side)) for side in (-step, step))
            assert below * without > 0 > below * above


@given(nearly_full, nearly_full, some.seasons)
def test_a_lever_really_puts_an_option_ahead_and_half_a_step_less_does_not(behind, leader, season):
    found = levers(behind, leader, season)
    gap = apart(leader, behind, season)
    comparable = score(behind, season).comparable and score(leader, season).comparable
    if gap < -TINY or not comparable:
        assert found == ()
        return
    changes = [lever.change for lever in found]
    assert changes == sorted(changes)
    helping = {lever.key: lever for lever in found}
    for axis, share, weights in season.axes():
        for key, points in weights.points.items():
            rating = behind.get(key, MISSING)

            def lead_with(value, key=key, rating=rating):
                return apart({**behind, key: Rating(value, rating.half_width)}, leader, season)

            if key not in helping:
                assert not points or not share or lead_with(Decimal(10)) <= TINY
                continue
            lever = helping[key]
            assert (lever.axis, lever.now) == (axis, rating.value)
            assert lever.needed % Decimal("0.5") == 0
            assert lever.change == lever.needed - (Decimal(5) if rating.value is None else rating.value) > 0
            assert lead_with(lever.needed) > TINY
            assert lead_with(lever.needed - Decimal("0.5")) <= TINY


@given(sets, some.seasons)
def test_a_lever_against_several_puts_an_option_ahead_of_them_all(options, season):
    scores = {key: score(ratings, season) for key, ratings in options.items()}
    for key in options:
        for lever in lever_against(options, key, season)[:2]:
            pulled = score({**options[key], lever.key: Rating(lever.needed)}, season)
            for other in options:
                if other != key and scores[other].comparable:
                    assert pulled.middle > scores[other].middle


@given(sets, some_seasons)
def test_regret_is_never_negative_and_somebody_has_none_in_each_season(options, seasons):
    found = regret(options, seasons)
    for name, season in seasons.items():
        row = {key: of[name] for key, of in found.table.items() if name in of}
        assert row.keys() == {key for key, ratings in options.items() if score(ratings, season).comparable}
        assert all(value >= 0 for value in row.values())
        assert not row or min(row.values()) == 0
    for key, worst in found.worst.items():
        assert found.table[key][worst.season] == worst.value == max(found.table[key].values())
