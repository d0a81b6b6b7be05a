"""What a person decided, from what, and what they think of it later."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Role
from apps.opportunities import snapshots
from apps.opportunities.models.opportunity import Opportunity
from apps.users.ownership import OwnedModel, OwnedQuerySet

PUT_OFF_FOR = timedelta(weeks=1)


class DecisionQuerySet(OwnedQuerySet["Decision"]):
    """What people decided."""

    def briefly(self) -> Self:
        """Without the options as they stood, which only the page of one decision shows."""
        return self.defer("snapshot")

    def with_season_then(self) -> Self:
        """The same, with the preset and the words of the season as they stood: `preset_then`, `season_then`."""
        season = {"preset_then": "preset", "season_then": "label"}
        return self.briefly().annotate(**{name: KT(f"snapshot__season__{key}") for name, key in season.items()})


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

    @property
    def is_about_a_job(self) -> bool:
        """Whether there is a job to rate anew: one that was taken or kept."""
        return self.kind in {self.Kind.ACCEPTED, self.Kind.STAYED}

    @property
    def picture(self) -> snapshots.Snapshot | None:
        """The options and the season as they stood."""
        return snapshots.read(self.snapshot)


class DecisionReviewQuerySet(OwnedQuerySet["DecisionReview"]):
    """Looks back, done and to come."""

    def due(self, day: date) -> Self:
        """Those to do on `day` or earlier, oldest first; a later one of the same decision stands for those before."""
        later = DecisionReview.objects.filter(decision=OuterRef("decision"), after__gt=OuterRef("after"))
        stands = later.filter(Q(done_on__isnull=False) | Q(due_on__lte=day))
        return self.filter(~Exists(stands), done_on__isnull=True, due_on__lte=day).order_by("due_on", "pk")

    def to_come(self, after: date, until: date) -> Self:
        """Those for which it is too early on the day `after`, up to and with `until`, soonest first."""
        return self.open().filter(due_on__gt=after, due_on__lte=until).order_by("due_on", "pk")

    def open(self) -> Self:
        """Those neither done nor overtaken by a later one of the same decision."""
        later = DecisionReview.objects.filter(decision=OuterRef("decision"), after__gt=OuterRef("after"))
        return self.filter(~Exists(later.filter(done_on__isnull=False)), done_on__isnull=True)

    def done(self) -> Self:
        """Those that were done or skipped."""
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

    @property
    def is_skipped(self) -> bool:
        """Whether the person let it pass."""
        said = self.came_true or self.again or self.happened or self.ratings
        return self.done_on is not None and not said

    @property
    def is_due(self) -> bool:
        """Whether its day has come."""
        return self.done_on is None and self.due_on <= timezone.localdate()

    @property
    def rated_now(self) -> dict[str, Decimal]:
        """What the person gives the job now, 0 to 10 by factor."""
        return {factor: Decimal(value) for factor, value in self.ratings.items()}

    def pass_over(self) -> None:
        """Let it pass; what was said in it stays said."""
        if self.done_on is None:
            self.done_on = timezone.localdate()
            self.revision += 1
            self.save(update_fields=["done_on", "revision", "updated_at"])

    def put_off(self) -> None:
        """Ask a week later, counted from today where its day has passed."""
        if self.done_on is None:
            self.due_on = max(self.due_on, timezone.localdate()) + PUT_OFF_FOR
            self.revision += 1
            self.save(update_fields=["due_on", "revision", "updated_at"])
