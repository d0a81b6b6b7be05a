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
    start: float  # where its number begins, ends or has its middle, as `anchor` says
    anchor: str  # start at the left edge, end at the right one, so that no number runs out of the picture
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
            _column(value, frame.left + place * number, place, zero, scale, frame.font, _anchor(number, len(values)))
            for number, value in enumerate(values)
        ),
    )


def _anchor(number: int, count: int) -> str:
    if number in (0, count - 1) and count > 1:
        return "end" if number else "start"
    return "middle"


def _column(value: float, left: float, place: float, zero: float, scale: float, font: int, anchor: str) -> Column:
    tall = abs(value) * scale
    top = zero if value < 0 else zero - tall
    number = zero + tall + font if value < 0 else top - 5
    x, width, middle = left + place * GAP / 2, place * (1 - GAP), left + place / 2
    return Column(
        x=round(x, 1),
        y=round(top, 1),
        width=round(width, 1),
        height=round(tall, 1),
        middle=round(middle, 1),
        start=round({"start": x, "end": x + width}.get(anchor, middle), 1),
        anchor=anchor,
        number=round(number, 1),
        below=value < 0,
    )
