"""Offers and the present job, as they were told to the person."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.opportunities import budget, money
from apps.opportunities.models.terms import TERMS, TERMS_CONSTRAINTS, Terms
from apps.users.ownership import OwnedModel, OwnedQuerySet


class OpportunityQuerySet(OwnedQuerySet["Opportunity"]):
    """Offers and the present job."""

    def open(self) -> Self:
        """Those that are not archived."""
        return self.filter(archived_at__isnull=True)

    def briefly(self, *terms: str) -> Self:
        """Without what only the page of one offer shows: a list of hundreds is read in half the time.

        Of the terms, those named are read all the same; so are the days of a week, which pay by the day needs.
        """
        unread = [term for term in TERMS if term not in ("pay_days_per_week", *terms)]
        return self.defer("notes", "link", "place", "outcome", "created_at", "updated_at", *unread)

    def for_money(self) -> Self:
        """With pay and terms, and without the words that only the page of one offer shows."""
        return self.defer("notes", "link", "place", "outcome", "created_at", "updated_at")

    def archived(self, outcome: str = "") -> Self:
        """Those put away, latest first; only those that came to `outcome`, where one is given."""
        found = self.filter(archived_at__isnull=False).order_by("-archived_at")
        return found.filter(outcome=outcome) if outcome else found

    def put_away(self, outcome: str) -> int:
        """Archive all of them with what became of them; the number of rows."""
        now = timezone.now()
        return self.update(archived_at=now, outcome=outcome, revision=F("revision") + 1, updated_at=now)

    def names(self) -> Self:
        """Only what they are called: open ones first, and those changed last before the others."""
        names = self.only("title", "organisation", "is_present_job", "archived_at")
        return names.order_by(F("archived_at").asc(nulls_first=True), "-updated_at")

    def to_pick_from(self) -> Self:
        """The present job first, then by deadline, each with what its pay was rated as `pay_rated__value`."""
        rated = FilteredRelation("ratings", condition=Q(ratings__factor="pay"))
        order = ("-is_present_job", F("deadline").asc(nulls_last=True), "-created_at")
        return self.annotate(pay_rated=rated).order_by(*order)

    def with_deadline_before(self, day: date) -> Self:
        """Open offers to be answered before `day`, past deadlines included, most urgent first."""
        return self.open().filter(is_present_job=False, deadline__lt=day).order_by("deadline", "pk")


class Opportunity(Terms, OwnedModel):
    """A job offer, or the job the person has now, as it was told to them."""

    class PayPeriod(models.TextChoices):
        HOUR = "hour", _("an hour")
        DAY = "day", _("a day")
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")
        YEAR = "year", _("a year")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("I said yes")
        DECLINED = "declined", _("I said no")
        EXPIRED = "expired", _("it ran out")
        REFUSED = "refused", _("they said no")
        LEFT = "left", _("I left it")

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
    outcome = models.CharField(_("what became of it"), max_length=10, choices=Outcome, blank=True, editable=False)

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
            *TERMS_CONSTRAINTS,
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
    def is_my_job_now(self) -> bool:
        """Whether the person has this job; one that is archived they had."""
        return self.is_present_job and self.archived_at is None

    @property
    def days_left(self) -> int | None:
        """Days until an answer is due; 0 is today, negative is past, None where there is no deadline."""
        return None if self.deadline is None else (self.deadline - timezone.localdate()).days

    @property
    def pay(self) -> money.Pay | None:
        """The pay as it was told, None where it is not known."""
        if self.pay_amount is None or not self.pay_currency:
            return None
        return money.Pay(
            self.pay_amount,
            money.Period(self.pay_period),
            self.pay_currency,
            self.hours_per_week,
            self.pay_days_per_week,
        )

    @property
    def package(self) -> budget.Package:
        """All that was told about pay and time."""
        return budget.Package(
            pay=self.pay,
            take_home=self.take_home,
            unpaid_hours=self.unpaid_hours,
            commute_hours=self.commute_hours,
            commute_cost=self.commute_cost,
            bonus=self.bonus,
            bonus_paid=self.bonus_paid,
            bonus_years=self.bonus_years,
            employer_saves=self.employer_saves,
            starting_bonus=self.starting_bonus,
            starting_cost=self.starting_cost,
            equity=self.equity,
            equity_counts=self.equity_counts,
            raise_percent=self.raise_percent,
        )

    def put_away(self, outcome: str = "") -> None:
        """Archive it, with what became of it where that is known; doing so twice changes nothing."""
        if self.archived_at is None or (outcome and outcome != self.outcome):
            self.archived_at = self.archived_at or timezone.now()
            self.outcome = outcome or self.outcome
            self.revision += 1
            self.save(update_fields=["archived_at", "outcome", "revision", "updated_at"])

    def bring_back(self) -> bool:
        """Take it out of the archive; False where another present job has taken its place."""
        others = Opportunity.objects.filter(owner_id=self.owner_id, is_present_job=True).open()
        if self.is_present_job and others.exclude(pk=self.pk).exists():
            return False
        self.archived_at, self.outcome = None, ""  # what is open again has not come to anything yet
        self.revision += 1
        self.save(update_fields=["archived_at", "outcome", "revision", "updated_at"])
        return True
