"""Offers and the present job, how they are rated, and what the person needs right now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.opportunities import money, scoring
from apps.opportunities.factors import FACTORS, rating
from apps.opportunities.seasons import DEFAULT, PRESETS, Preset, season
from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet


class OpportunityQuerySet(OwnedQuerySet["Opportunity"]):
    """Offers and the present job."""

    def open(self) -> Self:
        """Those that are not archived."""
        return self.filter(archived_at__isnull=True)

    def briefly(self) -> Self:
        """Without what only the page of one offer shows: a list of hundreds is read in half the time."""
        return self.defer("notes", "link", "place", "created_at", "updated_at")

    def archived(self) -> Self:
        """Those put away, latest first."""
        return self.filter(archived_at__isnull=False).order_by("-archived_at")

    def with_deadline_before(self, day: date) -> Self:
        """Open offers to be answered before `day`, past deadlines included, most urgent first."""
        return self.open().filter(is_present_job=False, deadline__lt=day).order_by("deadline", "pk")


class Opportunity(OwnedModel):
    """A job offer, or the job the person has now, as it was told to them."""

    class PayPeriod(models.TextChoices):
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")
        YEAR = "year", _("a year")

    title = models.CharField(pgettext_lazy("of an offer", "job title"), max_length=160)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    link = models.URLField(_("link to the offer"), max_length=1000, blank=True)
    is_present_job = models.BooleanField(_("this is the job I have now"), default=False)
    deadline = models.DateField(_("answer by"), null=True, blank=True)
    pay_amount = models.DecimalField(
        _("pay"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    pay_period = models.CharField(_("per"), max_length=5, choices=PayPeriod, default=PayPeriod.MONTH)
    pay_currency = models.CharField(_("currency"), max_length=3, blank=True)
    hours_per_week = models.DecimalField(
        _("paid hours a week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(168)],
    )
    notes = models.TextField(_("notes"), max_length=8000, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Opportunity]] = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = [F("deadline").asc(nulls_last=True), "-created_at"]
        indexes = [models.Index(fields=["owner", "archived_at", "deadline"], name="opportunities_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(is_present_job=True, archived_at__isnull=True),
                name="opportunities_one_present_job",
                violation_error_message=_("You already have a present job here. Archive it first, or edit it instead."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="opportunities_titled"),
            models.CheckConstraint(
                condition=Q(pay_amount__isnull=True) | (Q(pay_amount__gte=0) & ~Q(pay_currency="")),
                name="opportunities_pay_has_currency",
                violation_error_message=_("Pay needs its currency."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True) | Q(hours_per_week__range=(0, 168)),
                name="opportunities_hours_of_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    def get_absolute_url(self) -> str:
        return reverse("opportunities:detail", args=[self.pk])

    @property
    def short_name(self) -> str:
        """What charts and sentences call it: the organisation, else the title."""
        return self.organisation or self.title

    @property
    def days_left(self) -> int | None:
        """Days until an answer is due; 0 is today, negative is past, None where there is no deadline."""
        return None if self.deadline is None else (self.deadline - timezone.localdate()).days

    @property
    def pay(self) -> money.Pay | None:
        """The pay as it was told, None where it is not known."""
        if self.pay_amount is None:
            return None
        return money.Pay(self.pay_amount, money.Period(self.pay_period), self.pay_currency, self.hours_per_week)

    def put_away(self) -> None:
        """Archive it; doing so twice changes nothing."""
        if self.archived_at is None:
            self.archived_at = timezone.now()
            self.revision += 1
            self.save(update_fields=["archived_at", "revision", "updated_at"])

    def bring_back(self) -> bool:
        """Take it out of the archive; False where another present job has taken its place."""
        others = Opportunity.objects.filter(owner_id=self.owner_id, is_present_job=True).open()
        if self.is_present_job and others.exclude(pk=self.pk).exists():
            return False
        self.archived_at = None
        self.revision += 1
        self.save(update_fields=["archived_at", "revision", "updated_at"])
        return True


class RatingQuerySet(OwnedQuerySet["Rating"]):
    """Ratings of any number of opportunities."""

    def for_scoring(self) -> dict[UUID, dict[str, scoring.Rating]]:
        """Opportunity id → factor → rating, in one query with one row for each opportunity."""
        text = Func(Value(" "), "factor", "known_by", "value", function="concat_ws", output_field=models.TextField())
        return {
            opportunity: dict(_told(text) for text in texts)
            for opportunity, texts in self.filter(factor__in=FACTORS, value__isnull=False)
            .order_by()
            .values("opportunity_id")
            .annotate(together=ArrayAgg(text))
            .values_list("opportunity_id", "together")
        }


@lru_cache(maxsize=1000)
def _told(text: str) -> tuple[str, scoring.Rating]:
    """A factor and its rating from “factor known_by value”; there are only some 700 of them."""
    factor, known_by, value = text.split(" ")
    return factor, rating(Decimal(value), known_by)


class Rating(OwnedModel):
    """One factor of one opportunity, judged against written anchors; left open is open, never 0."""

    class KnownBy(models.TextChoices):
        IN_WRITING = "in_writing", _("in writing")
        TOLD = "told", _("told")
        GUESS = "guess", _("my guess")

    opportunity = models.ForeignKey(
        Opportunity,
        on_delete=models.CASCADE,
        related_name="ratings",
        db_constraint=False,  # the composite same-owner constraint stands in its place
    )
    factor = models.CharField(max_length=20)
    value = models.DecimalField(
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    known_by = models.CharField(max_length=10, choices=KnownBy, default=KnownBy.GUESS)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[Rating]] = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["factor"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "factor"], name="opportunities_rating_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__range=(0, 10)), name="opportunities_rating_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor}: {self.value}"


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

    preset = models.CharField(max_length=20)
    alpha = models.DecimalField(max_digits=3, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(1)])
    swings = models.JSONField(default=dict)  # factor → swing points, 0 to 100
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

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
    def weights(self) -> scoring.Season:
        """α and the swing points, for scoring."""
        return season(self.alpha, {key: points for key, points in self.swings.items() if key in FACTORS})

    @property
    def review_is_due(self) -> bool:
        """Whether the day to look again has come."""
        return self.review_on is not None and self.review_on <= timezone.localdate()

    @property
    def life_counts(self) -> int:
        """What life fit counts for, of 100."""
        return int(self.alpha * 100)

    @property
    def future_counts(self) -> int:
        """What future value counts for, of 100."""
        return 100 - self.life_counts
