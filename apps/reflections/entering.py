"""Many rows into the ledger in one statement: what they have in common is told once, the owners beside it."""

import json
from collections.abc import Iterable

from django.db import connection
from uuid_utils.compat import uuid7

from apps.reflections.models import Nudge

FIELDS = [field for field in Nudge._meta.concrete_fields if field.name not in ("id", "owner")]  # differ in every row

Told = list[tuple[str, int]]  # which rows, and whose


def pattern(row: Nudge) -> str:
    """A row as `enter` takes it, for whoever is to have one like it."""
    values = {field.column: field.get_db_prep_save(field.pre_save(row, True), connection) for field in FIELDS}
    return json.dumps(values, default=str)


def enter(rows: Iterable[tuple[int, str]]) -> Told:
    """Add a row for each (owner, pattern); returns those that wait for a worker.

    A row whose period its owner has already is left out. Runs within `dispatching()`.
    """
    numbers: dict[str, int] = {}
    entered = [(uuid7(), owner, numbers.setdefault(like, len(numbers) + 1)) for owner, like in rows]
    if not entered:
        return []
    columns, theirs = (", ".join(f'{of}"{field.column}"' for field in FIELDS) for of in ("", "pattern."))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reflections_nudge (id, owner_id, {columns}) SELECT row.id, row.owner_id, {theirs} "  # noqa: S608
            "FROM unnest(%s::uuid[], %s::bigint[], %s::int[]) AS row(id, owner_id, number) "
            "JOIN jsonb_populate_recordset(NULL::reflections_nudge, %s::jsonb) WITH ORDINALITY AS pattern "
            "ON pattern.ordinality = row.number ON CONFLICT (owner_id, period) WHERE kind = 'planned' DO NOTHING "
            "RETURNING id::text, owner_id, state",
            [*(array(column) for column in zip(*entered, strict=True)), f"[{', '.join(numbers)}]"],
        )
        return [(pk, owner) for pk, owner, state in cursor.fetchall() if state == Nudge.State.WAITING]


def array(values: Iterable[object]) -> str:
    """Ids, numbers or moments as PostgreSQL reads an array; None is NULL."""
    return "{" + ",".join("NULL" if value is None else f'"{value}"' for value in values) + "}"
