"""Heading somewhere: one direction at a time, with the skills that it asks for."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.skills.models import Direction, DirectionNeed, Occupation
from apps.users.dates import Precision
from apps.users.forms import one_at_a_time
from apps.users.models import User
from apps.users.ownership import insert

Weight = DirectionNeed.Weight


@transaction.atomic
def head_for(
    *,
    owner: User,
    title: str,
    row: UUID | None = None,
    field: str = "",
    by: date | None = None,
    by_precision: str = Precision.YEAR,
    why: str = "",
    essential: Iterable[str] = (),
    useful: Iterable[str] = (),
) -> Direction:
    """Begin a direction with the names of what it asks for; the one that held until now becomes an earlier one."""
    _end_current(owner)
    told = {"owner": owner, "title": title, "field": field, "by": by, "by_precision": by_precision, "why": why}
    direction = Direction(pk=row or uuid7(), **told)
    insert(direction)
    add_needs(direction=direction, essential=essential, useful=useful)
    return direction


@transaction.atomic
def head_again(*, owner: User, direction: Direction) -> None:
    """Take up an earlier direction; the one that held until now becomes an earlier one."""
    _end_current(owner, but=direction)
    Direction.objects.owned_by(owner).filter(pk=direction.pk).update(
        ended_at=None, revision=F("revision") + 1, updated_at=timezone.now()
    )


def _end_current(owner: User, but: Direction | None = None) -> None:
    one_at_a_time(owner)  # two that begin at once would meet only in the database
    current = Direction.objects.owned_by(owner).current()
    current = current.exclude(pk=but.pk) if but else current
    now = timezone.now()
    current.update(ended_at=now, revision=F("revision") + 1, updated_at=now)


@transaction.atomic
def add_needs(
    *,
    direction: Direction,
    essential: Iterable[str] = (),
    useful: Iterable[str] = (),
    occupation: Occupation | None = None,
) -> None:
    """Add skills by name; one that is there already, in whatever case, stays as it is.

    A name given as both is essential. `occupation` is where they were taken from.
    """
    weighed = [(name, Weight.ESSENTIAL) for name in essential] + [(name, Weight.USEFUL) for name in useful]
    DirectionNeed.objects.bulk_create(
        [DirectionNeed(owner_id=direction.owner_id, direction=direction, name=n, weight=w) for n, w in weighed],
        ignore_conflicts=True,
    )
    if occupation is not None:
        direction.occupation = occupation
        direction.save(update_fields=["occupation", "updated_at"])


@transaction.atomic
def change_needs(
    *,
    direction: Direction,
    weights: Mapping[UUID, int | None],
    essential: Iterable[str] = (),
    useful: Iterable[str] = (),
) -> None:
    """Give needs another weight by their ids, take away those with None, and add others by name."""
    mine = DirectionNeed.objects.filter(owner_id=direction.owner_id, direction=direction)
    mine.filter(pk__in=[pk for pk, weight in weights.items() if weight is None]).delete()
    for weight in Weight:
        changed = mine.filter(pk__in=[pk for pk, wanted in weights.items() if wanted == weight]).exclude(weight=weight)
        changed.update(weight=weight, revision=F("revision") + 1, updated_at=timezone.now())
    add_needs(direction=direction, essential=essential, useful=useful)
