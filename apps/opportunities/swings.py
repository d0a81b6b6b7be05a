"""Swing points as people give them: from a slider and a number, from an order, and brought to best = 100."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from apps.opportunities.scoring import ZERO, rank_sum

BEST = Decimal(100)
HUNDREDTH = Decimal("0.01")  # as fine as points are kept, so that sums stay exact
NAMED = 3  # how many of the heaviest factors are named, and one more where that keeps a tie together

Points = Mapping[str, Decimal]


class Contradiction(ValueError):
    """Two ways of saying one thing were both used, for different things."""


class Unsaid(ValueError):
    """A number was taken away and nothing put in its place."""


def said(slider: Decimal | None, number: Decimal | None, before: Decimal | None) -> Decimal:
    """What a slider and the number beside it say, both having been shown with `before`.

    The number counts where it was changed, else the slider where that was; None stands for an input that was
    not sent or was emptied. Raises Contradiction when both were changed to different values, and Unsaid when
    the number was emptied and the slider left alone.
    """
    changed = {value for value in (number, slider) if value is not None and value != before}
    if len(changed) > 1:
        raise Contradiction("The slider and the number say different things.")
    if changed:
        return changed.pop()
    if number is None:
        raise Unsaid("There is no number.")
    return number


def best(points: Points) -> str | None:
    """The one factor that counts most; None where several are level."""
    most = max(points.values(), default=ZERO)
    found = [key for key, value in points.items() if value == most]
    return found[0] if len(found) == 1 else None


def with_best(points: Points, before: Points, picked: str | None) -> dict[str, Decimal]:
    """The points of an axis after one factor was picked as the one most wanted, which then has 100.

    A pick that was there before, or none, changes nothing: then the numbers speak. Raises Contradiction when the
    picked one was given another number in the same go.
    """
    if picked is None or picked == best(before):
        return dict(points)
    if points[picked] != before.get(picked) and points[picked] != BEST:
        raise Contradiction("The one picked has 100.")
    return {**points, picked: BEST}


def rescaled(points: Points) -> dict[str, Decimal]:
    """The same proportions with the best at 100, to hundredths.

    Raises ValueError when nothing counts at all.
    """
    most = max(points.values(), default=ZERO)
    if most <= 0:
        raise ValueError("At least one factor of an axis has to count.")
    return {key: (value * BEST / most).quantize(HUNDREDTH, ROUND_HALF_UP) for key, value in points.items()}


def ranked(order: Sequence[str], keys: Sequence[str]) -> dict[str, Decimal]:
    """Points from an order that may stop early; as weights they are rank sums over all `keys`.

    The first of n factors has n points, the second n − 1 and so on (Roberts & Goodwin 2002: wᵢ = 2(n+1−i) / (n(n+1))).
    Those left out are level: each has the mean of the places that remain, so that the sum is that of a full
    order, and every one of them counts for less than the last one placed. With all in order, or all but one,
    these are the rank sums themselves; with none, equal weights. Raises ValueError when a factor is named
    twice or is not among `keys`.
    """
    strange = [key for key in order if key not in keys]
    if strange:
        raise ValueError(f"There is no factor called {', '.join(strange)} here.")
    left = [key for key in keys if key not in order]
    full = rank_sum([*order, *left]).points
    mean = sum((full[key] for key in left), ZERO) / max(len(left), 1)
    return {key: mean if key in left else full[key] for key in keys}


def heaviest(points: Points) -> tuple[str, ...]:
    """The three factors that count most, ties kept whole; empty when all count the same.

    A tie that would make it more than four is left out, unless it is at the very top.
    """
    levels = sorted({value for value in points.values() if value > 0}, reverse=True)
    if len(set(points.values())) <= 1:
        return ()
    named: list[str] = []
    for level in levels:
        level_keys = [key for key, value in points.items() if value == level]
        if named and (len(named) >= NAMED or len(named) + len(level_keys) > NAMED + 1):
            break
        named += level_keys
    return tuple(named)
