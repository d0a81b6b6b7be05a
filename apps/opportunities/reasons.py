"""Deal-breakers in words: what must hold, and why an option meets it or does not."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities.deal_breaking import MONEY, Finding, Kind, Limit, Missing, State
from apps.opportunities.models import DealBreaker
from apps.opportunities.wording import both
from apps.users import formats

STATES: dict[State, StrPromise] = {
    State.PASS: pgettext_lazy("a deal-breaker", "met"),
    State.FAIL: pgettext_lazy("a deal-breaker", "not met"),
    State.ASK: pgettext_lazy("a deal-breaker", "ask"),
}
UNKNOWN: dict[Missing, StrPromise] = {
    Missing.PAY: _("the pay"),
    Missing.HOURS: _("the paid hours a week"),
    Missing.UNPAID: _("the unpaid hours a week"),
    Missing.COMMUTE: _("the hours a week on the way"),
    Missing.TAKE_HOME: _("how much of the pay reaches your account"),
}
CENT, WHOLE = Decimal("0.01"), Decimal(1)


def name(breaker: DealBreaker) -> str:
    """What a sentence calls it: the person's own words, else the rule."""
    return breaker.text or rule(breaker)


def rule(breaker: DealBreaker) -> str:
    """What must hold, with its threshold: “at most 10 hours a week on the way”; own words as they are."""
    limit = breaker.limit
    if limit is None:
        return breaker.text
    count = 1 if limit.threshold == 1 else 2
    match limit.kind:
        case Kind.LEAST_PAY:
            text = gettext("take-home pay of at least %(limit)s a month")
        case Kind.LEAST_HOURLY:
            text = gettext("at least %(limit)s for each hour it takes")
        case Kind.MOST_HOURS:
            text = ngettext(
                "at most %(limit)s paid and unpaid hour a week", "at most %(limit)s paid and unpaid hours a week", count
            )
        case _:
            text = ngettext(
                "at most %(limit)s hour a week on the way", "at most %(limit)s hours a week on the way", count
            )
    return text % {"limit": _amount(limit.threshold, limit)}


def reason(finding: Finding, breaker: DealBreaker, pay_currency: str) -> str:
    """Why an option is where it is against a deal-breaker, with the numbers."""
    if breaker.limit is None:
        return _own(finding.state)
    if finding.state is State.ASK or finding.fact is None:
        return _asking(finding, breaker, pay_currency)
    text = _said(finding.fact, finding.missing, breaker.limit.kind)
    return text % {
        "fact": _amount(finding.fact, breaker.limit),
        "limit": _amount(breaker.limit.threshold, breaker.limit),
    }


def _own(state: State) -> str:
    if state is State.ASK:
        return gettext("You have not said yet whether this holds.")
    return gettext("You said that it does.") if state is State.PASS else gettext("You said that it does not.")


def _asking(finding: Finding, breaker: DealBreaker, pay_currency: str) -> str:
    if Missing.RATE in finding.missing:
        currencies = {"pay": pay_currency, "limit": breaker.currency}
        return gettext("The pay is in %(pay)s and your limit in %(limit)s, so we do not compare them.") % currencies
    if Missing.SENSE in finding.missing:
        return gettext("The hours written down make more than a week has.")
    facts = both([str(UNKNOWN[fact]) for fact in finding.missing])
    return gettext("Not known yet: %(facts)s.") % {"facts": facts}


def _said(fact: Decimal, missing: tuple[Missing, ...], kind: Kind) -> str:
    count = 1 if fact == 1 else 2
    match kind:
        case Kind.LEAST_PAY if missing:
            return gettext("Even all of the pay is only %(fact)s a month; you need at least %(limit)s.")
        case Kind.LEAST_PAY:
            return gettext("%(fact)s a month reaches your account; you need at least %(limit)s.")
        case Kind.LEAST_HOURLY if missing:
            return gettext("At best %(fact)s for each hour it takes; you need at least %(limit)s.")
        case Kind.LEAST_HOURLY:
            return gettext("%(fact)s for each hour it takes; you need at least %(limit)s.")
        case Kind.MOST_HOURS if Missing.UNPAID in missing:
            return ngettext(
                "%(fact)s paid hour a week already; your limit is %(limit)s.",
                "%(fact)s paid hours a week already; your limit is %(limit)s.",
                count,
            )
        case Kind.MOST_HOURS if missing:
            return ngettext(
                "%(fact)s unpaid hour a week already; your limit is %(limit)s.",
                "%(fact)s unpaid hours a week already; your limit is %(limit)s.",
                count,
            )
        case Kind.MOST_HOURS:
            return ngettext(
                "%(fact)s paid and unpaid hour a week; your limit is %(limit)s.",
                "%(fact)s paid and unpaid hours a week; your limit is %(limit)s.",
                count,
            )
        case _:
            return ngettext(
                "%(fact)s hour a week on the way; your limit is %(limit)s.",
                "%(fact)s hours a week on the way; your limit is %(limit)s.",
                count,
            )


def _amount(value: Decimal, limit: Limit) -> str:
    """A fact or threshold in its unit, rounded so that it stays on its side of the threshold.

    Money a month is shown whole unless that would hide on which side it is.
    """
    if limit.kind not in MONEY:
        return formats.number(value.quantize(CENT, ROUND_CEILING), 2)
    whole = limit.kind is Kind.LEAST_PAY and abs(value - limit.threshold) >= 1
    return formats.money(value.quantize(WHOLE if whole else CENT, ROUND_FLOOR), limit.currency)
