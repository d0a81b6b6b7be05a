"""What would put an option ahead, in words one can negotiate with: a rating, what to ask for, and pay in money."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.opportunities import levers, money
from apps.opportunities.factors import FACTORS, Factor
from apps.opportunities.options import Option
from apps.opportunities.wording import bold
from apps.users import formats

PAY = "pay"
OTHERS = 2  # changes named besides the smallest
Told = Callable[[str], list[tuple[Decimal, Decimal]]]  # currency → (pay of a year, what it was rated)


@dataclass(frozen=True)
class Bargain:
    """How one option could come first."""

    sentence: SafeString
    ask: str  # what one could ask for; empty where no single change is enough
    instead: str  # other single changes that would do it, pay before the rest


def bargains(ranked: Sequence[Option], told: Told) -> tuple[Bargain, ...]:
    """For each option behind the first, the smallest single change that would put it ahead of all the others."""
    return tuple(
        _bargain(option, levers.levers(option.ratings, ranked[0].ratings, option.season), told) for option in ranked[1:]
    )


def _bargain(option: Option, found: Sequence[levers.Lever], told: Told) -> Bargain:
    if not found:
        text = gettext("No single change would put {name} first. It would take several.")
        return Bargain(format_html(text, name=bold(option.called)), "", "")
    smallest, *rest = found
    rest.sort(key=lambda lever: lever.key != PAY)
    instead = "; ".join(_briefly(option, lever, told) for lever in rest[:OTHERS])
    return Bargain(_sentence(option, smallest, told), str(FACTORS[smallest.key].lever), instead)


def _sentence(option: Option, lever: levers.Lever, told: Told) -> SafeString:
    factor = FACTORS[lever.key]
    said = {
        "name": bold(option.opening),
        "factor": str(factor.label).lower(),
        "now": "" if lever.now is None else formats.number(lever.now),
        "needed": formats.number(lever.needed),
        "meaning": _meaning(factor, lever.needed),
    }
    if lever.now is None:
        text = gettext("{name} would come first if its {factor}, not known yet, turned out to be {needed}: {meaning}")
        return format_html(text, **said)
    amount = _amount(option, lever, told) if lever.key == PAY else ""
    if amount:
        text = gettext("{name} would come first if its {factor} went from {now} to {needed}: {amount}.")
        return format_html(text, amount=amount, **said)
    return format_html(
        gettext("{name} would come first if its {factor} went from {now} to {needed}: {meaning}"), **said
    )


def _briefly(option: Option, lever: levers.Lever, told: Told) -> str:
    """A change by its factor and number, and in money where it can be."""
    said = {
        "factor": str(FACTORS[lever.key].label).lower(),
        "now": gettext("open") if lever.now is None else formats.number(lever.now),
        "needed": formats.number(lever.needed),
        "amount": _amount(option, lever, told) if lever.key == PAY else "",
    }
    if said["amount"]:
        return gettext("%(factor)s from %(now)s to %(needed)s, %(amount)s") % said
    return gettext("%(factor)s from %(now)s to %(needed)s") % said


def _meaning(factor: Factor, needed: Decimal) -> str:
    """What the anchor at or next below the rating says."""
    below = max(point for point in factor.anchors if point <= needed)
    text = gettext("“%(anchor)s”") if below == needed else gettext("better than “%(anchor)s”")
    return text % {"anchor": factor.anchors[below]}


def _amount(option: Option, lever: levers.Lever, told: Told) -> str:
    """How much more a year it would take, by the person's own ratings of pay; empty where they do not say."""
    pay = option.offer.pay
    now = money.yearly(pay) if pay else None
    wanted = levers.pay_for(lever.needed, told(pay.currency)) if pay and now is not None else None
    if pay is None or now is None or wanted is None or wanted <= now:
        return ""
    more = _two_figures(wanted - now)
    return gettext("about %(amount)s more a year, going by how you rated the other pay") % {
        "amount": formats.money(more, pay.currency, whole=True)
    }


def _two_figures(amount: Decimal) -> Decimal:
    """Rounded to what an estimate can say: 3 214 → 3 200."""
    unit = Decimal(1).scaleb(max(0, amount.adjusted() - 1))
    return (amount / unit).to_integral_value(ROUND_HALF_UP) * unit + 0
