"""Whose row is it: the base of every private table, and who the database lets through."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M]):
    """Rows that belong to one person."""

    def owned_by(self, user: Any) -> Self:
        """Only the rows of `user`, or of whose id it is: the first of the two walls (the second is row security)."""
        return self.filter(owner_id=getattr(user, "pk", user))


class OwnedModel(models.Model):
    """A private row of one person, under an id that cannot be guessed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


@contextmanager
def holding(name: str, value: str) -> Iterator[None]:
    """Run in a transaction that carries the setting `name`; policies read it, and it ends with the block.

    The setting is transaction-local because session settings leak to the next person through a pooled
    connection. Inside another block the former value comes back at the end.
    """
    nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        before = ""
        if nested:
            cursor.execute("SELECT current_setting(%s, true)", [name])
            before = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        yield
        if nested and not connection.needs_rollback:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, before])


@contextmanager
def acting_as(user: AbstractBaseUser) -> Iterator[None]:
    """Run as `user`: atomic, and PostgreSQL shows and takes that person's rows only."""
    with holding("app.user_id", str(user.pk)):
        yield
