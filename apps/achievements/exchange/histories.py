"""Past versions and drafts as they come in: beside what is there already, with the times they carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from apps.achievements import versions
from apps.achievements.exchange import packed, rows
from apps.achievements.exchange.planning import Row, State
from apps.achievements.models import Achievement, PastVersion
from apps.users.models import User
from apps.users.ownership import OwnedModel


def numbered(owner: User, new: Sequence[Row], known: set[UUID]) -> list[Row]:
    """New versions under numbers that are free, in the order of the file; what this import has kept is not kept again.

    `known` are the versions that other rows of the file stand for.
    """
    entries = {UUID(str(row.values["entry"])) for row in new}
    taken: dict[UUID, set[int]] = defaultdict(set)
    told: dict[UUID, list[versions.Contents]] = defaultdict(list)
    there = PastVersion.objects.owned_by(owner).filter(achievement__in=entries)
    for pk, entry, number, contents in there.values_list("pk", "achievement_id", "of_revision", "contents"):
        taken[entry].add(number)
        if pk not in known:
            told[entry].append(contents)
    return [row for row in sorted(new, key=_number) if _has_place(row, taken, told)]


def _number(row: Row) -> int:
    return int(str(row.values["of_revision"]))


def _has_place(row: Row, taken: dict[UUID, set[int]], told: dict[UUID, list[versions.Contents]]) -> bool:
    entry, says = UUID(str(row.values["entry"])), packed.contents_of_version(row.values)
    same = next((each for each in told[entry] if not versions.differ(says, each)), None)
    if same is not None:
        told[entry].remove(same)
        row.state = State.SAME
        return False
    free = _number(row) if _number(row) not in taken[entry] else max(taken[entry]) + 1
    taken[entry].add(free)
    row.values["of_revision"] = free
    return True


def finish(owner: User, kind: str, new: Sequence[Row]) -> None:
    """Give versions and drafts the times they carry, and each entry a revision after those of its versions."""
    moments = {row.pk: moment for row in new if (moment := packed.moment(kind, row.values))}
    _set(owner, rows.MODELS[kind], packed.WHEN[kind][1], "said.it", "timestamptz", moments)
    if kind == "version":
        last: dict[UUID, int] = {}
        for row in new:
            entry = UUID(str(row.values["entry"]))
            last[entry] = max(last.get(entry, 0), _number(row) + 1)
        _set(owner, Achievement, "revision", "greatest(it.revision, said.it)", "int", last)


def _set(owner: User, model: type[OwnedModel], column: str, to: str, kind: str, said: Mapping[UUID, object]) -> None:
    """Set one column of our own tables, by a value for each id: one statement for thousands of rows."""
    if said:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {model._meta.db_table} it SET {column} = {to}"  # noqa: S608  # nothing of it was sent by anybody
                f" FROM unnest(%s::uuid[], %s::{kind}[]) AS said(id, it) WHERE it.id = said.id AND it.owner_id = %s",
                [list(said), list(said.values()), owner.pk],
            )
