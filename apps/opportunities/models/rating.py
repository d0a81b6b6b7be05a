"""What an opportunity is rated, factor by factor, and how each rating is known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, NamedTuple, Self
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Func, Q, Subquery, Value
from django.utils.translation import gettext_lazy as _

from apps.opportunities import scoring
from apps.opportunities.factors import FACTORS, rating
from apps.opportunities.models.opportunity import Opportunity
from apps.users.ownership import OwnedModel, OwnedQuerySet


class RatingQuerySet(OwnedQuerySet["Rating"]):
    """Ratings of any number of opportunities."""

    def of_open_offers(self) -> Self:
        """Those given to opportunities that are not archived: their scores can be seen."""
        return self.filter(value__isnull=False, opportunity__archived_at__isnull=True)

    def for_scoring(self) -> dict[UUID, scoring.Ratings]:
        """Opportunity id → factor → rating, in one query with one row for each opportunity."""
        return {opportunity: _read(tuple(texts)) for opportunity, texts, _ in self._told_together()}

    def scored(self, season: scoring.Season) -> dict[UUID, Scored]:
        """Opportunity id → its ratings and their score; what has not changed since the last time is not worked out."""
        told = self._told_together()
        return {opportunity: _scored(tuple(texts), tuple(asked), season) for opportunity, texts, asked in told}

    def beside_present_job(self, opportunity: Opportunity) -> Self:
        """Those of one opportunity and of the job the person has now."""
        present = Opportunity.objects.filter(
            owner_id=opportunity.owner_id, is_present_job=True, archived_at__isnull=True
        )
        either = Q(opportunity=opportunity) | Q(opportunity=Subquery(present.values("pk")[:1]))
        return self.filter(either).order_by()  # joined, it would read the ratings of all the others

    def given(self) -> dict[str, Decimal]:
        """Factor → value, of the ratings of one opportunity."""
        rated = self.order_by().filter(value__isnull=False)
        return {factor: value for factor, value in rated.values_list("factor", "value") if value is not None}

    def _told_together(self) -> Iterable[tuple[UUID, list[str], list[str]]]:
        text = Func(Value(" "), "factor", "known_by", "value", function="concat_ws", output_field=models.TextField())
        return (
            self.filter(factor__in=FACTORS)
            .order_by()
            .values("opportunity_id")
            .annotate(
                together=ArrayAgg(text, filter=Q(value__isnull=False), default=Value([])),
                asked=ArrayAgg("factor", filter=Q(asked_on__isnull=False), default=Value([])),
            )
            .values_list("opportunity_id", "together", "asked")
        )


class Scored(NamedTuple):
    """The ratings of one opportunity, and what they come to in a season."""

    ratings: scoring.Ratings
    score: scoring.Score
    asked: frozenset[str]  # factors whose question was put to somebody and is not answered yet


@lru_cache(maxsize=5000)
def _scored(texts: tuple[str, ...], asked: tuple[str, ...], season: scoring.Season) -> Scored:
    ratings = _read(texts)
    return Scored(ratings, scoring.score(ratings, season), frozenset(asked))


@lru_cache(maxsize=5000)
def _read(texts: tuple[str, ...]) -> scoring.Ratings:
    """Shared by all who have it, and therefore not to be written to."""
    return MappingProxyType(dict(map(_told, texts)))


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
    asked_on = models.DateField(null=True, blank=True)  # when the person put the question of this factor to somebody

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
