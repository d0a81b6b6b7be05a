"""Columns over and under a line of zero, in the units of an SVG; y grows downwards."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing as a whole, and the room its columns have."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    font: int

    @property
    def foot(self) -> int:
        """The line on which the years stand."""
        return self.height - 6


WIDE = Frame(640, 260, 12, 628, 34, 206, 14)
PHONE = Frame(328, 240, 4, 324, 32, 190, 13)
GAP = 0.28  # of the place of a column stays free


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it starts, how far it goes, and where its number stands."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    number: float  # the line on which its number stands: above a column that goes up, below one that goes down
    below: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """All columns and the line of zero between them."""

    frame: Frame
    zero: float
    columns: tuple[Column, ...]


def drawing(values: Sequence[float], frame: Frame) -> Drawing:
    """Columns for `values`, at least one, scaled so that the largest and zero are in the picture.

    Values that differ by less than 1, the smallest step the page writes down, are drawn flat.
    """
    high, low = max(0.0, *values), min(0.0, *values)
    scale = (frame.bottom - frame.top) / max(high - low, 1)
    zero = frame.top + high * scale
    place = (frame.right - frame.left) / len(values)
    return Drawing(
        frame,
        round(zero, 1),
        tuple(
            _column(value, frame.left + place * number, place, zero, scale, frame.font)
            for number, value in enumerate(values)
        ),
    )


def _column(value: float, left: float, place: float, zero: float, scale: float, font: int) -> Column:
    tall = abs(value) * scale
    top = zero if value < 0 else zero - tall
    number = zero + tall + font if value < 0 else top - 5
    return Column(
        x=round(left + place * GAP / 2, 1),
        y=round(top, 1),
        width=round(place * (1 - GAP), 1),
        height=round(tall, 1),
        middle=round(left + place / 2, 1),
        number=round(number, 1),
        below=value < 0,
    )
