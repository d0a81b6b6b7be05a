"""Accounts that were deleted: a list that outlives a restore, so that what people took away stays away.

A backup is older than the last deletions. Their list (a number and a time each, nothing else) is kept apart from it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.utils.dateparse import parse_datetime

from apps.users.models import User
from apps.users.ownership import OwnedModel, acting_as

HEADING = ["user_id", "deleted_at"]


class Deletion(NamedTuple):
    """One account that is gone, and since when."""

    user_id: int
    deleted_at: datetime


def deleted_since(since: datetime | None) -> list[Deletion]:
    """The accounts that were deleted since then, or ever; none where deletions are not written down."""
    model = _model()
    if model is None:
        return []
    rows = model._default_manager.order_by("deleted_at")
    if since:
        rows = rows.filter(deleted_at__gte=since)
    return [Deletion(*row) for row in rows.values_list(*HEADING)]


def delete_again(deletions: Iterable[Deletion]) -> int:
    """Delete the accounts on the list that came back; returns how many there were.

    A restored database counts on from older numbers, so a number may by now be somebody else's: only an account that
    was there before the deletion is the one that was meant.
    """
    count = 0
    for deletion in deletions:
        user = User.objects.filter(pk=deletion.user_id, date_joined__lt=deletion.deleted_at).first()
        if user:
            _delete(user)
            count += 1
        _remember(deletion)
    return count


def _delete(user: User) -> None:
    """All rows of all tables at once: links between them are checked when the transaction ends, in any order."""
    with acting_as(user):
        for model in apps.get_models():
            if issubclass(model, OwnedModel):
                model._base_manager.filter(owner_id=user.pk)._raw_delete(DEFAULT_DB_ALIAS)
        user.delete()


def write(file: Path, deletions: Iterable[Deletion]) -> None:
    """Write the list as CSV, readable by nobody else."""
    file.touch(mode=0o600)
    with file.open("w", newline="") as content:
        table = csv.writer(content)
        table.writerow(HEADING)
        table.writerows((each.user_id, each.deleted_at.isoformat()) for each in deletions)


def read(file: Path) -> list[Deletion]:
    """The list in a file; ValueError, with the line, where something else stands there."""
    with file.open(newline="") as content:
        heading, *rows = list(csv.reader(content)) or [[]]
    if heading != HEADING:
        raise ValueError(f"{file} does not begin with {','.join(HEADING)}.")
    return [_deletion(file, number, row) for number, row in enumerate(rows, start=2)]


def _deletion(file: Path, number: int, row: list[str]) -> Deletion:
    moment = parse_datetime(row[1]) if len(row) == 2 else None
    if moment is None or moment.tzinfo is None or not row[0].isdecimal():
        raise ValueError(f"Line {number} of {file} is no number and time with its zone.")
    return Deletion(int(row[0]), moment)


def _model() -> type[Model] | None:
    return apps.all_models["users"].get("deletedaccount")


def _remember(deletion: Deletion) -> None:
    """So that the next backup's list has it, too."""
    model = _model()
    if model is not None:
        told: dict[str, Any] = {"user_id": deletion.user_id}
        model._default_manager.get_or_create(**told, defaults={"deleted_at": deletion.deleted_at})
