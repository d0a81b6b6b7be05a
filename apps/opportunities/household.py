"""What an option comes to for this person: against what their months cost, in words that say what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities import budget, currencies
from apps.opportunities.budget import Fact
from apps.opportunities.models import ExchangeRate, Needs, Opportunity
from apps.opportunities.money import CurrenciesDiffer
from apps.users import formats
from apps.users.models import User

UNIT, TENTH = Decimal(1), Decimal("0.1")
TWO_YEARS = 104  # weeks; past this “more than two years” says enough

FACTS: dict[Fact, StrPromise] = {
    Fact.PAY: _("the pay"),
    Fact.HOURS: _("the paid hours a week"),
    Fact.TAKE_HOME: _("what arrives of the pay"),
    Fact.UNPAID_HOURS: _("unpaid hours a week, 0 if there are none"),
    Fact.COMMUTE_HOURS: _("hours a week on the way, 0 if there are none"),
    Fact.COMMUTE_COST: _("what the way costs"),
    Fact.BONUS_PAID: _("how often the bonus was really paid"),
    Fact.RAISE: _("the rise of pay you expect"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known, and where it can be written down."""

    text: str
    url: str


def whole(amount: Decimal, currency: str) -> str:
    """An amount in whole units: finer ones would only look known."""
    return formats.money(amount.quantize(UNIT, ROUND_HALF_UP) + 0, currency, whole=True)


def by_hour(amount: Decimal, currency: str) -> str:
    """The pay of an hour, to a tenth."""
    return formats.money(amount.quantize(TENTH, ROUND_HALF_UP) + 0, currency, minor=True)


def weeks(number: Decimal) -> str:
    """“26 weeks”, whole ones that are sure; “more than two years” past that."""
    full = int(number.to_integral_value(ROUND_FLOOR))
    if full > TWO_YEARS:
        return gettext("more than two years")
    if not full:
        return gettext("less than a week")
    return ngettext("%(count)s week", "%(count)s weeks", full) % {"count": formats.number(full)}


@dataclass(frozen=True)
class Household:
    """What the person's months cost, and the rates at which they count one currency in another."""

    user: User
    needs: budget.Needs | None
    discount_percent: Decimal
    today: date

    @classmethod
    def of(cls, user: User) -> "Household":
        """The household of `user`: one query, and one more where a page has two currencies."""
        row = Needs.objects.owned_by(user).first()
        discount = row.discount_percent if row else Needs._meta.get_field("discount_percent").get_default()
        return cls(user, row.month if row else None, discount, timezone.localdate())

    @cached_property
    def rates(self) -> tuple[currencies.Rate, ...]:
        """The person's own rates, read once and only where they are needed."""
        return tuple(row.plain for row in ExchangeRate.objects.owned_by(self.user))

    def exchange(self, source: str, target: str) -> currencies.Exchange | None:
        """How to count `source` in `target`; None where the person gave no rate."""
        try:
            return currencies.exchange(source, target, () if source == target else self.rates)
        except CurrenciesDiffer:
            return None

    def at_rate(self, rate: currencies.Rate) -> str:
        """“at your rate of 1 CHF = 1.05 EUR from 3 November 2026”, and its age once that matters."""
        said = gettext("at your rate of 1 %(one)s = %(rate)s %(into)s from %(day)s") % {
            "one": rate.currency,
            "rate": formats.number(rate.rate, 8),
            "into": rate.into,
            "day": formats.day(rate.as_of),
        }
        age = rate.age(self.today)
        if age is None:
            return said
        return gettext("%(rate)s, which is %(days)s days old") % {"rate": said, "days": formats.number(age)}

    @property
    def without_pay(self) -> str:
        """How long savings last with no pay at all; empty where that is not known."""
        if self.needs is None:
            return ""
        last = budget.weeks_of_savings(self.needs.savings, self.needs.musts)
        return "" if last is None else weeks(last)


def ask_rate(source: str, target: str) -> Gap:
    """The rate between two currencies, and the form that takes it."""
    text = gettext("your rate between %(one)s and %(other)s") % {"one": source, "other": target}
    asked = urlencode({"currency": source, "into": target})
    return Gap(text, f"{reverse('opportunities:rate_new')}?{asked}")


def ask_facts(offer: Opportunity, facts: Iterable[Fact]) -> list[Gap]:
    """Facts of an offer, each with the line of the form that takes it."""
    page = reverse("opportunities:terms", args=[offer.pk])
    return [Gap(str(FACTS[fact]), f"{page}#id_{fact}") for fact in facts]


@dataclass(frozen=True)
class Purse:
    """The money of one option as pages show it; strings are empty where not enough is known."""

    offer: Opportunity
    household: Household

    @cached_property
    def package(self) -> budget.Package:
        return self.offer.package

    @cached_property
    def year(self) -> budget.Year | None:
        return budget.year(self.package)

    @property
    def as_told(self) -> str:
        """“£13.20 an hour”."""
        pay = self.package.pay
        return f"{formats.money(pay.amount, pay.currency)} {self.offer.get_pay_period_display()}" if pay else ""

    @property
    def month(self) -> str:
        """What arrives each month, less the way."""
        net = budget.month(self.package)
        return "" if net is None else whole(net, self.offer.pay_currency)

    @property
    def hour(self) -> str:
        """What an hour of one's life brings in the first year."""
        net = budget.real_hourly(self.package)
        return "" if net is None else by_hour(net, self.offer.pay_currency)

    @property
    def later_hour(self) -> str:
        """The same from the second year on, where starting brings or costs something."""
        net = budget.later_hourly(self.package)
        return "" if net is None or not self.year or not self.year.once else by_hour(net, self.offer.pay_currency)

    @property
    def in_hand(self) -> str:
        """What can be spent in a year after the first."""
        return whole(self.year.in_hand, self.year.currency) if self.year else ""

    @cached_property
    def apart(self) -> str:
        """What counts and is not in one's hand each month."""
        return whole(self.year.apart, self.year.currency) if self.year and self.year.apart else ""

    @cached_property
    def bonus(self) -> str:
        """The bonus as often as it was paid, after take-home."""
        return whole(self.year.bonus, self.year.currency) if self.year and self.year.bonus else ""

    @property
    def once(self) -> str:
        """What starting brings, less what it costs."""
        return whole(self.year.once, self.year.currency) if self.year and self.year.once else ""

    @property
    def shares(self) -> str:
        """The shares as told, and what of them counts."""
        pay, equity = self.package.pay, self.package.equity
        if not pay or not equity:
            return ""
        counted = equity * self.package.equity_counts / budget.HUNDRED
        said = {"counted": whole(counted, pay.currency), "told": whole(equity, pay.currency)}
        return gettext("%(counted)s of %(told)s in shares is counted") % said

    @cached_property
    def exchange(self) -> currencies.Exchange | None:
        """From the currency of the pay to that of the needs."""
        needs, pay = self.household.needs, self.package.pay
        return self.household.exchange(pay.currency, needs.currency) if needs and pay else None

    @cached_property
    def left(self) -> Decimal | None:
        """What is left of a month after bills and the smallest debt payments, in the currency of the needs."""
        net, needs = budget.month(self.package), self.household.needs
        if net is None or needs is None or self.exchange is None:
            return None
        return budget.left(net * self.exchange.factor, needs)

    @property
    def short(self) -> bool:
        """Whether a month does not cover what has to be paid."""
        return self.left is not None and self.left < 0

    @property
    def left_words(self) -> str:
        """“£310 left”, “£120 short” or “nothing left”."""
        needs = self.household.needs
        if self.left is None or needs is None:
            return ""
        amount = self.left.quantize(UNIT, ROUND_HALF_UP)
        if not amount:
            return gettext("nothing left")
        shown = {"amount": whole(abs(amount), needs.currency)}
        return (gettext("%(amount)s short") if amount < 0 else gettext("%(amount)s left")) % shown

    @cached_property
    def lasting(self) -> str:
        """For how long savings make up for a month that falls short."""
        needs = self.household.needs
        if self.left is None or needs is None:
            return ""
        last = budget.weeks_of_savings(needs.savings, -self.left)
        return "" if last is None else weeks(last)

    @property
    def anchor(self) -> int | None:
        """What the month suggests for the pay rating: 0, 3 or 5."""
        needs = self.household.needs
        return None if self.left is None or needs is None else budget.pay_anchor(self.left, needs.saving)

    @cached_property
    def at_rate(self) -> str:
        """At which rate the month was set against needs in another currency."""
        used = self.exchange.rate if self.exchange and self.left is not None else None
        return self.household.at_rate(used) if used else ""

    @cached_property
    def missing(self) -> list[Gap]:
        """What would say more, each with the place to write it down."""
        found = ask_facts(self.offer, budget.needed_for_hour(self.package))
        needs, pay = self.household.needs, self.package.pay
        if needs is None or needs.bills is None:
            found.append(Gap(gettext("what a month costs you"), reverse("opportunities:needs")))
        elif pay and self.exchange is None:
            found.append(ask_rate(pay.currency, needs.currency))
        return found

    @cached_property
    def left_out(self) -> list[Gap]:
        """What would change the figures and is not in them."""
        return ask_facts(self.offer, budget.left_out(self.package)) if self.year else []
