"""Taking up a skill, keeping at it, and letting it go: one or two at a time."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.skills.models import Focus, Skill
from apps.skills.models.focus import SLOTS
from apps.users.models import User
from apps.users.ownership import insert


class BothTaken(Exception):
    """Two are active already: one has to end before another begins."""


class TakenUpAlready(Exception):
    """The person works on this very skill already."""


@transaction.atomic
def take_up(
    *,
    owner: User,
    skill: str,
    hours_per_week: Decimal,
    ends_on: date,
    started_on: date | None = None,
    why: str = "",
    row: UUID | None = None,
) -> Focus:
    """Begin to work on the skill of this name, made where there is none. Raises BothTaken or TakenUpAlready."""
    User.objects.select_for_update().get(pk=owner.pk)  # two at once wait for each other
    (found,) = Skill.objects.called(owner, [skill])
    active = list(Focus.objects.owned_by(owner).active())
    if any(focus.skill_id == found.pk for focus in active):
        raise TakenUpAlready
    free = [slot for slot in SLOTS if slot not in {focus.slot for focus in active}]
    if not free:
        raise BothTaken
    focus = Focus(
        pk=row or uuid7(),
        owner=owner,
        skill=found,
        slot=free[0],
        hours_per_week=hours_per_week,
        why=why,
        started_on=started_on or timezone.localdate(),
        ends_on=ends_on,
    )
    insert(focus)
    return focus


def keep(focus: Focus, *, until: date, note: str = "") -> None:
    """Go on with it until another day."""
    focus.ends_on, focus.closing_note = until, note
    _reviewed(focus)


def end(focus: Focus, *, state: str, note: str = "") -> None:
    """Finish or drop it; either frees its place."""
    focus.state, focus.slot, focus.closing_note = state, None, note
    _reviewed(focus)


def _reviewed(focus: Focus) -> None:
    focus.reviewed_on = timezone.localdate()
    focus.revision += 1
    focus.save(update_fields=["ends_on", "state", "slot", "closing_note", "reviewed_on", "revision", "updated_at"])
