"""What is left out of a line before an e-mail quotes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections.discretion import discreet

PLAIN = st.text("abcdefg äß漢,.-", max_size=80)


@pytest.mark.parametrize(
    ("line", "beneficiary", "quoted"),
    [
        ("Answered the phones for Dr Brown", "", "Answered the phones for …"),
        ("Sorted Mrs Green’s and Mr Black’s tablets", "", "Sorted … and … tablets"),
        ("Rang 0161 496 0123 until somebody answered", "", "Rang … until somebody answered"),
        ("Closed case 20260012345 for Harbour Hotels Ltd", "", "Closed case … for …"),
        ("Planned the move of Kim Lee and her cat", "kim lee", "Planned the move of … and her cat"),
        ("Planned the move of Kim Lee", "", "Planned the move of Kim Lee"),  # it might be a tool, or a place
        ("Moved 40 people to Office 365", "", "Moved 40 people to Office 365"),
        ("Wrote the rota for the ward", "the ward", "Wrote the rota for the ward"),
        ("Trained Dr Brown’s team", "Dr Brown", "Trained … team"),
        ("", "", ""),
    ],
)
def test_people_and_companies_are_left_out_and_the_rest_stays(line, beneficiary, quoted):
    assert discreet(line, beneficiary) == quoted


@given(PLAIN, PLAIN)
def test_a_line_without_capitals_and_numbers_stays_as_it_is(line, beneficiary):
    assert discreet(line, beneficiary) == line


@given(PLAIN, st.sampled_from(["Kim Lee", "Harbour Hotels", "Mrs Green"]), PLAIN)
def test_whom_it_was_for_is_never_named(before, name, after):
    assert name not in discreet(f"{before} {name} {after}", name)
