"""One currency in another, only at a rate the person gave; the rate is kept with its date.

A rate reads “1 `currency` is `rate` `into`”. It serves both directions: the other way its inverse is used. There is
no way through a third currency, because two dates would then stand behind one number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.opportunities.money import CurrenciesDiffer

OLD = 90  # days after which a rate says how old it is


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `currency` is `rate` (above 0) units of `into`, as the person put it down on `as_of`."""

    currency: str
    into: str
    rate: Decimal
    as_of: date

    def __post_init__(self) -> None:
        if not self.rate > 0 or self.currency == self.into:
            raise ValueError("A rate is above 0 and between two currencies.")

    def age(self, today: date) -> int | None:
        """Its age in days once that is worth saying, else None."""
        days = (today - self.as_of).days
        return days if days > OLD else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """How amounts of one currency become amounts of another: times `factor`, by `rate`; no rate where they are one."""

    factor: Decimal
    rate: Rate | None = None


def exchange(source: str, target: str, rates: Iterable[Rate]) -> Exchange:
    """How to get from `source` to `target`; a rate given in that direction is preferred to an inverse.

    Raises CurrenciesDiffer where the person gave no rate between the two.
    """
    if source == target:
        return Exchange(Decimal(1))
    given = {(rate.currency, rate.into): rate for rate in rates}
    if (source, target) in given:
        rate = given[source, target]
        return Exchange(rate.rate, rate)
    if (target, source) in given:
        rate = given[target, source]
        return Exchange(1 / rate.rate, rate)
    raise CurrenciesDiffer(f"{source} and {target} cannot be compared without a rate.")
