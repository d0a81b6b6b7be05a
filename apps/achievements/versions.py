"""What an entry said before: kept at each change, compared, and brought back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.achievements.amounts import measured
from apps.achievements.coaching import Sentence
from apps.achievements.models import Achievement, PastVersion, Role
from apps.achievements.rewording import Piece, reworded
from apps.skills.models import Skill
from apps.users import dates
from apps.users.models import User

Contents = Mapping[str, Any]
TEXTS: dict[str, Sentence] = {
    "line": gettext_lazy("What happened"),
    "duty": gettext_lazy("What was asked of you"),
    "outcome": gettext_lazy("What changed"),
    "beneficiary": gettext_lazy("For whom"),
    "private_note": gettext_lazy("Private note"),
}
PLAIN = (*TEXTS, "happened_precision", "measure_unit", "state_chosen", "is_confidential")
ASIDE = ("role", "skill_ids")  # kept to read and to find again, and no news when they differ


def contents_of(entry: Achievement) -> dict[str, Any]:
    """The entry as it stands, in what JSON knows; the name of its role is there to be read, should the role go."""
    return {
        **{name: getattr(entry, name) for name in PLAIN},
        "happened_on": entry.happened_on.isoformat(),
        "measure_before": _plain(entry.measure_before),
        "measure_after": _plain(entry.measure_after),
        "role_id": str(entry.role_id) if entry.role_id else None,
        "role": str(entry.role) if entry.role_id else "",
        "skills": [skill.name for skill in entry.skills.all()],
        "skill_ids": {skill.name: str(skill.pk) for skill in entry.skills.all()},
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def differ(one: Contents, other: Contents) -> bool:
    """Whether they say different things; a role that was renamed is the same."""
    return any(one[name] != other[name] for name in one if name not in ASIDE)


def keep(entry: Achievement, was: Contents, revision: int) -> None:
    """Keep what the entry said under this revision, unless it says the same now."""
    if differ(was, contents_of(entry)):
        PastVersion.objects.create(owner_id=entry.owner_id, achievement=entry, of_revision=revision, contents=dict(was))


def keep_all(entries: Iterable[Achievement], batch: UUID) -> None:
    """Keep what these entries say, before something is done to all of them that `batch` stands for."""
    PastVersion.objects.bulk_create(
        PastVersion(
            owner_id=entry.owner_id,
            achievement=entry,
            of_revision=entry.revision,
            contents=contents_of(entry),
            batch=batch,
        )
        for entry in entries
    )


@dataclass(frozen=True)
class FieldChange:
    """What became of one field, in pieces."""

    label: Sentence
    pieces: list[Piece]


@dataclass(frozen=True)
class Change:
    """What one change did, when, and the version that it replaced."""

    version: PastVersion
    at: datetime
    fields: list[FieldChange]


def changes(entry: Achievement, past: Iterable[PastVersion]) -> list[Change]:
    """What each change of the entry did, newest first as the versions come."""
    told, after = [], contents_of(entry)
    for version in past:
        told.append(Change(version, version.created_at, list(_changed(version.contents, after))))
        after = version.contents
    return told


def _changed(before: Contents, after: Contents) -> Iterable[FieldChange]:
    for name, label in TEXTS.items():
        if before[name] != after[name]:
            yield FieldChange(label, reworded(before[name], after[name]))
    for label, tell in SHORT.items():
        was, now = tell(before), tell(after)
        if was != now:
            pieces = [("removed", was), ("added", now)]
            yield FieldChange(label, [Piece(kind, text) for kind, text in pieces if text])
    gone = [name for name in before["skills"] if name not in after["skills"]]
    new = [name for name in after["skills"] if name not in before["skills"]]
    if gone or new:
        pieces = [("removed", ", ".join(gone)), ("added", ", ".join(new))]
        yield FieldChange(_("Skills"), [Piece(kind, names) for kind, names in pieces if names])


def _when(contents: Contents) -> str:
    return dates.told(date.fromisoformat(contents["happened_on"]), contents["happened_precision"])


def _measure(contents: Contents) -> str:
    before, after = (_number(contents[name]) for name in ("measure_before", "measure_after"))
    return measured(before, after, contents["measure_unit"]) or contents["measure_unit"]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _called(contents: Contents) -> str:
    chosen = contents["state_chosen"]
    return str(Achievement.State(chosen).label) if chosen else _("as the coach reads it")


SHORT: dict[Sentence, Callable[[Contents], str]] = {
    gettext_lazy("When"): _when,
    gettext_lazy("Role"): lambda contents: contents["role"] or _("none"),
    gettext_lazy("Measure"): _measure,
    gettext_lazy("What you would call it"): _called,
    gettext_lazy("Confidential"): lambda contents: _("yes") if contents["is_confidential"] else _("no"),
}


def skills_again(owner: User, said: Iterable[Contents]) -> dict[str, Skill]:
    """The skills that former versions name, by that name: as they are called now, made anew where they are gone."""
    ids: dict[str, str | None] = {}
    for contents in said:
        ids |= {name: contents.get("skill_ids", {}).get(name) for name in contents["skills"]}
    known = Skill.objects.owned_by(owner).in_bulk([UUID(pk) for pk in ids.values() if pk])
    there = {name: known.get(UUID(pk)) if pk else None for name, pk in ids.items()}
    return {name: skill or Skill.objects.called(owner, [name])[0] for name, skill in there.items()}


def values_of(version: PastVersion) -> dict[str, Any]:
    """What `record_achievement` takes to bring a version back; a role that is gone stays gone."""
    said = version.contents
    own = Role.objects.filter(owner_id=version.owner_id)
    role = own.filter(pk=UUID(said["role_id"])).first() if said["role_id"] else None
    return {
        **{name: said[name] for name in PLAIN},
        "row": version.achievement_id,
        "happened_on": date.fromisoformat(said["happened_on"]),
        "measure_before": _number(said["measure_before"]),
        "measure_after": _number(said["measure_after"]),
        "role_id": role.pk if role else None,
        "skills": [skill.name for skill in skills_again(version.owner, [said]).values()],
    }
