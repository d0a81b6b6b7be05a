"""What an offer must have, whatever else it brings."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Deferrable, Func, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from apps.opportunities import deal_breaking
from apps.opportunities.models.opportunity import Opportunity
from apps.users.ownership import OwnedModel, OwnedQuerySet

_STATES = {state.value: state for state in deal_breaking.State}  # looked up thousands of times a page
MOST = 5  # with more than a handful, every offer fails


class DealBreakerQuerySet(OwnedQuerySet["DealBreaker"]):
    """What a person cannot do without."""

    def with_verdicts(self, opportunity: UUID | None = None) -> Self:
        """In their order, each with what was judged of every opportunity, or of one only, in the same query."""
        said = Func(
            Value(" "),
            "verdicts__opportunity_id",
            "verdicts__state",
            function="concat_ws",
            output_field=models.TextField(),
        )
        here = Q(verdicts__isnull=False) if opportunity is None else Q(verdicts__opportunity=opportunity)
        found = self.annotate(said=ArrayAgg(said, filter=here, default=Value([])))
        return found.order_by("place")  # a grouped query forgets the order of the model


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

    said: list[str]  # by `with_verdicts`: “opportunity state” for each verdict

    objects: ClassVar[models.Manager[DealBreaker]] = DealBreakerQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            # Checked after each statement rather than after each row, so that one statement can swap two places.
            models.UniqueConstraint(
                fields=["owner", "place"], name="opportunities_deal_breaker_place", deferrable=Deferrable.IMMEDIATE
            ),
            models.CheckConstraint(condition=Q(place__range=(1, MOST)), name="opportunities_five_deal_breakers"),
            models.CheckConstraint(
                condition=Q(kind="own", threshold__isnull=True) & ~Q(text="")
                | ~Q(kind="own") & Q(threshold__isnull=False),
                name="opportunities_deal_breaker_says_what",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())

    @property
    def values(self) -> tuple[Hashable, ...]:
        """All that is shown of it hangs on these; only after `with_verdicts`."""
        return self.pk, self.place, self.kind, self.text, self.threshold, self.currency, *sorted(self.said)

    @cached_property
    def limit(self) -> deal_breaking.Limit | None:
        """The threshold as the arithmetic takes it, None where the person judges."""
        if self.threshold is None:
            return None
        return deal_breaking.Limit(deal_breaking.Kind(self.kind), self.threshold, self.currency)

    @cached_property
    def verdicts_by_key(self) -> dict[str, deal_breaking.State]:
        """What was judged, by the id of the opportunity; only after `with_verdicts`."""
        return {key: _STATES[state] for key, _, state in (text.partition(" ") for text in self.said)}


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
