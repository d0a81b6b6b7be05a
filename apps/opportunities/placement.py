"""Which quadrant an option is in, cut at the fixed 5, never at a median."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from apps.opportunities.scoring import AxisScore, Score

CUT = Decimal(5)


class Side(StrEnum):
    """Where one axis of an option lies against the cut at 5."""

    STRONG = "strong"
    WEAK = "weak"
    ON_THE_LINE = "on_the_line"


class Quadrant(StrEnum):
    """The four corners of life fit and future value."""

    CAREER_STEP = "career_step"
    BRIDGE = "bridge"
    STRETCH = "stretch"
    PASS = "pass"  # noqa: S105 (a quadrant, not a password)


_CORNERS = {
    (Side.STRONG, Side.STRONG): Quadrant.CAREER_STEP,
    (Side.STRONG, Side.WEAK): Quadrant.BRIDGE,
    (Side.WEAK, Side.STRONG): Quadrant.STRETCH,
    (Side.WEAK, Side.WEAK): Quadrant.PASS,
}


@dataclass(frozen=True, slots=True)
class Placement:
    """The side of each axis, and the quadrants that are still possible."""

    life: Side
    future: Side

    @property
    def possible(self) -> tuple[Quadrant, ...]:
        """Every quadrant the option could turn out to be in: one, two, or all four."""
        return tuple(
            quadrant
            for (life, future), quadrant in _CORNERS.items()
            if self.life in (life, Side.ON_THE_LINE) and self.future in (future, Side.ON_THE_LINE)
        )

    @property
    def quadrant(self) -> Quadrant | None:
        """The quadrant, or None when the option is on a line."""
        return self.possible[0] if len(self.possible) == 1 else None


def side(axis: AxisScore) -> Side:
    """Strong at 5 or more, weak below; on the line when the interval crosses 5 or is shown as a plain 5."""
    interval = axis.interval
    if interval.low < CUT <= interval.high or interval.shown() == (CUT, CUT):
        return Side.ON_THE_LINE
    return Side.STRONG if interval.low >= CUT else Side.WEAK


def placement(option: Score) -> Placement:
    """The quadrant of an option, cut at the fixed 5."""
    return Placement(side(option.life), side(option.future))
