"""Everything from a file becomes rows of an account: under ids of its own, each once, however often it comes.

An id of the file becomes one that is made of it and of the account. So the same file changes nothing the second time,
and rows that another account of this instance has under the old ids are never met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models.constants import OnConflict
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE as AT_ONCE
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.errors import UniqueViolation

from apps.reflections.models import NudgePlan
from apps.reflections.takeaway import account, json_columns, settling
from apps.reflections.takeaway.catalogue import columns, is_private, tables
from apps.reflections.takeaway.reading import Document, Row, is_id, title
from apps.reflections.takeaway.values import Json, renamed
from apps.users.models import User
from apps.users.ownership import OwnedModel

OF_OURS = UUID("6d5f9a52-6a0d-4c57-9a52-1f0b6c1d9e33")  # the namespace of ids that are made of others
BY_NAME = {"skills.Skill", "achievements.Organisation"}  # one of each name: what is here already takes its place
BROKEN = gettext_lazy("A value in it is missing or cannot be read.")
LOST = gettext_lazy("What it belongs to did not come in.")
TAKEN = gettext_lazy("Something else of yours stands in its place.")


class Unfit(ValueError):
    """A row that cannot come in, for a reason that a person can read."""


class Bringing:
    """One file on its way into one account."""

    def __init__(self, *, owner: User, document: Document, now: datetime, note: Callable[[int], None]) -> None:
        self.owner, self.document, self.now, self.note = owner, document, now, note
        self.names: dict[str, str] = {}  # ids of the file → ids here
        self.here: set[str] = set()  # ids here that links may point to
        self.came: list[list[str]] = []  # table, title, what became of it, why
        self._public: dict[tuple[str, ...], models.Model | None] = {}

    def run(self) -> dict[str, Json]:
        """Bring it in; returns the report. Call it in a transaction: it is all or nothing."""
        for model in tables():
            self._know(model)
        for model in tables():
            for wave in self._waves(model):
                self._table(model, wave)
        refused = account.taken_over(self.owner, self.document.account)
        plan = NudgePlan.objects.owned_by(self.owner).first()
        if plan and (plan.next_nudge_at is None or plan.next_nudge_at < self.now):
            plan.reschedule(self.now)
            plan.save()
        counted = Counter(what for _table, _title, what, _why in self.came)
        return {"counts": dict(counted), "rows": [list(row) for row in self.came], "preferences_left": list(refused)}

    def _know(self, model: type[OwnedModel]) -> None:
        """Give every id of the file its id here; a row of this very account keeps its own."""
        mine = {str(pk) for pk in model._default_manager.filter(owner_id=self.owner.pk).values_list("pk", flat=True)}
        self.here |= mine
        by_name: dict[str, UUID] = {}
        if model._meta.label in BY_NAME:
            rows: Any = model._default_manager.filter(owner_id=self.owner.pk)
            by_name = {name.lower(): pk for name, pk in rows.values_list("name", "pk")}
        for row in self.document.rows[model._meta.label]:
            old = str(row["id"])
            new = old if old in mine else str(uuid5(OF_OURS, f"{self.owner.pk}:{old}"))
            twin = by_name.get(str(row.get("name")).lower()) if new not in mine else None
            self.names[old] = str(twin or new)

    def _waves(self, model: type[OwnedModel]) -> Iterator[list[Row]]:
        """The rows, those that point into their own table after the others."""
        rows = self.document.rows[model._meta.label]
        own = [field.name for field in columns(model) if field.related_model is model]
        yield [row for row in rows if not any(row.get(name) for name in own)]
        yield [row for row in rows if any(row.get(name) for name in own)]

    def _table(self, model: type[OwnedModel], rows: list[Row]) -> None:
        ready: list[tuple[Row, OwnedModel]] = []
        heavy = any(isinstance(field, models.BinaryField) for field in columns(model))
        for row in rows:
            if self.names[str(row["id"])] in self.here:
                self._tell(model, row, "same")
                continue
            try:
                ready.append((row, self._made(model, row)))
            except (Unfit, ValueError, TypeError, ArithmeticError, ValidationError) as error:
                self._tell(model, row, "bad", str(error) if isinstance(error, Unfit) else str(BROKEN))
            if len(ready) >= (4 if heavy else 5 * AT_ONCE):
                self._insert(model, ready)
                ready = []
        self._insert(model, ready)

    def _tell(self, model: type[OwnedModel], row: Row, what: str, why: str = "") -> None:
        self.came.append([model._meta.label, title(row), what, why])
        if len(self.came) % 100 == 0:
            self.note(len(self.came))

    def _made(self, model: type[OwnedModel], row: Row) -> OwnedModel:
        made = model(owner_id=self.owner.pk, id=UUID(self.names[str(row["id"])]))
        for field in columns(model):
            if field.name in row and not field.primary_key:
                setattr(made, field.attname, self._value(model, field, row[field.name]))
        settling.settle(made, old=str(row["id"]), now=self.now)
        for field in columns(model):
            if getattr(made, field.attname) is None and not field.null:
                raise Unfit(str(BROKEN))
        return made

    def _value(self, model: type[OwnedModel], field: models.Field[object, object], told: Json) -> object:
        if isinstance(field, models.ForeignKey):
            return self._link(field, told) if is_private(field.related_model) else self._listed(field, told)
        if isinstance(field, models.BinaryField):
            return self.document.file(told)
        if isinstance(field, models.JSONField):
            contents = renamed(told, self.names)
            if not json_columns.fits(model._meta.label, field.name, contents):
                raise Unfit(str(BROKEN))
            return contents
        if not isinstance(field, models.CharField | models.TextField) or settling.holds_id(model, field.name):
            told = renamed(told, self.names)
        return _cleaned(field, told)

    def _link(self, field: models.ForeignKey[models.Model, models.Model], told: Json) -> UUID | None:
        new = self.names.get(str(told)) if is_id(told) else None
        if new in self.here:
            return UUID(new)
        if told is not None and not field.null:
            raise Unfit(str(LOST))
        return None

    def _listed(self, field: models.ForeignKey[models.Model, models.Model], told: Json) -> object:
        """The item of a public list that the row names, where this instance has it."""
        if not isinstance(told, dict):
            return None
        key = {name: str(told.get(name)) for name in ("source", "key", "language")}
        known = (field.name, *key.values())
        if known not in self._public:
            listed: Any = field.related_model
            self._public[known] = listed._default_manager.filter(**key).first()
        found = self._public[known]
        return found and found.pk

    def _insert(self, model: type[OwnedModel], ready: list[tuple[Row, OwnedModel]]) -> None:
        if not ready:
            return
        try:
            with transaction.atomic():
                _insert_raw(model, [made for _row, made in ready], passing_over=True)
        except (DatabaseError, ValueError):
            for row, made in ready:
                self._insert_one(model, row, made)
            return
        keys = [made.pk for _row, made in ready]
        there = set(model._default_manager.filter(owner_id=self.owner.pk, pk__in=keys).values_list("pk", flat=True))
        for row, made in ready:
            self._note_one(model, row, made, is_there=made.pk in there)

    def _insert_one(self, model: type[OwnedModel], row: Row, made: OwnedModel) -> None:
        """By itself, where one of several was refused or the table has a rule that cannot be passed over."""
        try:
            with transaction.atomic():
                _insert_raw(model, [made], passing_over=False)
        except (DatabaseError, ValueError) as error:
            is_taken = isinstance(error.__cause__, UniqueViolation)
            self._tell(model, row, "bad", str(TAKEN if is_taken else BROKEN))
        else:
            self._note_one(model, row, made, is_there=True)

    def _note_one(self, model: type[OwnedModel], row: Row, made: OwnedModel, *, is_there: bool) -> None:
        if is_there:
            self.here.add(str(made.pk))
        self._tell(model, row, "new" if is_there else "bad", "" if is_there else str(TAKEN))


def _insert_raw(model: type[OwnedModel], rows: list[OwnedModel], *, passing_over: bool) -> None:
    """Insert them with the moments at which they were first written; on wish pass over one whose place is taken."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    ignoring = OnConflict.IGNORE if passing_over else None
    into = model._default_manager.get_queryset()
    into._insert(  # type: ignore[attr-defined]  # bulk_create would date them today
        rows, fields=fields, using=into.db, raw=True, on_conflict=ignoring
    )


def _cleaned(field: models.Field[object, object], told: Json) -> object:
    """The value as the column takes it; raises ValidationError where its form would refuse it."""
    value = field.to_python(told)
    if value is None or value == "":
        return value
    if isinstance(value, str) and "\0" in value:
        raise Unfit(_("It holds a character that cannot be kept."))
    if field.choices and value not in {key for key, _label in field.flatchoices}:
        raise Unfit(str(BROKEN))
    field.run_validators(value)
    return value
