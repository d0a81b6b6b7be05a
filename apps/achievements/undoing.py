"""Take back one thing that was done to several entries; what was changed since is left alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from apps.achievements import bulk, versions
from apps.achievements.models import Achievement, Evidence, PastVersion, Role
from apps.achievements.versions import Contents
from apps.users.models import User


@dataclass(frozen=True)
class Undone:
    """What became of it: how many entries are as they were, and which are not because they were changed since."""

    done: bulk.Done
    left: list[Achievement]


@transaction.atomic
def undo(*, owner: User, batch: UUID | None) -> Undone:
    """Let the entries say again what they said before the change `batch`; None, or one undone already, changes nothing.

    What they say now is kept as well, under a name of its own, so that undoing can be undone.
    """
    kept = PastVersion.objects.owned_by(owner).filter(batch=batch) if batch else PastVersion.objects.none()
    former = {version.achievement_id: version for version in kept.select_for_update()}
    entries = list(bulk.locked(owner, former))
    same = [entry for entry in entries if entry.revision == former[entry.pk].of_revision + 1]
    done = bulk.note_before_change(owner, same)
    _put_back(owner, same, {entry.pk: former[entry.pk].contents for entry in same})
    PastVersion.objects.owned_by(owner).filter(batch=batch, pk__in=[one.pk for one in former.values()]).update(
        batch=None
    )
    return Undone(done, [entry for entry in entries if entry not in same])


def _put_back(owner: User, entries: list[Achievement], said: Mapping[UUID, Contents]) -> None:
    """What a change to several may have touched: the role, where it is still there, the skills, and who may see it."""
    roles = _still_there(owner, said.values())
    for entry in entries:
        was = said[entry.pk]
        entry.role_id = roles.get(was["role_id"] or "")
        entry.is_confidential = was["is_confidential"]
    Achievement.objects.owned_by(owner).bulk_update(entries, ["role", "is_confidential"])
    again = versions.skills_again(owner, said.values())
    wanted = {(pk, again[name].pk) for pk, was in said.items() for name in was["skills"]}
    shown = {
        (one.achievement_id, one.skill_id): one.pk
        for one in Evidence.objects.owned_by(owner).filter(achievement__in=said)
    }
    Evidence.objects.owned_by(owner).filter(pk__in=[pk for pair, pk in shown.items() if pair not in wanted]).delete()
    missing = wanted - shown.keys()
    Evidence.objects.bulk_create(
        Evidence(owner=owner, achievement_id=entry, skill_id=skill) for entry, skill in missing
    )


def _still_there(owner: User, said: Iterable[Contents]) -> dict[str, UUID]:
    ids = {UUID(was["role_id"]) for was in said if was["role_id"]}
    return {str(pk): pk for pk in Role.objects.owned_by(owner).filter(pk__in=ids).values_list("pk", flat=True)}
