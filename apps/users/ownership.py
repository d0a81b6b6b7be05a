"""Whose row is it: the base of every private table, and who the database lets through."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Self, TypeVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from apps.users.together import Statement, together

PERSON = "app.user_id"  # the policies of private tables read it
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


def insert(row: OwnedModel) -> None:
    """Save a new row whose id came with a form; one that is taken elsewhere is no reason to lose what was typed."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "_pkey" not in str(error):
            raise
        row.pk = uuid7()
        row.save(force_insert=True)


@contextmanager
def holding(name: str, value: str, *along: Statement) -> Iterator[list[list[Any]]]:
    """Run in a transaction that carries the setting `name`; policies read it, and it ends with the block.

    The setting is transaction-local because session settings leak to the next person through a pooled
    connection. Inside another block the former value comes back at the end. What is sent along is carried out at
    once under the setting, and gives the rows of each.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = ""
        if nested:
            (((before,),),) = together(Statement("SELECT current_setting(%s, true)", [name]))
        yield together(_setting(name, value), *along)[1:]
        if nested and not connection.needs_rollback:
            together(_setting(name, before or ""))


def _setting(name: str, value: str) -> Statement:
    return Statement("SELECT set_config(%s, %s, true)", [name, value])


def acting_as(user: AbstractBaseUser, *along: Statement) -> AbstractContextManager[list[list[Any]]]:
    """Run as `user`: atomic, and PostgreSQL shows and takes that person's rows only."""
    return holding(PERSON, str(user.pk), *along)


def alone_as(owner_id: int, statement: Statement) -> None:
    """One statement as this person, in a transaction of its own that takes one way there and back."""
    if connection.in_atomic_block:
        with holding(PERSON, str(owner_id), statement):
            return
    together(_setting(PERSON, str(owner_id)), statement)
