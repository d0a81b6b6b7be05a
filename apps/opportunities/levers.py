"""What would turn a result: another weight for one factor, another rating of one factor, and the pay behind it.

Everything is exact (fractions) until a result is handed out. A missing rating stands at 5, the middle of what it could
be, as it does for the flip point; options too little rated to be ranked have no levers and no flips.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import groupby, pairwise
from math import lcm
from typing import NamedTuple

from apps.opportunities.scoring import MISSING, TOP, ZERO, Axis, Rating, Ratings, Season, score


@dataclass(frozen=True, slots=True)
class FactorFlip:
    """The share of the whole weight at which one factor turns the order of two options."""

    key: str
    axis: Axis
    now: Decimal  # its share of the whole weight now, 0 to 1
    at: Decimal  # the share at which the order changes, strictly between 0 and 1


@dataclass(frozen=True, slots=True)
class Lever:
    """The smallest rating of one factor that would put an option ahead, all else unchanged."""

    key: str
    axis: Axis
    now: Decimal | None  # the rating now, 0 to 10; None when it is missing and counts as 5
    needed: Decimal  # the rating that would do, on a half step up to 10
    change: Decimal  # how far that is from now, or from 5 when it is missing; more than 0


def _stands_at(rating: Rating) -> Decimal:
    return (rating.low + rating.high) / 2 if rating.value is None else rating.value


def _middle(rating: Rating) -> Fraction:
    return Fraction(_stands_at(rating))


class _Parts(NamedTuple):
    """The weights of a season as whole numbers of one unit, so that sums over them are exact and quick."""

    shares: Mapping[str, tuple[Axis, int]]  # each factor's share of the whole weight, in units

    def overall(self, ratings: Ratings) -> Decimal:
        """The overall score in units, exact."""
        return sum((count * _stands_at(ratings.get(key, MISSING)) for key, (_, count) in self.shares.items()), ZERO)


@lru_cache(maxsize=500)
def _parts(season: Season) -> _Parts:
    weights = _overall_weights(season)
    unit = lcm(*(weight.denominator for _, weight in weights.values()))
    return _Parts({key: (axis, int(weight * unit)) for key, (axis, weight) in weights.items()})


@lru_cache(maxsize=500)
def _overall_weights(season: Season) -> Mapping[str, tuple[Axis, Fraction]]:
    """Each factor's share of the whole weight: α or 1 − α, times its share of the axis; they sum to 1."""
    return {
        key: (axis, Fraction(share) * weight)
        for axis, share, weights in season.axes()
        for key, weight in weights.shares.items()
    }


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / exact.denominator


def _comparable(season: Season, *options: Ratings) -> bool:
    return all(score(ratings, season).comparable for ratings in options)


def factor_flips(one: Ratings, other: Ratings, season: Season) -> tuple[FactorFlip, ...]:
    """Where the order of two options changes when one factor counts for more or less, nearest to now first.

    The other factors share what is left in the proportions they have now. With wᵢ the share of the whole weight,
    d = vA − vB and D = Σwd: D₋ᵢ = (D − wᵢdᵢ)/(1 − wᵢ), t* = D₋ᵢ/(D₋ᵢ − dᵢ). A factor that cannot change the order
    is left out, and so is one that is all that counts; empty when one of the two is not yet comparable.
    """
    if not _comparable(season, one, other):
        return ()
    weights = _overall_weights(season)
    apart = {key: _middle(one.get(key, MISSING)) - _middle(other.get(key, MISSING)) for key in weights}
    whole = sum((weight * apart[key] for key, (_, weight) in weights.items()), Fraction(0))
    found: list[tuple[Fraction, FactorFlip]] = []
    for key, (axis, weight) in weights.items():
        if weight == 1:
            continue
        without = (whole - weight * apart[key]) / (1 - weight)
        if without * apart[key] < 0:  # opposite signs: the factor stands against all others together
            at = without / (without - apart[key])
            found.append((abs(at - weight), FactorFlip(key, axis, _decimal(weight), _decimal(at))))
    return tuple(flip for _, flip in sorted(found, key=lambda entry: entry[0]))


def levers(behind: Ratings, leader: Ratings, season: Season) -> tuple[Lever, ...]:
    """For each factor the smallest rating that alone would put `behind` ahead of `leader`, smallest change first.

    Strictly ahead, on half steps up to 10. Factors that could not do it alone are left out. Empty when `behind`
    already leads or one of the two is not yet comparable; of two that are level, either has levers.
    """
    parts = _parts(season)
    gap = parts.overall(leader) - parts.overall(behind)
    if gap < 0 or not _comparable(season, behind, leader):
        return ()
    found = []
    for key, (axis, count) in parts.shares.items():
        if not count:
            continue
        rating = behind.get(key, MISSING)
        now = _stands_at(rating)
        needed = ((now * count + gap) * 2 // count + 1) / 2  # the first half step above now + gap ÷ weight
        if needed <= TOP:
            found.append(Lever(key, axis, rating.value, needed, needed - now))
    return tuple(sorted(found, key=lambda lever: lever.change))


def lever_against(options: Mapping[str, Ratings], key: str, season: Season) -> tuple[Lever, ...]:
    """The levers of the option `key` against the best of the others that are comparable; none without others.

    Raises KeyError for an option that is not there.
    """
    behind = options[key]
    others = [ratings for other, ratings in options.items() if other != key and _comparable(season, ratings)]
    if not others:
        return ()
    return levers(behind, max(others, key=_parts(season).overall), season)


def pay_for(points: Decimal, told: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The pay that this person would rate at `points`, by the (pay, pay rating) pairs they gave themselves.

    All pays are of one currency and one period, monthly or yearly, and so is the result: rounded up to two significant
    figures, since it is an estimate to ask for. Linear between neighbouring pairs, and beyond them along the nearest
    two. Pairs of the same pay, and those where more pay was rated lower, are taken together at their means.
    None unless two remain that rise together, or when it would come to nothing. Raises ValueError for a rating
    outside 0 to 10.
    """
    _check(points)
    rising = _rising(tuple(told))
    if len(rising) < 2:
        return None
    segments = list(pairwise(rising))
    wanted = Fraction(points)
    (low, below), (high, above) = next((s for s in segments if wanted <= s[1][1]), segments[-1])
    pay = low + (wanted - below) * (high - low) / (above - below)
    return _rounded_up(pay) if pay > 0 else None


def _check(rating: Decimal) -> None:
    if not ZERO <= rating <= TOP:
        raise ValueError(f"A rating is between 0 and 10, not {rating}.")


class _Pool(NamedTuple):
    """Pairs taken together, as their sums, so that joining two costs nothing however many there are."""

    pay: Decimal
    rating: Decimal
    pairs: int

    def with_(self, other: _Pool) -> _Pool:
        return _Pool(self.pay + other.pay, self.rating + other.rating, self.pairs + other.pairs)

    def rated_as_high_as(self, other: _Pool) -> bool:
        return self.rating * other.pairs >= other.rating * self.pairs


@lru_cache(maxsize=50)
def _rising(told: tuple[tuple[Decimal, Decimal], ...]) -> Sequence[tuple[Fraction, Fraction]]:
    """Pairs in which both pay and rating rise: neighbours that do not are pooled (Ayer et al. 1955).

    A page asks for it once for each option and factor, always of the same pairs.
    """
    for _, rating in told:
        _check(rating)
    pools: list[_Pool] = []
    for _, same in groupby(sorted(told), key=lambda pair: pair[0]):
        pools.append(reduce(_Pool.with_, (_Pool(pay, rating, 1) for pay, rating in same)))
        while len(pools) > 1 and pools[-2].rated_as_high_as(pools[-1]):
            pools[-2:] = [pools[-2].with_(pools[-1])]
    return [(Fraction(pool.pay) / pool.pairs, Fraction(pool.rating) / pool.pairs) for pool in pools]


def _rounded_up(amount: Fraction) -> Decimal:
    """Up to two significant figures, written out in full: 3214 → 3300."""
    exact = _decimal(amount)
    unit = Decimal(1).scaleb(exact.adjusted() - 1)
    return (exact / unit).to_integral_value(ROUND_CEILING) * unit + ZERO
