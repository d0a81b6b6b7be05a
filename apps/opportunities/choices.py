"""What there is to pick from, read without all that belongs to each: there may be hundreds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from apps.opportunities import money
from apps.opportunities.models import Opportunity
from apps.opportunities.options import own_names

_PAY = ("pay_amount", "pay_period", "pay_currency", "hours_per_week", "pay_days_per_week")


@dataclass(frozen=True)
class Choice:
    """One opportunity in a list to pick from."""

    key: str
    name: str  # no other in the list has it
    is_my_job_now: bool
    is_archived: bool
    pay_rating: Decimal | None
    told: tuple[Any, ...]  # its pay, column by column

    @property
    def listed(self) -> str:
        """What the list calls it."""
        if self.is_my_job_now:
            return gettext("%(name)s (my job now)") % {"name": self.name}
        return gettext("%(name)s (archived)") % {"name": self.name} if self.is_archived else self.name

    @property
    def pay(self) -> money.Pay | None:
        """The pay as it was told, None where it is not known."""
        amount, period, currency, hours, days = self.told
        return None if amount is None else money.Pay(amount, money.Period(period), currency, hours, days)

    @cached_property
    def yearly(self) -> Decimal | None:
        """The pay of a year, None where it is not known."""
        return money.yearly(self.pay) if self.pay else None


def choices(offers: QuerySet[Opportunity]) -> list[Choice]:
    """Those of `Opportunity.objects.to_pick_from()`, each under a name of its own."""
    columns = ("pk", "title", "organisation", "is_present_job", "archived_at", "pay_rated__value")
    rows = list(offers.values_list(*columns, *_PAY))
    names = own_names([(row[1], row[2]) for row in rows])
    return [
        Choice(str(pk), name, present and archived is None, archived is not None, pay_rating, tuple(told))
        for (pk, _, _, present, archived, pay_rating, *told), name in zip(rows, names, strict=True)
    ]


def yearly_pays(found: Sequence[Choice], currency: str) -> list[tuple[Decimal, Decimal]]:
    """The pay of a year and what the person rated it, of every open choice told in one currency."""
    pairs = []
    for choice in found:
        if choice.pay_rating is None or choice.is_archived or choice.told[2] != currency:
            continue
        if choice.yearly is not None:
            pairs.append((choice.yearly, choice.pay_rating))
    return pairs
