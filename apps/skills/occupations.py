"""Finding an occupation by what people call it, and what it asks for."""

from decimal import Decimal

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from apps.skills.models import Occupation, OccupationLabel, OccupationNeed

FOUND = 12  # occupations shown
LABELS = 80  # titles looked at: an occupation has several
IMPORTANT, VERY_IMPORTANT = Decimal(3), Decimal(4)  # anchors of O*NET’s scale IM, 1 to 5


def found(typed: str) -> list[Occupation]:
    """Occupations with a title that begins with, contains or resembles what was typed, best first; at most `FOUND`."""
    words = Lower(Value(typed))
    labels = (
        OccupationLabel.objects.alias(key=Lower("text"))
        .filter(Q(key__contains=words) | Q(key__trigram_similar=words))
        .annotate(
            place=Case(
                When(key=words, then=Value(0)),
                When(key__startswith=words, then=Value(1)),
                When(key__contains=words, then=Value(2)),
                default=Value(3),
                output_field=IntegerField(),
            ),
            alike=TrigramSimilarity("text", typed),  # in any case: pg_trgm folds it
        )
        .order_by("place", "-alike", "-is_preferred", "pk")
        .select_related("occupation")
        .defer("occupation__description")
    )
    once = {label.occupation_id: label.occupation for label in labels[:LABELS]}
    return list(once.values())[:FOUND]


def asked(occupation: Occupation) -> QuerySet[OccupationNeed]:
    """The skills it asks for: essential ones and those of most importance first."""
    needs = occupation.needs.select_related("skill").defer("skill__description")
    return needs.order_by("-is_essential", F("importance").desc(nulls_last=True), Lower("skill__name"), "pk")


def is_essential(need: OccupationNeed) -> bool:
    """Whether it is among what one cannot do without: so called by ESCO, or “very important” for O*NET."""
    return need.is_essential or (need.importance is not None and need.importance >= VERY_IMPORTANT)


def is_usual(need: OccupationNeed) -> bool:
    """Whether most people would take it over: essential, or at least “important” for O*NET."""
    return need.is_essential or (need.importance is not None and need.importance >= IMPORTANT)


def any_known() -> bool:
    """Whether this site has lists of occupations at all; an administrator brings them in."""
    return Occupation.objects.exists()
