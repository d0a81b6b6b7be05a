"""Where everything goes in the quadrant chart: points, interval bars and labels that never overlap.

Lengths are in units of the SVG view box, x to the right and y down, rounded to 0.1. Scores are 0 to 10. The same
input always gives the same picture.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from itertools import product
from math import hypot
from typing import Literal, NamedTuple

from apps.opportunities.lettering import shortened, text_width

Number = Decimal | float
Anchor = Literal["start", "middle", "end"]

LABELLED = 12  # past a dozen offers only those nearest to the top right are named
CELL = 24.0  # the grid that makes looking for free room quick
ROWS = 12  # how many lines above and below a point its name may go
PAD = 2.0  # the room left free before and after a text
JUMPS = 6  # how many things in the way a name may pass on one line


@dataclass(frozen=True)
class Frame:
    """The measures of a chart: its view box, the square of the plot inside it, and the sizes of type and points."""

    width: float
    height: float
    left: float
    top: float
    side: float  # of the plot, 0 to 10 on both axes
    font: float
    radius: float
    label_width: float  # the longest a label may be

    @cached_property
    def plot(self) -> "Box":
        return Box(self.left, self.top, self.right, self.bottom)

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.font * 1.2

    @property
    def right(self) -> float:
        return self.left + self.side

    @property
    def bottom(self) -> float:
        return self.top + self.side

    def x(self, life: Number) -> float:
        """The place of a life fit from 0 to 10."""
        return _round(self.left + self.side * float(life) / 10)

    def y(self, future: Number) -> float:
        """The place of a future value from 0 to 10."""
        return _round(self.bottom - self.side * float(future) / 10)


WIDE = Frame(width=520, height=506, left=56, top=14, side=450, font=13, radius=7, label_width=170)
PHONE = Frame(width=360, height=354, left=40, top=12, side=308, font=12, radius=6.5, label_width=124)


@dataclass(frozen=True, slots=True)
class Point:
    """An option to draw: each axis as (low, high), equal ends when nothing is missing; drawn at the middle."""

    key: str
    label: str
    life: tuple[Number, Number]
    future: tuple[Number, Number]
    is_current: bool = False

    def __post_init__(self) -> None:
        for low, high in (self.life, self.future):
            if not 0 <= low <= high <= 10:
                raise ValueError(f"A score lies between 0 and 10, low before high, not {low} to {high}.")

    @property
    def distance(self) -> float:
        """How far it is from the best corner; 0 is 10 on both axes."""
        return sum((10 - (float(low) + float(high)) / 2) ** 2 for low, high in (self.life, self.future))


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name or number: where its SVG text starts, the room it takes, and a line to its point when it is away."""

    text: str
    x: float
    y: float
    anchor: Anchor
    box: Box
    leader: Line | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawn option; `number` is set for those named only in the list beside the chart."""

    key: str
    x: float
    y: float
    is_current: bool
    life_bar: Line | None
    future_bar: Line | None
    label: Label | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    frame: Frame
    marks: tuple[Mark, ...]  # in the order given
    corners: tuple[Label, ...]  # the names of the quadrants: top left, top right, bottom left, bottom right
    listed: tuple[tuple[int, str], ...]  # (number, key) of the options without a name in the chart


class _Room:
    """The boxes already taken, kept by grid cell."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, int], list[Box]] = {}

    def take(self, box: Box) -> None:
        columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
        for cell in product(columns, range(int(box.top // CELL), int(box.bottom // CELL) + 1)):
            self._taken.setdefault(cell, []).append(box)

    def hit(self, box: Box) -> Box | None:
        """Something in the way of `box`, if there is."""
        rows = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
        for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
            for row in rows:
                for taken in self._taken.get((column, row), ()):
                    if box.overlaps(taken):
                        return taken
        return None


class _Care(IntEnum):
    """How much a label must keep off; points, other labels and quadrant names it never touches."""

    ANYHOW = 0  # its leader line may cross anything, for a chart so small that every offer is named
    OVER_BARS = 1
    CLEAR = 2


@dataclass(frozen=True)
class _Board:
    """What is drawn so far. Labels keep off all of it but the bars, and off those too where they can."""

    frame: Frame
    solid: _Room = field(default_factory=_Room)  # points and labels, which leader lines never cross either
    names: _Room = field(default_factory=_Room)  # of the quadrants
    leaders: _Room = field(default_factory=_Room)
    bars: _Room = field(default_factory=_Room)

    def hit(self, box: Box, care: _Care) -> Box | None:
        found = self.solid.hit(box) or self.names.hit(box)
        if not found and care >= _Care.OVER_BARS:
            found = self.leaders.hit(box)
        if not found and care >= _Care.CLEAR:
            found = self.bars.hit(box)
        return found

    def fits(self, label: Label, care: _Care) -> bool:
        if not label.box.inside(self.frame.plot) or self.hit(label.box, care):
            return False
        return care is _Care.ANYHOW or not any(self.solid.hit(dot) for dot in _along(label.leader))

    def put(self, label: Label) -> None:
        self.solid.take(label.box)
        for dot in _along(label.leader):
            self.leaders.take(dot)


def layout(points: Sequence[Point], frame: Frame, corners: Sequence[str] = ()) -> Chart:
    """Place every point, its interval bars and its label or number.

    `corners` are the quadrant names (top left, top right, bottom left, bottom right); labels keep clear of them.
    The present job and up to a dozen offers are named, the others numbered by their distance from the top right.
    A name that finds no room becomes a number, and a number that finds none is in the list alone.
    Raises ValueError when two points have the same key.
    """
    if len({point.key for point in points}) != len(points):
        raise ValueError("Each option is drawn once.")
    board = _Board(frame)
    names = tuple(_corner(name, index, frame) for index, name in enumerate(corners))
    for name in names:
        board.names.take(name.box)
    for point in points:
        board.solid.take(_square(*_place(point, frame), _reach(point, frame)))
        for bar in _bars(point, frame):
            if bar:
                board.bars.take(Box(bar.x1 - 1, min(bar.y1, bar.y2) - 1, bar.x2 + 1, max(bar.y1, bar.y2) + 1))

    nearest = sorted(points, key=lambda point: point.distance)
    offers = [point for point in nearest if not point.is_current]
    least = _Care.ANYHOW if len(offers) <= LABELLED else _Care.OVER_BARS
    labels: dict[str, Label] = {}
    for point in [*(p for p in nearest if p.is_current), *offers[:LABELLED]]:
        label = _first_fit(_names(point, board, _Care.ANYHOW if point.is_current else least), board)
        if label:
            labels[point.key] = label
    listed = [point for point in nearest if point.key not in labels]
    for number, point in enumerate(listed, start=1):
        candidates = _beside(str(number), point, frame, frame.font - 2)
        label = _first_fit(((candidate, _Care.OVER_BARS) for candidate in candidates), board)
        if label:
            labels[point.key] = label
    numbers = {point.key: number for number, point in enumerate(listed, start=1)}
    marks = [
        Mark(p.key, *_place(p, frame), p.is_current, *_bars(p, frame), labels.get(p.key), numbers.get(p.key))
        for p in points
    ]
    return Chart(frame, tuple(marks), names, tuple((number, key) for key, number in numbers.items()))


def _first_fit(candidates: Iterable[tuple[Label, _Care]], board: _Board) -> Label | None:
    for label, care in candidates:
        if board.fits(label, care):
            board.put(label)
            return label
    return None


def _names(point: Point, board: _Board, least: _Care) -> Iterator[tuple[Label, _Care]]:
    """Every way to write a name, best first: in full wherever there is room for it, and only then shorter."""
    frame = board.frame
    for width in (frame.label_width, frame.label_width * 0.6):
        text = shortened(point.label, width, frame.font)
        *beside, above, below = _beside(text, point, frame, frame.font)
        for care in range(_Care.CLEAR, least - 1, -1):
            for label in beside:
                yield label, _Care(care)
            for label in (*_away(text, point, board, _Care(care)), above, below):
                yield label, _Care(care)


def _beside(text: str, point: Point, frame: Frame, size: float) -> Iterator[Label]:
    """Labels that touch their point: right, left, the four diagonals, and last above and below."""
    x, y = _place(point, frame)
    aside = _reach(point, frame) + 1 + PAD
    over = _reach(point, frame) + 1 + size * 0.6
    for dy in (0, -over * 0.7, over * 0.7):
        yield _label(text, x + aside, y + dy, "start", size)
        yield _label(text, x - aside, y + dy, "end", size)
    yield _label(text, x, y - over, "middle", size)
    yield _label(text, x, y + over, "middle", size)


def _away(text: str, point: Point, board: _Board, care: _Care) -> list[Label]:
    """Labels in the lines above and below, in the first gap on either side, shortest leader line first.

    None is further away than a quarter of the plot (half, if need be, in a small chart): in a crowd a number is
    easier to follow than a long line.
    """
    frame = board.frame
    x, y = _place(point, frame)
    start = _reach(point, frame) * 1.42 + 2  # clear of the corner of the square that a point takes
    found: list[tuple[float, Label]] = []
    for row, direction in product(range(-ROWS, ROWS + 1), (1, -1)):
        middle = _round(y + row * frame.line)
        label = _first_gap(text, x + direction * start, middle, direction, board, care)
        if label:
            end = label.x - direction * PAD
            length = hypot(end - x, middle - y)
            if length <= frame.side / (2 if care is _Care.ANYHOW else 4):
                leader = _cut(Line(x, y, _round(end), middle), start)
                found.append((length, replace(label, leader=leader)))
    return [label for _, label in sorted(found, key=lambda entry: entry[0])]


def _first_gap(text: str, x: float, middle: float, direction: int, board: _Board, care: _Care) -> Label | None:
    """The label nearest to x in one line of text, jumping over whatever is in the way."""
    frame = board.frame
    anchor: Anchor = "start" if direction > 0 else "end"
    width = text_width(text, frame.font)
    for _ in range(JUMPS):
        box = _box(x, middle, width, anchor, frame.font)
        if not box.inside(frame.plot):
            return None
        taken = board.hit(box, care)
        if not taken:
            return _label(text, x, middle, anchor, frame.font)
        x = _round(taken.right + PAD + 0.1 if direction > 0 else taken.left - PAD - 0.1)
    return None


def _cut(line: Line, start: float) -> Line:
    """The line without its first `start` units, which lie under the point."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    share = min(1.0, start / (hypot(dx, dy) or 1.0))
    return Line(_round(line.x1 + share * dx), _round(line.y1 + share * dy), _round(line.x2), line.y2)


def _along(line: Line | None) -> Iterator[Box]:
    """Small boxes along a leader line, close enough to notice whatever it crosses."""
    if line is None:
        return
    steps = int(hypot(line.x2 - line.x1, line.y2 - line.y1) // 3) + 1
    for step in range(steps + 1):
        part = step / steps
        yield _square(line.x1 + part * (line.x2 - line.x1), line.y1 + part * (line.y2 - line.y1), 1)


def _label(text: str, x: float, y: float, anchor: Anchor, size: float) -> Label:
    """A label whose vertical middle is y."""
    x, y = _round(x), _round(y)
    return Label(text, x, _round(y + size * 0.35), anchor, _box(x, y, text_width(text, size), anchor, size))


def _box(x: float, y: float, width: float, anchor: Anchor, size: float) -> Box:
    left = x if anchor == "start" else x - width if anchor == "end" else x - width / 2
    return Box(left - PAD, y - size * 0.6, left + width + PAD, y + size * 0.6)


def _corner(name: str, index: int, frame: Frame) -> Label:
    at_right, at_bottom = index % 2 == 1, index > 1
    x = frame.right - 7 if at_right else frame.left + 7
    y = frame.bottom - frame.line if at_bottom else frame.top + frame.line
    text = shortened(name, frame.side / 2 - 14, frame.font)
    return _label(text, x, y, "end" if at_right else "start", frame.font)


def _place(point: Point, frame: Frame) -> tuple[float, float]:
    (life_low, life_high), (future_low, future_high) = point.life, point.future
    return (
        frame.x((float(life_low) + float(life_high)) / 2),
        frame.y((float(future_low) + float(future_high)) / 2),
    )


def _bars(point: Point, frame: Frame) -> tuple[Line | None, Line | None]:
    x, y = _place(point, frame)
    x1, x2 = (frame.x(end) for end in point.life)
    y1, y2 = (frame.y(end) for end in point.future)
    return Line(x1, y, x2, y) if x1 < x2 else None, Line(x, y1, x, y2) if y1 > y2 else None


def _reach(point: Point, frame: Frame) -> float:
    """How far the drawing of a point goes: the present job is a crosshair with arms, twice as far as a dot."""
    return frame.radius * (2 if point.is_current else 1)


def _square(x: float, y: float, reach: float) -> Box:
    return Box(x - reach, y - reach, x + reach, y + reach)


def _round(value: float) -> float:
    return round(value, 1)
