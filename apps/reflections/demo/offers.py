"""The offers of a worked person, and what they decided before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from apps.achievements.models import LearningStep, Role
from apps.opportunities.deciding import decide
from apps.opportunities.models import Decision, DecisionReview, Opportunity, Rating
from apps.reflections.demo.people import Decided, Offer, Person
from apps.users.models import User


def log_offer(user: User, person: Person, offer: Offer, today: date) -> Opportunity:
    """One offer with its ratings."""
    opportunity = Opportunity.objects.create(
        owner=user,
        title=offer.title,
        organisation=offer.organisation,
        place=offer.place,
        is_present_job=offer.present,
        deadline=None if offer.answer_in is None else today + timedelta(days=offer.answer_in),
        pay_amount=offer.pay,
        pay_period=offer.period,
        pay_currency=person.currency,
        hours_per_week=offer.hours,
        notes=offer.notes,
        **{name: Decimal(number) for name, number in offer.terms.items()},
    )
    Rating.objects.bulk_create(
        [
            Rating(
                owner=user,
                opportunity=opportunity,
                factor=factor,
                value=None if value is None else Decimal(value),
                known_by=known_by,
                note=note,
                asked_on=today - timedelta(days=offer.asked[factor]) if factor in offer.asked else None,
            )
            for factor, (value, known_by, note) in offer.ratings.items()
        ]
    )
    return opportunity


def remember(user: User, person: Person, now: Offer, past: Decided, roles: Mapping[str, Role]) -> None:
    """Log the present job as it was rated that day, decide, and let the time since then pass."""
    day = timezone.localdate() - timedelta(days=past.days_ago)
    rated = {factor: (past.then.get(factor, value), how, note) for factor, (value, how, note) in now.ratings.items()}
    is_new = past.kind == Decision.Kind.ACCEPTED
    present = log_offer(user, person, replace(now, ratings=rated, present=not is_new), day)
    other = log_offer(user, person, past.declined, day) if past.declined else None
    about = other if past.kind == Decision.Kind.DECLINED and other else present
    decision = decide(
        owner=user,
        opportunity_id=about.pk,
        kind=past.kind,
        decided_on=day,
        reasons=past.reasons,
        prediction=past.prediction,
        would_change=past.would_change,
        as_present_job=True,
        also_declined=[other.pk] if other else [],
    )
    decision.snapshot["taken_on"] = day.isoformat()
    decision.role = roles[past.role] if past.role else None
    decision.save(update_fields=["snapshot", "role", "updated_at"])
    Opportunity.objects.owned_by(user).archived().update(archived_at=timezone.now() - timedelta(days=past.days_ago))
    for factor in past.then:
        present.ratings.filter(factor=factor).update(value=now.ratings[factor][0])
    _look_back(decision, past)
    if decision.role:
        LearningStep.objects.bulk_create(
            LearningStep(
                owner=user,
                role=decision.role,
                text=text,
                by=day + timedelta(days=90 * number),
                done_on=day + timedelta(days=80 * number) if done else None,
            )
            for number, (text, done) in enumerate(past.steps, start=1)
        )


def _look_back(decision: Decision, past: Decided) -> None:
    for done in past.reviews:
        review = DecisionReview.objects.get(decision=decision, after=done.after)
        review.came_true, review.again, review.happened = done.came_true, done.again, done.happened
        review.ratings, review.done_on = done.ratings, review.due_on + timedelta(days=1)
        review.save()
