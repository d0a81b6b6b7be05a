"""Two to five options side by side: everything the page says about them, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from apps.opportunities import comparison, deal_breakers, scoring
from apps.opportunities.across_seasons import AcrossSeasons, across_seasons
from apps.opportunities.bargaining import Bargain, Told, bargains
from apps.opportunities.board import RuledOut
from apps.opportunities.comparison import Comparison
from apps.opportunities.deal_breakers import Checks, Doubt
from apps.opportunities.deal_breaking import State
from apps.opportunities.models import Season
from apps.opportunities.options import Option
from apps.opportunities.outlook import Outlook, flips, outlook
from apps.opportunities.side_by_side import Table, table
from apps.opportunities.turning import Turning, turning


@dataclass(frozen=True)
class Lineup:
    """What is said about the options picked; results that need two ranked options are None or empty without."""

    options: tuple[Option, ...]  # ranked first, then those not comparable yet, then those ruled out
    short: tuple[Option, ...]  # not comparable yet
    ruled_out: tuple[RuledOut, ...]  # by a deal-breaker: in the table, in none of the results
    doubts: tuple[Doubt, ...]
    ranked: tuple[Option, ...]  # best first
    dominated: tuple[SafeString, ...]
    pair: Comparison | None  # where two were picked
    trades: tuple[SafeString, ...]  # where more were: each against the present job, or the first
    table: Table
    turning: Turning | None
    flips: tuple[SafeString, ...]
    outlook: Outlook | None
    across: AcrossSeasons | None
    bargains: tuple[Bargain, ...]
    money: tuple[SafeString, ...]


def lineup(
    picked: Sequence[Option],
    present: Option | None,
    season: Season,
    told: Told,
    checks: Checks | None = None,
) -> Lineup:
    """Put two to five options of one season side by side.

    `present` is the job the person has now, picked or not; `told` gives the pays they rated in a currency;
    `checks` say by option key which deal-breakers it meets.
    """
    checks = checks or {}
    out = {key for key, found in checks.items() if deal_breakers.state(found) is State.FAIL}
    by_key = {option.key: option for option in picked if option.key not in out}
    ranking = scoring.rank({key: option.score for key, option in by_key.items()})
    ranked = tuple(by_key[standing.key] for standing in ranking.standings)
    short = tuple(by_key[entry.key] for entry in ranking.not_yet)
    ruled_out = tuple(RuledOut(option, checks[option.key]) for option in picked if option.key in out)
    options = ranked + short + tuple(entry.option for entry in ruled_out)
    base = present or options[0]
    others = [option for option in options if option.key != base.key]
    pair = comparison.compare(*_pair(options)) if len(options) == 2 else None
    return Lineup(
        options,
        short,
        ruled_out,
        deal_breakers.doubts(picked, checks),
        ranked,
        comparison.dominated(ranked + short),
        pair,
        () if pair else tuple(comparison.trading_words(option, base) for option in others),
        table(options, present, checks),
        turning(ranked),
        flips(ranked),
        outlook(ranked),
        across_seasons(ranked, season),
        bargains(ranked, told),
        _money(pair, others, base),
    )


def _pair(options: tuple[Option, ...]) -> tuple[Option, Option]:
    """Both, the present job second: one leaves it for the other."""
    one, other = options
    return (other, one) if one.offer.is_my_job_now else (one, other)


def _money(pair: Comparison | None, others: Sequence[Option], base: Option) -> tuple[SafeString, ...]:
    if pair:
        return (pair.money,) if pair.money else ()
    said = (comparison.money_words(option, base) for option in others)
    return tuple(words for words in said if words)
