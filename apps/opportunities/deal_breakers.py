"""Options against what the person cannot do without: which they meet, which not, and what is to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from apps.opportunities import reasons, scoring
from apps.opportunities.deal_breaking import (
    Facts,
    Finding,
    Kind,
    Missing,
    State,
    judged,
    measured,
    overall,
    would_be_first,
)
from apps.opportunities.models import DealBreaker, Opportunity, Verdict
from apps.opportunities.options import Option
from apps.opportunities.wording import bold, bold_both

TERMS = {  # the columns of an opportunity that a kind looks at, beside pay and paid hours
    Kind.LEAST_PAY: ("pay_days_per_week", "take_home"),
    Kind.MOST_HOURS: ("unpaid_hours",),
    Kind.MOST_COMMUTE: ("commute_hours",),
    Kind.LEAST_HOURLY: ("pay_days_per_week", "take_home", "unpaid_hours", "commute_hours"),
}
FIELDS = {  # where a missing fact is written down: the page, and the field there
    Missing.PAY: ("opportunities:edit", "id_pay_amount"),
    Missing.RATE: ("opportunities:edit", "id_pay_currency"),
    Missing.HOURS: ("opportunities:edit", "id_hours_per_week"),
    Missing.SENSE: ("opportunities:edit", "id_hours_per_week"),
    Missing.UNPAID: ("opportunities:terms", "id_unpaid_hours"),
    Missing.COMMUTE: ("opportunities:terms", "id_commute_hours"),
    Missing.TAKE_HOME: ("opportunities:terms", "id_take_home"),
}
PILLS = {State.PASS: "pill-step", State.FAIL: "pill-out", State.ASK: "pill-line"}


class Check(NamedTuple):
    """One option against one deal-breaker; a page of 300 offers makes 1 500 of them."""

    breaker: DealBreaker
    name: str  # of the deal-breaker
    offer: Opportunity
    finding: Finding

    @property
    def state(self) -> State:
        return self.finding.state

    @property
    def said(self) -> str:
        """The state as a word."""
        return str(reasons.STATES[self.state])

    @property
    def style(self) -> str:
        """Of the pill around that word."""
        return PILLS[self.state]

    @property
    def reason(self) -> str:
        """Why it is so, with the numbers."""
        return reasons.reason(self.finding, self.breaker, self.offer.pay_currency)

    @property
    def is_own(self) -> bool:
        """Whether only the person can judge it."""
        return self.breaker.limit is None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What they can say of it."""
        return [(value, str(label)) for value, label in Verdict.State.choices]

    @property
    def href(self) -> str:
        """Where what is missing can be written down; empty where nothing is, or the person judges."""
        if self.state is not State.ASK or self.is_own:
            return ""
        page, field = FIELDS[self.finding.missing[0]]
        return f"{reverse(page, args=[self.offer.pk])}#{field}"


Checks = Mapping[str, tuple[Check, ...]]  # by the key of the option


def terms(breakers: Iterable[DealBreaker]) -> set[str]:
    """The terms of an opportunity that these deal-breakers look at, to be read with it."""
    return {term for breaker in breakers if breaker.limit for term in TERMS[breaker.limit.kind]}


def states(options: Sequence[Option], breakers: Sequence[DealBreaker]) -> dict[str, tuple[Check, ...]]:
    """Each option against each deal-breaker, in their order; empty where there are none.

    The deal-breakers come from `with_verdicts`, the offers have the `terms` read.
    """
    if not breakers:
        return {}
    named = [(breaker, reasons.name(breaker)) for breaker in breakers]
    needed = terms(breakers)
    return {option.key: _checks(option.key, option.offer, named, needed) for option in options}


def state(checks: Iterable[Check]) -> State:
    """One option against all of them."""
    return overall(check.finding.state for check in checks)


def _checks(
    key: str, offer: Opportunity, named: Iterable[tuple[DealBreaker, str]], needed: set[str]
) -> tuple[Check, ...]:
    facts = _facts(offer, needed) if needed else None
    return tuple(
        Check(
            breaker,
            called,
            offer,
            judged(breaker.verdicts_by_key.get(key))
            if facts is None or breaker.limit is None
            else measured(breaker.limit, facts),
        )
        for breaker, called in named
    )


def _facts(offer: Opportunity, needed: set[str]) -> Facts:
    """What is known of an opportunity, without touching a column that was not read."""
    pay = offer.pay if "pay_days_per_week" in needed else None
    if pay is not None and pay.days_per_week != offer.pay_days_per_week:
        pay = replace(pay, days_per_week=offer.pay_days_per_week)
    return Facts(
        pay,
        offer.hours_per_week,
        offer.unpaid_hours if "unpaid_hours" in needed else None,
        offer.commute_hours if "commute_hours" in needed else None,
        offer.take_home if "take_home" in needed else None,
    )


# --- Is it truly one? --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Doubt:
    """An option that would come first without some deal-breakers, and the question whether they truly are some."""

    option: Option
    broken: tuple[Check, ...]

    @property
    def sentence(self) -> SafeString:
        """“Without “no weekends”, Harbour Retail would come first. Is it truly a deal-breaker?”"""
        text = ngettext(
            "Without {names}, {option} would come first. Is it truly a deal-breaker?",
            "Without {names}, {option} would come first. Are they truly deal-breakers?",
            len(self.broken),
        )
        names = bold_both([gettext("“%(name)s”") % {"name": check.name} for check in self.broken])
        return format_html(text, names=names, option=bold(self.option.called))


def doubts(options: Sequence[Option], checks: Checks) -> tuple[Doubt, ...]:
    """The options that deal-breakers keep from coming first, those that hang on the fewest first."""
    broken = {
        key: found for key, of in checks.items() if (found := tuple(check for check in of if check.state is State.FAIL))
    }
    if not broken:
        return ()
    by_key = {option.key: option for option in options if option.comparable}
    shown = {key: scoring.half_points(option.score.middle) for key, option in by_key.items()}
    failed = {key: frozenset(str(check.breaker.pk) for check in of) for key, of in broken.items()}
    return tuple(Doubt(by_key[first.key], broken[first.key]) for first in would_be_first(shown, failed))
