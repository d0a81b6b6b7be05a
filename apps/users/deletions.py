"""Accounts that were deleted: a list that outlives a restore, so that what people took away stays away.

A backup is older than the last deletions. Their list (a number and a time each, nothing else) is kept apart from it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.utils.dateparse import parse_datetime

from apps.users.models import DeletedAccount

HEADING = ["user_id", "deleted_at"]


class Deletion(NamedTuple):
    """One account that is gone, and since when."""

    user_id: int
    deleted_at: datetime


def deleted_since(since: datetime | None) -> list[Deletion]:
    """The accounts that were deleted since then, or ever."""
    rows = DeletedAccount.objects.order_by("deleted_at")
    if since:
        rows = rows.filter(deleted_at__gte=since)
    return [Deletion(*row) for row in rows.values_list(*HEADING)]


def remember(deletions: Iterable[Deletion]) -> None:
    """Note them where they are not noted; the next backup's list then has them, too."""
    rows = [DeletedAccount(user_id=each.user_id, deleted_at=each.deleted_at) for each in deletions]
    DeletedAccount.objects.bulk_create(rows, ignore_conflicts=True)


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
