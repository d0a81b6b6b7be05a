"""How a number came about: each factor with its rating, its weight and what it brings to the score of its axis."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext

from apps.opportunities import scoring, wording
from apps.opportunities.factors import AXIS_LABELS, FACTORS, KNOWN_BY, Factor
from apps.opportunities.models import Rating
from apps.opportunities.options import Option
from apps.users import formats

CENT = Decimal("0.01")


@dataclass(frozen=True)
class PartRow:
    """One factor of one axis."""

    factor: Factor
    value: str  # empty while it is open
    anchor: str  # what the nearest anchor at or below the rating says
    known_by: str
    note: str
    weight: str  # of 100
    brings: str


@dataclass(frozen=True)
class AxisTable:
    """One axis with its parts and their sum."""

    axis: str
    label: str
    counts: str  # of 100 in the overall score
    shown: str
    side: str
    exact: str
    rated: str  # of 100 of the weight
    complete: bool
    known_range: str
    rows: tuple[PartRow, ...]


def tables(option: Option, stored: Mapping[str, Rating]) -> tuple[AxisTable, ...]:
    """Both axes of an option, life fit first."""
    sides = {"life": option.life_side, "future": option.future_side}
    scores = {"life": option.score.life, "future": option.score.future}
    return tuple(
        AxisTable(
            axis,
            str(AXIS_LABELS[axis]),
            formats.number(share * 100, 0),
            wording.score(scores[axis].interval),
            sides[axis],
            exact(scores[axis].interval),
            formats.number(scores[axis].coverage * 100, 0),
            not scores[axis].missing,
            wording.score(scores[axis].known_range),
            tuple(_row(part, stored.get(part.key)) for part in scoring.parts(option.ratings, weights)),
        )
        for axis, share, weights in option.season.axes()
    )


def exact(interval: scoring.Interval) -> str:
    """A score to a hundredth, for the sum that explains the rounded one."""
    low, high = (end.quantize(CENT, ROUND_HALF_UP) for end in (interval.low, interval.high))
    return formats.number(low, 2) if low == high else f"{formats.number(low, 2)}–{formats.number(high, 2)}"


def _row(part: scoring.Part, stored: Rating | None) -> PartRow:
    factor = FACTORS[part.key]
    value = part.rating.value
    return PartRow(
        factor,
        "" if value is None else formats.number(value),
        "" if value is None else _anchor(factor, value),
        "" if stored is None or value is None else str(KNOWN_BY[stored.known_by].label),
        "" if stored is None else stored.note,
        formats.number(part.share * 100, 1),
        "" if part.brings is None else formats.number(part.brings.quantize(CENT, ROUND_HALF_UP), 2),
    )


def _anchor(factor: Factor, value: Decimal) -> str:
    if value in factor.anchors:
        return str(factor.anchors[int(value)])
    below = max(point for point in factor.anchors if point < value)
    return gettext("Better than: %(anchor)s") % {"anchor": factor.anchors[below]}
