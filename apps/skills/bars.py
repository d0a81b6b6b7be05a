"""Where the bars of the stack go: one line for a skill, parted by how strongly it is shown. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LINE = 40  # pixels from skill to skill: a name, and its bar below
BAR = 12  # pixels of a bar’s height


@dataclass(frozen=True)
class Part:
    """Entries of one state: from `x`, `width` wide, both in percent of the drawing."""

    state: str
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """One skill: its name stands at `y` pixels, its bar begins at `bar`."""

    name: str
    count: int
    y: int
    bar: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Bars:
    """The drawing, `height` pixels high and as wide as there is room."""

    lines: tuple[Line, ...]
    height: int


def bars(skills: Iterable[tuple[str, Mapping[str, int]]]) -> Bars:
    """Draw skills with their entries by state (0 or more each); the one with most entries fills the width."""
    known = list(skills)
    most = max((sum(counts.values()) for _, counts in known), default=0)
    lines = []
    for place, (name, counts) in enumerate(known):
        parts, at = [], 0
        for state, count in counts.items():
            if count:
                parts.append(Part(state, round(100 * at / most, 2), round(100 * count / most, 2)))
                at += count
        lines.append(Line(name, at, LINE * place + 14, LINE * place + 20, tuple(parts)))
    return Bars(tuple(lines), LINE * len(known))
