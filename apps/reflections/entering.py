"""Many rows into the ledger in one statement: what they have in common is told once, the owners beside it."""

import json
from collections.abc import Iterable

from django.db import connection

from apps.reflections.models import Nudge

FIELDS = [field for field in Nudge._meta.concrete_fields if field.name not in ("id", "owner")]  # differ in every row

Told = list[tuple[str, int]]  # which rows, and whose


def pattern(row: Nudge) -> str:
    """A row as `enter` takes it, for whoever is to have one like it."""
    values = {field.column: field.get_db_prep_save(field.pre_save(row, True), connection) for field in FIELDS}
    return json.dumps(values, default=str)


def enter(alike: Iterable[tuple[str, int, str]]) -> Told:
    """Add a row of each pattern for each of its (owners, count of owners); returns those that wait for a worker.

    A row whose period its owner has already is left out. Runs within `dispatching()`.
    """
    found = list(alike)
    if not found:
        return []
    owners, counts, likes = zip(*found, strict=True)
    columns, theirs = (", ".join(f'{of}"{field.column}"' for field in FIELDS) for of in ("", "pattern."))
    numbers = array(number for number, count in enumerate(counts, 1) for _ in range(count))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reflections_nudge (id, owner_id, {columns}) SELECT uuidv7(), row.owner_id, {theirs} "  # noqa: S608
            "FROM (SELECT * FROM unnest(%s::bigint[], %s::int[]) AS row(owner_id, number) ORDER BY owner_id) AS row "
            "JOIN jsonb_populate_recordset(NULL::reflections_nudge, %s::jsonb) WITH ORDINALITY AS pattern "
            "ON pattern.ordinality = row.number ON CONFLICT (owner_id, period) WHERE kind = 'planned' DO NOTHING "
            "RETURNING id::text, owner_id, state",
            [joined(owners), numbers, f"[{', '.join(likes)}]"],
        )
        return [(pk, owner) for pk, owner, state in cursor.fetchall() if state == Nudge.State.WAITING]


def array(values: Iterable[object]) -> str:
    """Ids, numbers or moments as PostgreSQL reads an array; None is NULL."""
    return "{" + ",".join("NULL" if value is None else f'"{value}"' for value in values) + "}"


def joined(arrays: Iterable[str]) -> str:
    """One array of several, each as PostgreSQL writes it and none empty."""
    return "{" + ",".join(each[1:-1] for each in arrays) + "}"
