"""What a decision keeps, and what it does: all of it, or nothing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.achievements.models import LearningStep, Role
from apps.opportunities import actions
from apps.opportunities.deciding import NewRole, decide
from apps.opportunities.models import DealBreaker, Decision, DecisionReview, Opportunity, Rating, Season, Verdict
from apps.opportunities.seasons import PRESETS
from tests.opportunities.people import offer, rate

pytestmark = pytest.mark.usefixtures("acting_as_alice")

ACCEPTED, DECLINED, STAYED = Decision.Kind.ACCEPTED, Decision.Kind.DECLINED, Decision.Kind.STAYED


@pytest.fixture
def present(alice: Any) -> Opportunity:
    found = offer(alice, "Shop assistant", organisation="Lindley", is_present_job=True)
    rate(found, "6", "3")
    return found


@pytest.fixture
def harbour(alice: Any) -> Opportunity:
    found = offer(
        alice, organisation="Harbour", pay_amount=Decimal("2450.50"), pay_currency="EUR", deadline=date(2026, 12, 4)
    )
    rate(found, "7", "8", tools=None, pay="6.5")
    return found


def yes(alice: Any, opportunity: Opportunity, **more: Any) -> Decision:
    values = {"owner": alice, "opportunity_id": opportunity.pk, "kind": ACCEPTED, "decided_on": date(2026, 3, 3)}
    return decide(**(values | more))


def dues(decision: Decision) -> list[date]:
    return list(decision.reviews.values_list("due_on", flat=True))


# --- The picture ----------------------------------------------------------------------------------------


def test_the_picture_has_all_options_the_season_and_the_order(
    alice: Any, present: Opportunity, harbour: Opportunity
) -> None:
    season = Season.from_preset(PRESETS["learning"], owner=alice)
    season.save()
    vague = offer(alice, organisation="Vague")
    offer(alice, organisation="Gone", archived_at=timezone.now())
    nights = DealBreaker.objects.create(owner=alice, place=1, text="No nights")
    Verdict.objects.create(owner=alice, deal_breaker=nights, opportunity=vague, state="fail")
    DealBreaker.objects.create(owner=alice, place=2, kind="most_commute", threshold=Decimal(5))
    Opportunity.objects.filter(pk=harbour.pk).update(commute_hours=Decimal("7.5"))
    picture = yes(alice, harbour).picture
    assert picture is not None
    assert picture.options[0].name == "Harbour"
    assert {option.name for option in picture.options} == {"Harbour", "Lindley", "Vague"}
    assert picture.order == (str(harbour.pk), str(present.pk))
    assert (picture.season.preset, picture.season.alpha) == ("learning", Decimal("0.35"))
    assert picture.season.swings["growth"] == 100
    then = picture.options[0]
    assert (then.ratings["pay"].value, then.ratings["pay"].known_by) == (Decimal("6.5"), "told")
    assert "tools" not in then.ratings
    assert then.future.low < then.future.high
    assert then.pay is not None
    assert (then.pay.amount, then.pay.period, then.pay.currency) == (Decimal("2450.50"), "month", "EUR")
    assert then.deadline == date(2026, 12, 4)
    assert next(option for option in picture.options if option.name == "Vague").broken == ("No nights",)
    assert len(then.broken) == 1, "what the numbers break is kept as well as what the person judged"
    assert picture.taken_on == timezone.localdate()


def test_what_happens_later_never_reaches_the_picture(alice: Any, present: Opportunity, harbour: Opportunity) -> None:
    decision = yes(alice, harbour)
    decision.refresh_from_db()
    kept = decision.snapshot
    actions.rate(opportunity=harbour, answers={"pay": actions.Answer(Decimal(1), "guess")})
    actions.choose_season(owner=alice, preset=PRESETS["health"], review_on=None)
    Opportunity.objects.filter(pk=harbour.pk).update(title="Something else", pay_amount=1)
    Rating.objects.filter(opportunity=present).delete()
    harbour.delete()
    present.delete()
    again = Decision.objects.get()
    assert again.snapshot == kept
    assert again.opportunity is None
    assert again.about == "Team lead, Harbour"
    assert again.picture is not None
    assert again.picture.options[0].ratings["pay"].value == Decimal("6.5")


# --- Reviews --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2024, 1, 31), [date(2024, 3, 1), date(2024, 4, 30), date(2025, 1, 30)]),  # a leap year
        (date(2026, 3, 1), [date(2026, 3, 31), date(2026, 5, 30), date(2027, 3, 1)]),  # the clocks change within
        (date(2023, 3, 1), [date(2023, 3, 31), date(2023, 5, 30), date(2024, 2, 29)]),
    ],
)
def test_reviews_are_due_after_30_90_and_365_days(
    alice: Any, harbour: Opportunity, since: date, expected: list[date]
) -> None:
    with timezone.override("Europe/Berlin"):
        assert dues(yes(alice, harbour, decided_on=since)) == expected


def test_reviews_of_a_yes_count_from_the_first_day_at_work(alice: Any, harbour: Opportunity) -> None:
    assert dues(yes(alice, harbour, starts_on=date(2026, 5, 1)))[0] == date(2026, 5, 31)


def test_reviews_of_a_no_count_from_the_day_it_was_said(alice: Any, harbour: Opportunity) -> None:
    said = yes(alice, harbour, kind=DECLINED, starts_on=date(2026, 5, 1))
    assert dues(said)[0] == date(2026, 4, 2)


def test_a_later_review_stands_for_the_ones_before(alice: Any, harbour: Opportunity) -> None:
    decision = yes(alice, harbour, decided_on=date(2026, 1, 1))
    month, quarter, year = decision.reviews.all()

    def due(day: date) -> list[DecisionReview]:
        return list(DecisionReview.objects.owned_by(alice).due(day))

    assert due(month.due_on - timedelta(days=1)) == []
    assert due(month.due_on) == [month]
    assert due(quarter.due_on) == [quarter]
    quarter.pass_over()
    assert due(quarter.due_on) == [], "looking back after three months answers for the first month too"
    assert due(year.due_on) == [year]


def test_a_review_can_be_put_off_and_passed_over(alice: Any, harbour: Opportunity) -> None:
    month, quarter, _ = yes(alice, harbour, decided_on=date(2020, 1, 1)).reviews.all()
    quarter.put_off()
    assert quarter.due_on == timezone.localdate() + timedelta(days=7)
    quarter.put_off()
    assert quarter.due_on == timezone.localdate() + timedelta(days=14)
    month.pass_over()
    assert month.is_skipped
    month.put_off()
    assert month.done_on == timezone.localdate(), "what is done stays done"


# --- What it does ---------------------------------------------------------------------------------------


def test_a_yes_makes_it_the_present_job_and_the_old_one_is_left(
    alice: Any, present: Opportunity, harbour: Opportunity
) -> None:
    yes(alice, harbour, as_present_job=True)
    harbour.refresh_from_db()
    present.refresh_from_db()
    assert (harbour.is_present_job, harbour.archived_at, harbour.outcome) == (True, None, "accepted")
    assert present.archived_at
    assert present.outcome == "left"
    assert present.ratings.count() == 11
    assert present.bring_back() is False


def test_a_yes_that_is_not_the_present_job_yet_is_put_away_as_accepted(
    alice: Any, present: Opportunity, harbour: Opportunity
) -> None:
    yes(alice, harbour)
    harbour.refresh_from_db()
    present.refresh_from_db()
    assert harbour.archived_at
    assert harbour.outcome == "accepted"
    assert not harbour.is_present_job
    assert present.archived_at is None


def test_a_yes_opens_the_role_with_a_plan(alice: Any, harbour: Opportunity) -> None:
    role = NewRole("Team lead", "Harbour", "Leeds", steps=[("Run the shift alone", date(2026, 6, 1)), ("Rota", None)])
    decision = yes(alice, harbour, starts_on=date(2026, 5, 1), role=role)
    opened = Role.objects.get()
    assert decision.role == opened
    assert (opened.title, str(opened.organisation), opened.place) == ("Team lead", "Harbour", "Leeds")
    assert (opened.started_on, opened.started_precision, opened.kind) == (date(2026, 5, 1), "day", "employment")
    assert [(step.text, step.by) for step in opened.learning_steps.all()] == [
        ("Run the shift alone", date(2026, 6, 1)),
        ("Rota", None),
    ]
    opened.delete()
    assert Decision.objects.get().role is None


def test_a_no_puts_it_away_for_later_and_can_be_taken_back(alice: Any, harbour: Opportunity) -> None:
    yes(alice, harbour, kind=DECLINED)
    harbour.refresh_from_db()
    assert harbour.outcome == "declined"
    assert harbour.archived_at
    assert harbour.bring_back()
    assert (harbour.archived_at, harbour.outcome) == (None, "")


def test_a_decision_about_an_archived_offer_says_what_became_of_it(alice: Any) -> None:
    away = offer(alice, organisation="Old", archived_at=timezone.now())
    since = away.archived_at
    yes(alice, away, kind=DECLINED)
    away.refresh_from_db()
    assert (away.archived_at, away.outcome) == (since, "declined")


def test_staying_puts_only_the_ticked_ones_away(alice: Any, present: Opportunity, harbour: Opportunity) -> None:
    other = offer(alice, organisation="Metro")
    yes(alice, present, kind=STAYED, also_declined=[harbour.pk, present.pk])
    for row in (present, harbour, other):
        row.refresh_from_db()
    assert (present.archived_at, other.archived_at) == (None, None)
    assert harbour.outcome == "declined"


def test_somebody_elses_offers_are_not_touched(alice: Any, harbour: Opportunity, bob: Any, acting_as: Any) -> None:
    with acting_as(bob):
        theirs = offer(bob, organisation="Bob’s")
    yes(alice, harbour, also_declined=[theirs.pk])
    with pytest.raises(Opportunity.DoesNotExist):
        yes(alice, theirs)
    with acting_as(bob):
        theirs.refresh_from_db()
        assert theirs.archived_at is None
        assert not Decision.objects.exists()


def test_when_one_part_fails_nothing_is_half_done(alice: Any, present: Opportunity, harbour: Opportunity) -> None:
    other = offer(alice, organisation="Metro")
    broken = NewRole("Team lead", steps=[("Run the shift", None), ("", None)])  # the database wants a text
    with pytest.raises(IntegrityError), transaction.atomic():
        yes(alice, harbour, as_present_job=True, role=broken, also_declined=[other.pk])
    assert not connection.needs_rollback
    for model in (Decision, DecisionReview, Role, LearningStep):
        assert not model.objects.exists()
    for row in (present, harbour, other):
        row.refresh_from_db()
        assert (row.archived_at, row.outcome) == (None, "")
    assert present.is_present_job
    assert not harbour.is_present_job


def test_an_id_taken_elsewhere_loses_nothing(alice: Any, harbour: Opportunity, bob: Any, acting_as: Any) -> None:
    with acting_as(bob):
        taken = yes(bob, offer(bob, organisation="Bob’s"))
    row = uuid4()
    assert yes(alice, harbour, row=row).pk == row
    other = yes(alice, offer(alice), row=taken.pk)
    assert other.pk != taken.pk
    assert other.reviews.count() == 3
