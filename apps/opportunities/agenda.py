"""Which days of a person have something to do: answers to give, looks to take again, things to have learned."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.achievements.models import LearningStep
from apps.opportunities.ical import Entry
from apps.opportunities.models import DecisionReview, Opportunity, Season
from apps.users.models import User
from apps.users.ownership import OwnedModel

MOST = 500  # of each kind


def agenda(owner: User) -> list[Entry]:
    """Every open day, earliest first, in four queries; of each row its name and nothing else."""
    found = [*_answers(owner), *_season(owner), *_looks_back(owner), *_steps(owner)]
    return sorted(found, key=lambda entry: (entry.day, entry.uid))


def _answers(owner: User) -> Iterator[Entry]:
    offers = Opportunity.objects.owned_by(owner).open().filter(is_present_job=False, deadline__isnull=False)
    for offer in offers.only("title", "organisation", "deadline", "created_at", "updated_at", "revision")[:MOST]:
        if offer.deadline:
            title = _("Last day to answer: %(offer)s") % {"offer": offer}
            yield _entry(offer, offer.deadline, title, offer.get_absolute_url(), remind=True)


def _season(owner: User) -> Iterator[Entry]:
    for season in Season.objects.owned_by(owner).current().filter(review_on__isnull=False):
        if season.review_on:
            title = _("“%(season)s”: is this still what you need?") % {"season": season}
            yield _entry(season, season.review_on, title, reverse("opportunities:season"))


def _looks_back(owner: User) -> Iterator[Entry]:
    reviews = DecisionReview.objects.owned_by(owner).open().select_related("decision")
    told = ("due_on", "decision__about", "created_at", "updated_at", "revision")
    for review in reviews.only(*told)[:MOST]:
        title = _("Look back: %(about)s") % {"about": review.decision.about}
        yield _entry(review, review.due_on, title, review.get_absolute_url())


def _steps(owner: User) -> Iterator[Entry]:
    for step in LearningStep.objects.owned_by(owner).open().filter(by__isnull=False)[:MOST]:
        if step.by:
            title = _("To have learned by today: %(step)s") % {"step": step}
            yield _entry(step, step.by, title, _role(step.role_id))


def _role(pk: UUID) -> str:
    return reverse("achievements:role_detail", args=[pk])


def _entry(row: OwnedModel, day: date, title: str, path: str, *, remind: bool = False) -> Entry:
    return Entry(
        uid=f"{row.pk}@{settings.SITE_HOST}",
        day=day,
        title=title,
        path=path,
        made=row.created_at,
        changed=row.updated_at,
        revision=row.revision - 1,
        remind=remind,
    )
