"""Past versions of entries, and drafts: rows most of whose fields stand together in one column, as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.achievements.exchange import fields
from apps.achievements.exchange.fields import Filled, Value

COLUMNS = {
    "version": ["achievement_id", "of_revision", "created_at", "contents"],
    "draft": ["place", "contents", "updated_at"],
}
WHEN = {"version": ("changed_at", "created_at"), "draft": ("written_at", "updated_at")}  # a field and its column
_AS_THEY_ARE = ("line", "duty", "outcome", "beneficiary", "measure_unit", "private_note", "state_chosen")
_EXACT = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date
_PLACE = re.compile(r"(quick|new|entry) (\S+)")


def values_of(kind: str, row: Mapping[str, Any]) -> dict[str, Value]:
    """The plain values of a row with these columns."""
    return _version(row) if kind == "version" else _draft(row)


def columns(kind: str, pk: UUID, values: Mapping[str, Value], revisions: Mapping[str, object]) -> dict[str, object]:
    """The columns that all values of a row fill; `revisions` are those of the entries that drafts change."""
    if kind == "version":
        entry, contents = UUID(str(values["entry"])), contents_of_version(values)
        return {"achievement_id": entry, "of_revision": values["of_revision"], "contents": contents}
    return _draft_columns(pk, values, revisions.get(str(values.get("entry"))))


# --- Past versions ------------------------------------------------------------------------------------------------


def _version(row: Mapping[str, Any]) -> dict[str, Value]:
    said = row["contents"]
    return {
        "entry": str(row["achievement_id"]),
        "of_revision": row["of_revision"],
        "changed_at": row["created_at"].isoformat(),
        **{name: fields.said(said[name]) for name in _AS_THEY_ARE},
        "happened": said["happened_on"][: _EXACT[said["happened_precision"]]],
        "role": said["role_id"],
        "skills": fields.Names(120).read(said["skills"]),
        "measure_before": _number(said["measure_before"]),
        "measure_after": _number(said["measure_after"]),
        "is_confidential": said["is_confidential"],
        "role_said": said["role"],
    }


def _number(text: str | None) -> str | None:
    return None if text is None else fields.plain(Decimal(text))


def contents_of_version(values: Mapping[str, Value]) -> dict[str, object]:
    """What the entry said, as `versions.contents_of` tells it."""
    day = str(values["happened"])
    skills = values.get("skills")
    return {
        **{name: values.get(name) or "" for name in _AS_THEY_ARE},
        "happened_on": (day + "-01-01")[:10],
        "happened_precision": {size: name for name, size in _EXACT.items()}[len(day)],
        "measure_before": values.get("measure_before"),
        "measure_after": values.get("measure_after"),
        "is_confidential": bool(values.get("is_confidential")),
        "role_id": values.get("role"),
        "role": values.get("role_said") or "",
        "skills": list(skills) if isinstance(skills, tuple) else [],
    }


# --- Drafts -------------------------------------------------------------------------------------------------------


def _draft(row: Mapping[str, Any]) -> dict[str, Value]:
    named = _PLACE.fullmatch(row["place"])
    form, at = named.groups() if named else ("new", "")
    typed: Mapping[str, str] = row["contents"]
    return {
        "form": form,
        "entry": at if form == "entry" else None,
        "row": at if form != "entry" else None,
        "role": typed.get("role") or None,
        "typed": fields.Typed().read(typed),
        "is_behind": False,
        "written_at": row["updated_at"].isoformat(),
    }


def _draft_columns(pk: UUID, values: Mapping[str, Value], revision: object) -> dict[str, object]:
    """It goes on from the entry as it stands, or is told that the entry was changed meanwhile.

    A draft of an entry that did not come in becomes one of a new entry: what was typed is not lost.
    """
    form, at = str(values["form"]), values.get("entry")
    if form == "entry" and not at:
        form = "new"
    if form != "entry":
        at = values.get("row") or str(pk)
    typed = values["typed"]
    contents = dict(typed.fields) if isinstance(typed, Filled) else {}
    hidden = {"row": at, "seen": "0" if values.get("is_behind") else str(revision or 1)}
    return {"place": f"{form} {at}", "contents": {**contents, "role": values.get("role") or "", **hidden}}


def moment(kind: str, values: Mapping[str, Value]) -> datetime | None:
    """When a version was replaced, or a draft written; None where the file does not say."""
    said = values.get(WHEN[kind][0])
    return datetime.fromisoformat(str(said)) if said else None
