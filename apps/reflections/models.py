"""The weekly e-mail: a person's plan, the ledger of what became of each week, and their answers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import dates
from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Achievement
from apps.reflections import received, schedule
from apps.reflections.links import NudgeLink as NudgeLink  # Django finds models through this module
from apps.reflections.parcels import Parcel as Parcel
from apps.reflections.parcels import ParcelPart as ParcelPart
from apps.reflections.parcels import ParcelReport as ParcelReport
from apps.reflections.pulse import Pulse as Pulse
from apps.reflections.received import InboundMessage as InboundMessage
from apps.reflections.reflecting import Reflection as Reflection
from apps.reflections.suppression import Suppression as Suppression
from apps.users import formats, zones
from apps.users.models import User, validate_zone
from apps.users.ownership import OwnedModel, OwnedQuerySet


class NudgeQuerySet(OwnedQuerySet["Nudge"]):
    """Rows of the ledger."""

    def idle(self, now: datetime) -> Self:
        """Waiting, not handed over, and in nobody's hands."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.filter(free, state=Nudge.State.WAITING, handed_at__isnull=True)

    def with_returned(self) -> Self:
        """With `returned`: why the latest reply to each could not be kept, a word of received.Reason, or None."""
        refused = InboundMessage.objects.filter(nudge=OuterRef("pk"), state="refused").order_by("-created_at")
        return self.annotate(returned=Subquery(refused.values("reason")[:1]))


def unindexed_owner() -> models.ForeignKey[User, User]:
    """Whose row it is, where another index begins with them."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False, db_index=False
    )


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

    owner = unindexed_owner()  # unique below
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
    serves = models.DateField(null=True, blank=True, editable=False)  # the next one’s period, where not the rhythm’s
    skips_when_logged = models.BooleanField(
        _("skip it when I have written something since the last one"), default=False
    )
    seen_on = models.DateField(null=True, blank=True, editable=False)  # a day on which the person was here
    kept_cadence = models.CharField(max_length=12, blank=True, editable=False)  # as it was before we came less often
    stepped_at = models.DateTimeField(null=True, blank=True, editable=False)  # when we began to

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

    @property
    def rhythm(self) -> schedule.Rhythm:
        """The plan as values, for the schedule."""
        return schedule.Rhythm(self.cadence, self.weekday, self.local_time, self.time_zone, self.anchor)

    def local_day(self, moment: datetime) -> date:
        """The day it is in the plan's zone."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def is_paused_on(self, day: date) -> bool:
        """Whether the person wants no e-mail on this local day."""
        return self.paused_until is not None and day < self.paused_until

    @property
    def promise(self) -> schedule.Promise | None:
        """The next e-mail as it stands, to be compared with once the plan is another; None while there is none."""
        if self.next_nudge_at is None or not self.is_active:
            return None
        return schedule.Promise(self.rhythm, self.next_nudge_at, self.period_at(self.next_nudge_at))

    @property
    def keeps_old_time(self) -> bool:
        """Whether the next one still comes as it stood before the plan was changed."""
        at = self.next_nudge_at
        return at is not None and schedule.next_occurrence(self.rhythm, at - timedelta(seconds=1)) != at

    def period_at(self, moment: datetime) -> date:
        """The period that the e-mail of this moment is for."""
        if self.serves and moment == self.next_nudge_at:
            return self.serves
        return schedule.period_of(self.rhythm, moment)

    def reschedule(self, now: datetime, before: schedule.Promise | None = None) -> None:
        """Point at the next time after `now` that neither repeats a period nor skips one; at nothing while off."""
        self.next_nudge_at = self.serves = None
        if self.is_active:
            promise = schedule.after_change(self.rhythm, now, self._told(now), before)
            self.next_nudge_at = promise.at
            if promise.serves != schedule.period_of(self.rhythm, promise.at):
                self.serves = promise.serves

    @property
    def kept_words(self) -> str:
        """How often it came before the silence; empty where it comes as it was planned."""
        return str(dict(self.Cadence.choices).get(self.kept_cadence, ""))

    def next_sending(self, now: datetime) -> datetime | None:
        """When the next e-mail really goes out: a paused week is counted in the ledger, but not sent."""
        if self.next_nudge_at is None:
            return None
        moment = max(self.next_nudge_at, now)
        while self.is_paused_on(self.local_day(moment)) or moment <= now:
            moment = schedule.next_occurrence(self.rhythm, moment)
        return moment

    def next_words(self, now: datetime) -> str:
        """The next time in words, in the plan's own zone; empty while there is none."""
        moment = self.next_sending(now)
        if moment is None:
            return ""
        local = moment.astimezone(ZoneInfo(self.time_zone))
        when = {
            "day": formats.day(local.date(), width="full"),
            "time": dates.format_time(local.time(), "short", locale=formats.current()),
        }
        return gettext("The next one comes on %(day)s at %(time)s, %(zone)s time.") % {
            **when,
            "zone": zones.city(self.time_zone),
        }

    def _told(self, now: datetime) -> dict[date, datetime]:
        """The periods that have their e-mail, and when each was due."""
        recent = Nudge.objects.filter(
            owner_id=self.owner_id, kind=Nudge.Kind.PLANNED, period__gte=(now - timedelta(days=40)).date()
        )
        return dict(recent.values_list("period", "due_at"))


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
        AGAIN = "again", _("the same question once more")

    class Reason(models.TextChoices):
        STOPPED = "stopped", _("you had stopped the e-mail")
        PAUSED = "paused", _("you had paused it")
        PASSED = "passed", _("you let this one pass")
        ANSWERED = "answered", _("you had answered by then")
        CLOSED = "closed", _("the account is closed")
        LOGGED = "logged", _("you had already written something")
        BOUNCED = "bounced", _("your address did not take our e-mail")
        COMPLAINED = "complained", _("our e-mail was marked as spam")
        OUTAGE = "outage", _("we could not send at that time")
        UNREACHED = "unreached", _("the mail server could not be reached")
        SILENT = "silent", _("the mail server took it and fell silent: it may have come")

    owner = unindexed_owner()  # each claim writes every index: `reflections_ledger` begins with it
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PLANNED)
    period = models.DateField()  # the local week's Monday, or the month's first, that it was for
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
        db_index=False,
    )
    matter = models.UUIDField(null=True, blank=True)  # the row it asked about, whichever table has it
    again_of = models.ForeignKey(  # the e-mail whose question this one brings once more
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="again",
        db_constraint=False,
        db_index=False,
    )
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    try_after = models.DateTimeField()
    enqueued_at = models.DateTimeField(null=True, blank=True)  # when a worker was last told
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # a word of Reason, or what the mail server said

    objects: ClassVar[models.Manager[Nudge]] = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at"]
        indexes = [
            models.Index(fields=["try_after"], condition=Q(state="waiting"), name="reflections_waiting"),
            models.Index(fields=["owner", "-due_at"], name="reflections_ledger"),
            models.Index(fields=["owner", "about"], condition=Q(about__isnull=False), name="reflections_asked_about"),
            BrinIndex(fields=["due_at"], name="reflections_by_day"),  # small and cheap: rows come in this order
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "period"],
                condition=Q(kind="planned"),
                name="reflections_one_nudge_a_period",
            ),
            models.UniqueConstraint(
                fields=["again_of"], condition=Q(again_of__isnull=False), name="reflections_one_again"
            ),
            models.CheckConstraint(
                condition=Q(kind="again", again_of__isnull=False) | ~Q(kind="again") & Q(again_of__isnull=True),
                name="reflections_again_of_what",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(handed_at__isnull=False), name="reflections_sent_was_handed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.state}"

    @property
    def asked_by(self) -> UUID:
        """The e-mail that an answer belongs to: where the question came twice, the first one."""
        return self.again_of_id or self.pk

    @property
    def told(self) -> str:
        """Why it came to this state, in words; the words of a mail server are quoted as its own."""
        if not self.reason or self.reason in self.Reason.values:
            return str(dict(self.Reason.choices).get(self.reason, ""))
        return gettext("the mail server said “%(words)s”") % {"words": self.reason}

    @property
    def returned_told(self) -> str:
        """Why a reply to it could not be kept, in words; empty where none came back, or nobody asked for `returned`."""
        return str(dict(received.Reason.choices).get(getattr(self, "returned", None) or "", ""))
