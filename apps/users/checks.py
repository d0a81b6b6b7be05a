"""Refuse to run as a database role that row security does not bind."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.signals import connection_created
from django.dispatch import receiver

SENTENCE = (
    "The database role {role!r} is a superuser or has BYPASSRLS, so row security would not hold. "
    "Point DATABASE_URL at the app role (docs/deploying.md says how to make it)."
)
_vetted: set[str] = set()


def _unbound_role(connection: Any) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)")
        row = cursor.fetchone()
    return row[0] if row else None


@register(Tags.database)
def role_is_bound(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """`manage.py check --database default` says so before anything is served."""
    if "default" not in (databases or []):
        return []
    role = _unbound_role(connections["default"])
    return [Error(SENTENCE.format(role=role), id="users.E001")] if role else []


@receiver(connection_created)
def refuse_unbound_role(sender: Any, connection: Any, **kwargs: Any) -> None:
    """The first connection of each process is vetted, whatever started the process."""
    if connection.alias != "default" or connection.alias in _vetted:
        return
    role = _unbound_role(connection)
    if role:
        connection.close()
        raise ImproperlyConfigured(SENTENCE.format(role=role))
    _vetted.add(connection.alias)
