"""Two options in words: who cannot lose, what is gained and given up, the money, and where the order flips."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from apps.opportunities import money, tradeoffs
from apps.opportunities.factors import FACTORS
from apps.opportunities.options import Option
from apps.opportunities.tradeoffs import Difference, Dominance
from apps.opportunities.wording import bold, bold_both, both, size
from apps.users import formats

SAID = 3  # a sentence names this many gains and losses; the lists beside it have them all


@dataclass(frozen=True)
class Line:
    """One factor that sets two options apart, in words."""

    text: str
    factor: str
    size: str
    one: str
    other: str
    certain: bool


@dataclass(frozen=True)
class Comparison:
    """What taking `one` rather than `other` means."""

    one: Option
    other: Option
    dominance: SafeString | None
    sentence: SafeString
    gains: tuple[Line, ...]
    losses: tuple[Line, ...]
    unknown: str
    money: SafeString | None
    flip: SafeString | None

    @property
    def gains_uncertain(self) -> bool:
        """Whether a gain could turn out not to be one."""
        return not all(line.certain for line in self.gains)

    @property
    def losses_uncertain(self) -> bool:
        """Whether a loss could turn out not to be one."""
        return not all(line.certain for line in self.losses)

    @property
    def pair(self) -> tuple[Option, Option]:
        """Both, in the order they were given."""
        return self.one, self.other


def compare(one: Option, other: Option) -> Comparison:
    """Put two options of one season side by side in words."""
    trade = tradeoffs.trade(one.ratings, other.ratings, one.season)
    gains = tuple(_line(difference, one, other) for difference in trade.gains)
    losses = tuple(_line(difference, one, other) for difference in trade.losses)
    dominance = next(iter(dominated((one, other))), None)
    return Comparison(
        one,
        other,
        dominance,
        _trading(one, other, gains, losses),
        gains,
        losses,
        both([str(FACTORS[key].label).lower() for key in trade.unknown]),
        money_words(one, other),
        None if dominance else flip_words(one, other),
    )


def _line(difference: Difference, one: Option, other: Option) -> Line:
    factor = FACTORS[difference.key]
    return Line(
        str(factor.gain if difference.change > 0 else factor.lose),
        str(factor.label),
        size(difference.change),
        _value(one, difference.key),
        _value(other, difference.key),
        difference.certain,
    )


def trading_words(one: Option, other: Option) -> SafeString:
    """What taking one rather than the other gains and gives up, in a sentence."""
    trade = tradeoffs.trade(one.ratings, other.ratings, one.season)
    gains, losses = ([_line(d, one, other) for d in kind] for kind in (trade.gains, trade.losses))
    return _trading(one, other, gains, losses)


def _value(option: Option, factor: str) -> str:
    value = option.ratings[factor].value
    return "" if value is None else formats.number(value)


def _named(lines: Sequence[Line]) -> str:
    said = [gettext("%(what)s (%(size)s)") % {"what": line.text, "size": line.size} for line in lines[:SAID]]
    more = len(lines) - SAID
    if more > 0:
        said.append(ngettext("%(count)s more thing", "%(count)s more things", more) % {"count": formats.number(more)})
    return both(said)


def _trading(one: Option, other: Option, gains: Sequence[Line], losses: Sequence[Line]) -> SafeString:
    names = {"one": bold(one.called), "other": bold(other.called)}
    if one.offer.is_my_job_now:
        start = format_html(gettext("If you stay in {one} rather than take {other}"), **names)
    elif other.offer.is_my_job_now:
        start = format_html(gettext("If you leave {other} for {one}"), **names)
    else:
        start = format_html(gettext("If you take {one} over {other}"), **names)
    parts = {"start": start, "gains": _named(gains), "losses": _named(losses)}
    if gains and losses:
        return format_html(gettext("{start}, you would get {gains}. In return, you would have {losses}."), **parts)
    if gains:
        return format_html(gettext("{start}, you would get {gains}. Nothing rated for both would get worse."), **parts)
    if losses:
        return format_html(
            gettext("{start}, you would have {losses}. Nothing rated for both would get better."), **parts
        )
    return format_html(
        gettext("In what you have rated for both, {one} and {other} differ by less than one point everywhere."),
        **names,
    )


def dominated(options: Sequence[Option]) -> tuple[SafeString, ...]:
    """For each option that no weighting makes win: which others see to that, and how sure it is."""
    found = []
    for worse in options:
        kinds: dict[Dominance, list[Option]] = {kind: [] for kind in Dominance}
        for better in options:
            if better is not worse:
                kinds[tradeoffs.dominance(better.ratings, worse.ratings)].append(better)
        certain, as_rated = kinds[Dominance.CERTAIN], kinds[Dominance.AS_RATED]
        if certain:
            found.append(_dominated(worse, certain, certain=True))
        elif as_rated:
            found.append(_dominated(worse, as_rated, certain=False))
    return tuple(found)


def _dominated(worse: Option, better: Sequence[Option], *, certain: bool) -> SafeString:
    if certain:
        text = ngettext(
            "No weighting makes {worse} win. {better} is as good or better in all eleven points, "
            "even if your ratings are off by as much as they could be.",
            "No weighting makes {worse} win. {better} are each as good or better in all eleven points, "
            "even if your ratings are off by as much as they could be.",
            len(better),
        )
    else:
        text = ngettext(
            "No weighting makes {worse} win, as rated: {better} is as good or better in all eleven points "
            "and better in at least one.",
            "No weighting makes {worse} win, as rated: {better} are each as good or better in all eleven points "
            "and better in at least one.",
            len(better),
        )
    names = [better[0].opening, *(option.called for option in better[1:])]
    return format_html(text, worse=bold(worse.called), better=bold_both(names))


def money_words(one: Option, other: Option) -> SafeString | None:
    """How much more a month one of two pays, or why that cannot be said; None where a pay is not known at all."""
    first, second = one.offer.pay, other.offer.pay
    if first is None or second is None:
        return None
    names = {"one": bold(one.called), "other": bold(other.called)}
    try:
        difference = money.monthly_difference(first, second)
    except money.CurrenciesDiffer:
        return format_html(
            gettext("The pay of {one} and {other} is in two currencies, so we do not compare it."), **names
        )
    if difference is None:
        short = [option for option in (one, other) if option.offer.pay and money.monthly(option.offer.pay) is None]
        return format_html(
            gettext("To compare the pay by the month, add the paid hours a week of {names}."),
            names=bold_both([option.called for option in short]),
        )
    if not difference:
        return format_html(gettext("In money, {one} and {other} pay about the same a month."), **names)
    more, less = (one, other) if difference > 0 else (other, one)
    return format_html(
        gettext("In money, {more} pays about {amount} more a month than {less}, going by what you wrote down."),
        more=bold(more.called),
        less=bold(less.called),
        amount=formats.money(abs(difference), first.currency, whole=True),
    )


def future_above(alpha: Decimal) -> str:
    """The whole number of 100 that future value has to exceed for the share of life fit to fall below `alpha`."""
    return formats.number(int((1 - alpha) * 100))


def life_above(alpha: Decimal) -> str:
    """The whole number of 100 that life fit has to exceed for its share to rise above `alpha`."""
    return formats.number(int(alpha * 100))


def flip_words(one: Option, other: Option) -> SafeString | None:
    """Who comes first as things count now, and from which weighting on the other would."""
    if not (one.comparable and other.comparable):
        short = [option.called for option in (one, other) if not option.comparable]
        return format_html(
            gettext("Too little is rated yet to say which comes first: {names}."), names=bold_both(short)
        )
    alpha = one.season.alpha
    ahead, behind = (one, other) if one.score.middle >= other.score.middle else (other, one)
    names = {"ahead": bold(ahead.called), "behind": bold(behind.called)}
    first = names | {"ahead": bold(ahead.opening)}
    at = tradeoffs.flip_point(one.score, other.score)
    if at is None:
        if ahead.score.middle == behind.score.middle:
            return format_html(gettext("{ahead} and {behind} come out level."), **first)
        return format_html(gettext("{ahead} stays ahead however much life fit and future value count."), **first)
    if at == alpha:
        return format_html(gettext("At exactly your weighting, {ahead} and {behind} come out level."), **names)
    if at < alpha:
        return format_html(
            gettext("If the future counted for more than {share} of 100, {behind} would come before {ahead}."),
            share=future_above(at),
            **names,
        )
    return format_html(
        gettext("If life fit counted for more than {share} of 100, {behind} would come before {ahead}."),
        share=life_above(at),
        **names,
    )
