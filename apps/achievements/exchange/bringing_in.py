"""Writing what a plan says: many rows at a time, and one that the database refuses costs no other."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from apps.achievements import proving, versions
from apps.achievements.attachments import Attachment
from apps.achievements.exchange import fields, gathering, histories, packed, rows
from apps.achievements.exchange.fields import GONE
from apps.achievements.exchange.kinds import KINDS
from apps.achievements.exchange.planning import Row, State
from apps.achievements.exchange.troubles import Trouble, Why
from apps.achievements.models import Achievement, Evidence, Organisation, Proof, Witness
from apps.people.models import Contact
from apps.skills.models import CatalogueSkill, CredentialSkill, Focus, Occupation, Skill
from apps.skills.models.focus import SLOTS
from apps.users.models import User
from apps.users.ownership import OwnedModel
from apps.users.secret_links import digest

_BATCH = 500  # rows of one statement


@transaction.atomic
def bring_in(*, owner: User, plan: Sequence[Row], updating: bool) -> None:
    """Write the new rows and, if `updating`, what has changed; a row that the database refuses turns bad.

    What rests on a refused row turns bad with it, or comes in without it where it can stand alone.
    """
    refused: set[UUID] = set()
    named = _Names(owner)
    for kind in KINDS:
        of_kind = [row for row in plan if row.record.kind == kind]
        new = [row for row in of_kind if row.state is State.NEW and not _rests_on(row, refused)]
        changed = [row for row in of_kind if updating and row.state is State.CHANGED]
        if kind == "version":
            new = histories.numbered(owner, new, {row.pk for row in of_kind if row.state is not State.NEW})
        named.make([*new, *changed])
        refused |= {row.pk for row in _written(owner, kind, new, named.ids)}
        _update(owner, kind, changed, named.ids)
        _with_their_own(owner, kind, [row for row in new if row.state is State.NEW], changed, named.ids)
        refused |= {row.pk for row in of_kind if row.state is State.BAD}


def _rests_on(row: Row, refused: set[UUID]) -> bool:
    """Whether the row rests on one that is not there; where it can stand alone, it is let go of."""
    for name, known in KINDS[row.record.kind].fields.items():
        value = row.values.get(name)
        if isinstance(known, fields.Refs) and isinstance(value, tuple):
            row.values[name] = tuple(GONE if key != GONE and UUID(key) in refused else key for key in value)
        if isinstance(known, fields.Ref) and value and UUID(str(value)) in refused:
            if known.required:
                row.state, row.reasons = State.BAD, [Trouble(Why.NO_SUCH_ROW, name)]
                return True
            row.values[name] = None
    return False


class _Names:
    """The ids of organisations, skills and names of the catalogue, made where there are none."""

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self.ids: dict[str, dict[str, UUID | int]] = {
            "organisation": {},
            "skill": {},
            "catalogue": {},
            "occupation": {},
            "revision": {},
        }

    def make(self, rows_to_come: Sequence[Row]) -> None:
        """See that what these rows name is there; rows that are organisations or skills themselves come first."""
        records = [row.record for row in rows_to_come if row.record.kind not in {"organisation", "skill"}]
        organisations, skills = gathering.named_anywhere(records)
        if unknown := organisations - self.ids["organisation"].keys():
            Organisation.objects.bulk_create(
                [Organisation(owner=self.owner, name=name) for name in sorted(unknown)], ignore_conflicts=True
            )
            self.ids["organisation"] |= _by_name(Organisation, self.owner, unknown)
        if unknown := skills - self.ids["skill"].keys():
            Skill.objects.bulk_create(
                [Skill(owner=self.owner, name=name) for name in sorted(unknown)], ignore_conflicts=True
            )
            self.ids["skill"] |= _by_name(Skill, self.owner, unknown)
        for name, model in (("catalogue", CatalogueSkill), ("occupation", Occupation)):
            said = {str(row.values.get(name) or "") for row in rows_to_come} - {""}
            self.ids[name] |= _catalogued(model, said)
        changed = {
            str(row.values["entry"]) for row in rows_to_come if row.record.kind == "draft" and row.values["entry"]
        }
        if changed:
            found = Achievement.objects.owned_by(self.owner).filter(pk__in=changed).values_list("pk", "revision")
            self.ids["revision"] |= {str(pk): revision for pk, revision in found}


def _by_name(model: type[OwnedModel], owner: User, names: Iterable[str]) -> dict[str, UUID]:
    """The ids of the rows of these names in any case, as the database folds it."""
    table = model._meta.db_table
    found = model._default_manager.raw(
        f"SELECT it.id, said.name AS said FROM {table} it JOIN unnest(%s::text[]) AS said(name)"  # noqa: S608  # our own table's name
        " ON lower(it.name) = lower(said.name) WHERE it.owner_id = %s",
        [sorted(names), owner.pk],
    )
    return {str(row.said): row.pk for row in found}  # type: ignore[attr-defined]  # named in the query


def _catalogued(model: type[CatalogueSkill] | type[Occupation], said: set[str]) -> dict[str, int]:
    """The ids of entries of the public catalogue; one that is not there is left out."""
    parts = [name.split(" ", 2) for name in said]
    wanted = Q(pk__in=[])
    for source, language, key in (part for part in parts if len(part) == 3):
        wanted |= Q(source=source, language=language, key=key)
    if not said:
        return {}
    return {f"{row.source} {row.language} {row.key}": row.pk for row in model._default_manager.filter(wanted)}


# --- Rows ---------------------------------------------------------------------------------------------------------


def _written(owner: User, kind: str, new: Sequence[Row], named: rows.Named) -> list[Row]:
    """Write the new rows of one kind; those that the database refuses are marked bad and given back."""
    slots = _free_slots(owner) if kind == "focus" and new else []
    pairs = []
    for row in new:
        made = rows.made(kind, row.pk, owner.pk, rows.columns(kind, row.pk, row.values, named))
        _finish(made, slots)
        pairs.append((row, made))
    refused: list[Row] = []
    for start in range(0, len(pairs), _BATCH):
        refused += _kept(kind, pairs[start : start + _BATCH])
    return refused


def _kept(kind: str, pairs: Sequence[tuple[Row, OwnedModel]]) -> list[Row]:
    """All at once behind a savepoint; where that fails, halves, down to the rows that are to blame."""
    if not pairs:
        return []
    try:
        with transaction.atomic():
            rows.MODELS[kind]._default_manager.bulk_create([made for _, made in pairs])
    except (IntegrityError, DataError):
        if len(pairs) == 1:
            row = pairs[0][0]
            row.state, row.reasons = State.BAD, [Trouble(Why.REFUSED)]
            return [row]
        half = len(pairs) // 2
        return _kept(kind, pairs[:half]) + _kept(kind, pairs[half:])
    return []


def _finish(made: OwnedModel, slots: list[int]) -> None:
    """What no file brings: the coach's reading, a free slot, a link that opens nothing."""
    if isinstance(made, Achievement):
        made.judge()
    elif isinstance(made, Focus) and made.state == Focus.State.ACTIVE:
        made.slot = slots.pop(0) if slots else None
    elif isinstance(made, Witness):
        made.token = secrets.token_urlsafe(32)
        made.digest = digest(made.token)
        made.expires_at = made.revoked_at = timezone.now()
    elif isinstance(made, Contact):  # a month that still goes on counts until today
        made.happened_on = min(made.happened_on, timezone.localdate())


def _free_slots(owner: User) -> list[int]:
    taken = set(Focus.objects.owned_by(owner).active().values_list("slot", flat=True))
    return [slot for slot in SLOTS if slot not in taken]


def _update(owner: User, kind: str, changed: Sequence[Row], named: rows.Named) -> None:
    """Give rows that are here the values of the file, one by one: each may be refused alone."""
    there = rows.MODELS[kind]._default_manager.filter(owner=owner).in_bulk([row.pk for row in changed])
    for row in changed:
        made = there[row.pk]
        was = versions.contents_of(made) if isinstance(made, Achievement) else None
        for column, value in rows.changed(kind, row.pk, row.values, row.changes, named).items():
            setattr(made, column, value)
        if isinstance(made, Achievement):
            made.judge()
        made.revision += 1
        try:
            with transaction.atomic():
                made.save()
                if was is not None and isinstance(made, Achievement):
                    versions.keep(made, was, made.revision - 1)
        except (IntegrityError, DataError):
            row.state, row.reasons = State.BAD, [Trouble(Why.REFUSED)]


def _with_their_own(owner: User, kind: str, new: Sequence[Row], changed: Sequence[Row], named: rows.Named) -> None:
    """The skills of entries and credentials, and the bytes of files."""
    again = [row for row in changed if row.state is State.CHANGED and "skills" in row.changes]
    if kind == "entry":
        Evidence.objects.owned_by(owner).filter(achievement__in=[row.pk for row in again]).delete()
        shown = [Evidence(owner=owner, achievement_id=pk, skill_id=skill) for pk, skill in _skills(new, again, named)]
        Evidence.objects.bulk_create(shown, batch_size=_BATCH, ignore_conflicts=True)
    elif kind == "credential":
        CredentialSkill.objects.owned_by(owner).filter(credential__in=[row.pk for row in again]).delete()
        CredentialSkill.objects.bulk_create(
            [
                CredentialSkill(owner=owner, credential_id=pk, skill_id=skill)
                for pk, skill in _skills(new, again, named)
            ],
            batch_size=_BATCH,
            ignore_conflicts=True,
        )
    elif kind == "proof":
        _files(owner, new)
    elif kind in packed.COLUMNS:
        histories.finish(owner, kind, new)


def _skills(new: Sequence[Row], again: Sequence[Row], named: rows.Named) -> list[tuple[UUID, UUID]]:
    found = []
    for row in (*new, *again):
        names = row.values.get("skills")
        if isinstance(names, tuple):
            ids = (named["skill"].get(name) for name in names)
            found += [(row.pk, pk) for pk in ids if isinstance(pk, UUID)]
    return list(dict.fromkeys(found))


def _files(owner: User, new: Sequence[Row]) -> None:
    for row in new:
        file = row.values.get("file")
        if isinstance(file, Attachment):
            proving.attach(proof=Proof(id=row.pk, owner=owner), attachment=file)
