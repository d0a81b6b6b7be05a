"""Where everything goes in the chart of who leads at which weighting: a line per option, labels that never overlap.

Lengths are in units of the SVG view box, x to the right and y down, rounded to 0.1. Shares of life fit are 0 to 1,
scores 0 to 10. The same input always gives the same picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from apps.opportunities.lettering import shortened, text_width
from apps.opportunities.quadrant import Anchor, Box, Label, Line, Number
from apps.opportunities.tradeoffs import Lead

GAP = 24.0  # between the plot and the names right of it, crossed by their leader lines
PAD = 2.0  # the room left free before and after a text


@dataclass(frozen=True)
class Frame:
    """The measures of a chart: its view box, the plot inside it, and the size of type."""

    width: float
    height: float
    left: float
    top: float
    across: float  # the plot, share 0 to 1
    down: float  # the plot, score 10 to 0
    font: float

    @property
    def right(self) -> float:
        return self.left + self.across

    @property
    def bottom(self) -> float:
        return self.top + self.down

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.font * 1.25

    def x(self, share: Number) -> float:
        """The place of a share of life fit from 0 to 1."""
        return _round(self.left + self.across * float(share))

    def y(self, score: Number) -> float:
        """The place of a score from 0 to 10."""
        return _round(self.bottom - self.down * float(score) / 10)

    def row(self, number: int) -> float:
        """The middle of a line of text under the plot; 1 is the first."""
        return self.bottom + self.line * (number - 0.1)


WIDE = Frame(width=680, height=350, left=30, top=30, across=460, down=262, font=13)
PHONE = Frame(width=360, height=330, left=24, top=28, across=200, down=248, font=12)


@dataclass(frozen=True, slots=True)
class Course:
    """An option over all weightings: its score when only the future counts, and when only life fit does."""

    key: str
    label: str
    at_zero: Number
    at_one: Number

    def __post_init__(self) -> None:
        if not (0 <= self.at_zero <= 10 and 0 <= self.at_one <= 10):
            raise ValueError(f"A score lies between 0 and 10, not {self.at_zero} and {self.at_one}.")

    def at(self, share: Number) -> float:
        """The score at a share of life fit."""
        return float(self.at_zero) + (float(self.at_one) - float(self.at_zero)) * float(share)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drawn option with its name right of the plot; `style` tells the lines apart, from 1."""

    key: str
    style: int
    line: Line
    leader: Line
    label: Label


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where the lead changes, and the share of 100 under it; no label where the same number stands already."""

    x: float
    y: float
    share: int
    label: Label | None


@dataclass(frozen=True)
class Chart:
    frame: Frame
    strokes: tuple[Stroke, ...]  # in the order given
    best: tuple[tuple[float, float], ...]  # the corners of the line along the top, from share 0 to 1
    crossings: tuple[Crossing, ...]
    here: float  # x of the weighting of the season
    here_label: Label

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """Every text whose place was looked for."""
        crossings = [crossing.label for crossing in self.crossings if crossing.label]
        return (*(stroke.label for stroke in self.strokes), *crossings, self.here_label)


def layout(courses: Sequence[Course], leads: Sequence[Lead], alpha: Number, frame: Frame, here: str) -> Chart:
    """Place a line and a name for every option, the leads along the top, and the words at the weighting chosen.

    `leads` say who comes first from share 0 to 1 without gaps, and name only options among `courses`. Raises
    ValueError when an option is given twice or there are more names than lines of text.
    """
    by_key = {course.key: course for course in courses}
    if len(by_key) != len(courses):
        raise ValueError("Each option is drawn once.")
    middles = apart(
        [frame.y(course.at_one) for course in courses], [frame.line] * len(courses), frame.top, frame.bottom
    )
    strokes = [
        _stroke(course, style, middle, frame)
        for style, (course, middle) in enumerate(zip(courses, middles, strict=True), start=1)
    ]
    shares = [*(lead.start for lead in leads), *(lead.end for lead in leads[-1:])]
    keys = [lead.keys[0] for lead in [*leads, *leads[-1:]]]
    best = [(frame.x(share), frame.y(by_key[key].at(share))) for share, key in zip(shares, keys, strict=True)]
    x = frame.x(alpha)
    return Chart(frame, tuple(strokes), tuple(best), _crossings(best, shares, frame), x, _here(here, x, frame))


def _stroke(course: Course, style: int, middle: float, frame: Frame) -> Stroke:
    start, end = frame.y(course.at_zero), frame.y(course.at_one)
    text = shortened(course.label, frame.width - frame.right - GAP - 2 * PAD, frame.font)
    label = _label(text, frame.right + GAP, middle, "start", frame.font)
    leader = Line(frame.right, end, _round(label.x - PAD), _round(middle))
    return Stroke(course.key, style, Line(frame.left, start, frame.right, end), leader, label)


def _crossings(best: Sequence[tuple[float, float]], shares: Sequence[Decimal], frame: Frame) -> tuple[Crossing, ...]:
    found = [Crossing(x, y, int(share * 100), None) for (x, y), share in zip(best, shares, strict=True)][1:-1]
    first = {crossing.share: crossing.x for crossing in reversed(found)}
    texts = {share: str(share) for share in sorted(first)}
    sizes = [text_width(text, frame.font) + 2 * PAD for text in texts.values()]
    middles = apart([first[share] for share in texts], sizes, 0, frame.width)
    labels = {
        share: _label(texts[share], middle, frame.row(1), "middle", frame.font)
        for share, middle in zip(texts, middles, strict=True)
    }
    return tuple(replace(crossing, label=labels.pop(crossing.share, None)) for crossing in found)


def _here(text: str, x: float, frame: Frame) -> Label:
    text = shortened(text, frame.width - 2 * PAD, frame.font)
    (middle,) = apart([x], [text_width(text, frame.font) + 2 * PAD], 0, frame.width)
    return _label(text, middle, frame.top - frame.line * 0.8, "middle", frame.font)


def apart(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near to the wanted ones as can be, such that things of these sizes do not overlap in low to high.

    Their order stays; what would overlap becomes a group around the mean of its wishes. Raises ValueError when
    the sizes do not fit.
    """
    if sum(sizes) > high - low:
        raise ValueError(f"{len(sizes)} labels do not fit between {low} and {high}.")
    groups: list[tuple[float, list[int]]] = []
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index]):
        group = [index]
        start = _start(group, wanted, sizes, low, high)
        while groups and groups[-1][0] + sum(sizes[i] for i in groups[-1][1]) > start:
            group = groups.pop()[1] + group
            start = _start(group, wanted, sizes, low, high)
        groups.append((start, group))
    middles = [0.0] * len(wanted)
    for start, group in groups:
        for index in group:
            middles[index] = start + sizes[index] / 2
            start += sizes[index]
    return middles


def _start(group: Sequence[int], wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> float:
    """Where a group begins that stands side by side, as near as can be to where its members want to be."""
    before, total = 0.0, 0.0
    for index in group:
        total += wanted[index] - before - sizes[index] / 2
        before += sizes[index]
    return min(max(total / len(group), low), high - before)


def _label(text: str, x: float, middle: float, anchor: Anchor, size: float) -> Label:
    x, middle = _round(x), _round(middle)
    width = text_width(text, size)
    left = x if anchor == "start" else x - width / 2
    box = Box(left - PAD, middle - size * 0.6, left + width + PAD, middle + size * 0.6)
    return Label(text, x, _round(middle + size * 0.35), anchor, box)


def _round(length: float) -> float:
    return round(length, 1)
