"""Words beside numbers that other pages share."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities import wording
from apps.users import formats

ANCHORS = {0: "none", 3: "few", 5: "some", 7: "many", 10: "all"}


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (None, "not known yet"),
        ("0", "0: none"),
        ("10", "10: all"),
        ("6.5", "6.5, between “some” and “many”"),
        ("0.5", "0.5, between “none” and “few”"),
        ("9.5", "9.5, between “many” and “all”"),
    ],
)
def test_a_rating_is_spoken_with_what_it_means(value, spoken):
    assert wording.anchored(ANCHORS, None if value is None else Decimal(value)) == spoken


def test_a_rating_is_spoken_as_the_person_writes_numbers():
    with formats.override("de-DE"):
        assert wording.anchored(ANCHORS, Decimal("6.5")).startswith("6,5, between")


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ("0.01", "by less than half a point"),
        ("0.49", "by less than half a point"),
        ("0.5", "by up to half a point"),
        ("0.74", "by up to half a point"),
        ("0.75", "by up to 1 point"),
        ("1.5", "by up to 1.5 points"),
        ("10", "by up to 10 points"),
    ],
)
def test_what_hangs_on_an_answer_is_said_in_half_points(effect, said):
    assert wording.could_move(Decimal(effect)) == f"could move the result {said}"


@given(st.decimals(0, 10, places=3))
def test_what_hangs_on_an_answer_is_never_off_by_more_than_a_quarter(effect):
    said = wording.could_move(effect).replace("half a point", "0.5 points")
    if "less than" in said:
        assert effect < Decimal("0.5")
    else:
        assert abs(Decimal(said.split()[-2]) - effect) <= Decimal("0.25")


@pytest.mark.parametrize(("days", "said"), [(0, "asked today"), (1, ", 1 day ago"), (12, ", 12 days ago")])
def test_a_question_says_when_it_was_asked(days, said):
    assert wording.asked(timezone.localdate() - timedelta(days=days)).endswith(said)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["A"], "A"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B and 2 more"),
        ([f"N{n}" for n in range(73)], "N0, N1 and 71 more"),
    ],
)
def test_a_long_row_of_names_is_cut_and_says_how_many_are_left(names: list[str], said: str) -> None:
    assert wording.bold_some(names).replace("<strong><bdi>", "").replace("</bdi></strong>", "") == said


def test_names_stay_whatever_they_are_made_of() -> None:
    assert wording.bold_some(["<b>", "&", "C", "D"]).startswith("<strong><bdi>&lt;b&gt;</bdi></strong>")
