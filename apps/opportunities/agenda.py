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


def agenda(owner: User, *, since: date | None = None, most: int = MOST) -> list[Entry]:
    """Every open day, earliest first, in four queries; of each row its name and nothing else.

    Only days from `since` on, where it is given, and of each kind the `most` first ones.
    """
    sources = (_answers, _season, _looks_back, _steps)
    found = [entry for source in sources for entry in source(owner, since or date.min, most)]
    return sorted(found, key=lambda entry: (entry.day, entry.uid))


def _answers(owner: User, since: date, most: int) -> Iterator[Entry]:
    offers = Opportunity.objects.owned_by(owner).open().filter(is_present_job=False, deadline__gte=since)
    told = ("title", "organisation", "deadline", "created_at", "updated_at", "revision")
    for offer in offers.order_by("deadline", "id").only(*told)[:most]:
        if offer.deadline:
            title = _("Last day to answer: %(offer)s") % {"offer": offer}
            yield _entry(offer, offer.deadline, title, offer.get_absolute_url(), remind=True)


def _season(owner: User, since: date, most: int) -> Iterator[Entry]:
    for season in Season.objects.owned_by(owner).current().filter(review_on__gte=since):
        if season.review_on:
            title = _("“%(season)s”: is this still what you need?") % {"season": season}
            yield _entry(season, season.review_on, title, reverse("opportunities:season"))


def _looks_back(owner: User, since: date, most: int) -> Iterator[Entry]:
    reviews = DecisionReview.objects.owned_by(owner).open().filter(due_on__gte=since).select_related("decision")
    told = ("due_on", "decision__about", "created_at", "updated_at", "revision")
    for review in reviews.order_by("due_on", "id").only(*told)[:most]:
        title = _("Look back: %(about)s") % {"about": review.decision.about}
        yield _entry(review, review.due_on, title, review.get_absolute_url())


def _steps(owner: User, since: date, most: int) -> Iterator[Entry]:
    for step in LearningStep.objects.owned_by(owner).open().filter(by__gte=since).order_by("by", "id")[:most]:
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
