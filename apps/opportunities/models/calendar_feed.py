"""The address under which a calendar program finds a person's days."""

from __future__ import annotations

import hashlib
import secrets
from typing import ClassVar, Self

from django.db import models

from apps.users.ownership import OwnedModel, OwnedQuerySet


def digest(token: str) -> str:
    """What a calendar's secret is looked up by."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedQuerySet(OwnedQuerySet["CalendarFeed"]):
    """Calendar addresses."""

    def opened_by(self, token: str) -> Self:
        """The one feed that `token` opens."""
        return self.filter(digest=digest(token))


class CalendarFeed(OwnedModel):
    """A secret address for calendar programs, which know no login; gone for good once it is revoked."""

    token = models.CharField(max_length=64)  # kept, so that its owner can copy the address to a second device
    digest = models.CharField(max_length=64, unique=True)
    read_on = models.DateField(null=True, blank=True)  # when a program last asked for it

    objects: ClassVar[models.Manager[CalendarFeed]] = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="opportunities_one_calendar")]

    def __str__(self) -> str:
        return str(self.created_at)

    @classmethod
    def make(cls, *, owner_id: int) -> CalendarFeed:
        """A new address in place of any earlier one, which stops working at once."""
        token = secrets.token_urlsafe(32)
        cls.objects.filter(owner_id=owner_id).delete()
        return cls.objects.create(owner_id=owner_id, token=token, digest=digest(token))
