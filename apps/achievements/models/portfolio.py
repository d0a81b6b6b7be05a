"""A choice of the evidence, made to be shown to somebody else."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models.achievement import Achievement
from apps.users.addresses import address
from apps.users.ownership import OwnedModel, OwnedQuerySet
from apps.users.secret_links import SecretLink


class PortfolioQuerySet(OwnedQuerySet["Portfolio"]):
    """What people put together to be shown."""


class Portfolio(OwnedModel):
    """Which part of the evidence is shown, in which order, under which name; confidential entries stay out."""

    class Order(models.TextChoices):
        STRENGTH = "strength", _("strongest evidence first")
        NEWEST = "newest", _("newest first")
        SKILL = "skill", _("by skill")

    title = models.CharField(_("what it is for"), max_length=120)
    shown_name = models.CharField(_("your name as it stands on it"), max_length=120, blank=True)
    contact = models.CharField(_("how to reach you"), max_length=200, blank=True)
    intro = models.TextField(_("about you, in a few sentences"), max_length=2000, blank=True)
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_until = models.DateField(_("until"), null=True, blank=True)
    role_ids = ArrayField(models.UUIDField(), default=list, blank=True)  # none chosen means all
    skill_ids = ArrayField(models.UUIDField(), default=list, blank=True)  # none chosen means all
    order = models.CharField(_("order"), max_length=8, choices=Order, default=Order.STRENGTH)
    with_duties = models.BooleanField(_("also entries without an outcome"), default=False)

    objects: ClassVar[models.Manager[Portfolio]] = PortfolioQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="achievements_portfolio_titled"),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_until__gte=F("period_from")),
                name="achievements_portfolio_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("achievements:portfolio", self.pk)


class PortfolioChoiceQuerySet(OwnedQuerySet["PortfolioChoice"]):
    """Which entries are in or out on purpose."""


class PortfolioChoice(OwnedModel):
    """The person's word on one entry: in although it would be left out, or out although it fits."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="choices", db_constraint=False)
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    is_in = models.BooleanField()
    although_confidential = models.BooleanField(default=False)  # put in after the warning; without it they stay out

    objects: ClassVar[models.Manager[PortfolioChoice]] = PortfolioChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "achievement"], name="achievements_portfolio_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.achievement_id} in {self.portfolio_id}: {self.is_in}"


class ShareLinkQuerySet(OwnedQuerySet["ShareLink"]):
    """Secret addresses of portfolios."""

    def open(self) -> Self:
        """Those that still work."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class ShareLink(SecretLink, OwnedModel):
    """A secret address under which somebody without an account reads a portfolio, until it ends or is revoked."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="links", db_constraint=False)
    label = models.CharField(_("for whom"), max_length=120, blank=True)
    times_opened = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[models.Manager[ShareLink]] = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.label or str(self.created_at)

    def note_opened(self) -> None:
        """Count that somebody other than its owner opened it, and keep when that first was."""
        ShareLink.objects.filter(pk=self.pk).update(
            times_opened=F("times_opened") + 1, opened_at=Coalesce("opened_at", Value(timezone.now()))
        )
