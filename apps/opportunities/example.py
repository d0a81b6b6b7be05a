"""The worked example of the method page: its numbers are worked out, so that they can never be out of date."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from apps.opportunities import scoring, tradeoffs, wording
from apps.opportunities.breakdown import exact
from apps.opportunities.factors import AXIS_LABELS, FACTORS, FUTURE, LIFE, Factor, rating
from apps.opportunities.scoring import AxisScore, Rating, Score
from apps.opportunities.seasons import PRESETS
from apps.users import formats

KEYS = tuple(factor.key for factor in (*LIFE, *FUTURE))
# Life fit: pay, benefits, schedule, location, predictability, workload.
# Future value: growth, achievements, tools, network, advancement.
HARBOUR = ("7", "7", "7", "7.5", "8", "7.5", "6", "6.5", None, "5", "6.5")  # modern tools: not known yet
NOW = ("4", "5.5", "6", "8.5", "7", "6", "2.5", "4.5", "2", "3", "2.5")
NORTHSIDE = ("3", "5", "5.5", "6.5", "4.5", "4", "9", "7.5", "8.5", "7", "8")
KNOWN = ("in_writing", "in_writing", "told", "in_writing", "told", "guess", "told", "told", "guess", "guess", "told")


def rated(values: tuple[str | None, ...]) -> dict[str, Rating]:
    """The ratings of one job of the example, known as Harbour Retail’s are."""
    told = zip(KEYS, values, KNOWN, strict=True)
    return {key: rating(None if value is None else Decimal(value), known) for key, value, known in told}


@dataclass(frozen=True)
class Line:
    """One factor of the table."""

    factor: Factor
    points: str
    harbour: str
    brings: str
    now: str
    northside: str


class Example:
    """Three jobs in the season “paying down debt”, as the page tells them; every number in the person's locale."""

    preset = PRESETS["debt"]

    def __init__(self) -> None:
        self.season = self.preset.season()
        jobs = {"harbour": HARBOUR, "now": NOW, "northside": NORTHSIDE}
        self.ratings = {name: rated(values) for name, values in jobs.items()}
        self.scores: dict[str, Score] = {
            name: scoring.score(given, self.season) for name, given in self.ratings.items()
        }

    @property
    def axes(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """Both sides of the table."""
        return tuple(
            (str(AXIS_LABELS[axis]), tuple(self._line(FACTORS[key], points) for key, points in weights.points.items()))
            for axis, _, weights in self.season.axes()
        )

    def _line(self, factor: Factor, points: Decimal) -> Line:
        values = {name: given[factor.key].value for name, given in self.ratings.items()}
        shown = {name: "" if value is None else formats.number(value) for name, value in values.items()}
        harbour = values["harbour"]
        brings = "" if harbour is None else formats.number(harbour * points)
        return Line(factor, formats.number(points), shown["harbour"], brings, shown["now"], shown["northside"])

    @cached_property
    def harbour(self) -> dict[str, str]:
        """The sums of Harbour Retail."""
        score = self.scores["harbour"]
        life, future = score.life, score.future
        return {
            **_told(score),
            "life_sum": formats.number(life.score_sum),
            "life_points": formats.number(life.total),
            "future_sum": formats.number(future.score_sum),
            "future_most": formats.number(future.score_sum + future.open_sum),
            "future_points": formats.number(future.total),
            "future_low": exact(_low(future)),
            "future_high": exact(_high(future)),
            "future_rated": formats.number(future.coverage * 100, 0),
            "low": exact(_low(score)),
            "high": exact(_high(score)),
        }

    @property
    def now(self) -> dict[str, str]:
        """The scores of the present job."""
        return _told(self.scores["now"])

    @property
    def northside(self) -> dict[str, str]:
        """The scores of Northside."""
        return _told(self.scores["northside"])

    @property
    def alpha(self) -> dict[str, str]:
        """What the two sides count, of 100 and as shares."""
        alpha = self.season.alpha
        life, future = formats.number(alpha * 100, 0), formats.number((1 - alpha) * 100, 0)
        return {"life": life, "future": future, "share": formats.number(alpha), "rest": formats.number(1 - alpha)}

    @property
    def flip(self) -> dict[str, str]:
        """Where the present job would overtake Northside, and the two differences that say so."""
        one, other = self.scores["northside"], self.scores["now"]
        at = tradeoffs.flip_point(one, other) or scoring.ZERO
        return {
            "life": formats.number(one.life.interval.middle - other.life.interval.middle, 2).replace("-", "−"),
            "future": formats.number(one.future.interval.middle - other.future.interval.middle, 2),
            "at": formats.number(at, 2),
            "above": formats.number(int(at * 100)),
        }

    @property
    def pay_flip(self) -> dict[str, str]:
        """How much pay alone would have to count for the present job to overtake Northside."""
        weight = self.season.alpha * self.season.life.points["pay"] / self.season.life.total
        difference = self.scores["northside"].middle - self.scores["now"].middle
        pay = Decimal(str(NORTHSIDE[0])) - Decimal(str(NOW[0]))
        rest = (difference - weight * pay) / (1 - weight)
        return {
            "weight": formats.number(weight * 100, 0),
            "above": formats.number(int(100 * rest / (rest - pay))),
        }

    @property
    def question(self) -> dict[str, str]:
        """The answer that could move Harbour Retail most, and by how much."""
        (first,) = tradeoffs.ask_next(self.ratings["harbour"], self.season, limit=1)
        return {"factor": str(FACTORS[first.key].label).lower(), "effect": formats.number(first.effect, 2)}


def _told(score: Score) -> dict[str, str]:
    return {
        "life": exact(score.life.interval),
        "future": exact(score.future.interval),
        "overall": exact(score.interval),
        "shown": wording.score(score.interval),
    }


def _low(of: AxisScore | Score) -> scoring.Interval:
    return scoring.Interval(of.interval.low, of.interval.low)


def _high(of: AxisScore | Score) -> scoring.Interval:
    return scoring.Interval(of.interval.high, of.interval.high)
