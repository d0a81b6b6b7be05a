"""Make two skills one: everything that hangs on the one that goes moves to the one that stays."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from apps.achievements.models import Evidence
from apps.skills.models import CredentialSkill, Focus, Practice, Skill
from apps.users.models import User

MOST_HOURS = Decimal(80)  # a week, as a focus takes them


@dataclass(frozen=True)
class Moves:
    """What a merge would move, counted; what hangs on both already is not counted twice."""

    entries: int
    both: int  # entries that show both: they show it once afterwards
    credentials: int
    focuses: int
    joins_focus: bool  # both are worked on now: the two become one


def what_moves(goes: Skill, stays: Skill) -> Moves:
    """Count what hangs on the skill that goes."""
    entries = set(goes.evidence.values_list("achievement_id", flat=True))
    both = stays.evidence.filter(achievement__in=entries).count()
    active = Focus.objects.filter(skill__in=[goes, stays]).active().values_list("skill_id", flat=True)
    return Moves(
        entries=len(entries) - both,
        both=both,
        credentials=goes.vouched.exclude(credential__in=stays.vouched.values("credential")).count(),
        focuses=goes.focuses.count(),
        joins_focus=set(active) == {goes.pk, stays.pk},
    )


@transaction.atomic
def merge_skills(*, owner: User, goes: UUID, stays: UUID) -> None:
    """Move evidence, credentials, focus and practice; then the one goes. What names it follows in the app of offers.

    Nothing stands twice afterwards. Where both are worked on now, the two focuses become one, with the hours of both.
    """
    rows = {skill.pk: skill for skill in Skill.objects.owned_by(owner).select_for_update().filter(pk__in=[goes, stays])}
    if goes == stays or len(rows) < 2:
        return  # it is done already: the form was sent twice
    _move(Evidence.objects.owned_by(owner), "achievement", goes, stays)
    _move(CredentialSkill.objects.owned_by(owner), "credential", goes, stays)
    _join_focus(owner, goes, stays)
    _say_more(rows[goes], rows[stays])
    rows[goes].delete()


def _move(rows: QuerySet[Any], of: str, goes: UUID, stays: UUID) -> None:
    """Let rows be of the skill that stays, but for those that it has already; these go with the other."""
    has = rows.filter(skill=stays).values(of)
    rows.filter(skill=goes).exclude(**{f"{of}__in": has}).update(skill=stays)


def _join_focus(owner: User, goes: UUID, stays: UUID) -> None:
    mine = Focus.objects.owned_by(owner)
    active = {focus.skill_id: focus for focus in mine.active().filter(skill__in=[goes, stays])}
    if len(active) == 2:
        gone, kept = active[goes], active[stays]
        kept.started_on = min(kept.started_on, gone.started_on)
        kept.ends_on = max(kept.ends_on, gone.ends_on)
        kept.hours_per_week = min(kept.hours_per_week + gone.hours_per_week, MOST_HOURS)
        kept.why = kept.why or gone.why
        kept.save()
        Practice.objects.owned_by(owner).filter(focus=gone).update(focus=kept)
        gone.delete()
    mine.filter(skill=goes).update(skill=stays)


def _say_more(goes: Skill, stays: Skill) -> None:
    """What only the one that goes says is kept."""
    stays.stated_level = stays.stated_level or goes.stated_level
    stays.catalogue_id = stays.catalogue_id or goes.catalogue_id
    stays.revision += 1
    stays.save()
