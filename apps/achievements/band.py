"""Where the bars of the timeline go: one strand per organisation, years from left to right. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

TOGETHER = timedelta(days=62)  # a role that starts this soon after another one in the same place carries it on
AT_ONCE = timedelta(days=31)  # shorter overlaps are dates known to the month only
TICKS = 8  # year labels that fit a phone

Percent = Callable[[date], float]


@dataclass(frozen=True)
class Stretch:
    """A role as the band sees it: `strand` is what it belongs to, `end` None while it goes on.

    Where the dates are known to the month or year, `start` is its first day and `end` its last; `began_by` is the
    day on which it had begun for sure, `lasted_to` the one to which it lasted for sure.
    """

    key: UUID
    strand: UUID
    start: date
    end: date | None
    began_by: date | None = None
    lasted_to: date | None = None


@dataclass(frozen=True)
class Bar:
    """A bar: `x` and `width` in percent of the band, `lane` counted from 0 within its strand."""

    key: UUID
    x: float
    width: float
    lane: int


@dataclass(frozen=True)
class Strand:
    """The bars of one organisation, or of one role without any."""

    key: UUID
    bars: tuple[Bar, ...]
    lanes: int


@dataclass(frozen=True)
class Band:
    """Strands, the newest first, over ticks of (percent, year)."""

    strands: tuple[Strand, ...]
    ticks: tuple[tuple[float, int], ...]


def band(stretches: Iterable[Stretch], *, today: date) -> Band:
    """Lay stretches out over whole years from the first start to today or the last end."""
    known = sorted(stretches, key=lambda stretch: stretch.start)
    if not known:
        return Band((), ())
    first = date(known[0].start.year, 1, 1)
    last = max([today, *(stretch.end or stretch.start for stretch in known)])
    days = max((last - first).days, 365)

    def percent(day: date) -> float:
        return round(100 * min((day - first).days / days, 1), 2)

    strands: dict[UUID, list[Stretch]] = {}
    for stretch in known:
        strands.setdefault(stretch.strand, []).append(stretch)
    rows = [(_laid(key, own, percent, last), own) for key, own in strands.items()]
    rows.sort(key=lambda row: (max(s.end or date.max for s in row[1]), row[1][-1].start), reverse=True)
    return Band(tuple(strand for strand, _ in rows), tuple(_ticks(first, last, percent)))


def _laid(key: UUID, own: Sequence[Stretch], percent: Percent, last: date) -> Strand:
    free: list[date] = []  # until when each lane is taken
    bars = []
    for stretch in own:
        end = stretch.end or max(last, stretch.start)
        lane = next((n for n, until in enumerate(free) if until - AT_ONCE <= stretch.start), len(free))
        free[lane : lane + 1] = [end]
        x = percent(stretch.start)
        bars.append(Bar(stretch.key, x, max(round(percent(end) - x, 2), 0.6), lane))
    return Strand(key, tuple(bars), len(free))


def _ticks(first: date, last: date, percent: Percent) -> Iterable[tuple[float, int]]:
    years = last.year - first.year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50) if years <= step * TICKS)
    return [(percent(date(year, 1, 1)), year) for year in range(first.year, last.year + 1, step)]


def at_once(stretches: Iterable[Stretch], *, today: date) -> dict[UUID, list[UUID]]:
    """For each role the keys of those that ran beside it for more than a month, in the order given.

    Only where that is sure: what ended in 2019 need not have met what began in March 2019.
    """
    known = list(stretches)

    def until(stretch: Stretch) -> date:
        return stretch.end or max(today, stretch.start)

    def met(one: Stretch, other: Stretch) -> bool:
        return (one.began_by or one.start) <= (other.lasted_to or until(other))

    def beside(one: Stretch, other: Stretch) -> bool:
        overlap = min(until(one), until(other)) - max(one.start, other.start)
        return overlap > AT_ONCE and met(one, other) and met(other, one)

    return {one.key: [other.key for other in known if other is not one and beside(one, other)] for one in known}


def carried_on(stretches: Iterable[Stretch]) -> list[list[UUID]]:
    """Groups of roles that follow each other within one strand, newest group and newest role first.

    A return after a longer time away begins a group of its own.
    """
    open_groups: dict[UUID, tuple[list[Stretch], date]] = {}
    groups: list[list[Stretch]] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        end = stretch.end or date.max
        group, until = open_groups.get(stretch.strand, ([], date.min))
        if not group or (until != date.max and stretch.start - until > TOGETHER):
            group, until = [], date.min
            groups.append(group)
        group.append(stretch)
        open_groups[stretch.strand] = (group, max(until, end))
    groups.sort(key=lambda group: group[-1].start, reverse=True)
    return [[stretch.key for stretch in reversed(group)] for group in groups]
