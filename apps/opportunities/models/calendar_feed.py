"""The address under which a calendar program finds a person's days."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import ClassVar, Self

from django.db import models, transaction

from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet, holding


def digest(token: str) -> str:
    """What a calendar's secret is looked up by."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedQuerySet(OwnedQuerySet["CalendarFeed"]):
    """Calendar addresses."""

    def opened_by(self, token: str) -> Self:
        """The one feed that `token` opens, while its account is open."""
        return self.filter(digest=digest(token), owner__is_active=True)


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
    @transaction.atomic
    def make(cls, *, owner_id: int) -> CalendarFeed:
        """A new address in place of any earlier one, which stops working at once."""
        User.objects.select_for_update().get(pk=owner_id)  # two clicks at once wait for each other
        token = secrets.token_urlsafe(32)
        cls.objects.filter(owner_id=owner_id).delete()
        return cls.objects.create(owner_id=owner_id, token=token, digest=digest(token))

    @classmethod
    def behind(cls, token: str) -> CalendarFeed | None:
        """The calendar that `token` opens, for somebody who is not logged in; what follows runs as its owner."""
        with holding("app.link", digest(token)):
            return cls.objects.select_related("owner").opened_by(token).first()

    def note_read(self, day: date) -> None:
        """Note that a program asked on `day`; at most one write a day."""
        if self.read_on != day:
            CalendarFeed.objects.filter(pk=self.pk).update(read_on=day)
            self.read_on = day
