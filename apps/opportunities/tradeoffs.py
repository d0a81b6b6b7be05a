"""One option against another: dominance, gains and losses, where the order flips, what to ask next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from apps.opportunities.scoring import MISSING, ONE, ZERO, Axis, Ratings, Score, Season

IN_WRITING_WIDTH = Decimal(1)  # a rating known this well (± 0.5) needs no further question
SAYABLE = Decimal(1)  # a difference of less than one point on the anchors is not worth a sentence


class Dominance(StrEnum):
    """Whether one option is at least as good on every factor and better on one."""

    NONE = "none"
    AS_RATED = "as_rated"  # by the ratings as they were given
    CERTAIN = "certain"  # even if every rating is off by as much as it could be


def dominance(one: Ratings, other: Ratings) -> Dominance:
    """Whether `one` dominates `other`, so that no weighting makes `other` win; every factor is looked at.

    As rated means one ≥ other everywhere and > somewhere; a missing rating may be anything from 0 to 10. Certain
    means in addition low(one) ≥ high(other) everywhere, with every rating moved by its half-width.
    """
    pairs = [(one.get(key, MISSING), other.get(key, MISSING)) for key in one.keys() | other.keys()]
    as_rated = [(a.low if a.value is None else a.value, b.high if b.value is None else b.value) for a, b in pairs]
    if not (all(a >= b for a, b in as_rated) and any(a > b for a, b in as_rated)):
        return Dominance.NONE
    return Dominance.CERTAIN if all(a.low >= b.high for a, b in pairs) else Dominance.AS_RATED


@dataclass(frozen=True, slots=True)
class Line:
    """The overall score of an option over α, from future value alone (α = 0) to life fit alone (α = 1).

    Both ends are 2·ΣsF·ΣsG times the score, which keeps them exact; only options of one season compare.
    """

    key: str
    at_zero: Decimal
    at_one: Decimal

    @property
    def slope(self) -> Decimal:
        return self.at_one - self.at_zero

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        return self.at_zero, self.at_one


def _line(key: str, option: Score) -> Line:
    life, future = option.life, option.future
    return Line(
        key,
        (2 * future.score_sum + future.open_sum) * life.total,
        (2 * life.score_sum + life.open_sum) * future.total,
    )


def _lines(scores: Mapping[str, Score]) -> list[Line]:
    if len({(s.life.total, s.future.total) for s in scores.values()}) > 1:
        raise ValueError("Only options scored in the same season can be compared.")
    return [_line(key, option) for key, option in scores.items()]


def flip_point(one: Score, other: Score) -> Decimal | None:
    """The share of life fit at which the order of two options changes, strictly between 0 and 1.

    α* = −ΔG / (ΔF − ΔG), by the middles of the intervals. None when the order never changes (two options may
    be level at 0 or 1, but nothing flips there) or one of them is not yet comparable. Raises ValueError for
    options of different seasons.
    """
    a, b = _lines({"one": one, "other": other})
    at_zero, at_one = a.at_zero - b.at_zero, a.at_one - b.at_one
    if at_zero * at_one >= 0 or not (one.comparable and other.comparable):
        return None
    return at_zero / (at_zero - at_one)


@dataclass(frozen=True, slots=True)
class Lead:
    """Who comes first while the share of life fit is from start to end; several keys are level all the way."""

    start: Decimal
    end: Decimal
    keys: tuple[str, ...]


def leads(scores: Mapping[str, Score]) -> tuple[Lead, ...]:
    """Who leads where as α goes from 0 to 1, without gaps: the upper envelope of all comparable options.

    Empty when there is none. Raises ValueError for options of different seasons.
    """
    lines = _lines({key: option for key, option in scores.items() if option.comparable})
    if not lines:
        return ()
    able: list[Line] = []  # no other is at least as high at both ends, so that each could lead somewhere
    for line in sorted(lines, key=lambda line: line.ends, reverse=True):
        if not able or line.at_one > able[-1].at_one:
            able.append(line)
    leader = able[0]
    found = [(ZERO, leader)]
    while overtaking := [line for line in able if line.at_one > leader.at_one]:
        crossing, _, leader = min(
            ((_crossing(leader, line), -line.slope, line) for line in overtaking), key=lambda entry: entry[:2]
        )
        found.append((Decimal(crossing.numerator) / crossing.denominator, leader))
    ends = [start for start, _ in found[1:]] + [ONE]
    return tuple(
        Lead(start, end, tuple(line.key for line in lines if line.ends == leader.ends))
        for (start, leader), end in zip(found, ends, strict=True)
    )


def _crossing(leader: Line, rising: Line) -> Fraction:
    behind = leader.at_zero - rising.at_zero
    return Fraction(behind) / Fraction(behind + rising.at_one - leader.at_one)


@dataclass(frozen=True, slots=True)
class Around:
    """Who leads at the chosen weighting, and who would if life fit counted for less or for more."""

    now: Lead
    less: Lead | None  # leads below now.start, that is when future value counts for more
    more: Lead | None  # leads above now.end


def around(found: Sequence[Lead], alpha: Decimal) -> Around | None:
    """The lead at `alpha` and its neighbours, None without leads; at a flip itself the lower side counts as now.

    Raises ValueError when alpha is outside 0 to 1.
    """
    if not ZERO <= alpha <= ONE:
        raise ValueError(f"The share of life fit is between 0 and 1, not {alpha}.")
    for index, lead in enumerate(found):
        if alpha <= lead.end:
            less = found[index - 1] if index else None
            return Around(lead, less, found[index + 1] if index + 1 < len(found) else None)
    return None


@dataclass(frozen=True, slots=True)
class Question:
    """A factor worth asking about, and the most its answer could move the overall score (0 to 10)."""

    key: str
    axis: Axis
    effect: Decimal
    missing: bool


def ask_next(
    ratings: Ratings, season: Season, *, limit: int = 3, without: Collection[str] = ()
) -> tuple[Question, ...]:
    """The unknown or weakly known factors that could move the result most, largest first: share × w × range.

    A rating known in writing needs no question, nor does a factor that carries no weight. `without` has factors
    to pass over, such as those that were asked about.
    """
    questions = []
    for axis, share, weights in season.axes():
        for key, points in weights.points.items():
            rating = ratings.get(key, MISSING)
            effect = share * points * rating.width / weights.total
            if rating.width > IN_WRITING_WIDTH and effect > 0 and key not in without:
                questions.append(Question(key, axis, effect, rating.value is None))
    return tuple(sorted(questions, key=lambda question: -question.effect)[:limit])


@dataclass(frozen=True, slots=True)
class Difference:
    """One factor that sets two options apart."""

    key: str
    axis: Axis
    change: Decimal  # the first option's rating minus the second's, −10 to 10
    effect: Decimal  # the same, weighted: what it moves in the overall score
    certain: bool  # the direction holds however far the ratings could be off


@dataclass(frozen=True, slots=True)
class Trade:
    """What taking one option over another gains and gives up, largest effect first, and what is not known."""

    gains: tuple[Difference, ...]
    losses: tuple[Difference, ...]
    unknown: tuple[str, ...]  # factors that count and are unrated in either


def trade(one: Ratings, other: Ratings, season: Season, *, at_least: Decimal = SAYABLE) -> Trade:
    """What taking `one` over `other` gains and loses in a season.

    Differences of less than `at_least` points and factors that do not count are left out; missing ratings are
    named.
    """
    gains: list[Difference] = []
    losses: list[Difference] = []
    unknown: list[str] = []
    for axis, share, weights in season.axes():
        for key, points in weights.points.items():
            a, b = one.get(key, MISSING), other.get(key, MISSING)
            weight = share * points / weights.total
            if not weight:
                continue
            if a.value is None or b.value is None:
                unknown.append(key)
                continue
            change = a.value - b.value
            if abs(change) >= at_least and change:
                certain = a.low > b.high if change > 0 else a.high < b.low
                kind = gains if change > 0 else losses
                kind.append(Difference(key, axis, change, change * weight, certain))
    return Trade(
        tuple(sorted(gains, key=lambda d: -d.effect)),
        tuple(sorted(losses, key=lambda d: d.effect)),
        tuple(unknown),
    )
