"""How firm a lead is: the share of many slightly different weightings and ratings in which each option leads.

Stochastic multicriteria acceptability analysis (SMAA: Tervonen & Figueira 2008, “A survey on stochastic
multicriteria acceptability analysis methods”, J. Multi-Criteria Decision Analysis 15). It says how much a result
depends on numbers nobody knows exactly; it is no chance of being right.

Floats are fine here: shares are shown to 5 %. Sums are made factor by factor in one order, and rounding never turns
≤ into >, so what is never ahead by its numbers is never ahead here.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apps.opportunities.scoring import MISSING, Rating, Ratings, Season, Weights, score

Floats = NDArray[np.float64]

DRAWS = 5000  # a share of one half is then known to about ± 1.5 %, far finer than the 5 % shown
NEARNESS = 30  # k: the higher, the nearer the drawn weightings stay to the person's own
CLEAR, AHEAD, LEAST = 0.9, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Robustness:
    """In which share of the draws, 0 to 1, each option leads; the shares of all options sum to 1."""

    draws: int
    near: Mapping[str, float]  # weightings near the person's own
    anyhow: Mapping[str, float]  # any weights at all, with the ratings as they are known


def robustness(options: Mapping[str, Ratings], season: Season, *, draws: int = DRAWS) -> Robustness:
    """How often each option leads in weightings near those of the season, and under any weights at all.

    Near: α ~ Beta(kα, k(1−α)), the weights of each axis ~ Dirichlet(k·w), k = 30; an α of 0 or 1 and a weight of 0
    stay what they are. Anyhow: α uniform and the weights flat over every factor the season's axes name, counted now or
    not. In both, a rating is triangular between the lowest and the highest it could be, with its mode at the value
    given, and a **missing rating is uniform from 0 to 10**. A draw in which several lead is shared evenly among them.

    Options too little rated to be ranked (below 0.7 of the weight on an axis) take no part and have no share. The
    draws are seeded by the options, their ratings and the season, in whatever order they come, so that the same page
    shows the same shares. Raises ValueError for less than one draw.
    """
    if draws < 1:
        raise ValueError(f"At least one draw is needed, not {draws}.")
    compared = {key: options[key] for key in sorted(options) if score(options[key], season).comparable}
    if not compared:
        return Robustness(draws, {}, {})
    factors = [*season.life.points, *season.future.points]
    chance = np.random.Generator(np.random.PCG64(_seed(compared, season, factors)))
    near, anyhow = _near(season, draws, chance), _anyhow(season, draws, chance)
    values = np.stack(
        [_values([ratings.get(key, MISSING) for key in factors], draws, chance) for ratings in compared.values()]
    )
    return Robustness(
        draws,
        dict(zip(compared, _shares(near, values), strict=True)),
        dict(zip(compared, _shares(anyhow, values), strict=True)),
    )


def _seed(compared: Mapping[str, Ratings], season: Season, factors: Sequence[str]) -> int:
    """A number that is the same for the same options and season, whatever the order and the trailing zeros."""
    rated = [
        (key, [(factor, *_limits(ratings.get(factor, MISSING))) for factor in sorted(factors)])
        for key, ratings in compared.items()
    ]
    axes = [(str(share.normalize()), sorted((k, str(s)) for k, s in w.shares.items())) for _, share, w in season.axes()]
    return int.from_bytes(hashlib.sha256(repr((rated, axes)).encode()).digest()[:16])


def _limits(rating: Rating) -> tuple[str, str, str]:
    value = "" if rating.value is None else str(rating.value.normalize())
    return str(rating.low.normalize()), value, str(rating.high.normalize())


def _near(season: Season, draws: int, chance: np.random.Generator) -> Floats:
    """Weightings near those of the season: one row for each factor, one column for each draw; columns sum to 1."""
    alpha = float(season.alpha)
    life = chance.beta(NEARNESS * alpha, NEARNESS * (1 - alpha), draws) if 0 < alpha < 1 else np.full(draws, alpha)
    return np.concatenate(
        [life * _dirichlet(season.life, draws, chance), (1 - life) * _dirichlet(season.future, draws, chance)]
    )


def _dirichlet(weights: Weights, draws: int, chance: np.random.Generator) -> Floats:
    shapes = np.array([[NEARNESS * float(share)] for share in weights.shares.values()])
    return _normalised(chance.standard_gamma(shapes, (len(shapes), draws)))


def _anyhow(season: Season, draws: int, chance: np.random.Generator) -> Floats:
    """Any weightings at all, shaped as those near."""
    life = chance.random(draws)
    flat = [_normalised(chance.standard_exponential((len(w.points), draws))) for _, _, w in season.axes()]
    return np.concatenate([life * flat[0], (1 - life) * flat[1]])


def _normalised(rows: Floats) -> Floats:
    shares: Floats = rows / rows.sum(axis=0)
    return shares


def _values(ratings: Sequence[Rating], draws: int, chance: np.random.Generator) -> Floats:
    """What the ratings of one option could be: one row for each factor, one column for each draw."""
    low, high = (
        np.array([[float(end)] for end in ends]) for ends in zip(*((r.low, r.high) for r in ratings), strict=True)
    )
    mode = np.array([[float(r.low if r.value is None else r.value)] for r in ratings])
    missing = np.array([r.value is None for r in ratings])
    drawn = chance.random((len(ratings), draws))
    rising = low + np.sqrt(drawn * (high - low) * (mode - low))  # the inverse of the triangular distribution
    falling = high - np.sqrt((1 - drawn) * (high - low) * (high - mode))
    values: Floats = np.clip(np.where(drawn * (high - low) < mode - low, rising, falling), low, high)
    values[missing] = 10 * drawn[missing]
    return values


def _shares(weights: Floats, values: Floats) -> list[float]:
    """For each option the share of draws in which it leads; `values` are option × factor × draw."""
    totals = np.zeros((values.shape[0], values.shape[2]))
    for factor, weight in enumerate(weights):  # not a matrix product: every option is summed in the same order
        totals += weight * values[:, factor]
    leading = totals == totals.max(axis=0)
    shares: list[float] = ((leading / leading.sum(axis=0)).sum(axis=1) / values.shape[2]).tolist()
    return shares


class Firmness(StrEnum):
    """How firm a lead is."""

    CLEAR = "clear"  # ahead in at least 90 % of the draws
    AHEAD = "ahead"  # in more than 60 %
    MOST_OFTEN = "most_often"  # of several: in 40 to 60 %, and well before the next
    TOO_CLOSE = "too_close"
    BEHIND = "behind"  # another is ahead more often


def verdict(share: float, runner_up: float | None = None) -> Firmness:
    """What a share of 0 to 1 allows to say about the option that has it.

    `runner_up` is the largest share among the others; left out, there is one other and it has the rest. Of two options,
    0.4 to 0.6 is too close to call. Of several, so is a lead of less than 0.4, and one that is at most 0.6 of
    what the first two have together: the third takes from both and makes neither firmer. Raises ValueError outside 0
    to 1.
    """
    against = 1 - share if runner_up is None else runner_up
    if not (0 <= share <= 1 and 0 <= against <= 1):
        raise ValueError(f"A share is between 0 and 1, not {share} and {against}.")
    if share >= CLEAR:
        return Firmness.CLEAR
    together = share + against
    if share < LEAST * together:
        return Firmness.BEHIND
    if share < LEAST or share <= AHEAD * together:
        return Firmness.TOO_CLOSE
    return Firmness.AHEAD if share > AHEAD else Firmness.MOST_OFTEN


class Ahead(NamedTuple):
    """The option ahead most often, its share and how firm that is."""

    key: str
    share: float
    firmness: Firmness


def ahead(shares: Mapping[str, float]) -> Ahead | None:
    """Who is ahead most often, the first by key when several are level; None with fewer than two options."""
    if len(shares) < 2:
        return None
    first, second = sorted(shares, key=lambda key: (-shares[key], key))[:2]
    return Ahead(first, shares[first], verdict(shares[first], shares[second]))


class Extent(StrEnum):
    """How a share is to be worded."""

    NONE = "none"  # truly no draw
    HARDLY_ANY = "hardly_any"  # some, but less than 5 %
    ABOUT = "about"
    NEARLY_ALL = "nearly_all"  # more than 95 %, but not every draw
    ALL = "all"  # truly every draw


class ShownShare(NamedTuple):
    """A share as it is shown: its wording, and a percentage in steps of 5 (the bound for hardly any and nearly all)."""

    extent: Extent
    percent: int


def shown_share(share: float) -> ShownShare:
    """A share of 0 to 1 to the nearest 5 %, halves up; never 0 or 100 % unless no or every draw was so.

    Raises ValueError outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"A share is between 0 and 1, not {share}.")
    percent = 5 * floor(share * 20 + 0.5)
    if percent == 0:
        return ShownShare(Extent.HARDLY_ANY, 5) if share else ShownShare(Extent.NONE, 0)
    if percent == 100:
        return ShownShare(Extent.NEARLY_ALL, 95) if share < 1 else ShownShare(Extent.ALL, 100)
    return ShownShare(Extent.ABOUT, percent)
