"""What a person needs right now, and what they needed before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.opportunities import scoring
from apps.opportunities.factors import FACTORS
from apps.opportunities.seasons import DEFAULT, PRESETS, Preset, season
from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet

REVIEW_AFTER = timedelta(weeks=13)  # needs change; a quarter is what a review date starts with
LATER = timedelta(weeks=1)  # what “not now” puts it off by


class SeasonQuerySet(OwnedQuerySet["Season"]):
    """What people needed, now and before."""

    def current(self) -> Self:
        """The season that has not ended: at most one for each person."""
        return self.filter(ended_at__isnull=True)

    def review_due(self, day: date) -> Self:
        """Seasons to look at again on `day` or earlier."""
        return self.current().filter(review_on__lte=day)


class Season(OwnedModel):
    """What the person needs right now: how much life fit counts, and which swings matter most."""

    class How(models.TextChoices):
        PRESET = "preset", _("as proposed")
        RANKED = "ranked", _("from an order of importance")
        EDITED = "edited", _("set by hand")

    preset = models.CharField(max_length=20)
    alpha = models.DecimalField(max_digits=3, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(1)])
    swings = models.JSONField(default=dict)  # factor → swing points, 0 to 100
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How, default=How.PRESET)
    why = models.CharField(_("why"), max_length=500, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)  # when the person last said that it is still right
    after_seeing = models.BooleanField(default=False)  # scores were there to be seen when this was chosen

    objects: ClassVar[models.Manager[Season]] = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(ended_at__isnull=True), name="opportunities_one_season_now"
            ),
            models.CheckConstraint(condition=Q(alpha__range=(0, 1)), name="opportunities_alpha_is_share"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="opportunities_season_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        names = {"season": self.start.label}
        if self.how == self.How.EDITED:
            return gettext("%(season)s, changed by you") % names
        if self.how == self.How.RANKED:
            return gettext("%(season)s, in your own order") % names
        return str(self.start.label)

    @classmethod
    def of(cls, user: User) -> Season:
        """The season of `user` now; one that is not saved and weighs everything the same where none was chosen."""
        return cls.objects.owned_by(user).current().first() or cls.from_preset(DEFAULT, owner=user)

    @classmethod
    def from_preset(cls, preset: Preset, *, owner: User) -> Season:
        """A new season, not saved yet, as the preset has it."""
        return cls(owner=owner, preset=preset.key, alpha=preset.alpha, swings=dict(preset.swings))

    @property
    def is_chosen(self) -> bool:
        """Whether the person chose it, rather than getting the balanced start."""
        return not self._state.adding

    @property
    def start(self) -> Preset:
        """The preset it began as."""
        return PRESETS.get(self.preset, DEFAULT)

    @property
    def points(self) -> dict[str, Decimal]:
        """The swing points of every factor."""
        return {key: Decimal(self.swings.get(key, 0)) for key in FACTORS}

    @property
    def weights(self) -> scoring.Season:
        """α and the swing points, for scoring."""
        return season(self.alpha, {key: points for key, points in self.swings.items() if key in FACTORS})

    @property
    def review_is_due(self) -> bool:
        """Whether the day to look again has come."""
        return self.review_on is not None and self.review_on <= timezone.localdate()

    @property
    def look_again_on(self) -> date | None:
        """The review date to offer: the one there is while it lies ahead, else a quarter of a year from now."""
        today = timezone.localdate()
        if self.is_chosen and self.ended_at is None and (self.review_on is None or self.review_on > today):
            return self.review_on
        return today + REVIEW_AFTER

    @property
    def life_counts(self) -> int:
        """What life fit counts for, of 100."""
        return int(self.alpha * 100)

    @property
    def future_counts(self) -> int:
        """What future value counts for, of 100."""
        return 100 - self.life_counts

    def confirm(self, today: date) -> None:
        """It is still right: ask again in a quarter of a year."""
        self.confirmed_on, self.review_on = today, today + REVIEW_AFTER
        self._save_review()

    def put_off(self, today: date) -> None:
        """Not now: ask again in a week."""
        self.review_on = today + LATER
        self._save_review()

    def _save_review(self) -> None:
        self.revision += 1
        self.save(update_fields=["confirmed_on", "review_on", "revision", "updated_at"])
