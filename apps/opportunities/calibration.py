"""By how much somebody over- or under-rates: what they gave a job before they knew it, against what they give it now.

One job counts once for each factor, however often it was looked back at. Three reviews of one job are one experience
told three times: counted apart, a single bad boss would look like a habit. Where a job has several decisions (taken,
and kept a year later), the earliest that was looked back at speaks for it, because those ratings were made knowing
least; of its reviews, the latest that rates the factor, because it knows most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.opportunities.scoring import half_points

ENOUGH = 3  # jobs looked back at, before a difference is called a habit
ABOUT_RIGHT = Decimal(1)  # points; two ratings nearer than this say the same thing


@dataclass(frozen=True)
class LookBack:
    """One review of one decision: values 0 to 10 by factor, then and now; None is open."""

    job: str
    decided_on: date
    after: int  # days
    then: Mapping[str, Decimal | None]
    now: Mapping[str, Decimal]


@dataclass(frozen=True)
class Lean:
    """What the looks back come to for one factor."""

    factor: str
    times: int  # jobs with this factor rated then and now
    mean: Decimal  # points now − then, −10 to 10: below 0 it had been rated too high
    same_way: int  # how many of them lean as the mean does

    @property
    def enough(self) -> bool:
        """Whether there are enough to say anything."""
        return self.times >= ENOUGH

    @property
    def about_right(self) -> bool:
        """Whether the mean is less than a point."""
        return abs(self.mean) < ABOUT_RIGHT

    @property
    def too_high(self) -> bool:
        """Whether it had been rated higher than it turned out."""
        return self.mean < 0

    @property
    def shown(self) -> Decimal:
        """The size of the mean in points, to 0.5."""
        return half_points(abs(self.mean))


@dataclass(frozen=True)
class Calibration:
    """Every factor that was ever rated then and now, and the number of jobs looked back at."""

    leans: tuple[Lean, ...]
    jobs: int

    @property
    def told(self) -> tuple[Lean, ...]:
        """The factors with enough to say something, largest difference first."""
        return tuple(sorted((lean for lean in self.leans if lean.enough), key=lambda lean: -abs(lean.mean)))


def differences(then: Mapping[str, Decimal | None], now: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Points now − then, for each factor that has both."""
    before = {factor: value for factor, value in then.items() if value is not None}
    return {factor: value - before[factor] for factor, value in now.items() if factor in before}


def calibrate(reviews: Iterable[LookBack]) -> Calibration:
    """The mean difference now − then for each factor, one vote for each job."""
    by_job: dict[str, list[LookBack]] = {}
    for review in reviews:
        if differences(review.then, review.now):
            by_job.setdefault(review.job, []).append(review)
    votes = [_vote(found) for found in by_job.values()]
    factors = dict.fromkeys(factor for vote in votes for factor in vote)
    return Calibration(
        tuple(_lean(factor, [v[factor] for v in votes if factor in v]) for factor in factors), len(votes)
    )


def _vote(reviews: list[LookBack]) -> dict[str, Decimal]:
    first = min(review.decided_on for review in reviews)
    found: dict[str, Decimal] = {}
    for review in sorted((r for r in reviews if r.decided_on == first), key=lambda r: r.after):
        found |= differences(review.then, review.now)
    return found


def _lean(factor: str, changes: list[Decimal]) -> Lean:
    mean = sum(changes, Decimal(0)) / len(changes)
    same_way = sum(change * mean > 0 for change in changes)
    return Lean(factor, len(changes), mean, same_way)
