"""Two options over seven years: in words first, then as columns and as a table, and the question turned round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.opportunities import breakeven, budget, columns
from apps.opportunities.breakeven import BY, HORIZON, BreakEven, Stream
from apps.opportunities.budget import Fact
from apps.opportunities.household import Gap, Household, Purse, ask_facts, ask_rate, whole
from apps.opportunities.money import roughly
from apps.opportunities.options import Option
from apps.opportunities.wording import bold
from apps.users import formats

TENTH = Decimal("0.1")
NO_RAISE = Decimal(0)

Pair = tuple[Stream, Stream]


@dataclass(frozen=True)
class YearRow:
    """One line of the table."""

    year: int
    one: str
    other: str
    difference: str
    after: str
    deepest: bool


@dataclass(frozen=True)
class Bar:
    """One column of the picture; only telling ones carry their number."""

    column: columns.Column
    year: int
    number: str
    deepest: bool


@dataclass(frozen=True)
class Picture:
    """The columns in one size."""

    size: str  # wide or phone
    frame: columns.Frame
    zero: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Overtaking:
    """What taking `one` rather than `other` means over the years; what is missing, where that cannot be said."""

    one: Option
    other: Option
    missing: tuple[Gap, ...]
    left_out: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    words: tuple[SafeString, ...] = ()
    rows: tuple[YearRow, ...] = ()
    pictures: tuple[Picture, ...] = ()
    needed: tuple[SafeString, ...] = ()
    crossing: SafeString | None = None

    @property
    def believed(self) -> str:
        """The raise the person wrote down for `one`."""
        believed = self.one.offer.raise_percent
        return "" if believed is None else percent(believed)

    @property
    def spoken(self) -> str:
        """The picture in a sentence."""
        after = [gettext("after year %(year)s: %(sum)s") % {"year": row.year, "sum": row.after} for row in self.rows]
        return "; ".join(after)


def percent(number: Decimal) -> str:
    """“14.1 %”."""
    return gettext("%(number)s\u00a0%%") % {"number": formats.number(number.quantize(TENTH, ROUND_HALF_UP), 1)}


def about(amount: Decimal, currency: str) -> str:
    """A forecast, to two significant figures."""
    return whole(roughly(abs(amount)), currency)


def overtaking(one: Option, other: Option, household: Household) -> Overtaking:
    """Set `one` against `other` at the raises the person believes in, in the currency of their needs."""
    purses = (Purse(one.offer, household), Purse(other.offer, household))
    target = household.needs.currency if household.needs else one.offer.pay_currency
    unknown = [gap for purse in purses for gap in _missing(purse, target)]
    left_out = tuple(gap for purse in purses for gap in _named(purse, purse.left_out))
    pair, in_hand = _pair(purses, target), _pair(purses, target, in_hand=True)
    if pair is None or in_hand is None:
        return Overtaking(one, other, tuple(unknown), left_out)
    notes = _notes(purses, target)
    discount = household.discount_percent
    needed = () if other.offer.raise_percent is None else _needed(one, pair, discount)
    if unknown:
        return Overtaking(one, other, tuple(unknown), left_out, notes, needed=needed)
    result = breakeven.break_even(*pair, discount)
    spendable = breakeven.break_even(*in_hand, discount)
    return Overtaking(
        one,
        other,
        (),
        left_out,
        notes,
        _words(one, other, pair, result, spendable, household.needs),
        _rows(pair, result),
        _pictures(result, target),
        () if result.level_in == 1 else needed,
        _crossing(one, other, pair),
    )


def _missing(purse: Purse, target: str) -> list[Gap]:
    """What has to be known of one option, each with its name."""
    facts = [*budget.needed_for_year(purse.package)]
    if purse.package.raise_percent is None:
        facts.append(Fact.RAISE)
    found = _named(purse, ask_facts(purse.offer, facts))
    pay = purse.package.pay
    if pay and purse.household.exchange(pay.currency, target) is None:
        found.append(ask_rate(pay.currency, target))
    return found


def _named(purse: Purse, gaps: Sequence[Gap]) -> list[Gap]:
    text = gettext("%(what)s (%(offer)s)")
    return [Gap(text % {"what": gap.text, "offer": purse.offer.short_name}, gap.url) for gap in gaps]


def _notes(purses: Sequence[Purse], target: str) -> tuple[str, ...]:
    """The rates that were used, each once."""
    used = [purse.household.exchange(purse.offer.pay_currency, target) for purse in purses]
    said = [purses[0].household.at_rate(found.rate) for found in used if found and found.rate]
    return tuple(dict.fromkeys(said))


def _pair(purses: Sequence[Purse], target: str, *, in_hand: bool = False) -> Pair | None:
    """Both in one currency; None where a year or a rate is not known. A raise that is not known is none here."""
    found = []
    for purse in purses:
        year = purse.year
        exchange = purse.household.exchange(year.currency, target) if year else None
        if year is None or exchange is None:
            return None
        raised = purse.package.raise_percent or NO_RAISE
        stream = breakeven.stream(year, raised, in_hand=in_hand, factor=exchange.factor)
        found.append(replace(stream, currency=target))
    return found[0], found[1]


def _at_start(option: Option) -> SafeString:
    return bold(gettext("Your present job") if option.offer.is_present_job else option.called)


def _words(
    one: Option, other: Option, pair: Pair, result: BreakEven, spendable: BreakEven, needs: budget.Needs | None
) -> tuple[SafeString, ...]:
    names = {"one": _at_start(one), "other": bold(other.called)}
    if not any(roughly(sum_) for sum_ in result.after):
        return (format_html(gettext("{one} and {other} come to the same in each of the seven years."), **names),)
    if result.deepest_year is None:
        text = gettext("{one} is ahead of {other} from the first year on, by about {amount} after year {year}.")
        return (format_html(text, amount=about(result.after[-1], pair[0].currency), year=HORIZON, **names),)
    said = [_behind(names, result)]
    said.append(_deepest(pair[0].currency, result.deepest, result.deepest_year, needs))
    if result.level_in:
        said.append(format_html(gettext("From year {year} on you would be ahead."), year=result.level_in))
    elif result.deepest_year < HORIZON:
        text = gettext("Not within seven years: after year {year} you would still be about {amount} behind.")
        said.append(format_html(text, year=HORIZON, amount=about(result.after[-1], pair[0].currency)))
    else:
        said.append(format_html("{}", gettext("Within seven years you would not be level again.")))
    if spendable.deepest_year and spendable.deepest != result.deepest:
        text = gettext("In your hand, without pension and shares, it would be about {amount} at the most.")
        said.append(format_html(text, amount=about(spendable.deepest, pair[0].currency)))
    return tuple(said)


def _crossing(one: Option, other: Option, pair: Pair) -> SafeString | None:
    """After which year the pay itself has passed; the years before it still have to be made up for."""
    crossing = breakeven.pay_crossing(*pair)
    if crossing is None or crossing > HORIZON:
        return None
    text = gettext("The pay of {one} passes that of {other} after year {year}.")
    return format_html(text, one=bold(one.called), other=bold(other.called), year=int(crossing))


def _behind(names: dict[str, SafeString], result: BreakEven) -> SafeString:
    year = result.deepest_year or HORIZON
    if any(difference >= 0 for difference in result.yearly[:year]):
        return format_html(gettext("{one} starts better than {other} and then falls behind."), **names)
    if year == 1:
        return format_html(gettext("{one} brings less than {other} in the first year."), **names)
    if year == HORIZON:
        return format_html(gettext("{one} brings less than {other} in each of the seven years."), **names)
    return format_html(gettext("{one} brings less than {other} until year {year}."), year=year + 1, **names)


def _deepest(currency: str, deepest: Decimal, year: int, needs: budget.Needs | None) -> SafeString:
    said = {"amount": about(deepest, currency), "year": str(year)}
    if needs is None or needs.savings is None:
        return format_html(gettext("At the deepest, after year {year}, you would be about {amount} behind."), **said)
    said["savings"] = whole(needs.savings, currency)
    if needs.savings + deepest >= 0:
        text = gettext(
            "At the deepest, after year {year}, you would be about {amount} behind; "
            "your savings of {savings} cover that."
        )
    else:
        said["gap"] = about(needs.savings + deepest, currency)
        text = gettext(
            "At the deepest, after year {year}, you would be about {amount} behind; "
            "your savings of {savings} do not cover that: about {gap} is missing."
        )
    return format_html(text, **said)


def _rows(pair: Pair, result: BreakEven) -> tuple[YearRow, ...]:
    return tuple(
        YearRow(
            year,
            whole(pair[0].net(year), pair[0].currency),
            whole(pair[1].net(year), pair[0].currency),
            whole(result.yearly[year - 1], pair[0].currency),
            whole(result.after[year - 1], pair[0].currency),
            year == result.deepest_year,
        )
        for year in range(1, HORIZON + 1)
    )


def _pictures(result: BreakEven, currency: str) -> tuple[Picture, ...]:
    beside = result.deepest_year == HORIZON - 1  # two numbers would meet
    telling = {result.deepest_year, None if beside else HORIZON}
    values = [float(sum_) for sum_ in result.after]  # for drawing only
    found = []
    for size, frame in (("wide", columns.WIDE), ("phone", columns.PHONE)):
        drawn = columns.drawing(values, frame)
        found.append(Picture(size, frame, drawn.zero, tuple(_bars(drawn, result, telling, currency))))
    return tuple(found)


def _bars(drawn: columns.Drawing, result: BreakEven, telling: set[int | None], currency: str) -> Sequence[Bar]:
    return [
        Bar(
            column,
            year,
            whole(roughly(result.after[year - 1]), currency) if year in telling else "",
            year == result.deepest_year,
        )
        for year, column in enumerate(drawn.columns, 1)
    ]


def _needed(one: Option, pair: Pair, discount: Decimal) -> tuple[SafeString, ...]:
    name = bold(one.called)
    said = []
    for by in BY:
        needed = breakeven.needed_raise(*pair, discount, by)
        if needed is None:
            text = gettext("Level by year {year}: no raise could do that, not even one that doubles the pay each year.")
        elif needed <= NO_RAISE:
            text = gettext("Level by year {year}: {name} needs no raise for that.")
        else:
            text = gettext("To be level by year {year}, {name} needs raises of {raise_} a year.")
        said.append(format_html(text, year=by, name=name, raise_="" if needed is None else percent(needed)))
    return tuple(said)
