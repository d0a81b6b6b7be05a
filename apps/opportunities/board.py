"""All options of a person in order: the rows of the offers page and the sentences beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.opportunities import deal_breakers, rows, scoring, tradeoffs
from apps.opportunities.comparison import Comparison, compare, future_above, life_above
from apps.opportunities.deal_breakers import Check, Checks, Doubt
from apps.opportunities.deal_breaking import State
from apps.opportunities.factors import FACTORS
from apps.opportunities.options import Option
from apps.opportunities.questions import wording_of
from apps.opportunities.wording import bold, bold_some, both

PAGE = 25  # rows shown before “show all”
PAGE_NOT_YET = 20  # the same for those that have no place in the order
PAGE_RULED_OUT = 10  # and for those that a deal-breaker rules out


@dataclass(frozen=True)
class Row:
    """One ranked option."""

    option: Option
    standing: scoring.Standing
    checks: tuple[Check, ...] = ()
    can_compare: bool = False  # whether there is another one in the order

    @property
    def drawn(self) -> SafeString:
        """The row as the table shows it."""
        return rows.drawn(self.option, firmness=self.firmness, ask=self.ask, can_compare=self.can_compare)

    @property
    def ask(self) -> str:
        """The deal-breakers that nobody knows yet whether it meets."""
        return _open(self.checks)

    @property
    def firmness(self) -> str:
        """“tie”, “close to the next”, or nothing."""
        if self.standing.tied:
            return gettext("tie")
        return gettext("close to the next") if self.standing.close_to_next else ""


@dataclass(frozen=True)
class NotYet:
    """One option with too little rated, and what is missing."""

    option: Option
    factors: tuple[str, ...]
    checks: tuple[Check, ...] = ()

    @property
    def ask(self) -> str:
        """The deal-breakers that nobody knows yet whether it meets."""
        return _open(self.checks)

    @property
    def missing(self) -> str:
        """Their names."""
        return both([str(FACTORS[key].label).lower() for key in self.factors])


@dataclass(frozen=True)
class RuledOut:
    """One option that does not meet a deal-breaker: in no order, and still to be seen with its scores."""

    option: Option
    checks: tuple[Check, ...]

    @property
    def broken(self) -> tuple[Check, ...]:
        """What it does not meet."""
        return tuple(check for check in self.checks if check.state is State.FAIL)


@dataclass(frozen=True)
class Ask:
    """The open answer that could change the order most, as a question to put to somebody."""

    option: Option
    question: str


@dataclass(frozen=True)
class Board:
    """The ranked options, those not comparable yet or ruled out, and what can be said about the order."""

    rows: tuple[Row, ...]
    not_yet: tuple[NotYet, ...]
    ruled_out: tuple[RuledOut, ...]
    doubts: tuple[Doubt, ...]
    order: tuple[SafeString, ...]
    trading: Comparison | None
    ask: Ask | None


def board(options: Sequence[Option], alpha: Decimal, checks: Checks | None = None) -> Board:
    """Order the options of one season and say what the order hangs on.

    What fails a deal-breaker, going by `checks`, is left out of the order and of all that is said about it.
    """
    checks = checks or {}
    out = {key for key, found in checks.items() if deal_breakers.state(found) is State.FAIL}
    by_key = {option.key: option for option in options if option.key not in out}
    ranking = scoring.rank({key: option.score for key, option in by_key.items()})
    several = len(ranking.standings) > 1
    order = tuple(Row(by_key[s.key], s, checks.get(s.key, ()), several) for s in ranking.standings)
    not_yet = tuple(NotYet(by_key[entry.key], entry.missing, checks.get(entry.key, ())) for entry in ranking.not_yet)
    top = [row.option for row in order[:2]]
    return Board(
        order,
        not_yet,
        tuple(RuledOut(option, checks[option.key]) for option in options if option.key in out),
        deal_breakers.doubts(options, checks),
        _order(by_key, alpha) if several else (),
        compare(top[0], top[1]) if len(top) > 1 else None,
        _ask(top or [entry.option for entry in not_yet]),
    )


def _open(checks: Sequence[Check]) -> str:
    return " · ".join(check.name for check in checks if check.state is State.ASK)


def _ask(candidates: Sequence[Option]) -> Ask | None:
    found = [
        (question, option)
        for option in candidates
        if not option.offer.is_present_job
        for question in tradeoffs.ask_next(option.ratings, option.season, limit=1, without=option.asked)
    ]
    if not found:
        return None
    question, option = max(found, key=lambda entry: entry[0].effect)
    return Ask(option, wording_of(question, option.ratings))


def _order(options: dict[str, Option], alpha: Decimal) -> tuple[SafeString, ...]:
    """Who comes first as things count now, and from which weighting on it would be somebody else."""
    around = tradeoffs.around(tradeoffs.leads({key: option.score for key, option in options.items()}), alpha)
    if around is None:
        return ()

    def names(lead: tradeoffs.Lead) -> SafeString:
        return bold_some([options[key].called for key in lead.keys])

    if around.less is None and around.more is None:
        if len(around.now.keys) > 1:
            return (format_html(gettext("{names} are level, however much life fit counts."), names=names(around.now)),)
        only = bold(options[around.now.keys[0]].called)
        return (format_html(gettext("{name} comes first however much life fit and future value count."), name=only),)
    said = []
    if around.less is not None:
        text = gettext("If the future counted for more than {share} of 100, {names} would come first.")
        said.append(format_html(text, share=future_above(around.now.start), names=names(around.less)))
    if around.more is not None:
        text = gettext("If life fit counted for more than {share} of 100, {names} would come first.")
        said.append(format_html(text, share=life_above(around.now.end), names=names(around.more)))
    return tuple(said)
