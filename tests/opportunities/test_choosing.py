"""Choosing a season, and what Today asks of the offers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.opportunities.models import Opportunity, Season
from tests.opportunities.people import offer

LIST, SEASON = reverse("opportunities:list"), reverse("opportunities:season")


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


# --- The season -------------------------------------------------------------------------------------


def test_choosing_a_season_closes_the_one_before(as_alice: Any, alice: Any, acting_as: Any) -> None:
    assert "You have not said what you need right now" in page(as_alice.get(LIST))
    as_alice.post(SEASON, {"preset": "debt", "review_on": "2090-01-31"})
    as_alice.post(SEASON, {"preset": "learning", "review_on": ""})
    as_alice.post(SEASON, {"preset": "learning", "review_on": ""})
    with acting_as(alice):
        now, before = Season.objects.all()
    assert (now.preset, now.ended_at) == ("learning", None)
    assert before.preset == "debt"
    assert before.ended_at
    assert "Paying down debt" in page(as_alice.get(SEASON))


def test_choosing_the_same_season_again_moves_its_review(as_alice: Any, alice: Any, acting_as: Any) -> None:
    for day in ("2090-01-31", "2091-01-31"):
        as_alice.post(SEASON, {"preset": "debt", "review_on": day})
    with acting_as(alice):
        assert Season.objects.get().review_on == date(2091, 1, 31)
        assert Season.objects.owned_by(alice).review_due(date(2091, 1, 31)).exists()
        assert not Season.objects.owned_by(alice).review_due(date(2091, 1, 30)).exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("preset", "", "fair start"),
        ("preset", "winter\x00", "not one of the available choices"),
        ("review_on", "2020-01-01", "has passed"),
        ("review_on", "1812-01-01", "between 2000 and 2100"),
        ("review_on", "soon", "Write it like"),
    ],
)
def test_a_season_that_makes_no_sense_is_answered(as_alice: Any, field: str, value: str, said: str) -> None:
    sent = {"preset": "debt", "review_on": "2090-01-31", field: value}
    assert said in page(as_alice.post(SEASON, sent), 422)


# --- What Today asks for ----------------------------------------------------------------------------


def test_due_offers_are_open_offers_with_a_near_deadline(alice: Any, acting_as_alice: Any) -> None:
    today = timezone.localdate()
    later = offer(alice, "later", deadline=today + timedelta(5))
    past = offer(alice, "past", deadline=today - timedelta(5))
    offer(alice, "far", deadline=today + timedelta(50))
    offer(alice, "none")
    offer(alice, "archived", deadline=today, archived_at=timezone.now())
    offer(alice, "present", deadline=today, is_present_job=True)
    assert list(Opportunity.objects.owned_by(alice).with_deadline_before(today + timedelta(7))) == [past, later]
