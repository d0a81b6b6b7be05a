"""Pay as it was told, brought to a common period; Decimal throughout, and never across currencies.

Conventions, the same for every offer so that a comparison stays fair:

- a year has 52 paid weeks and 12 months, so a month is 52/12 = 4⅓ weeks;
- a week has as many paid days as the pay says, 5 unless told otherwise;
- paid leave counts as paid time; unpaid weeks are not known here and are not taken off;
- a pay is taken as it was told, before or after tax, and no tax is worked out.

`None` means that not enough is known. Out-of-range input raises ValueError with a sentence that says what is allowed.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

WEEKS = Decimal(52)
MONTHS = Decimal(12)
HOURS_OF_A_WEEK = Decimal(168)
LARGEST = Decimal(10) ** 12
SAME = Decimal("0.005")  # two periods differ by up to this much through the conventions alone (52 weeks, 260 days)


class Period(StrEnum):
    """What a pay is told for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Pay:
    """An amount in the major unit of a currency (ISO 4217) for a period, with the paid hours and days of a week."""

    amount: Decimal
    period: Period
    currency: str
    hours_per_week: Decimal | None = None  # None or 0: not known
    days_per_week: Decimal = Decimal(5)

    def __post_init__(self) -> None:
        if not (self.amount.is_finite() and 0 <= self.amount <= LARGEST):
            raise ValueError(f"Pay is between 0 and {LARGEST:,}, not {self.amount}.")
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise ValueError(f"A currency is three capital letters such as EUR, not “{self.currency}”.")
        _check_hours(self.hours_per_week)
        if not 0 < self.days_per_week <= 7:
            raise ValueError(f"A week has up to 7 paid days, not {self.days_per_week}.")


class CurrenciesDiffer(ValueError):
    """Two pays in different currencies were to be compared without a rate the person gave."""


def _check_hours(hours: Decimal | None) -> None:
    if hours is not None and not 0 <= hours <= HOURS_OF_A_WEEK:
        raise ValueError(f"A week has between 0 and 168 hours, not {hours}.")


def yearly(pay: Pay) -> Decimal | None:
    """The pay of a year of 52 paid weeks; None for hourly pay without the hours of a week."""
    match pay.period:
        case Period.HOUR:
            return pay.amount * pay.hours_per_week * WEEKS if pay.hours_per_week else None
        case Period.DAY:
            return pay.amount * pay.days_per_week * WEEKS
        case Period.WEEK:
            return pay.amount * WEEKS
        case Period.MONTH:
            return pay.amount * MONTHS
        case Period.YEAR:
            return pay.amount


def monthly(pay: Pay) -> Decimal | None:
    """A twelfth of the yearly pay; None where that is not known."""
    year = yearly(pay)
    return None if year is None else year / MONTHS


def hourly(pay: Pay) -> Decimal | None:
    """The pay of a paid hour; None without the paid hours of a week, unless it was told by the hour."""
    if pay.period is Period.HOUR:
        return pay.amount
    return real_hourly(pay)


def real_hourly(pay: Pay, *, unpaid_hours: Decimal = Decimal(0), commute_hours: Decimal = Decimal(0)) -> Decimal | None:
    """What an hour given to the job brings: a week's pay ÷ (paid + unpaid + commute hours of a week).

    None without the paid hours of a week. Costs of the journey and taxes are not in it.
    """
    for hours in (unpaid_hours, commute_hours):
        _check_hours(hours)
    year = yearly(pay)
    if year is None or not pay.hours_per_week:
        return None
    given = pay.hours_per_week + unpaid_hours + commute_hours
    if given > HOURS_OF_A_WEEK:
        raise ValueError(f"Paid, unpaid and commute hours make {given}; a week has 168.")
    return year / (given * WEEKS)


def monthly_difference(one: Pay, other: Pay) -> Decimal | None:
    """How much more a month `one` pays than `other` (negative: less), rounded to what is known; None if unknown.

    Both told by the month: to the whole unit. Otherwise to two significant figures ('310 more a month'), and 0, about
    the same, when two different periods are within 0.5 % of each other. Raises CurrenciesDiffer across currencies.
    """
    if one.currency != other.currency:
        raise CurrenciesDiffer(f"{one.currency} and {other.currency} cannot be compared without a rate.")
    first, second = monthly(one), monthly(other)
    if first is None or second is None:
        return None
    difference = first - second
    if one.period is other.period is Period.MONTH:
        return _rounded(difference, 0)
    if one.period is not other.period and abs(difference) <= SAME * max(first, second):
        return Decimal(0)
    return roughly(difference)


def roughly(amount: Decimal) -> Decimal:
    """To two significant figures, and never finer than the whole unit: 7597 is about 7600."""
    return _rounded(amount, max(0, amount.adjusted() - 1))


def _rounded(amount: Decimal, places: int) -> Decimal:
    """Half away from zero, to a power of ten; written out in full (1200, not 1.2E+3), and 0 never negative."""
    unit = Decimal(10) ** places
    return (amount / unit).to_integral_value(ROUND_HALF_UP) * unit + 0
