"""How ratings turn out, in words, and what else a decision is shown with."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from apps.opportunities import deciding, hindsight
from apps.opportunities.calibration import Lean
from apps.opportunities.models import DecisionReview, Opportunity
from tests.opportunities.people import offer, rate


@pytest.mark.parametrize(
    ("mean", "same_way", "sentence"),
    [
        ("-2", 3, "You rated <strong>workload</strong> about 2 points too high (in 3 of 3)."),
        ("-1", 2, "You rated <strong>workload</strong> about 1 point too high (in 2 of 3)."),
        ("1.3", 3, "You rated <strong>workload</strong> about 1.5 points too low (in 3 of 3)."),
        ("0.9", 2, "You rated <strong>workload</strong> about right (3 looks back)."),
        ("0", 0, "You rated <strong>workload</strong> about right (3 looks back)."),
    ],
)
def test_a_habit_in_words(mean: str, same_way: int, sentence: str) -> None:
    assert hindsight.lean_words(Lean("workload", 3, Decimal(mean), same_way)) == sentence


def taken(alice: Any, title: str, now: dict[str, str]) -> DecisionReview:
    job = offer(alice, title)
    rate(job, "7", "6", tools=None)
    decided = deciding.decide(owner=alice, opportunity_id=job.pk, kind="accepted", decided_on=date(2026, 1, 1))
    review = decided.reviews.get(after=30)
    review.ratings, review.done_on = now, date(2026, 2, 1)
    review.save()
    return review


def test_hints_are_for_what_is_usually_off(acting_as_alice: Any) -> None:
    alice = acting_as_alice
    for number in range(3):
        assert hindsight.hints(alice) == {}
        taken(alice, f"Job {number}", {"pay": "7", "workload": "4", "tools": "9"})
    assert list(hindsight.hints(alice)) == ["workload"]
    assert hindsight.calibrated(alice).jobs == 3


def test_a_deleted_job_still_counts_and_somebody_elses_does_not(acting_as_alice: Any, bob: Any, acting_as: Any) -> None:
    alice = acting_as_alice
    taken(alice, "Here", {"pay": "5"})
    Opportunity.objects.all().delete()
    assert hindsight.calibrated(alice).jobs == 1
    with acting_as(bob):
        assert hindsight.calibrated(bob).jobs == 0


def test_then_and_now_line_by_line(acting_as_alice: Any) -> None:
    review = taken(acting_as_alice, "Here", {"pay": "7.5", "workload": "6", "tools": "9", "growth": "9"})
    assert [(line.factor, line.then, line.now, line.words) for line in hindsight.changes(review)] == [
        ("Pay", "7", "7.5", "about as you thought"),
        ("Workload", "7", "6", "1 point worse than you thought"),
        ("Skill growth", "6", "9", "3 points better than you thought"),
        ("Modern tools", "", "9", "not rated then"),
    ]


def test_a_picture_past_a_dozen_keeps_the_one_decided_about(acting_as_alice: Any) -> None:
    alice = acting_as_alice
    for number in range(15):
        last = offer(alice, organisation=f"Place {number}")
        rate(last, str(10 - number % 10), "5")
    now = deciding.standing(alice, last.pk)
    option = now.option(last.pk)
    assert option is not None
    picture = hindsight.Picture(deciding.snapshot(now, option, taken_on=date(2026, 1, 1)))
    shown = [row.then.id for row in picture.rows]
    assert len(shown) in {hindsight.SHOWN, hindsight.SHOWN + 1}
    assert str(last.pk) in shown
    assert picture.left_out == 15 - len(shown)
    assert hindsight.Picture(picture.snapshot, everything=True).left_out == 0


def test_a_season_that_is_no_preset_any_more_keeps_its_name() -> None:
    assert hindsight.season_name("gone", "Saving for a boat") == "Saving for a boat"
    assert hindsight.season_name("debt", "Schulden abzahlen") == "Paying down debt"


def test_only_open_offers_long_past_their_day_are_unanswered(acting_as_alice: Any) -> None:
    alice = acting_as_alice
    long_ago = timezone.localdate() - timedelta(days=20)
    old = offer(alice, "Old", deadline=long_ago)
    offer(alice, "Now", deadline=long_ago, is_present_job=True)
    offer(alice, "Away", deadline=long_ago, archived_at=timezone.now())
    offer(alice, "Open")
    assert hindsight.unanswered(Opportunity.objects.all()) == [old]
