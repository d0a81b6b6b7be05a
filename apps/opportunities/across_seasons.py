"""What a choice would cost if the season changed, in words and as a table: the regret across seasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.opportunities.models import Season
from apps.opportunities.options import Option
from apps.opportunities.regret import Regrets, Worst, regret
from apps.opportunities.scoring import half_points
from apps.opportunities.seasons import PRESETS
from apps.opportunities.wording import HALF, bold, points
from apps.users import formats

NOW = "now"  # the key of the season the person is in
LITTLE = Decimal("1.25")  # a regret that is shown as 1 point or less


@dataclass(frozen=True)
class Cost:
    """How far one option is behind in one season, to half a point; empty where it has no place there."""

    shown: str
    is_worst: bool


@dataclass(frozen=True)
class SeasonRow:
    """One season across the options."""

    label: str
    is_now: bool
    costs: tuple[Cost, ...]


@dataclass(frozen=True)
class AcrossSeasons:
    """The regret of each option in the season that is and in every other."""

    options: tuple[Option, ...]
    sentences: tuple[SafeString, ...]  # the safest choice first
    rows: tuple[SeasonRow, ...]


def across_seasons(ranked: Sequence[Option], season: Season) -> AcrossSeasons | None:
    """Words and numbers for options that are comparable; None with fewer than two."""
    if len(ranked) < 2:
        return None
    labels = {NOW: str(season)}
    seasons = {NOW: season.weights}
    for key, preset in PRESETS.items():
        if preset.season() != season.weights:
            labels[key], seasons[key] = str(preset.label), preset.season()
    found = regret({option.key: option.ratings for option in ranked}, seasons)
    rows = tuple(
        SeasonRow(label, key == NOW, tuple(_cost(found, option.key, key) for option in ranked))
        for key, label in labels.items()
    )
    safest = sorted(ranked, key=lambda option: found.worst[option.key].value)
    return AcrossSeasons(tuple(ranked), tuple(_sentence(o, found.worst[o.key], labels) for o in safest), rows)


def _cost(found: Regrets, key: str, season: str) -> Cost:
    value = found.table[key].get(season)
    if value is None:
        return Cost("", False)
    shown = half_points(value)
    return Cost(formats.number(shown), bool(shown) and found.worst[key].season == season)


def _sentence(option: Option, worst: Worst, labels: Mapping[str, str]) -> SafeString:
    said = {"name": bold(option.opening), "season": labels[worst.season]}
    if not worst.value:
        return format_html(gettext("{name} is the best of these in every season."), **said)
    if half_points(worst.value) < HALF:
        return format_html(
            gettext("{name} is the best of these, or all but level with the best, in every season."), **said
        )
    if worst.value < LITTLE:
        text = gettext("{name} is about {points} behind the best of these at most, and that is in “{season}”.")
    else:
        text = gettext("{name} would cost you about {points} in “{season}”.")
    return format_html(text, points=points(worst.value), **said)
