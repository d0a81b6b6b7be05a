"""How the plain values of a record stand in our tables, both ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from apps.achievements.exchange import fields, packed
from apps.achievements.exchange.fields import GONE, Value
from apps.achievements.exchange.kinds import KINDS
from apps.achievements.models import (
    Achievement,
    ContactEntry,
    Draft,
    FollowUp,
    LearningStep,
    Organisation,
    PastVersion,
    Portfolio,
    PortfolioChoice,
    Proof,
    Role,
    Scope,
    Witness,
)
from apps.people.models import Contact, Feedback, Person, Promise
from apps.skills.models import Credential, Direction, DirectionNeed, Focus, Practice, Skill
from apps.users import dates
from apps.users.ownership import OwnedModel

MODELS: dict[str, type[OwnedModel]] = {
    "organisation": Organisation,
    "role": Role,
    "scope": Scope,
    "step": LearningStep,
    "skill": Skill,
    "credential": Credential,
    "entry": Achievement,
    "proof": Proof,
    "follow_up": FollowUp,
    "witness": Witness,
    "focus": Focus,
    "practice": Practice,
    "direction": Direction,
    "need": DirectionNeed,
    "person": Person,
    "contact": Contact,
    "promise": Promise,
    "feedback": Feedback,
    "contact_entry": ContactEntry,
    "version": PastVersion,
    "portfolio": Portfolio,
    "choice": PortfolioChoice,
    "draft": Draft,
}
_COLUMNS = {
    "entry": "achievement",
    "only_roles": "role_ids",
    "only_skills": "skill_ids",
}  # where the column is called otherwise than the field
_DAYS = {"started", "ended", "happened", "issued", "expires", "ends", "reviewed", "met"}
CATALOGUED = {"catalogue", "occupation"}  # names of the public catalogue: “source language key”
_EXACT = {name: len(day) for name, day in (("year", "2026"), ("month", "2026-11"), ("day", "2026-11-30"))}
NO_ROW = UUID(int=0)  # in a list of ids, in place of a row that is gone: it keeps a choice from widening to all
Columns = dict[str, object]
Named = Mapping[str, Mapping[str, UUID | int]]  # ids by name: of organisations, skills, the catalogue


def day_column(name: str) -> str:
    """The column of a date: of `started` it is `started_on`."""
    return f"{name}_on" if name in _DAYS else name


def precision_column(name: str) -> str:
    """The column that says how exactly a date is known."""
    return f"{name}_precision"


def columns_of(kind: str) -> list[str]:
    """The columns that are read for a kind, names of other rows included."""
    if kind in packed.COLUMNS:
        return packed.COLUMNS[kind]
    return [column for name, kept in KINDS[kind].fields.items() for column in _read_from(name, kept)]


def _read_from(name: str, kept: fields.Field) -> list[str]:
    column = _COLUMNS.get(name, name)
    match kept:
        case fields.Names() | fields.Attached():
            return []
        case fields.Named():
            return [f"{name}__name"]
        case fields.Ref():
            return [f"{column}_id"]
        case fields.When(to_the_day=False):
            return [day_column(name), precision_column(name)]
        case fields.When():
            return [day_column(name)]
        case _ if name in CATALOGUED:
            return [f"{name}__{part}" for part in ("source", "language", "key")]
        case _:
            return [column]


def values_of(kind: str, row: Mapping[str, object]) -> dict[str, Value]:
    """The plain values of one row as `columns_of` reads it."""
    if kind in packed.COLUMNS:
        return packed.values_of(kind, row)
    return {name: _value(name, kept, row) for name, kept in KINDS[kind].fields.items()}


def _value(name: str, kept: fields.Field, row: Mapping[str, object]) -> Value:
    found = [row[column] for column in _read_from(name, kept)]
    if isinstance(kept, fields.Names):
        return ()
    if isinstance(kept, fields.Attached):
        return None
    if name in CATALOGUED:
        return " ".join(map(str, found)) if found[0] else ""
    value = found[0]
    match value:
        case date() if isinstance(kept, fields.When):
            return value.isoformat()[: _EXACT[str(found[1])] if len(found) > 1 else 10]
        case datetime():
            return value.isoformat()
        case Decimal():
            return fields.plain(value)
        case UUID():
            return str(value)
        case list():
            return tuple(sorted(map(str, value)))
        case str():
            return value.replace("\r\n", "\n")
        case bool() | int() | None:
            return "" if value is None and isinstance(kept, fields.Text) else value
    raise TypeError(f"{kind_of(value)} has no place in a file")


def kind_of(value: object) -> str:
    """What a value is, for a mistake of ours."""
    return type(value).__name__


def columns(kind: str, pk: UUID, values: Mapping[str, Value], named: Named) -> Columns:
    """The columns that these values fill; `named` has ids by name, and the revisions of entries by id.

    A kind that keeps most of its fields in one column needs all values of the row.
    """
    if kind in packed.COLUMNS:
        return packed.columns(kind, pk, values, named["revision"])
    found: Columns = {}
    for name, value in values.items():
        found |= _column(kind, name, KINDS[kind].fields[name], value, named)
    return found


def changed(kind: str, pk: UUID, values: Mapping[str, Value], names: Collection[str], named: Named) -> Columns:
    """The columns that the values of these names fill; the number of a version and the form of a draft stay."""
    if kind in packed.COLUMNS:
        return {"contents": columns(kind, pk, values, named)["contents"]}
    return columns(kind, pk, {name: values[name] for name in names}, named)


def _column(kind: str, name: str, kept: fields.Field, value: Value, named: Named) -> Columns:
    column = _COLUMNS.get(name, name)
    match kept:
        case fields.Names() | fields.Attached():
            return {}
        case fields.Named():
            return {f"{name}_id": named[name].get(str(value)) if value else None}
        case fields.Ref():
            return {f"{column}_id": UUID(str(value)) if value else None}
        case fields.Refs():
            keys = value if isinstance(value, tuple) else ()
            return {column: [NO_ROW if key == GONE else UUID(key) for key in keys]}
        case fields.When():
            return _dated(name, kept, value)
        case fields.Moment():
            return {name: datetime.fromisoformat(str(value)) if value else None}
        case fields.Number():
            return {name: None if value is None else Decimal(str(value))}
        case _ if name in CATALOGUED:
            return {f"{name}_id": named[name].get(str(value)) if value else None}
        case _:
            return {name: value}


def _dated(name: str, kept: fields.When, value: Value) -> Columns:
    if not value:
        return {day_column(name): None}
    year, month, day = (*map(int, str(value).split("-")), None, None)[:3]
    known = dates.partial(year or 0, month, day, is_end=kept.is_end)
    if kept.to_the_day:
        return {day_column(name): known.day}
    return {day_column(name): known.day, precision_column(name): known.precision}


def made(kind: str, pk: UUID, owner_id: int, filled: Columns) -> OwnedModel:
    """A new row, not saved yet."""
    return MODELS[kind](id=pk, owner_id=owner_id, **filled)
