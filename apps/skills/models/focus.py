"""The one or two skills a person works on now, and the hours they put in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.skills.models.skill import Skill
from apps.users.addresses import address
from apps.users.ownership import OwnedModel, OwnedQuerySet

SLOTS = (1, 2)  # one or two at a time: a constraint, not a hope


class FocusQuerySet(OwnedQuerySet["Focus"]):
    """What people work on."""

    def active(self) -> Self:
        """Those that go on, in the order in which they were taken up."""
        return self.filter(state=Focus.State.ACTIVE)

    def practised_since(self, day: date) -> Self:
        """With what was practised from `day` on as `minutes`, 0 where nothing was; `last_on` is the last day of
        practice, or the first of the focus."""
        since = Q(practices__done_on__gte=day)
        return self.annotate(
            minutes=Coalesce(Sum("practices__minutes", filter=since), 0),
            last_on=Greatest(Max("practices__done_on"), F("started_on")),  # PostgreSQL passes over what is not there
        )

    def with_minutes(self) -> Self:
        """With their skills, and all that was practised as `minutes`; those that go on first."""
        return (
            self.select_related("skill")
            .annotate(minutes=Sum("practices__minutes"))
            .order_by(F("slot").asc(nulls_last=True), "-started_on", "-id")
        )


class Focus(OwnedModel):
    """A skill the person works on for a while: planned hours a week, an end, and what became of it."""

    class State(models.TextChoices):
        ACTIVE = "active", _("working on it")
        FINISHED = "finished", _("finished")
        DROPPED = "dropped", _("dropped")

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="focuses", db_constraint=False)
    slot = models.PositiveSmallIntegerField(null=True, editable=False)  # 1 or 2 while it is active
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE, editable=False)
    hours_per_week = models.DecimalField(
        _("hours a week"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(80))],
    )
    why = models.CharField(_("what for"), max_length=300, blank=True)
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("look at it again on"))
    reviewed_on = models.DateField(null=True, blank=True, editable=False)  # when it was last kept, or ended
    closing_note = models.TextField(_("what came of it"), max_length=2000, blank=True)

    minutes: int | None  # of all practice, where it was read with `with_minutes`
    last_on: date  # of practice, where it was read with `practised_since`

    objects: ClassVar[models.Manager[Focus]] = FocusQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "slot"], name="skills_focus_two_at_most"),
            models.UniqueConstraint(
                fields=["owner", "skill"], condition=Q(state="active"), name="skills_focus_skill_once"
            ),
            models.CheckConstraint(
                condition=Q(state="active", slot__in=SLOTS) | (~Q(state="active") & Q(slot__isnull=True)),
                name="skills_focus_slot_while_active",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("started_on")),
                name="skills_focus_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=80), name="skills_focus_hours_of_a_week"
            ),
        ]

    def __str__(self) -> str:
        return str(self.skill)

    def get_absolute_url(self) -> str:
        return address("skills:focus_detail", self.pk)

    @property
    def is_active(self) -> bool:
        """Whether the person works on it now."""
        return self.state == Focus.State.ACTIVE

    @property
    def last_day(self) -> date:
        """Until when it goes or went; one that is looked at late goes on."""
        if self.is_active:
            return max(self.ends_on, timezone.localdate())
        return self.reviewed_on or self.ends_on

    @property
    def is_due(self) -> bool:
        """Whether the day to look at it again has come."""
        return self.is_active and self.ends_on <= timezone.localdate()


class PracticeQuerySet(OwnedQuerySet["Practice"]):
    """What people practised."""


class Practice(OwnedModel):
    """Minutes put into a focus on one day."""

    focus = models.ForeignKey(Focus, on_delete=models.CASCADE, related_name="practices", db_constraint=False)
    done_on = models.DateField(_("when"), default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(24 * 60)]
    )
    note = models.CharField(_("what you did"), max_length=300, blank=True)

    objects: ClassVar[models.Manager[Practice]] = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(1, 1440)), name="skills_practice_minutes_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.done_on}: {self.minutes} min"
