"""The weekly e-mail: a person's plan, the ledger of what became of each week, and their answers."""

from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Achievement
from apps.users.models import validate_zone
from apps.users.ownership import OwnedModel


class NudgePlan(OwnedModel):
    """When a person wants their e-mail, in their own zone; `next_nudge_at` is the same instant in UTC."""

    class Cadence(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        FORTNIGHTLY = "fortnightly", _("every other week")
        MONTHLY = "monthly", _("once a month")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    is_active = models.BooleanField(_("send me the e-mail"), default=True)
    cadence = models.CharField(_("how often"), max_length=12, choices=Cadence, default=Cadence.WEEKLY)
    weekday = models.PositiveSmallIntegerField(
        _("on"), choices=Weekday, default=Weekday.SUNDAY, validators=[MaxValueValidator(6)]
    )
    local_time = models.TimeField(_("at"), default=time(17, 0))
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    anchor = models.DateField(default=timezone.localdate, editable=False)  # fortnights count from here
    paused_until = models.DateField(_("pause until"), null=True, blank=True)
    next_nudge_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["next_nudge_at"], condition=Q(next_nudge_at__isnull=False), name="reflections_due")
        ]
        constraints = [
            models.UniqueConstraint(fields=["owner"], name="reflections_one_plan"),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="reflections_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.get_cadence_display()}, {self.get_weekday_display()}"


class Nudge(OwnedModel):
    """One e-mail of the ledger: each period ends in exactly one visible state."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("skipped")
        SUPPRESSED = "suppressed", _("not wanted")
        EXPIRED = "expired", _("too late to send")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("handed over, outcome unknown")

    class Kind(models.TextChoices):
        PLANNED = "planned", _("planned")
        ASKED = "asked", _("sent on request")

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PLANNED)
    period = models.DateField()  # the local day the e-mail was planned for
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    prompt = models.CharField(max_length=20, blank=True)
    question = models.CharField(max_length=500, blank=True)
    about = models.ForeignKey(
        Achievement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="nudges",
        db_constraint=False,
    )
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    try_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-due_at"]
        indexes = [
            models.Index(fields=["try_after"], condition=Q(state="waiting"), name="reflections_waiting"),
            models.Index(fields=["owner", "-due_at"], name="reflections_ledger"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "period"],
                condition=Q(kind="planned"),
                name="reflections_one_nudge_a_period",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(handed_at__isnull=False), name="reflections_sent_was_handed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.state}"


class NudgeLink(OwnedModel):
    """An opaque link of an e-mail that acts without login, for one purpose only; only its digest is kept."""

    class Purpose(models.TextChoices):
        UNSUBSCRIBE = "unsubscribe", _("stop the e-mail")
        ANSWER = "answer", _("answer")

    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    nudge = models.ForeignKey(Nudge, on_delete=models.CASCADE, null=True, related_name="links", db_constraint=False)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.purpose


class Reflection(OwnedModel):
    """A person's answer to a week's question, or that they let it pass."""

    question = models.CharField(max_length=500)
    answer = models.TextField(_("your answer"), max_length=8000, blank=True)
    is_skipped = models.BooleanField(default=False)
    answered_on = models.DateField(default=timezone.localdate)
    nudge = models.ForeignKey(
        Nudge,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reflections",
        db_constraint=False,
    )
    about = models.ForeignKey(
        Achievement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reflections",
        db_constraint=False,
    )

    class Meta:
        ordering = ["-answered_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(is_skipped=True) | ~Q(answer=""), name="reflections_answered_or_skipped")
        ]

    def __str__(self) -> str:
        return self.question
