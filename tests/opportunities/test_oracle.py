"""Our sums, orders and dominance against pymcdm, an independent library of decision methods.

`WSM` is its weighted sum; normalised by 10, the top of our scale, never by the other options. For dominance,
`PROMETHEE_I` with the usual preference function compares two options factor by factor: what flows from one to the
other is the weight of the factors on which it is better, so that one dominates exactly when something flows from it
and nothing against it.
"""

import random
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from apps.opportunities.scoring import Rating, Season, Weights, rank, score
from apps.opportunities.tradeoffs import Dominance, dominance
from tests.opportunities.strategies import FUTURE, KEYS, LIFE

MATRICES = 240
CLOSE = 1e-9  # theirs are floats


@pytest.fixture(scope="module")
def pymcdm():
    """Loaded here so that only this module waits for it; its plots and printed tables, unused here, are most of it."""
    with pytest.MonkeyPatch.context() as patch:
        for unused in ("pymcdm.visuals", "pandas"):
            patch.setitem(sys.modules, unused, ModuleType(unused))
        from pymcdm.methods import WSM
        from pymcdm.methods.partial import PROMETHEE_I
    return SimpleNamespace(WSM=WSM, PROMETHEE_I=PROMETHEE_I)


def drawn(seed):
    """A season and two to six options with exact ratings; some are copies made better or worse on a few factors."""
    dice = random.Random(seed)
    alpha = Decimal(dice.randint(0, 100)) / 100
    life, future = (Weights({key: Decimal(dice.randint(1, 100)) for key in axis}) for axis in (LIFE, FUTURE))
    rows = [[Decimal(dice.randint(0, 20)) / 2 for _ in KEYS] for _ in range(dice.randint(1, 4))]
    for row in dice.sample(rows, dice.randint(1, min(2, len(rows)))):
        step = dice.choice([-1, 1])
        rows.append([min(Decimal(10), max(Decimal(0), v + step * dice.choice([0, 0, 1]))) for v in row])
    return Season(alpha, life, future), rows


def overall_weights(season):
    return np.array([float(Fraction(share) * part) for _, share, w in season.axes() for part in w.shares.values()])


def tenth(column, cost):
    assert not cost
    return column / 10


def options(rows):
    return {str(index): dict(zip(KEYS, map(Rating, row), strict=True)) for index, row in enumerate(rows)}


@pytest.mark.parametrize("chunk", range(4))
def test_scores_and_their_order_are_those_of_an_independent_library(pymcdm, chunk):
    for seed in range(chunk, MATRICES, 4):
        season, rows = drawn(seed)
        ours = {key: score(ratings, season) for key, ratings in options(rows).items()}
        matrix, every = np.array(rows, dtype=float), np.ones(len(KEYS))
        theirs = 10 * pymcdm.WSM(tenth)(matrix, overall_weights(season), every, validation=False)
        for found, expected in zip(ours.values(), theirs, strict=True):
            assert float(found.middle) == pytest.approx(expected, abs=CLOSE)
        order = [theirs[int(standing.key)] for standing in rank(ours).standings]
        assert all(above >= below - CLOSE for above, below in pairwise(order))


@pytest.mark.parametrize("axis", ["life", "future"])
def test_each_axis_is_a_weighted_sum_too(pymcdm, axis):
    for seed in range(MATRICES):
        season, rows = drawn(seed)
        keys, weights = (LIFE, season.life) if axis == "life" else (FUTURE, season.future)
        columns = [KEYS.index(key) for key in keys]
        shares = np.array([float(weights.shares[key]) for key in keys])
        matrix = np.array(rows, dtype=float)[:, columns]
        theirs = 10 * pymcdm.WSM(tenth)(matrix, shares, np.ones(len(keys)), validation=False)
        ours = [getattr(score(ratings, season), axis).interval.low for ratings in options(rows).values()]
        assert [float(found) for found in ours] == pytest.approx(list(theirs), abs=CLOSE)


def test_dominance_is_that_of_an_independent_library(pymcdm):
    found = Counter()
    evenly, every = np.full(len(KEYS), 1 / len(KEYS)), np.ones(len(KEYS))
    for seed in range(MATRICES):
        _, rows = drawn(seed)
        judged = [dict(zip(KEYS, map(Rating, row), strict=True)) for row in rows]
        for one, other in combinations(range(len(rows)), 2):
            pair = np.array([rows[one], rows[other]], dtype=float)
            forward, back = pymcdm.PROMETHEE_I("usual")(pair, evenly, every, validation=False)[0]
            theirs = (forward > 0 and back == 0, back > 0 and forward == 0)
            ours = dominance(judged[one], judged[other]), dominance(judged[other], judged[one])
            assert tuple(kind is not Dominance.NONE for kind in ours) == theirs
            found[any(theirs)] += 1
    assert min(found[True], found[False]) > 100  # both kinds were among them
