"""Where a person stands against what a direction asks for, and which offer would build the rest. Pure.

Names are compared as they are given: the caller folds their case. Nothing here is a score: each need has one of four
states, and what is counted are entries, never a share of being ready.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum


class Stand(IntEnum):
    """How far a skill is from being proven; more is better proven."""

    MISSING = 0  # not in the stack
    CLAIMED = 1  # in the stack, and nothing shows it
    SHOWN = 2  # entries show it, none with an outcome
    PROVEN = 3  # entries with an outcome, or somebody who checked


@dataclass(frozen=True)
class Known:
    """A skill of the person: `names` under which it may be asked for, and what shows it.

    `outcomes` counts entries that state a change, `others` those that do not, both ≥ 0; `vouched` names credentials
    that hold.
    """

    key: str
    names: frozenset[str]
    outcomes: int = 0
    others: int = 0
    vouched: tuple[str, ...] = ()

    @property
    def stand(self) -> Stand:
        """The state that the evidence gives it."""
        if self.outcomes or self.vouched:
            return Stand.PROVEN
        return Stand.SHOWN if self.others else Stand.CLAIMED


@dataclass(frozen=True)
class Need:
    """A skill that a direction asks for."""

    key: str
    is_essential: bool = True


@dataclass(frozen=True)
class Teacher:
    """An offer or the present job, and the names of what it would teach."""

    key: str
    names: frozenset[str]


@dataclass(frozen=True)
class Line:
    """One need: the skill that answers it best, if any, and the keys of the offers that would build it."""

    need: Need
    known: Known | None
    built_by: tuple[str, ...] = field(default=())

    @property
    def stand(self) -> Stand:
        """Where the person stands."""
        return self.known.stand if self.known else Stand.MISSING

    @property
    def is_open(self) -> bool:
        """Whether something is left to build."""
        return self.stand < Stand.PROVEN

    @property
    def is_left_alone(self) -> bool:
        """Whether it is open and no offer builds it."""
        return self.is_open and not self.built_by


def compare(needs: Iterable[Need], stack: Sequence[Known], teachers: Sequence[Teacher] = ()) -> list[Line]:
    """Each need in its order with the best proven skill of that name, and with who would teach it, in their order.

    An offer teaches a need if it names it, or names the skill that answers it.
    """
    return [_line(need, stack, teachers) for need in needs]


def _line(need: Need, stack: Sequence[Known], teachers: Sequence[Teacher]) -> Line:
    answering = [known for known in stack if need.key in known.names]
    best = max(answering, key=lambda known: (known.stand, known.outcomes, known.others), default=None)
    names = {need.key}.union(*(known.names for known in answering))
    return Line(need, best, tuple(teacher.key for teacher in teachers if not names.isdisjoint(teacher.names)))


def columns(lines: Collection[Line], teachers: Sequence[Teacher], first: str | None, most: int) -> list[Teacher]:
    """At most `most` of the teachers for a table: `first` always, then those that build most of what is open.

    Those that build nothing of the lines are left out; among equals the order given holds. `most` ≥ 1.
    """
    builds = {teacher.key: (0, 0, 0) for teacher in teachers}  # essential and open, open, any
    for line in lines:
        for key in line.built_by:
            essential, still_open, anything = builds[key]
            builds[key] = (
                essential + (line.is_open and line.need.is_essential),
                still_open + line.is_open,
                anything + 1,
            )
    building = [teacher for teacher in teachers if any(builds[teacher.key]) and teacher.key != first]
    building.sort(key=lambda teacher: builds[teacher.key], reverse=True)
    return ([teacher for teacher in teachers if teacher.key == first] + building)[:most]
