"""Whether this process can serve pages: its database as the role that row security binds, its tables, its Redis."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from redis import Redis
from redis.exceptions import RedisError

PATIENCE = 2  # seconds for Redis


def missing() -> list[str]:
    """The names of the parts that are not there; nothing of why, which stands in the log."""
    without = [name for name, is_there in PARTS.items() if not is_there()]
    return without if without or _tables() else ["tables"]


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (Error, ImproperlyConfigured):  # the second: a role that row security does not bind
        return False
    return True


def _tables() -> bool:
    """Every migration of this version has been made; more of them are a later version's and do no harm."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return known_migrations() <= set(cursor.fetchall())
    except (Error, ImproperlyConfigured):
        return False


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Those of this version; read from the disk once for each process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _redis() -> bool:
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as broker:
            broker.ping()
        caches["default"].get("ready")
    except RedisError:
        return False
    return True


PARTS: dict[str, Callable[[], bool]] = {"database": _database, "redis": _redis}
