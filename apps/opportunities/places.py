"""Deal-breakers in their order: places from 1 to 5, without gaps, whatever arrives at the same time."""

from django.db import transaction
from django.db.models import Case, F, Value, When

from apps.opportunities.models import DealBreaker, Opportunity, Verdict
from apps.opportunities.models.deal_breaker import MOST
from apps.users.forms import one_at_a_time
from apps.users.models import User


def next_place(owner: User) -> int | None:
    """The place of one more; None where there are five. Only good until somebody else's turn: see `one_at_a_time`."""
    taken = set(DealBreaker.objects.owned_by(owner).values_list("place", flat=True))
    return next((place for place in range(1, MOST + 1) if place not in taken), None)


@transaction.atomic
def move_deal_breaker(*, breaker: DealBreaker, up: bool) -> None:
    """Swap it with its neighbour above or below; at the end of the row nothing happens."""
    one_at_a_time(breaker.owner)
    mine = DealBreaker.objects.owned_by(breaker.owner)
    places = list(mine.values_list("pk", "place"))
    index = next((index for index, (pk, _) in enumerate(places) if pk == breaker.pk), None)
    if index is None or not 0 <= index + (-1 if up else 1) < len(places):
        return
    (one, here), (other, there) = places[index], places[index + (-1 if up else 1)]
    swapped = Case(When(pk=one, then=Value(there)), When(pk=other, then=Value(here)))
    mine.filter(pk__in=[one, other]).update(place=swapped)


@transaction.atomic
def remove_deal_breaker(*, breaker: DealBreaker) -> None:
    """Delete it with what was judged by it, and close the gap."""
    one_at_a_time(breaker.owner)
    mine = DealBreaker.objects.owned_by(breaker.owner)
    place = mine.filter(pk=breaker.pk).values_list("place", flat=True).first()
    if place is not None:  # else somebody was quicker
        mine.filter(pk=breaker.pk).delete()
        mine.filter(place__gt=place).update(place=F("place") - 1)


def judge(*, breaker: DealBreaker, opportunity: Opportunity, state: str) -> None:
    """Keep whether an opportunity meets a deal-breaker that only the person can judge."""
    Verdict.objects.bulk_create(
        [Verdict(owner_id=breaker.owner_id, deal_breaker=breaker, opportunity=opportunity, state=state)],
        update_conflicts=True,
        unique_fields=["deal_breaker", "opportunity"],
        update_fields=["state", "updated_at"],
    )
