"""The money and time that come with an opportunity, as they were told: columns of the opportunity itself."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

NOT_BELOW_0 = [MinValueValidator(0)]
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
WEEK = [MinValueValidator(0), MaxValueValidator(168)]


class Terms(models.Model):
    """What else pay is made of, and what the job takes in time; all in the currency of the pay, all optional."""

    pay_days_per_week = models.DecimalField(
        _("paid days a week"),
        max_digits=2,
        decimal_places=1,
        default=Decimal(5),
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(7)],
    )
    take_home = models.DecimalField(  # 100 where the pay was told after tax; null while it is not known
        _("of 100 of this pay, what reaches your account"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=PERCENT,
    )
    unpaid_hours = models.DecimalField(
        _("unpaid hours a week"), max_digits=4, decimal_places=1, null=True, blank=True, validators=WEEK
    )
    commute_hours = models.DecimalField(
        _("hours a week on the way"), max_digits=4, decimal_places=1, null=True, blank=True, validators=WEEK
    )
    commute_cost = models.DecimalField(
        _("cost of the way, a month"), max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_BELOW_0
    )
    bonus = models.DecimalField(
        _("bonus a year"), max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_BELOW_0
    )
    bonus_paid = models.PositiveSmallIntegerField(_("years in which it was paid"), null=True, blank=True)
    bonus_years = models.PositiveSmallIntegerField(_("of the last years"), null=True, blank=True)
    employer_saves = models.DecimalField(  # employer match: what goes into a pension or savings, on top of pay
        _("what they put into your pension or savings, a year"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_BELOW_0,
    )
    starting_bonus = models.DecimalField(
        _("paid once, for starting"), max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_BELOW_0
    )
    starting_cost = models.DecimalField(
        _("what starting costs you, once"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_BELOW_0,
    )
    equity = models.DecimalField(
        _("shares or options, a year, as they were told"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_BELOW_0,
    )
    equity_counts = models.DecimalField(  # the haircut, told the other way round: 0 until somebody would buy them
        _("of 100 of that, what you count on"), max_digits=5, decimal_places=2, default=Decimal(0), validators=PERCENT
    )
    raise_percent = models.DecimalField(
        _("rise of pay a year, in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(-50), MaxValueValidator(100)],
    )

    class Meta:
        abstract = True


TERMS = tuple(field.name for field in Terms._meta.local_fields)

TERMS_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(take_home__isnull=True) | Q(take_home__range=(0, 100)), name="opportunities_take_home_is_share"
    ),
    models.CheckConstraint(condition=Q(equity_counts__range=(0, 100)), name="opportunities_equity_is_share"),
    models.CheckConstraint(
        condition=Q(bonus_paid__isnull=True) | Q(bonus_years__isnull=True) | Q(bonus_paid__lte=F("bonus_years")),
        name="opportunities_bonus_paid_of_years",
        violation_error_message=_("It cannot have been paid in more years than there were."),
    ),
    models.CheckConstraint(
        condition=Q(pay_days_per_week__gt=0, pay_days_per_week__lte=7), name="opportunities_days_of_a_week"
    ),
]
