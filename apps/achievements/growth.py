"""How much the roles of a person were about, over the years: people led and money, as steps of a chart. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

TICKS = 6  # year labels that fit a phone


@dataclass(frozen=True)
class Fact:
    """From `since` on, a role was about this much; `until` is when the role ended, None while it goes on."""

    since: date
    until: date | None
    amount: Decimal


@dataclass(frozen=True)
class Step:
    """The largest amount at one time, from one day until the next step; 0 where nothing was told."""

    since: date
    amount: Decimal


@dataclass(frozen=True)
class Line:
    """A line of steps: `path` in a box of 100 by 100 with y downwards, ticks as (x, year), and the highest amount."""

    path: str
    ticks: tuple[tuple[float, int], ...]
    top: Decimal


def steps(facts: Iterable[Fact], *, today: date) -> list[Step]:
    """How much it was at each time: a later fact of the same role replaces the one before; roles at once add nothing.

    Of several roles at one time the largest counts, since people led in one are not led in another.
    Facts that start after `today` are left out.
    """
    known = [fact for fact in facts if fact.since <= today]
    days = sorted({fact.since for fact in known} | {fact.until for fact in known if fact.until and fact.until < today})
    found: list[Step] = []
    for day in days:
        amount = max((fact.amount for fact in known if _holds(fact, day)), default=Decimal(0))
        if not found or found[-1].amount != amount:
            found.append(Step(day, amount))
    return found


def _holds(fact: Fact, day: date) -> bool:
    return fact.since <= day and (fact.until is None or day < fact.until)


def line(found: Sequence[Step], *, today: date) -> Line | None:
    """The steps drawn from the first one's year to today; None where there is nothing above 0."""
    top = max((step.amount for step in found), default=Decimal(0))
    if not top:
        return None
    first = date(found[0].since.year, 1, 1)
    days = max((today - first).days, 365)

    def x(day: date) -> float:
        return round(100 * (day - first).days / days, 2)

    def y(amount: Decimal) -> float:
        return round(100 - 100 * float(amount / top), 2)

    path, before = f"M{x(found[0].since)} 100", None
    for step in found:
        path += f"H{x(step.since)}" if before is not None else ""
        path += f"V{y(step.amount)}"
        before = step
    return Line(f"{path}H{x(today)}", tuple(_ticks(first, today, x)), top)


def _ticks(first: date, last: date, x: Callable[[date], float]) -> Iterable[tuple[float, int]]:
    years = last.year - first.year + 1
    each = next(each for each in (1, 2, 5, 10, 20, 50) if years <= each * TICKS)
    return [(x(date(year, 1, 1)), year) for year in range(first.year, last.year + 1, each)]
