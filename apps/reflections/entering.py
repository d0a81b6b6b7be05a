"""Many rows into the ledger in one statement: what they have in common is told once, the owners beside it."""

from collections.abc import Sequence

from django.db import connection
from uuid_utils.compat import uuid7

from apps.reflections.models import Nudge

OWN = ("id", "owner")  # differ in every row

Told = list[tuple[str, int]]  # which rows, and whose


def enter(patterns: Sequence[Nudge], rows: Sequence[tuple[int, int]]) -> Told:
    """Add a row (owner, number of its pattern) for each of `rows`; returns those that wait for a worker.

    A row whose period its owner has already is left out. Runs within `dispatching()`.
    """
    if not rows:
        return []
    fields = [field for field in Nudge._meta.concrete_fields if field.name not in OWN]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    typed = ", ".join(f"pattern.{connection.ops.quote_name(f.column)}::{f.db_type(connection)}" for f in fields)
    one = f"({', '.join(['%s'] * (len(fields) + 1))})"
    values = [
        [number, *(field.get_db_prep_save(field.pre_save(pattern, True), connection) for field in fields)]
        for number, pattern in enumerate(patterns)
    ]
    owners, numbers = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reflections_nudge (id, owner_id, {columns}) SELECT row.id, row.owner_id, {typed} "  # noqa: S608
            "FROM unnest(%s::uuid[], %s::bigint[], %s::int[]) AS row(id, owner_id, number) "
            f"JOIN (VALUES {', '.join([one] * len(values))}) AS pattern(number, {columns}) USING (number) "
            "ON CONFLICT DO NOTHING RETURNING id, owner_id, state",
            [[uuid7() for _ in rows], list(owners), list(numbers), *(value for each in values for value in each)],
        )
        return [(str(pk), owner) for pk, owner, state in cursor.fetchall() if state == Nudge.State.WAITING]
