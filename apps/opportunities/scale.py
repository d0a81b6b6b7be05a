"""The scale of a rating, 0 to 10 in half steps, and what its three controls say together.

A line of the rating page has lines to pick from, a number and a slider. A slider always sends something, so
what counts is what was moved since the page was shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

LOWEST, HIGHEST, STEP = Decimal(0), Decimal(10), Decimal("0.5")
ANCHORS = (0, 3, 5, 7, 10)  # the points that have words
REST = Decimal(5)  # where the slider lies while nothing is known
OPEN, SAME, BETWEEN = "open", "same", "between"  # lines that are no anchor


class Unclear(ValueError):
    """Two of the controls say different things, or one that is needed says nothing."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")
        self.between = (one, other)


@dataclass(frozen=True, slots=True)
class Controls:
    """Where the controls of one factor stand; None where nothing is written or sent."""

    line: str  # OPEN, SAME, BETWEEN or an anchor
    number: Decimal | None
    slider: Decimal | None


def is_on_scale(value: Decimal) -> bool:
    """Whether a number is 0 to 10 in half steps; NaN and infinity are not."""
    return value.is_finite() and LOWEST <= value <= HIGHEST and value % STEP == 0


def shown(value: Decimal | None) -> Controls:
    """How a page shows a rating from 0 to 10, None while it is open."""
    if value is None:
        return Controls(OPEN, None, REST)
    if value in ANCHORS:
        return Controls(str(int(value)), None, value)
    return Controls(BETWEEN, value, value)


def said(sent: Controls, before: Controls, lines: Mapping[str, Decimal | None]) -> Decimal | None:
    """The rating that is meant, None for open: what was moved from `before` counts, and has to agree.

    `lines` has the value of every line but BETWEEN. Raises Unclear with the names of two controls that were
    moved to different values, or with ("line", "nothing") where a number is announced and none is given.
    """
    moved: dict[str, Decimal | None] = {}
    if sent.line not in (before.line, BETWEEN):
        moved["line"] = lines[sent.line]
    if sent.number not in (before.number, None):
        moved["number"] = sent.number
    if sent.slider not in (before.slider, None):
        moved["slider"] = sent.slider
    for one, other in combinations(moved, 2):
        if moved[one] != moved[other]:
            raise Unclear(one, other)
    if moved:
        return next(iter(moved.values()))
    if sent.line != BETWEEN:
        return lines[sent.line]
    if sent.number is None:
        raise Unclear("line", "nothing")
    return sent.number
