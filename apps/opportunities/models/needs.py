"""What a month costs the person, and at which rates they change one currency into another."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities import budget, currencies
from apps.users import formats
from apps.users.ownership import OwnedModel, OwnedQuerySet

LEAST_RATE = Decimal("0.00000001")


def _amount(label: StrPromise) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(
        label, max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


class NeedsQuerySet(OwnedQuerySet["Needs"]):
    """What people's months cost."""


class Needs(OwnedModel):
    """What the person has to pay each month and what they have saved, in one currency; one row for each person."""

    currency = models.CharField(_("currency"), max_length=3)
    bills = _amount(_("bills a month: rent, food, all that has to be paid"))
    debt = _amount(_("smallest debt payments a month"))
    saving = _amount(_("planned saving a month"))
    savings = _amount(_("savings you could live on"))
    discount_percent = models.DecimalField(
        _("what money a year later is worth less, in per cent"),
        max_digits=4,
        decimal_places=2,
        default=Decimal(3),
        validators=[MinValueValidator(0), MaxValueValidator(30)],
    )

    objects: ClassVar[models.Manager[Needs]] = NeedsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner"], name="opportunities_one_needs")]

    def __str__(self) -> str:
        return self.currency

    @property
    def month(self) -> budget.Needs:
        """The plain amounts; a debt or planned saving that is not there is none."""
        nothing = Decimal(0)
        return budget.Needs(self.currency, self.bills, self.debt or nothing, self.saving or nothing, self.savings)


class ExchangeRateQuerySet(OwnedQuerySet["ExchangeRate"]):
    """Rates that people gave."""


class ExchangeRate(OwnedModel):
    """How much of the person's own currency they count one unit of another as, and since when."""

    currency = models.CharField(_("one"), max_length=3)
    into = models.CharField(_("in"), max_length=3)
    rate = models.DecimalField(_("is"), max_digits=18, decimal_places=8, validators=[MinValueValidator(LEAST_RATE)])
    as_of = models.DateField(_("on"), default=timezone.localdate)

    objects: ClassVar[models.Manager[ExchangeRate]] = ExchangeRateQuerySet.as_manager()

    class Meta:
        ordering = ["currency", "into"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "currency", "into"], name="opportunities_one_rate"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="opportunities_rate_is_positive"),
            models.CheckConstraint(condition=~Q(currency=F("into")), name="opportunities_rate_of_two_currencies"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} → {self.into}"

    @property
    def shown(self) -> str:
        """The rate as the person writes numbers."""
        return formats.number(self.rate, 8)

    @property
    def plain(self) -> currencies.Rate:
        """The rate for the arithmetic."""
        return currencies.Rate(self.currency, self.into, self.rate, self.as_of)
