"""Several statements that are sent at once: a way to the database and back takes as long as many of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection


class Statement(NamedTuple):
    """SQL with its parameters."""

    sql: str
    parameters: Sequence[Any]


def together(*statements: Statement) -> list[list[Any]]:
    """The rows of each, in order; outside a transaction all of them are one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "; ".join(statement.sql for statement in statements),
            [value for statement in statements for value in statement.parameters],
        )
        answers = [_rows(cursor)]
        while cursor.nextset():
            answers.append(_rows(cursor))
    return answers


def _rows(cursor: Any) -> list[Any]:
    """Those of the present answer; `description` would name its columns, which takes longer than to read them."""
    return cursor.fetchall() if cursor.pgresult.nfields else []
