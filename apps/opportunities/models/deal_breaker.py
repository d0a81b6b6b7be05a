"""What an offer must have, whatever else it brings."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models.opportunity import Opportunity
from apps.users.ownership import OwnedModel, OwnedQuerySet

MOST = 5  # with more than a handful, every offer fails


class DealBreakerQuerySet(OwnedQuerySet["DealBreaker"]):
    """What a person cannot do without."""


class DealBreaker(OwnedModel):
    """A fact with a threshold that no score makes up for; at most five, because each has a place from 1 to 5."""

    class Kind(models.TextChoices):
        LEAST_PAY = "least_pay", _("take-home pay a month is at least")
        MOST_HOURS = "most_hours", _("paid and unpaid hours a week are at most")
        MOST_COMMUTE = "most_commute", _("hours a week on the way are at most")
        LEAST_HOURLY = "least_hourly", _("an hour of my life is paid at least")
        OWN = "own", _("something else, which I judge for each offer")

    place = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    kind = models.CharField(_("what must hold"), max_length=12, choices=Kind, default=Kind.OWN)
    text = models.CharField(_("in your words"), max_length=160, blank=True)
    threshold = models.DecimalField(
        _("how much"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    objects: ClassVar[models.Manager[DealBreaker]] = DealBreakerQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "place"], name="opportunities_deal_breaker_place"),
            models.CheckConstraint(condition=Q(place__range=(1, MOST)), name="opportunities_five_deal_breakers"),
            models.CheckConstraint(
                condition=Q(kind="own", threshold__isnull=True) & ~Q(text="")
                | ~Q(kind="own") & Q(threshold__isnull=False),
                name="opportunities_deal_breaker_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())


class VerdictQuerySet(OwnedQuerySet["Verdict"]):
    """What people judged themselves."""


class Verdict(OwnedModel):
    """Whether one opportunity meets a deal-breaker that only the person can judge; no row means: ask."""

    class State(models.TextChoices):
        PASS = "pass", _("it does")
        FAIL = "fail", _("it does not")
        ASK = "ask", _("I have to ask")

    deal_breaker = models.ForeignKey(
        DealBreaker, on_delete=models.CASCADE, related_name="verdicts", db_constraint=False
    )
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="verdicts", db_constraint=False)
    state = models.CharField(max_length=4, choices=State, default=State.ASK)

    objects: ClassVar[models.Manager[Verdict]] = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal_breaker", "opportunity"], name="opportunities_verdict_once")
        ]

    def __str__(self) -> str:
        return self.state
