"""The steps of an e-mail in the ledger, each one statement written by hand.

Every letter takes all of them, and Django needs longer to write one than PostgreSQL to carry it out. All run as the
owner, and each holds only where the row still is as its step needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from apps.reflections.models import Nudge
from apps.users.ownership import alone_as
from apps.users.together import Statement

Value = str | datetime | None
FIELDS = Nudge._meta.concrete_fields
NAMES, COLUMNS = [field.attname for field in FIELDS], ", ".join(f'"{field.column}"' for field in FIELDS)


def taking(nudge_id: UUID, owner_id: int, token: UUID, now: datetime, lease: timedelta) -> Statement:
    """Takes the row under this lease, unless it does not wait, is not to be tried yet, or somebody else has it."""
    return Statement(
        "UPDATE reflections_nudge SET lease = %s, lease_until = %s, tries = tries + 1 "  # noqa: S608
        "WHERE id = %s AND owner_id = %s AND state = 'waiting' AND handed_at IS NULL "
        "AND (lease_until IS NULL OR lease_until <= %s) AND try_after <= %s AND expires_at > %s "
        f"RETURNING {COLUMNS}",
        [token, now + lease, nudge_id, owner_id, now, now, now],
    )


def taken(rows: Sequence[Any]) -> Nudge | None:
    """The row that was taken, if it was."""
    return Nudge.from_db(connection.alias, NAMES, rows[0]) if rows else None


def written(nudge: Nudge, now: datetime) -> Statement:
    """Notes what it asks, and its name in the mail."""
    return Statement(
        "UPDATE reflections_nudge SET prompt = %s, question = %s, about_id = %s, matter = %s, message_id = %s, "
        "updated_at = %s WHERE id = %s AND owner_id = %s",
        [
            nudge.prompt,
            nudge.question,
            nudge.about_id,
            nudge.matter,
            nudge.message_id,
            now,
            nudge.pk,
            nudge.owner_id,
        ],
    )


def note_handed(nudge: Nudge, token: UUID, now: datetime, *, at_least: timedelta) -> bool:
    """That the text is about to leave: whether the lease is still ours, with so much time left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reflections_nudge SET handed_at = %(now)s, message_id = %(name)s "
            "WHERE id = %(id)s AND owner_id = %(owner)s AND lease = %(token)s AND state = 'waiting' "
            "AND handed_at IS NULL AND expires_at > %(now)s AND lease_until > %(late)s",
            {
                "now": now,
                "late": now + at_least,
                "name": nudge.message_id,
                "token": token,
                "id": nudge.pk,
                "owner": nudge.owner_id,
            },
        )
        return bool(cursor.rowcount)


def settle(nudge_id: UUID, owner_id: int, token: UUID | None, states: Sequence[str], **columns: Value) -> None:
    """These columns of the row, while it is under this lease and in one of these states; as the owner, by itself."""
    told = ", ".join(f"{name} = %s" for name in columns)
    alone_as(
        owner_id,
        Statement(
            f"UPDATE reflections_nudge SET {told} "  # noqa: S608
            "WHERE id = %s AND owner_id = %s AND lease IS NOT DISTINCT FROM %s AND state = ANY (%s)",
            [*columns.values(), nudge_id, owner_id, token, list(states)],
        ),
    )
