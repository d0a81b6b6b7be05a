from decimal import Decimal

import pytest

from apps.opportunities import seasons
from apps.opportunities.factors import AXIS_LABELS, FACTORS, FUTURE, KNOWN_BY, LIFE, rating
from apps.opportunities.models import Rating
from apps.opportunities.scoring import score
from tests.opportunities import strategies as some

each_factor = pytest.mark.parametrize("factor", FACTORS.values(), ids=FACTORS)
each_preset = pytest.mark.parametrize("preset", seasons.PRESETS.values(), ids=seasons.PRESETS)


def test_there_are_six_factors_of_life_fit_and_five_of_future_value():
    assert tuple(factor.key for factor in LIFE) == some.LIFE
    assert tuple(factor.key for factor in FUTURE) == some.FUTURE
    assert {factor.axis for factor in FACTORS.values()} == set(AXIS_LABELS)


@each_factor
def test_a_factor_says_what_its_numbers_mean_in_sentences_that_differ(factor):
    assert list(factor.anchors) == [0, 3, 5, 7, 10]
    sentences = [str(anchor) for anchor in factor.anchors.values()]
    assert len(set(sentences)) == 5
    assert all(sentence.endswith(".") and len(sentence) <= 80 for sentence in sentences)


@each_factor
def test_a_factor_has_a_question_for_oneself_and_one_for_the_employer(factor):
    for question in (str(factor.question), str(factor.ask), str(factor.put_in_writing)):
        assert question.endswith("?")
        assert len(question) <= 110


@each_factor
def test_what_was_told_is_asked_for_on_paper(factor):
    text = str(factor.put_in_writing)
    assert text.startswith("Could you ")
    assert "in writing" in text or "written" in text


@each_factor
def test_gains_and_losses_fit_into_a_sentence(factor):
    for phrase in (str(factor.gain), str(factor.lose)):
        assert phrase[0].islower()
        assert not phrase.endswith(".")
        assert len(phrase) <= 40


def test_no_two_factors_share_a_phrase():
    phrases = [
        str(phrase)
        for factor in FACTORS.values()
        for phrase in (factor.gain, factor.lose, factor.ask, factor.put_in_writing)
    ]
    assert len(set(phrases)) == len(phrases)


def test_keys_fit_the_column_they_are_stored_in():
    assert max(map(len, FACTORS)) <= Rating._meta.get_field("factor").max_length


@pytest.mark.parametrize(("known_by", "half_width"), [("in_writing", "0.5"), ("told", "1.5"), ("guess", "3")])
def test_how_a_rating_is_known_says_how_far_off_it_may_be(known_by, half_width):
    assert rating(Decimal(5), known_by).half_width == KNOWN_BY[known_by].half_width == Decimal(half_width)


def test_the_ways_of_knowing_are_those_that_are_stored():
    assert {known.key: str(known.label) for known in KNOWN_BY.values()} == dict(Rating.KnownBy.choices)


def test_an_unknown_way_of_knowing_is_refused():
    with pytest.raises(ValueError, match="in writing, told or guessed"):
        rating(Decimal(5), "hoped")


@each_preset
def test_the_best_swing_of_each_axis_is_one_hundred(preset):
    assert set(preset.swings) == set(FACTORS)
    for axis in (LIFE, FUTURE):
        points = [preset.swings[factor.key] for factor in axis]
        assert max(points) == 100
        assert min(points) > 0


@each_preset
def test_a_preset_gives_weights_that_sum_to_one_and_its_own_share_of_life_fit(preset):
    season = preset.season()
    assert sum(season.life.shares.values()) == sum(season.future.shares.values()) == 1
    assert season.alpha == preset.alpha
    ratings = {**some.all_at(0), **some.rated(**dict.fromkeys(some.LIFE, 10))}
    assert score(ratings, season).middle == 10 * preset.alpha


@each_preset
def test_a_preset_says_why_in_a_line(preset):
    assert str(preset.why).endswith(".")
    assert len(str(preset.why)) <= 110


def test_the_presets_cover_the_seasons_of_life():
    assert list(seasons.PRESETS) == [
        "rebuilding", "debt", "family", "moving", "health", "learning", "field", "balanced",
    ]  # fmt: skip
    assert seasons.DEFAULT.alpha == Decimal("0.5")


def test_swing_points_as_they_are_stored_become_weights():
    season = seasons.season(Decimal("0.6"), {"pay": "80", "workload": 20, "growth": Decimal(100)})
    assert season.life.shares["pay"] == Decimal("0.8")
    assert season.life.points["location"] == 0
    assert season.future.shares["growth"] == 1


@pytest.mark.parametrize(
    ("swings", "sentence"),
    [
        ({"pay": 100}, "At least one factor"),
        ({"pay": 100, "growth": 100, "luck": 1}, "no factor called luck"),
        ({"pay": -1, "growth": 100}, "0 or more"),
        ({"pay": "a lot", "growth": 100}, "not a number"),
    ],
)
def test_swing_points_that_make_no_weights_are_refused_with_a_sentence(swings, sentence):
    with pytest.raises(ValueError, match=sentence):
        seasons.season(Decimal("0.5"), swings)
