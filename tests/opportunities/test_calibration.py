"""By how much ratings turned out too high or too low, one vote for each job."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.calibration import ENOUGH, LookBack, calibrate, differences
from tests.opportunities.strategies import KEYS, values

DAY = date(2026, 1, 1)


def back(job: str, then: dict[str, str | None], now: dict[str, str], after: int = 30, later: int = 0) -> LookBack:
    return LookBack(
        job,
        DAY + timedelta(days=later),
        after,
        {key: None if value is None else Decimal(value) for key, value in then.items()},
        {key: Decimal(value) for key, value in now.items()},
    )


def test_three_jobs_rated_too_high_are_a_habit() -> None:
    found = calibrate(
        [
            back("a", {"workload": "7"}, {"workload": "4"}),
            back("b", {"workload": "8"}, {"workload": "6"}),
            back("c", {"workload": "6"}, {"workload": "5"}),
        ]
    )
    (lean,) = found.told
    assert (lean.factor, lean.times, lean.mean, lean.same_way) == ("workload", 3, Decimal(-2), 3)
    assert lean.too_high
    assert not lean.about_right
    assert lean.shown == 2


def test_below_enough_nothing_is_told_but_counted() -> None:
    found = calibrate([back("a", {"pay": "7"}, {"pay": "2"}), back("b", {"pay": "7"}, {"pay": "2"})])
    assert found.told == ()
    assert found.jobs == 2


def test_three_reviews_of_one_job_are_one_vote_and_the_latest_counts() -> None:
    then: dict[str, str | None] = {"pay": "7", "growth": "5"}
    found = calibrate(
        [
            back("a", then, {"pay": "6", "growth": "8"}, 365),
            back("a", then, {"pay": "2"}, 30),
            back("a", then, {"growth": "2"}, 90),
        ]
    )
    assert found.jobs == 1
    assert {lean.factor: (lean.times, lean.mean) for lean in found.leans} == {
        "pay": (1, Decimal(-1)),
        "growth": (1, Decimal(3)),
    }


def test_a_line_the_latest_review_left_out_is_taken_from_the_one_before() -> None:
    found = calibrate(
        [back("a", {"pay": "7"}, {"pay": "4"}, 90), back("a", {"pay": "7", "tools": "1"}, {"tools": "1"}, 365)]
    )
    assert {lean.factor: lean.mean for lean in found.leans} == {"pay": Decimal(-3), "tools": Decimal(0)}


def test_of_two_decisions_about_one_job_the_first_that_was_looked_back_at_counts() -> None:
    found = calibrate(
        [
            back("a", {"pay": "5"}, {"pay": "5"}, later=400),
            back("a", {"pay": "9"}, {"pay": "5"}, later=10),
            back("a", {"pay": None}, {"pay": "5"}, later=0),  # nothing to compare
        ]
    )
    assert [lean.mean for lean in found.leans] == [Decimal(-4)]


@pytest.mark.parametrize(
    ("changes", "right", "same_way"),
    [
        (["1", "-1", "0"], True, 0),
        (["0.5", "1", "1"], True, 3),
        (["1", "1", "1"], False, 3),
        (["4", "-1", "0"], False, 1),
    ],
)
def test_less_than_a_point_is_about_right(changes: list[str], right: bool, same_way: int) -> None:
    reviews = [back(str(n), {"tools": "5"}, {"tools": str(5 + Decimal(change))}) for n, change in enumerate(changes)]
    (lean,) = calibrate(reviews).told
    assert lean.about_right is right
    assert lean.same_way == same_way


def test_an_open_rating_then_or_now_is_no_difference() -> None:
    assert differences({"pay": None, "tools": Decimal(3)}, {"pay": Decimal(9)}) == {}


rated = st.dictionaries(st.sampled_from(KEYS), values)
looks = st.builds(
    LookBack,
    st.sampled_from("abcde"),
    st.dates(DAY, DAY + timedelta(days=3)),
    st.sampled_from([30, 90, 365]),
    st.dictionaries(st.sampled_from(KEYS), st.none() | values),
    rated,
)


@given(st.lists(looks, max_size=12))
def test_no_job_votes_twice_and_no_mean_leaves_the_scale(reviews: list[LookBack]) -> None:
    found = calibrate(reviews)
    assert found.jobs <= len({review.job for review in reviews})
    for lean in found.leans:
        assert 1 <= lean.times <= found.jobs
        assert abs(lean.mean) <= 10
        assert lean.same_way <= lean.times
    assert all(lean.times >= ENOUGH for lean in found.told)


@given(st.lists(looks, max_size=8, unique_by=lambda r: (r.job, r.decided_on, r.after)), st.randoms())
def test_the_order_they_come_in_changes_nothing(reviews: list[LookBack], random: object) -> None:
    shuffled = list(reviews)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    as_sets = [{(lean.factor, lean.times, lean.mean) for lean in calibrate(r).leans} for r in (reviews, shuffled)]
    assert as_sets[0] == as_sets[1]
