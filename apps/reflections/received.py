"""What came by e-mail, kept as it came until it is safely an answer."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.users.ownership import OwnedModel, OwnedQuerySet


class State(models.TextChoices):
    """What became of a message."""

    RECEIVED = "received", _("received")
    STORED = "stored", _("kept as your answer")
    REFUSED = "refused", _("could not be kept")


class Reason(models.TextChoices):
    """Why a message could not be kept."""

    STRANGER = "stranger", _("It came from another address than that of your account.")
    FORGED = "forged", _("The mail servers say that it was not sent by you.")
    ENDED = "ended", _("The address in that e-mail no longer takes answers.")
    TOO_LARGE = "too_large", _("It was larger than 20 MB.")
    TOO_LONG = "too_long", _("With it the answer would be longer than 8000 characters.")
    EMPTY = "empty", _("We found no words of yours in it, only what was quoted.")
    UNREADABLE = "unreadable", _("We could not read it.")


class InboundMessageQuerySet(OwnedQuerySet["InboundMessage"]):
    """Messages that came."""

    def unread(self, now: datetime) -> Self:
        """Those that nobody has made anything of yet, and whose turn it is; the window of the mail room shows them."""
        return self.filter(state=State.RECEIVED, try_after__lte=now)

    def to_answer(self) -> Self:
        """Those whose sender waits for a word."""
        return self.filter(needs_answer=True)


class InboundMessage(OwnedModel):
    """One message as it came; whose it is turns out when it is read, and its bytes go when its text is stored."""

    owner = models.ForeignKey(  # type: ignore[assignment]  # unlike any other private row it may be nobody’s yet
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        null=True,
        blank=True,
    )
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    reason = models.CharField(max_length=10, blank=True)  # a word of Reason
    raw = models.BinaryField(default=b"")
    fingerprint = models.CharField(max_length=64, unique=True)  # of the bytes: the same message fetched twice is one
    recipient = models.CharField(max_length=320, blank=True)  # of the envelope, where the provider says it
    sender = models.CharField(max_length=320, null=True, blank=True)  # noqa: DJ001  # of the envelope: empty and unknown differ
    is_cut_off = models.BooleanField(default=False)  # larger than we take, so that only its beginning is here
    message_id = models.CharField(max_length=255, blank=True)
    nudge = models.ForeignKey(
        "reflections.Nudge",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        db_constraint=False,
    )
    left_out = models.PositiveSmallIntegerField(default=0)  # attachments
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField()
    needs_answer = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[InboundMessage]] = InboundMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["try_after"], condition=Q(state="received"), name="reflections_inbound_unread"),
            models.Index(fields=["try_after"], condition=Q(needs_answer=True), name="reflections_inbound_answers"),
            models.Index(fields=["created_at"], condition=~Q(state="stored"), name="reflections_inbound_open"),
            models.Index(fields=["owner", "-created_at"], name="reflections_inbound_owner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "message_id"],
                condition=Q(owner__isnull=False),
                name="reflections_one_message_once",
            ),
            models.CheckConstraint(
                condition=Q(state="received", owner__isnull=True) | Q(owner__isnull=False),
                name="reflections_inbound_owned_once_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} {self.state}"

    @property
    def told(self) -> str:
        """What became of it, in a sentence."""
        if self.state == State.STORED:
            return (
                ngettext("%(n)d attachment was left out.", "%(n)d attachments were left out.", self.left_out)
                % {"n": self.left_out}
                if self.left_out
                else gettext("It is kept.")
            )
        return str(dict(Reason.choices).get(self.reason, ""))
