"""What an option comes to in money: each month, in a year, in its first year, and for an hour of the person's life.

Decimal throughout, in the currency of the pay; the conventions of `money` (52 weeks, 12 months), and these:

- take-home, of 100 of the pay, is what the person says reaches them; no tax is worked out here. It is taken off the
  bonus and the starting bonus as well: over a year they are taxed as pay is, even where a payslip holds back more;
- a bonus counts as often as it was really paid: in 2 of the last 3 years, two thirds of it;
- a month is what arrives each month: pay less the way to work. A bonus pays no rent in March, so it is not in it;
- what goes into a pension or savings, and the shares a person counts on, belong to the year but are kept apart: they
  are not in anybody's hand each month. Shares count for 0 of 100 until the person says otherwise;
- what starting brings and costs, once, is in the first year only.

Nothing is made up for what is not known. `None` means that not enough is known, and `needed_for_year`,
`needed_for_hour` and `left_out` say what. An optional part that was not told (no bonus, no pension) is not there.
Out-of-range input raises ValueError.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from apps.opportunities.money import HOURS_OF_A_WEEK, MONTHS, WEEKS, Pay, Period, yearly

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
CENT = Decimal("0.01")


class Fact(StrEnum):
    """Something a person can find out and write down."""

    PAY = "pay_amount"
    HOURS = "hours_per_week"
    TAKE_HOME = "take_home"
    UNPAID_HOURS = "unpaid_hours"
    COMMUTE_HOURS = "commute_hours"
    COMMUTE_COST = "commute_cost"
    BONUS_PAID = "bonus_paid"
    RAISE = "raise_percent"


@dataclass(frozen=True, slots=True)
class Package:
    """All that was told about pay and time; amounts in the currency of the pay, hours a week, percentages of 100."""

    pay: Pay | None = None
    take_home: Decimal | None = None  # of 100
    unpaid_hours: Decimal | None = None
    commute_hours: Decimal | None = None
    commute_cost: Decimal | None = None  # a month
    bonus: Decimal | None = None  # a year
    bonus_paid: int | None = None  # in so many …
    bonus_years: int | None = None  # … of the last years
    employer_saves: Decimal | None = None  # a year
    starting_bonus: Decimal | None = None
    starting_cost: Decimal | None = None
    equity: Decimal | None = None  # a year, as told
    equity_counts: Decimal = NOTHING  # of 100
    raise_percent: Decimal | None = None  # a year

    def __post_init__(self) -> None:
        for share in (self.take_home, self.equity_counts):
            if share is not None and not 0 <= share <= HUNDRED:
                raise ValueError(f"A share is between 0 and 100, not {share}.")
        for amount in (self.commute_cost, self.bonus, self.employer_saves, self.starting_bonus, self.starting_cost):
            if amount is not None and amount < 0:
                raise ValueError(f"An amount is 0 or more, not {amount}.")

    @property
    def bonus_share(self) -> Decimal | None:
        """How often the bonus was really paid, 0 to 1; None where that was not told, or cannot be."""
        if self.bonus_paid is None or not self.bonus_years or self.bonus_paid > self.bonus_years:
            return None
        return Decimal(self.bonus_paid) / self.bonus_years

    @property
    def given_hours(self) -> Decimal | None:
        """Paid, unpaid and commute hours of a week; None where one is not known, or a week has not so many."""
        paid = self.pay.hours_per_week if self.pay else None
        if not paid or self.unpaid_hours is None or self.commute_hours is None:
            return None
        given = paid + self.unpaid_hours + self.commute_hours
        return given if given <= HOURS_OF_A_WEEK else None


@dataclass(frozen=True, slots=True)
class Year:
    """The parts of a year after take-home, in the major unit of `currency`; costs are positive."""

    currency: str
    pay: Decimal
    bonus: Decimal  # as often as it was paid
    commute: Decimal
    employer_saves: Decimal
    equity: Decimal  # what the person counts on
    once: Decimal  # what starting brings less what it costs, in the first year only

    @property
    def in_hand(self) -> Decimal:
        """What can be spent, in a year after the first."""
        return self.pay + self.bonus - self.commute

    @property
    def apart(self) -> Decimal:
        """What counts and is not in one's hand each month."""
        return self.employer_saves + self.equity

    @property
    def net(self) -> Decimal:
        """All that counts, in a year after the first."""
        return self.in_hand + self.apart

    @property
    def first(self) -> Decimal:
        """All that counts in the first year; below 0 where starting costs more than the year brings."""
        return self.net + self.once


def year(package: Package) -> Year | None:
    """A year of the package; None without the pay of a year or what arrives of it."""
    pay = None if package.pay is None else yearly(package.pay)
    if package.pay is None or pay is None or package.take_home is None:
        return None
    arrives = package.take_home / HUNDRED
    return Year(
        currency=package.pay.currency,
        pay=pay * arrives,
        bonus=(package.bonus or NOTHING) * (package.bonus_share or NOTHING) * arrives,
        commute=(package.commute_cost or NOTHING) * MONTHS,
        employer_saves=package.employer_saves or NOTHING,
        equity=(package.equity or NOTHING) * package.equity_counts / HUNDRED,
        once=(package.starting_bonus or NOTHING) * arrives - (package.starting_cost or NOTHING),
    )


def month(package: Package) -> Decimal | None:
    """What arrives each month, less the way to work; None where the year is not known."""
    whole = year(package)
    return None if whole is None else (whole.pay - whole.commute) / MONTHS


def real_hourly(package: Package) -> Decimal | None:
    """First-year net ÷ (paid + unpaid + commute hours of the year); None unless all of them are known."""
    whole, hours = year(package), package.given_hours
    return None if whole is None or hours is None else whole.first / (hours * WEEKS)


def later_hourly(package: Package) -> Decimal | None:
    """The same from the second year on, without what starting brought and cost."""
    whole, hours = year(package), package.given_hours
    return None if whole is None or hours is None else whole.net / (hours * WEEKS)


def needed_for_year(package: Package) -> tuple[Fact, ...]:
    """What has to be known before a month and a year can be said."""
    missing = []
    if package.pay is None:
        missing.append(Fact.PAY)
    elif package.pay.period is Period.HOUR and not package.pay.hours_per_week:
        missing.append(Fact.HOURS)
    if package.take_home is None:
        missing.append(Fact.TAKE_HOME)
    return tuple(missing)


def needed_for_hour(package: Package) -> tuple[Fact, ...]:
    """What has to be known before the real hour can be said; hours that do not fit into a week are asked anew."""
    missing = list(needed_for_year(package))
    paid = package.pay.hours_per_week if package.pay else None
    if not paid and Fact.HOURS not in missing:
        missing.append(Fact.HOURS)
    unknown = {Fact.UNPAID_HOURS: package.unpaid_hours, Fact.COMMUTE_HOURS: package.commute_hours}
    missing += [fact for fact, hours in unknown.items() if hours is None]
    if not missing and package.given_hours is None:
        missing += [Fact.HOURS, *unknown]
    return tuple(missing)


def left_out(package: Package) -> tuple[Fact, ...]:
    """What would change the figures and is not in them, because it is not known."""
    missing = []
    if package.bonus and package.bonus_share is None:
        missing.append(Fact.BONUS_PAID)
    if package.commute_cost is None and package.commute_hours != 0:
        missing.append(Fact.COMMUTE_COST)
    return tuple(missing)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a month costs and what is saved, in one currency; no debt and no planned saving count as 0."""

    currency: str
    bills: Decimal | None = None
    debt: Decimal = NOTHING
    saving: Decimal = NOTHING
    savings: Decimal | None = None

    @property
    def musts(self) -> Decimal | None:
        """Bills and the smallest debt payments of a month; None while the bills are not known."""
        return None if self.bills is None else self.bills + self.debt


def left(month_net: Decimal, needs: Needs) -> Decimal | None:
    """What is left of a month after bills and the smallest debt payments, both in the currency of the needs."""
    return None if needs.musts is None else month_net - needs.musts


def weeks_of_savings(savings: Decimal | None, short: Decimal | None) -> Decimal | None:
    """How many weeks savings last when each month takes `short` out of them; None where it takes nothing."""
    if savings is None or short is None or short <= 0:
        return None
    return savings / short * WEEKS / MONTHS


def pay_anchor(left_over: Decimal, saving: Decimal) -> int:
    """Which written anchor of the pay rating a month comes to: 0, 3 (covers the bills) or 5 (and planned saving).

    Nothing left is 3 even where no saving is planned. What lies above 5 only the person can judge.
    """
    if left_over < 0:
        return 0
    return 5 if left_over >= max(saving, CENT) else 3
