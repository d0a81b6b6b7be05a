"""Scores of options: how well each fits life now and what it builds, as exact Decimal arithmetic.

Two different ranges appear here and are never mixed:

- the **interval** L..U says what the *missing* ratings could still do: every given rating is taken as it
  stands, every missing one anywhere from 0 to 10. Ranking, quadrants and flip points use this one;
- the **known range** also lets every given rating move by its half-width (in writing, told, my guess). It is
  never narrower than the interval, and serves the words about certainty.

Sums stay exact (ratings and points with up to two decimals, α with up to four); division happens once, at
the end.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

Axis = Literal["life", "future"]

ZERO = Decimal(0)
ONE = Decimal(1)
TOP = Decimal(10)  # the highest rating and the highest score
ENOUGH = Decimal("0.7")  # weight that must be rated on each axis before options are ranked
CLOSE = Decimal("0.5")  # scores nearer than this are a close call


@dataclass(frozen=True, slots=True)
class Rating:
    """One factor of one option, 0 to 10 on its written anchors, or missing; known to within ± half_width."""

    value: Decimal | None
    half_width: Decimal = ZERO
    low: Decimal = field(init=False, repr=False, compare=False)  # the lowest it could be, 0 when it is missing
    high: Decimal = field(init=False, repr=False, compare=False)  # the highest, 10 when it is missing

    def __post_init__(self) -> None:
        if self.value is not None and not ZERO <= self.value <= TOP:
            raise ValueError(f"A rating is between 0 and 10, not {self.value}.")
        if not ZERO <= self.half_width <= TOP:
            raise ValueError(f"The doubt about a rating is between 0 and 10, not {self.half_width}.")
        low = ZERO if self.value is None else max(ZERO, self.value - self.half_width)
        high = TOP if self.value is None else min(TOP, self.value + self.half_width)
        object.__setattr__(self, "low", low)  # once: a page reads them thousands of times
        object.__setattr__(self, "high", high)

    @property
    def width(self) -> Decimal:
        """How far this rating could move: 10 when it is missing."""
        return self.high - self.low


MISSING = Rating(None)
Ratings = Mapping[str, Rating]  # factor key → rating; a factor left out is missing


@dataclass(frozen=True)
class Weights:
    """The swing points of one axis: what moving each factor from 0 to 10 is worth, usually with best = 100.

    Weights are wᵢ = sᵢ / Σs (swing weighting: Green Book MCDA guide 2024). Raises ValueError on a negative
    number or when nothing counts at all.
    """

    points: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        for key, points in self.points.items():
            if not points.is_finite() or points < 0:
                raise ValueError(f"Swing points are 0 or more, not {points} for {key}.")
        if not any(self.points.values()):
            raise ValueError("At least one factor of an axis has to count.")

    @cached_property
    def total(self) -> Decimal:
        """The sum of all swing points."""
        return sum(self.points.values(), ZERO)

    @cached_property
    def _hash(self) -> int:
        return hash(frozenset(self.points.items()))

    def __hash__(self) -> int:
        """Equal weights are one key, so that what was worked out with them can be kept."""
        return self._hash

    @cached_property
    def shares(self) -> Mapping[str, Fraction]:
        """The normalised weight of every factor; exact, so that they sum to 1."""
        whole = Fraction(self.total)
        return {key: Fraction(points) / whole for key, points in self.points.items()}


def equal(keys: Sequence[str]) -> Weights:
    """Weights for someone who has no preference yet; a fair default (Dawes 1979)."""
    return Weights(dict.fromkeys(keys, Decimal(100)))


def rank_sum(order: Sequence[str]) -> Weights:
    """Weights from a ranking, most wanted first: wᵢ = 2(n+1−i) / (n(n+1)) (Roberts & Goodwin 2002).

    Raises ValueError when a factor appears twice or none is given.
    """
    if len(set(order)) != len(order):
        raise ValueError("Each factor has one place in the ranking.")
    return Weights({key: Decimal(len(order) - place) for place, key in enumerate(order)})


@dataclass(frozen=True)
class Season:
    """What a person needs right now: alpha, the share of life fit from 0 to 1, and the weights of each axis.

    Alpha is set first and apart, so that six factors against five give neither axis anything for free.
    Raises ValueError when alpha is outside 0 to 1 or a factor is on both axes.
    """

    alpha: Decimal
    life: Weights
    future: Weights

    def __post_init__(self) -> None:
        if not ZERO <= self.alpha <= ONE:
            raise ValueError(f"The share of life fit is between 0 and 1, not {self.alpha}.")
        both = self.life.points.keys() & self.future.points.keys()
        if both:
            raise ValueError(f"A factor belongs to one axis only: {', '.join(sorted(both))}.")

    def axes(self) -> tuple[tuple[Axis, Decimal, Weights], ...]:
        """Each axis with its share of the overall score and its weights."""
        return ("life", self.alpha, self.life), ("future", ONE - self.alpha, self.future)


class Interval(NamedTuple):
    """Two scores between 0 and 10, low ≤ high; the same number twice when nothing is open."""

    low: Decimal
    high: Decimal

    @property
    def middle(self) -> Decimal:
        return self.low + (self.high - self.low) / 2

    @property
    def width(self) -> Decimal:
        return self.high - self.low

    def shown(self) -> tuple[Decimal, Decimal]:
        """Both ends rounded for display; they may then be equal."""
        return half_points(self.low), half_points(self.high)


class AxisScore(NamedTuple):
    """The score of one option on one axis, kept as exact sums of points × rating."""

    total: Decimal  # all points of the axis
    rated: Decimal  # the points of the factors that are rated
    score_sum: Decimal  # Σ points × rating over the rated factors
    low_sum: Decimal  # the same with every rating at the low end of what is known
    high_sum: Decimal  # and at the high end, still without the missing ones
    missing: tuple[str, ...]  # unrated factors that count, heaviest first

    @property
    def coverage(self) -> Decimal:
        """c: the share of the axis's weight that is rated, 0 to 1."""
        return self.rated / self.total

    @property
    def enough(self) -> bool:
        """Whether enough is rated to be ranked (c ≥ 0.7)."""
        return self.rated >= ENOUGH * self.total

    @property
    def open_sum(self) -> Decimal:
        """The most the missing ratings could add to the sum."""
        return TOP * (self.total - self.rated)

    @property
    def interval(self) -> Interval:
        """[L, U] for the MISSING ratings: L = Σ known wv, U = L + 10(1 − c); a point when none is missing."""
        return Interval(self.score_sum / self.total, (self.score_sum + self.open_sum) / self.total)

    @property
    def known_range(self) -> Interval:
        """The interval widened by how well each given rating is KNOWN; never narrower than the interval."""
        return Interval(self.low_sum / self.total, (self.high_sum + self.open_sum) / self.total)


class Score(NamedTuple):
    """The two axes of one option first, and the overall score O = αF + (1−α)G second."""

    alpha: Decimal
    life: AxisScore
    future: AxisScore

    def _blend(self, life_sum: Decimal, future_sum: Decimal) -> Decimal:
        over_both = self.alpha * life_sum * self.future.total + (ONE - self.alpha) * future_sum * self.life.total
        return over_both / (self.life.total * self.future.total)

    @property
    def interval(self) -> Interval:
        """What the overall score could be, by the MISSING ratings alone."""
        life, future = self.life, self.future
        return Interval(
            self._blend(life.score_sum, future.score_sum),
            self._blend(life.score_sum + life.open_sum, future.score_sum + future.open_sum),
        )

    @property
    def known_range(self) -> Interval:
        """What the overall score could be, by the missing ratings and by how well the others are KNOWN."""
        life, future = self.life, self.future
        return Interval(
            self._blend(life.low_sum, future.low_sum),
            self._blend(life.high_sum + life.open_sum, future.high_sum + future.open_sum),
        )

    @property
    def middle(self) -> Decimal:
        """The middle of the interval, which orders a list; the score itself when nothing is missing."""
        life, future = self.life, self.future
        return self._blend(life.score_sum + life.open_sum / 2, future.score_sum + future.open_sum / 2)

    @property
    def comparable(self) -> bool:
        """Whether enough is rated on both axes to be ranked."""
        return self.life.enough and self.future.enough

    @property
    def missing(self) -> tuple[str, ...]:
        """Every unrated factor that counts, life fit first."""
        return self.life.missing + self.future.missing


def axis_score(ratings: Ratings, weights: Weights) -> AxisScore:
    """The score of one axis; a factor without weight is passed over, a missing one is neither 0 nor the mean."""
    rated = score_sum = low_sum = high_sum = ZERO
    missing: list[tuple[Decimal, str]] = []
    for key, points in weights.points.items():
        rating = ratings.get(key, MISSING)
        if not points:
            continue
        if rating.value is None:
            missing.append((points, key))
            continue
        rated += points
        score_sum += points * rating.value
        low_sum += points * rating.low
        high_sum += points * rating.high
    missing.sort(key=lambda entry: -entry[0])
    return AxisScore(weights.total, rated, score_sum, low_sum, high_sum, tuple(key for _, key in missing))


@dataclass(frozen=True, slots=True)
class Part:
    """What one factor brings to the score of its axis, so that a number can explain itself."""

    key: str
    rating: Rating
    share: Decimal  # its weight on the axis, 0 to 1
    brings: Decimal | None  # share × rating, in points of the axis score; None when the rating is missing


def parts(ratings: Ratings, weights: Weights) -> tuple[Part, ...]:
    """Every factor of an axis with its weight and what it brings, in the order of the weights."""
    found = []
    for key, points in weights.points.items():
        rating = ratings.get(key, MISSING)
        brings = None if rating.value is None else points * rating.value / weights.total
        found.append(Part(key, rating, points / weights.total, brings))
    return tuple(found)


def score(ratings: Ratings, season: Season) -> Score:
    """Both axes and the overall score of one option in a season; no other option has any influence on it."""
    return Score(season.alpha, axis_score(ratings, season.life), axis_score(ratings, season.future))


def half_points(value: Decimal) -> Decimal:
    """A score as it is shown: to the nearest 0.5, halves up (6.25 → 6.5, 6.24 → 6), no trailing zeros."""
    return (value * 2).to_integral_value(ROUND_HALF_UP) / 2


class Standing(NamedTuple):
    """One ranked option: those with the same shown score share a place and are called a tie."""

    key: str
    place: int  # 1 is first; after two at 1 comes 3
    tied: bool
    shown: Decimal  # the overall score to 0.5
    close_to_next: bool  # not a tie, but too near the one below it for the order to be firm


@dataclass(frozen=True, slots=True)
class NotYetComparable:
    """An option with too little rated to be ranked, and what is missing on each axis that falls short."""

    key: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    standings: tuple[Standing, ...]
    not_yet: tuple[NotYetComparable, ...]


def close_call(one: Score, other: Score) -> bool:
    """Whether the order of two is not firm: less than 0.5 apart, or the missing ratings could turn it."""
    return _close(abs(one.middle - other.middle), one, other)


def _close(apart: Decimal, one: Score, other: Score) -> bool:
    return apart < CLOSE or apart <= (one.interval.width + other.interval.width) / 2


def rank(scores: Mapping[str, Score]) -> Ranking:
    """Options by the middle of their overall interval, best first; equal ones stay in the order given.

    Each score is absolute, so adding or removing an option moves no other past its neighbour. An option with
    less than 0.7 of the weight rated on either axis is not ranked but named with what is missing.
    """
    middles = {key: option.middle for key, option in scores.items() if option.comparable}
    ranked = sorted(middles, key=lambda key: -middles[key])
    shown = [half_points(middles[key]) for key in ranked]
    sharing = Counter(shown)
    standings: list[Standing] = []
    for index, key in enumerate(ranked):
        tied_with_last = index > 0 and shown[index] == shown[index - 1]
        place = standings[-1].place if tied_with_last else index + 1
        tied_with_next = index + 1 < len(ranked) and shown[index] == shown[index + 1]
        close = False
        if index + 1 < len(ranked) and not tied_with_next:
            below = ranked[index + 1]
            close = _close(middles[key] - middles[below], scores[key], scores[below])
        standings.append(Standing(key, place, sharing[shown[index]] > 1, shown[index], close))
    not_yet = [_not_yet(key, option) for key, option in scores.items() if not option.comparable]
    return Ranking(tuple(standings), tuple(not_yet))


def _not_yet(key: str, option: Score) -> NotYetComparable:
    short = [axis for axis in (option.life, option.future) if not axis.enough]
    return NotYetComparable(key, tuple(factor for axis in short for factor in axis.missing))


@dataclass(frozen=True, slots=True)
class Lowest:
    """The lowest rating of an option and the factors that have it; a weighted sum can hide a disaster."""

    value: Decimal
    keys: tuple[str, ...]


def lowest(ratings: Ratings) -> Lowest | None:
    """The lowest of the given ratings, or None when nothing is rated."""
    given = {key: rating.value for key, rating in ratings.items() if rating.value is not None}
    if not given:
        return None
    value = min(given.values())
    return Lowest(value, tuple(key for key, v in given.items() if v == value))
