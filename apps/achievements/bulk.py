"""One thing done to several entries: what each said before is kept, and how many changed is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.achievements import versions
from apps.achievements.models import Achievement, AchievementQuerySet, Evidence
from apps.skills.models import Skill
from apps.users.models import User


@dataclass(frozen=True)
class Done:
    """How many entries were changed, and the name under which that can be undone; None where it cannot."""

    count: int
    batch: UUID | None = None


@transaction.atomic
def add_skills(*, owner: User, ids: Iterable[UUID], names: Iterable[str]) -> Done:
    """Let the entries show these skills too, made where they are missing; counts those that did not show all."""
    skills = Skill.objects.called(owner, names)
    entries = [entry for entry in locked(owner, ids) if not {skill.pk for skill in skills} <= _shown(entry)]
    done = note_before_change(owner, entries)
    made = (Evidence(owner=owner, achievement=entry, skill=skill) for entry in entries for skill in skills)
    Evidence.objects.bulk_create(made, ignore_conflicts=True)
    return done


@transaction.atomic
def remove_skills(*, owner: User, ids: Iterable[UUID], names: Iterable[str]) -> Done:
    """Let the entries show these skills no longer; counts those that did. The skills themselves stay."""
    wanted = {name.casefold() for name in names}
    gone = {pk for pk, name in Skill.objects.owned_by(owner).values_list("pk", "name") if name.casefold() in wanted}
    entries = [entry for entry in locked(owner, ids) if gone & _shown(entry)]
    done = note_before_change(owner, entries)
    Evidence.objects.owned_by(owner).filter(achievement__in=entries, skill__in=gone).delete()
    return done


def set_role(*, owner: User, ids: Iterable[UUID], role_id: UUID | None) -> Done:
    """Put the entries into a role of the same person, or into none; counts those that were elsewhere."""
    other = Q(role__isnull=False) if role_id is None else Q(role__isnull=True) | ~Q(role=role_id)
    return _set(owner, ids, other, role_id=role_id)


def set_confidential(*, owner: User, ids: Iterable[UUID], is_confidential: bool) -> Done:
    """Leave the entries out of what is shared, or no longer; counts those that were not so."""
    return _set(owner, ids, Q(is_confidential=not is_confidential), is_confidential=is_confidential)


@transaction.atomic
def delete(*, owner: User, ids: Iterable[UUID]) -> Done:
    """Delete the entries with all that hangs on them, for good; counts them."""
    entries = Achievement.objects.owned_by(owner).filter(pk__in=list(ids))
    count = entries.count()
    entries.delete()
    return Done(count)


@transaction.atomic
def _set(owner: User, ids: Iterable[UUID], other: Q, **values: Any) -> Done:
    entries = list(locked(owner, ids).filter(other))
    done = note_before_change(owner, entries)
    Achievement.objects.owned_by(owner).filter(pk__in=[entry.pk for entry in entries]).update(**values)
    return done


def locked(owner: User, ids: Iterable[UUID]) -> AchievementQuerySet:
    """Those of the entries that are the person’s own, held until the change is done."""
    own = Achievement.objects.owned_by(owner).filter(pk__in=list(ids))
    return own.select_for_update(of=("self",)).select_related("role__organisation").prefetch_related("skills")


def _shown(entry: Achievement) -> set[UUID]:
    return {skill.pk for skill in entry.skills.all()}


def note_before_change(owner: User, entries: list[Achievement]) -> Done:
    """Keep what the entries say, as one change that can be undone, and let forms that are open know of it."""
    batch = uuid7()
    versions.keep_all(entries, batch)
    changed = Achievement.objects.owned_by(owner).filter(pk__in=[entry.pk for entry in entries])
    changed.update(revision=F("revision") + 1, updated_at=timezone.now())
    return Done(len(entries), batch if entries else None)
