"""What a person has, as records: all of it for them, and what may be seen for somebody else."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F

from apps.achievements.attachments import Attachment
from apps.achievements.exchange import fields, own, people_kinds, rows
from apps.achievements.exchange.fields import GONE
from apps.achievements.exchange.kinds import KINDS, Record
from apps.achievements.models import Achievement, Draft, Evidence, ProofFile
from apps.skills.models import CredentialSkill
from apps.users.models import User

ME, OTHERS = "me", "others"
ROOM_FOR_FILES = 6 * 1024 * 1024  # bytes: a third more in base 64, and the file must come in again with one request
_SAID_TWICE = 1.4  # what other programs read says again a part of what stands under our own key
_NEWEST_FIRST = {"entry": "happened_on", "role": "started_on", "practice": "done_on"}
_PLANS = {"step", "follow_up", "focus", "practice", "direction", "need", *people_kinds.NAMES}  # nobody else's business
_WORKSHOP = {"version", "portfolio", "choice", "draft"}  # what was said before, and what is said to whom
_QUIET = {"health", "job_search"}


def gathered(owner: User, kinds: Collection[str] = tuple(KINDS)) -> list[Record]:
    """The person's rows of these kinds, in the order in which they rest on each other; without attached files."""
    found = [record for kind in KINDS if kind in kinds for record in _rows(owner, kind)]
    _name_skills(owner, found)
    _let_go(found)
    _mark_behind(owner, found)
    return found


def _rows(owner: User, kind: str) -> Iterator[Record]:
    columns = rows.columns_of(kind)
    query = rows.MODELS[kind]._default_manager.filter(owner=owner).values("pk", *columns)
    newest = _NEWEST_FIRST.get(kind)
    query = query.order_by(F(newest).desc(), F("pk").desc()) if newest else query.order_by("pk")
    for row in query:
        yield Record(kind, str(row["pk"]), "", rows.values_of(kind, row), has_id=True)


def _name_skills(owner: User, records: list[Record]) -> None:
    wanted: dict[str, Any] = {"entry": Evidence, "credential": CredentialSkill}
    for kind, model in wanted.items():
        of = {record.key: record for record in records if record.kind == kind}
        if of:
            names: dict[str, list[str]] = {}
            link = "achievement_id" if kind == "entry" else "credential_id"
            for pk, name in model.objects.owned_by(owner).values_list(link, "skill__name"):
                names.setdefault(str(pk), []).append(name)
            for key, those in names.items():
                of[key].values["skills"] = fields.Names(120).read(those)


def _let_go(records: list[Record]) -> None:
    """Versions, portfolios and drafts may name roles and skills that are gone; a portfolio says that it does."""
    there: dict[str, set[str]] = {"role": set(), "skill": set()}
    for record in records:
        if record.kind in there:
            there[record.kind].add(record.key)
    for record in records:
        for name, known in KINDS[record.kind].fields.items() if record.kind in _WORKSHOP else ():
            value = record.values.get(name)
            if isinstance(known, fields.Refs) and isinstance(value, tuple):
                kept = {key if key in there[known.kind] else GONE for key in value}
                record.values[name] = tuple(sorted(kept))
            elif known == fields.Ref("role") and value not in there["role"]:
                record.values[name] = None


def _mark_behind(owner: User, records: list[Record]) -> None:
    """Say of which drafts the entry was changed since they were begun."""
    drafts = {record.key: record for record in records if record.kind == "draft" and record.values["entry"]}
    if drafts:
        entries = [str(draft.values["entry"]) for draft in drafts.values()]
        revisions = dict(Achievement.objects.owned_by(owner).filter(pk__in=entries).values_list("pk", "revision"))
        seen = Draft.objects.owned_by(owner).filter(pk__in=drafts).values_list("pk", "contents__seen")
        for pk, revision in seen:
            entry = UUID(str(drafts[str(pk)].values["entry"]))
            drafts[str(pk)].values["is_behind"] = str(revisions.get(entry)) != str(revision)


def for_me(owner: User, kinds: Collection[str] = tuple(KINDS), *, files: bool = True) -> list[Record]:
    """Everything of these kinds, with attached files, the smallest first, as long as there is room."""
    records = gathered(owner, kinds)
    proofs = {record.key: record for record in records if record.kind == "proof"}
    if files and any(proof.values["kind"] == "file" for proof in proofs.values()):
        for file in ProofFile.objects.owned_by(owner).filter(pk__in=_fitting(owner, _room(records))):
            proofs[str(file.proof_id)].values["file"] = Attachment(file.name, file.media_type, bytes(file.contents))
    return records


def _room(records: list[Record]) -> int:
    """How many bytes of files fit beside the rows, such that all of it can come in again with one request."""
    rows_alone = len(json.dumps(own.written(records, audience=ME), ensure_ascii=False, indent=1).encode())
    left = settings.FILE_UPLOAD_MAX_MEMORY_SIZE - int(_SAID_TWICE * rows_alone)
    return min(ROOM_FOR_FILES, left * 3 // 4 - 1024)


def _fitting(owner: User, room: int) -> list[UUID]:
    found = []
    for pk, size in ProofFile.objects.owned_by(owner).order_by("size", "pk").values_list("pk", "size"):
        room -= size
        if room < 0:
            break
        found.append(pk)
    return found


def for_others(owner: User, kinds: Collection[str] = tuple(KINDS)) -> list[Record]:
    """Without confidential entries, private notes, plans, health, looking for work, and words not to be shown."""
    hidden: set[object] = set()
    shown = []
    for record in gathered(owner, kinds):
        rests_on = [record.values.get(name) for name in ("entry", *(("role",) if record.kind != "entry" else ()))]
        if _is_hidden(record) or hidden.intersection(rests_on):
            hidden.add(record.key)
            continue
        if record.kind == "entry":
            record.values["private_note"] = ""
            if record.values["role"] in hidden:
                record.values["role"] = None
        if record.kind == "credential":
            record.values["note"] = ""
        if record.kind == "proof":
            record.values |= dict.fromkeys(people_kinds.OF_PROOF)
        shown.append(record)
    return _named_only(shown)


def _is_hidden(record: Record) -> bool:
    values = record.values
    match record.kind:
        case "entry":
            return bool(values["is_confidential"])
        case "role":
            return values["kind"] in _QUIET
        case "proof":
            return values["kind"] == "file" or (values["kind"] in {"feedback", "witness"} and not values["may_show"])
        case "witness":
            return not (values["may_show"] and values["answer"])
        case _:
            return record.kind in _PLANS | _WORKSHOP


def _named_only(records: list[Record]) -> list[Record]:
    """Without organisations that only stood in what is left out."""
    used = {str(record.values["organisation"]).lower() for record in records if record.kind == "role"}
    return [record for record in records if record.kind != "organisation" or str(record.values["name"]).lower() in used]


def named_anywhere(records: list[Record]) -> tuple[set[str], set[str]]:
    """The names of organisations and of skills that these records mention."""
    organisations = {str(record.values.get("organisation") or "") for record in records if record.kind == "role"}
    organisations |= {str(record.values.get("name") or "") for record in records if record.kind == "organisation"}
    skills = {str(record.values.get("name") or "") for record in records if record.kind == "skill"}
    skills |= {str(record.values.get("skill") or "") for record in records if record.kind == "focus"}
    lists = (record.values.get("skills") for record in records if record.kind in {"entry", "credential"})
    skills |= set(chain.from_iterable(names for names in lists if isinstance(names, tuple)))
    return organisations - {""}, skills - {""}
