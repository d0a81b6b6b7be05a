"""Growth in scope as its page shows it: a chart of people led, one of money for each currency, and every fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from apps.achievements import growth
from apps.achievements.models import Scope
from apps.users import formats


@dataclass(frozen=True)
class Chart:
    """One line over the years, what it is of, and the same in a sentence."""

    title: str
    line: growth.Line
    top: str
    words: str


@dataclass(frozen=True)
class Reach:
    """All charts, and the facts, newest first."""

    charts: tuple[Chart, ...]
    facts: tuple[Scope, ...]


def reach(facts: Sequence[Scope], *, today: date) -> Reach:
    """Draw what the facts say; each holds until the next of its role, or until the role ended."""
    charts = []
    people = [(fact, Decimal(fact.people)) for fact in facts if fact.people is not None]
    if chart := _chart(gettext("People you led"), people, "", today):
        charts.append(chart)
    for currency in sorted({fact.currency for fact in facts if fact.budget is not None}):
        money = [(fact, fact.budget) for fact in facts if fact.budget is not None and fact.currency == currency]
        title = gettext("Money you answered for, a year, in %(currency)s") % {"currency": currency}
        if chart := _chart(title, money, currency, today):
            charts.append(chart)
    return Reach(tuple(charts), tuple(sorted(facts, key=lambda fact: (fact.since, fact.pk), reverse=True)))


def _chart(title: str, told: Sequence[tuple[Scope, Decimal]], currency: str, today: date) -> Chart | None:
    found = growth.steps(_facts(told), today=today)
    line = growth.line(found, today=today)
    if line is None:
        return None
    return Chart(title, line, _amount(line.top, currency), _in_words(found, line.top, currency))


def _in_words(found: Sequence[growth.Step], top: Decimal, currency: str) -> str:
    """From what to what; what says nothing new is left out, and nobody is told that it is nothing today."""
    first, now = found[0].amount, found[-1].amount
    if first == top and now in (top, 0):
        words = gettext("%(first)s since %(year)s.") if now else gettext("%(first)s, from %(year)s on.")
    elif not now:
        words = gettext("From %(first)s in %(year)s to %(top)s at most.")
    elif now == top:
        words = gettext("From %(first)s in %(year)s to %(now)s today.")
    else:
        words = gettext("From %(first)s in %(year)s to %(now)s today, %(top)s at most.")
    told = {name: _amount(amount, currency) for name, amount in (("first", first), ("now", now), ("top", top))}
    return words % {**told, "year": found[0].since.year}


def _facts(told: Sequence[tuple[Scope, Decimal]]) -> list[growth.Fact]:
    found = []
    for fact, amount in told:
        later = [other.since for other, _ in told if other.role_id == fact.role_id and other.since > fact.since]
        ended = fact.role.ended_on + timedelta(days=1) if fact.role.ended_on else None
        found.append(growth.Fact(fact.since, min(later, default=ended), amount))
    return found


def _amount(amount: Decimal, currency: str) -> str:
    if currency:
        return formats.money(amount, currency, whole=True)
    return ngettext("%(count)s person", "%(count)s people", int(amount)) % {"count": formats.number(amount, 0)}
