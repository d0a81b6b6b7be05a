"""Things people do here that touch several rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from apps.opportunities.models import Opportunity, Rating, Season
from apps.opportunities.seasons import Preset
from apps.users.models import User


@dataclass(frozen=True)
class Answer:
    """What a person says about one factor of one opportunity; no value means not known yet."""

    value: Decimal | None
    known_by: str
    note: str = ""

    def settles(self, stored: Rating | None) -> bool:
        """Whether no question waits any more: none was asked, or here is a new value or another way of knowing."""
        if stored is None or stored.asked_on is None:
            return True
        return self.value is not None and (self.value, self.known_by) != (stored.value, stored.known_by)


@transaction.atomic
def rate(*, opportunity: Opportunity, answers: Mapping[str, Answer]) -> None:
    """Write the answers by factor over those there are, and mark the opportunity as changed.

    A question that was asked is no longer waiting once its answer says something new.
    """
    stored = {rating.factor: rating for rating in opportunity.ratings.all()}
    changed = [
        Rating(
            owner_id=opportunity.owner_id,
            opportunity=opportunity,
            factor=factor,
            value=answer.value,
            known_by=answer.known_by,
            note=answer.note,
            asked_on=None if answer.settles(stored.get(factor)) else stored[factor].asked_on,
            revision=stored[factor].revision + 1 if factor in stored else 1,
        )
        for factor, answer in answers.items()
    ]
    Rating.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["opportunity", "factor"],
        update_fields=["value", "known_by", "note", "asked_on", "revision", "updated_at"],
    )
    opportunity.revision += 1
    opportunity.save(update_fields=["revision", "updated_at"])


def mark_asked(*, opportunity: Opportunity, factor: str, day: date | None) -> None:
    """Note when the question of a factor was put to somebody, or that it was not (None); the rating stays as it is."""
    if day is None:
        opportunity.ratings.filter(factor=factor).update(asked_on=None)
        return
    Rating.objects.update_or_create(
        owner_id=opportunity.owner_id, opportunity=opportunity, factor=factor, defaults={"asked_on": day}
    )


@transaction.atomic
def choose_season(
    *,
    owner: User,
    preset: Preset,
    review_on: date | None,
    alpha: Decimal | None = None,
    swings: Mapping[str, int | str] | None = None,
    how: str = Season.How.PRESET,
    why: str | None = None,
) -> Season:
    """Close the season there is and open the new one, noting whether scores were there to be seen before.

    Without alpha and swings it is as the preset has it. Choosing the same again only moves the review date and, where
    it is given, the reason; the weights of a season never change.
    """
    User.objects.select_for_update().get(pk=owner.pk)  # two choices at once wait for each other
    now = Season.objects.owned_by(owner).current().first()
    chosen = Season.from_preset(preset, owner=owner)
    chosen.alpha = preset.alpha if alpha is None else alpha
    chosen.swings = dict(preset.swings if swings is None else swings)
    if now is not None and (now.preset, now.alpha, now.swings) == (chosen.preset, chosen.alpha, chosen.swings):
        now.review_on = review_on
        now.why = now.why if why is None else why
        now.revision += 1
        now.save(update_fields=["review_on", "why", "revision", "updated_at"])
        return now
    if now is not None:
        now.ended_at = timezone.now()
        now.revision += 1
        now.save(update_fields=["ended_at", "revision", "updated_at"])
    chosen.review_on, chosen.how, chosen.why = review_on, how, why or ""
    chosen.after_seeing = Rating.objects.owned_by(owner).of_open_offers().exists()
    chosen.save()
    return chosen
