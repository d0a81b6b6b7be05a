"""An address that does not take our e-mail: what we know of it, and stopping before it does harm."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet

MOST = 5  # in a row that could not be delivered; then we stop, too
SAME = timedelta(hours=20)  # reports closer together than this are about one e-mail
SAID = 300  # characters of a server's answer that are kept


class SuppressionQuerySet(OwnedQuerySet["Suppression"]):
    """What is known of addresses."""

    def of(self, user: User) -> Self:
        """What is known of the address that this person has now."""
        return self.owned_by(user).filter(address=user.email.lower())

    def for_rows_of(self, user: User) -> Exists:
        """Whether that address gets nothing from us, told beside the rows of another query: it costs no own one."""
        return Exists(self.of(user).stopped())

    def stopped(self) -> Self:
        """Those that get nothing from us."""
        return self.filter(stopped_at__isnull=False)


class Suppression(OwnedModel):
    """How an account's address fares with our e-mail: bounces in a row, and whether and why we stopped."""

    class Cause(models.TextChoices):
        GONE = "bounced", _("It came back: there is no such mailbox, or it takes nothing any more.")
        FULL = "full", _("The last five could not be delivered. Perhaps the mailbox is full.")
        COMPLAINED = "complained", _("It was marked as spam, so we took it that you want no more.")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suppressions", editable=False
    )
    address = models.EmailField()
    cause = models.CharField(max_length=12, choices=Cause, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    bounces = models.PositiveSmallIntegerField(default=0)  # in a row, without one that arrived
    last_bounce_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=SAID, blank=True)  # the answer of the mail server

    objects: ClassVar[models.Manager[Suppression]] = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "address"], name="reflections_one_fate_an_address"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | ~Q(cause=""), name="reflections_stopped_for_a_cause"
            ),
        ]

    def __str__(self) -> str:
        return self.cause

    @property
    def is_stopped(self) -> bool:
        """Whether nothing is sent to this address."""
        return self.stopped_at is not None

    def stop(self, cause: str, now: datetime, said: str) -> None:
        """Nothing more goes there; the first cause stays, except that a complaint outweighs it."""
        if self.stopped_at is None or cause == self.Cause.COMPLAINED:
            self.cause, self.stopped_at, self.said = cause, self.stopped_at or now, said[:SAID]

    def count(self, now: datetime, said: str) -> None:
        """One more that could not be delivered for the time being; reports of the same one count once."""
        if self.last_bounce_at and now - self.last_bounce_at < SAME:
            return
        self.bounces, self.last_bounce_at, self.said = self.bounces + 1, now, said[:SAID]
        if self.bounces >= MOST:
            self.stop(self.Cause.FULL, now, said)

    def lift(self) -> None:
        """The address works again, or one has arrived."""
        self.cause, self.stopped_at, self.bounces, self.last_bounce_at, self.said = "", None, 0, None, ""
