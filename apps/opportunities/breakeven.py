"""How long until lower pay with faster growth has caught up; Decimal throughout, seven years at most.

The difference of two options after year T, in money of today, is Σ(t = 1…T) (net₁ − net₂)(t) / (1 + r)^(t − 1): year 1
counts in full, and each later year is worth r less. What grows with raises (pay, bonus, what the employer puts
aside) grows by (1 + g)^(t − 1); the way to work and shares stay as they are, what happens once is in year 1.

Percentages are of 100: 8 is 8 % a year. Streams of two currencies raise CurrenciesDiffer.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from apps.opportunities.budget import Year
from apps.opportunities.money import CurrenciesDiffer

HORIZON = 7  # years; past this it would be fortune-telling
BY = (3, 5, 7)  # the years for which the question is turned round
LEAST_RAISE, MOST_RAISE = Decimal(-50), Decimal(100)  # per cent a year
STEP = 100  # raises are found to a hundredth of a per cent, to be shown to a tenth


@dataclass(frozen=True, slots=True)
class Stream:
    """What an option brings year after year, in the major unit of `currency`."""

    currency: str
    growing: Decimal  # in year 1, 0 or more
    steady: Decimal = Decimal(0)  # each year; costs are negative
    once: Decimal = Decimal(0)  # in year 1
    raise_percent: Decimal = Decimal(0)  # a year, −50 to 100

    def __post_init__(self) -> None:
        if self.growing < 0 or not LEAST_RAISE <= self.raise_percent <= MOST_RAISE:
            raise ValueError("What grows is 0 or more, and raises are between -50 and 100 per cent.")

    def net(self, year: int) -> Decimal:
        """What year 1, 2, … brings."""
        grown = self.growing * (1 + self.raise_percent / 100) ** (year - 1)
        return grown + self.steady + (self.once if year == 1 else 0)


def stream(year: Year, raise_percent: Decimal, *, in_hand: bool = False, factor: Decimal = Decimal(1)) -> Stream:
    """The years that follow from a first one; `in_hand` leaves out pension and shares, `factor` changes currency."""
    growing = year.pay + year.bonus + (0 if in_hand else year.employer_saves)
    steady = (0 if in_hand else year.equity) - year.commute
    return Stream(year.currency, growing * factor, steady * factor, year.once * factor, raise_percent)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """One option against another: the difference after each year, and what it comes to."""

    yearly: tuple[Decimal, ...]  # what each year brings more (negative: less), not discounted
    after: tuple[Decimal, ...]  # the sum after each year, in money of today

    @property
    def level_in(self) -> int | None:
        """The first year after which it is not behind, and stays so to the horizon; None: not within seven years."""
        level = None
        for year in range(len(self.after), 0, -1):
            if self.after[year - 1] < 0:
                break
            level = year
        return level

    @property
    def deepest(self) -> Decimal:
        """How far behind it is at the most, 0 or less."""
        return min(Decimal(0), *self.after)

    @property
    def deepest_year(self) -> int | None:
        """After which year it is furthest behind; None where it never is behind."""
        return self.after.index(self.deepest) + 1 if self.deepest < 0 else None


def break_even(one: Stream, other: Stream, discount_percent: Decimal) -> BreakEven:
    """What taking `one` rather than `other` means after each of seven years."""
    if one.currency != other.currency:
        raise CurrenciesDiffer(f"{one.currency} and {other.currency} cannot be compared without a rate.")
    yearly = tuple(one.net(year) - other.net(year) for year in range(1, HORIZON + 1))
    worth = 1 + discount_percent / 100
    total, after = Decimal(0), []
    for years, difference in enumerate(yearly):
        total += difference / worth**years
        after.append(total)
    return BreakEven(yearly, tuple(after))


def pay_crossing(one: Stream, other: Stream) -> Decimal | None:
    """In which year (1 is the first; a fraction lies between two) the growing part of `one` reaches that of `other`.

    t = 1 + ln(A₀/B₀) / ln((1 + gB)/(1 + gA)), with B for `one`. None where it is ahead already, or never gets there.
    """
    if one.currency != other.currency:
        raise CurrenciesDiffer(f"{one.currency} and {other.currency} cannot be compared without a rate.")
    if one.growing <= 0 or one.growing >= other.growing or one.raise_percent <= other.raise_percent:
        return None
    speed = (1 + one.raise_percent / 100) / (1 + other.raise_percent / 100)
    return 1 + (other.growing / one.growing).ln() / speed.ln()


def needed_raise(one: Stream, other: Stream, discount_percent: Decimal, by: int) -> Decimal | None:
    """The smallest raise a year, in per cent to a hundredth, with which `one` is level by year `by` and stays so.

    Found by bisection between −50 and 100: a higher raise never puts `one` behind. None where even 100 % does not do;
    0 or less where it is level without any.
    """

    def level(hundredths: int) -> bool:
        raised = replace(one, raise_percent=Decimal(hundredths) / STEP)
        reached = break_even(raised, other, discount_percent).level_in
        return reached is not None and reached <= by

    low, high = int(LEAST_RAISE * STEP), int(MOST_RAISE * STEP)
    if not level(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if level(middle) else (middle + 1, high)
    return Decimal(low) / STEP
