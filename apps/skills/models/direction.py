"""Where the person is heading, and which skills that asks for."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.skills.models.catalogue import Occupation
from apps.users import dates
from apps.users.dates import Precision
from apps.users.ownership import OwnedModel, OwnedQuerySet


class DirectionQuerySet(OwnedQuerySet["Direction"]):
    """Where people are heading."""

    def current(self) -> Self:
        """The one that holds now; earlier ones stay to be looked at."""
        return self.filter(ended_at__isnull=True)


class Direction(OwnedModel):
    """A target in the person's own words: field, role and horizon. One holds at a time."""

    title = models.CharField(_("what you want to be doing"), max_length=160)
    field = models.CharField(_("field"), max_length=160, blank=True)
    by = models.DateField(_("by when, roughly"), null=True, blank=True)
    by_precision = models.CharField(max_length=5, choices=Precision, default=Precision.YEAR)
    why = models.TextField(_("why"), max_length=2000, blank=True)
    occupation = models.ForeignKey(
        Occupation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("occupation")
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Direction]] = DirectionQuerySet.as_manager()

    class Meta:
        ordering = [F("ended_at").desc(nulls_first=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(ended_at__isnull=True), name="skills_one_direction_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="skills_direction_titled"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by_when(self) -> str:
        """By when, as exactly as it is meant; empty where it is open."""
        return dates.told(self.by, self.by_precision) if self.by else ""

    def end(self) -> None:
        """Head there no longer; doing so twice changes nothing."""
        if self.ended_at is None:
            self.ended_at = timezone.now()
            self.revision += 1
            self.save(update_fields=["ended_at", "revision", "updated_at"])


class DirectionNeedQuerySet(OwnedQuerySet["DirectionNeed"]):
    """What directions ask for."""


class DirectionNeed(OwnedModel):
    """A skill that a direction asks for, by name: the person may not have it yet."""

    class Weight(models.IntegerChoices):
        ESSENTIAL = 2, _("essential")
        USEFUL = 1, _("useful")

    direction = models.ForeignKey(Direction, on_delete=models.CASCADE, related_name="needs", db_constraint=False)
    name = models.CharField(_("skill"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("how much"), choices=Weight, default=Weight.ESSENTIAL)

    objects: ClassVar[models.Manager[DirectionNeed]] = DirectionNeedQuerySet.as_manager()

    class Meta:
        ordering = ["-weight", Lower("name")]
        constraints = [
            models.UniqueConstraint("direction", Lower("name"), name="skills_direction_need_once"),
            models.CheckConstraint(condition=~Q(name=""), name="skills_direction_need_named"),
        ]

    def __str__(self) -> str:
        return self.name
