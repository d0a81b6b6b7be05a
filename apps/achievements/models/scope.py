"""How much a role was about: people led, money, stakes, as dated facts."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.achievements.models.role import Role
from apps.users import dates
from apps.users.dates import Precision
from apps.users.ownership import OwnedModel, OwnedQuerySet


class ScopeQuerySet(OwnedQuerySet["Scope"]):
    """Dated facts about how much roles were about."""

    def told(self) -> Self:
        """With their roles, as every page names them."""
        return self.select_related("role__organisation")


class Scope(OwnedModel):
    """From one day on, how many people the person led in a role, what money they answered for, what was at stake."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="scopes", db_constraint=False)
    since = models.DateField(_("since"))
    since_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    people = models.PositiveIntegerField(_("people led"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget a year"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    stakes = models.CharField(_("what was at stake"), max_length=300, blank=True)

    objects: ClassVar[models.Manager[Scope]] = ScopeQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__isnull=False) | Q(budget__isnull=False) | ~Q(stakes=""),
                name="achievements_scope_says_something",
                violation_error_message=_("Say at least one of the three: people, budget or stakes."),
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | (Q(budget__gte=0) & ~Q(currency="")),
                name="achievements_scope_budget_has_currency",
                violation_error_message=_("A budget needs its currency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.when}: {self.people or self.budget or self.stakes}"

    @property
    def when(self) -> str:
        """Since when, as exactly as it is known."""
        return dates.told(self.since, self.since_precision)
