"""How firm an order is, in careful words: which factor would turn it, and how it holds in other weightings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.opportunities import levers, scoring
from apps.opportunities.factors import FACTORS
from apps.opportunities.options import Option
from apps.opportunities.robustness import Extent, Firmness, Robustness, ahead, robustness, shown_share
from apps.opportunities.wording import bold, percent
from apps.users import formats

FLIPS = 3  # the nearest are worth knowing


# --- One factor ---------------------------------------------------------------------------------------


def flips(ranked: Sequence[Option]) -> tuple[SafeString, ...]:
    """Which single factor, counted for more or less, would turn the first two; nearest first, at most three."""
    if len(ranked) < 2:
        return ()
    first, second = ranked[:2]
    names = {"ahead": bold(first.called), "behind": bold(second.called)}
    if first.score.middle == second.score.middle:
        text = gettext("{ahead} and {behind} come out level: whatever counts a little more decides between them.")
        return (format_html(text, **(names | {"ahead": bold(first.opening)})),)
    found = levers.factor_flips(first.ratings, second.ratings, first.season)[:FLIPS]
    if found:
        return tuple(_flip(flip, names) for flip in found)
    text = gettext("No single factor would let {behind} pass {ahead}, however much or little it counted.")
    return (format_html(text, **names),)


def _flip(flip: levers.FactorFlip, names: Mapping[str, SafeString]) -> SafeString:
    more = flip.at > flip.now
    at = _of_100(flip.at, ROUND_FLOOR if more else ROUND_CEILING)
    now = _of_100(flip.now, ROUND_HALF_UP)
    said = {"factor": str(FACTORS[flip.key].label).lower(), "at": formats.number(at), "now": formats.number(now)}
    if at == now and more:
        text = gettext("If {factor} counted for a little more than its {now} of 100, {behind} would pass {ahead}.")
    elif at == now:
        text = gettext("If {factor} counted for a little less than its {now} of 100, {behind} would pass {ahead}.")
    elif more:
        text = gettext("If {factor} counted for more than {at} of 100 (now {now}), {behind} would pass {ahead}.")
    else:
        text = gettext("If {factor} counted for less than {at} of 100 (now {now}), {behind} would pass {ahead}.")
    return format_html(text, **said, **names)


def _of_100(share: Decimal, rounding: str) -> int:
    return int((share * 100).to_integral_value(rounding))


# --- Many weightings ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """How often one option is ahead."""

    option: Option
    near: str
    near_bar: int  # of 100
    anyhow: str
    anyhow_bar: int


@dataclass(frozen=True)
class Outlook:
    """How an order holds when the weights are not exactly those of the season."""

    sentences: tuple[SafeString, ...]
    held: tuple[Held, ...]  # most often ahead first


def outlook(ranked: Sequence[Option]) -> Outlook | None:
    """Words and shares for options that are comparable; None with fewer than two."""
    if len(ranked) < 2:
        return None
    by_key = {option.key: option for option in ranked}
    found = _kept(
        tuple((key, tuple(sorted(option.ratings.items(), key=lambda item: item[0]))) for key, option in by_key.items()),
        *_values(ranked[0].season),
    )
    order = sorted(by_key, key=lambda key: -found.near[key])
    held = tuple(Held(by_key[key], *_shown(found.near[key]), *_shown(found.anyhow[key])) for key in order)
    return Outlook((_near(found, by_key), _anyhow(found, by_key)), held)


Points = tuple[tuple[str, Decimal], ...]


def _values(season: scoring.Season) -> tuple[Decimal, Points, Points]:
    return season.alpha, tuple(season.life.points.items()), tuple(season.future.points.items())


@lru_cache(maxsize=500)
def _kept(
    options: tuple[tuple[str, tuple[tuple[str, scoring.Rating], ...]], ...],
    alpha: Decimal,
    life: Points,
    future: Points,
) -> Robustness:
    """The draws, kept by their values: the same person looks at the same options again and again."""
    season = scoring.Season(alpha, scoring.Weights(dict(life)), scoring.Weights(dict(future)))
    return robustness({key: dict(ratings) for key, ratings in options}, season)


def _shown(share: float) -> tuple[str, int]:
    """A share as the table has it, and the length of its bar."""
    shown = shown_share(share)
    words = {
        Extent.NONE: gettext("in none"),
        Extent.HARDLY_ANY: gettext("in hardly any"),
        Extent.ABOUT: gettext("in about %(percent)s") % {"percent": percent(shown.percent)},
        Extent.NEARLY_ALL: gettext("in nearly all"),
        Extent.ALL: gettext("in all"),
    }
    return words[shown.extent], round(share * 100)


def _near(found: Robustness, by_key: Mapping[str, Option]) -> SafeString:
    first = ahead(found.near)
    assert first is not None  # noqa: S101 (two options were drawn)
    names = {"name": bold(by_key[first.key].opening), "share": _shown(first.share)[0]}
    if first.firmness is Firmness.TOO_CLOSE:
        second = max((key for key in found.near if key != first.key), key=lambda key: found.near[key])
        text = gettext("Too close to call: {name} is ahead {share} of the weightings near yours, and {other} {others}.")
        names |= {"name": bold(by_key[first.key].called), "other": bold(by_key[second].called)}
        return format_html(text, others=_shown(found.near[second])[0], **names)
    if first.firmness is Firmness.MOST_OFTEN:
        return format_html(
            gettext("{name} is ahead {share} of the weightings near yours, well before each of the others."), **names
        )
    return format_html(gettext("{name} is ahead {share} of the weightings near yours."), **names)


def _anyhow(found: Robustness, by_key: Mapping[str, Option]) -> SafeString:
    near, first = ahead(found.near), ahead(found.anyhow)
    assert near is not None  # noqa: S101 (two options were drawn)
    assert first is not None  # noqa: S101 (as above)
    if first.firmness is Firmness.TOO_CLOSE:
        text = gettext("Under any weights at all it is too close to call: {name} is ahead most often, {share}.")
    elif first.key == near.key:
        text = gettext("Under any weights at all, {name} is ahead {share}.")
    else:
        text = gettext("Under any weights at all it would be another: {name} is ahead {share}.")
    return format_html(text, name=bold(by_key[first.key].called), share=_shown(first.share)[0])
