"""What the three controls of a rating say together."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.factors import FACTORS
from apps.opportunities.scale import ANCHORS, BETWEEN, OPEN, REST, SAME, Controls, Unclear, is_on_scale, said, shown

LINES = {OPEN: None, SAME: Decimal(6), **{str(point): Decimal(point) for point in ANCHORS}}
halves = st.integers(0, 20).map(lambda number: Decimal(number) / 2)
ratings = st.none() | halves


def test_the_anchors_are_those_that_have_words():
    assert all(tuple(factor.anchors) == ANCHORS for factor in FACTORS.values())


@pytest.mark.parametrize("value", ["0", "10", "6.5", "5.0"])
def test_half_steps_from_0_to_10_are_on_the_scale(value):
    assert is_on_scale(Decimal(value))


@pytest.mark.parametrize("value", ["-0.5", "10.5", "6.3", "NaN", "sNaN", "Infinity", "1e999999", "1e-999"])
def test_anything_else_is_not(value):
    assert not is_on_scale(Decimal(value))


@given(ratings)
def test_a_page_sent_back_as_it_was_changes_nothing(value):
    assert said(shown(value), shown(value), LINES) == value


@given(ratings, ratings)
def test_controls_that_were_moved_together_say_one_thing(before, after):
    """As the script keeps them; resting, the slider goes back to where it was."""
    at = shown(after)
    slider = shown(before).slider if after is None else at.slider
    assert said(Controls(at.line, at.number, slider), shown(before), LINES) == after


@given(ratings, halves)
def test_the_slider_alone_counts_when_it_was_moved(before, value):
    here = shown(before)
    expected = before if value == here.slider else value
    assert said(Controls(here.line, here.number, value), here, LINES) == expected


@given(ratings, halves)
def test_the_number_alone_counts_when_it_was_typed(before, value):
    here = shown(before)
    assert said(Controls(here.line, value, here.slider), here, LINES) == value


@given(ratings, st.sampled_from([OPEN, SAME, *map(str, ANCHORS)]))
def test_a_line_alone_counts_when_it_was_picked(before, line):
    here = shown(before)
    assert said(Controls(line, here.number, here.slider), here, LINES) == LINES[line]


@given(ratings, st.sampled_from(list(LINES)), st.none() | halves, halves)
def test_what_was_moved_to_different_places_is_never_decided_for_the_person(before, line, number, slider):
    here = shown(before)
    moved = set()
    if line != here.line:
        moved.add(LINES[line])
    if number is not None and number != here.number:
        moved.add(number)
    if slider != here.slider:
        moved.add(slider)
    sent = Controls(line, number, slider)
    if len(moved) > 1:
        with pytest.raises(Unclear):
            said(sent, here, LINES)
    elif moved:
        assert said(sent, here, LINES) in moved


def test_a_number_that_is_announced_and_not_given_is_asked_for():
    for before in (None, Decimal(7), Decimal("6.5")):
        with pytest.raises(Unclear) as unclear:
            said(Controls(BETWEEN, None, shown(before).slider), shown(before), LINES)
        assert unclear.value.between == ("line", "nothing")


def test_a_slider_that_is_not_sent_says_nothing():
    assert said(Controls("7", None, None), Controls(OPEN, None, REST), LINES) == 7
