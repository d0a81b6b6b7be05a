"""What a person decided, from what, and what they think of it later."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Role
from apps.opportunities.models.opportunity import Opportunity
from apps.users.ownership import OwnedModel, OwnedQuerySet


class DecisionQuerySet(OwnedQuerySet["Decision"]):
    """What people decided."""


class Decision(OwnedModel):
    """A choice, with the options and the season as they stood, so that hindsight cannot rewrite them."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("I said yes")
        DECLINED = "declined", _("I said no")
        STAYED = "stayed", _("I keep what I have")

    kind = models.CharField(_("what you decided"), max_length=10, choices=Kind)
    opportunity = models.ForeignKey(
        Opportunity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        db_constraint=False,  # the composite same-owner constraint stands in its place
    )
    about = models.CharField(max_length=330)  # what it was called, for when it is deleted
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    snapshot = models.JSONField(default=dict)  # the options and the season as they stood; see snapshots.py
    reasons = models.TextField(_("why"), max_length=4000, blank=True)
    prediction = models.TextField(_("what you expect in a year"), max_length=2000, blank=True)
    would_change = models.TextField(_("what would change your mind"), max_length=2000, blank=True)
    role = models.ForeignKey(
        Role, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions", db_constraint=False
    )

    objects: ClassVar[models.Manager[Decision]] = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-id"]
        indexes = [models.Index(fields=["owner", "-decided_on"], name="opportunities_decided")]
        constraints = [models.CheckConstraint(condition=~Q(about=""), name="opportunities_decision_about")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    def get_absolute_url(self) -> str:
        return reverse("opportunities:decision", args=[self.pk])


class DecisionReviewQuerySet(OwnedQuerySet["DecisionReview"]):
    """Looks back, done and to come."""

    def due(self, day: date) -> Self:
        """Those to do on `day` or earlier, oldest first."""
        return self.filter(done_on__isnull=True, due_on__lte=day).order_by("due_on")

    def done(self) -> Self:
        """Those that were done."""
        return self.filter(done_on__isnull=False)


class DecisionReview(OwnedModel):
    """A look back at a decision after 30, 90 or 365 days, with the job rated anew."""

    class After(models.IntegerChoices):
        MONTH = 30, _("after a month")
        QUARTER = 90, _("after three months")
        YEAR = 365, _("after a year")

    class Came(models.TextChoices):
        YES = "yes", _("yes, as I thought")
        PARTLY = "partly", _("in part")
        NO = "no", _("no")
        EARLY = "early", _("too early to say")

    class Again(models.TextChoices):
        YES = "yes", _("yes")
        UNSURE = "unsure", _("not sure")
        NO = "no", _("no")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reviews", db_constraint=False)
    after = models.PositiveSmallIntegerField(choices=After)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    came_true = models.CharField(_("did what you expected come about?"), max_length=8, choices=Came, blank=True)
    again = models.CharField(_("would you decide the same again?"), max_length=8, choices=Again, blank=True)
    happened = models.TextField(_("what happened"), max_length=4000, blank=True)
    ratings = models.JSONField(default=dict)  # factor → value 0–10 as text, as the person rates it now

    objects: ClassVar[models.Manager[DecisionReview]] = DecisionReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_on__isnull=True), name="opportunities_review_due")
        ]
        constraints = [
            models.UniqueConstraint(fields=["decision", "after"], name="opportunities_review_once"),
            models.CheckConstraint(condition=Q(after__in=[30, 90, 365]), name="opportunities_review_after"),
        ]

    def __str__(self) -> str:
        return str(self.get_after_display())

    def get_absolute_url(self) -> str:
        return reverse("opportunities:review", args=[self.pk])
