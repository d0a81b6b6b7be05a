"""Changing the weights: where one starts from, and what the change would do to the order of the open offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from apps.opportunities import scoring, seasons, swings, wording
from apps.opportunities.board import Row
from apps.opportunities.factors import FACTORS, FUTURE, LIFE
from apps.opportunities.models import Season
from apps.opportunities.options import Option
from apps.opportunities.seasons import Preset

AXES = {"life": tuple(factor.key for factor in LIFE), "future": tuple(factor.key for factor in FUTURE)}
TOP, AT_MOST = 3, 5  # the first three places, and how many names where places are shared


@dataclass(frozen=True)
class Start:
    """The weights that an edit begins with, exact, and the address where it begins with them again."""

    preset: Preset
    alpha: Decimal  # the share of life fit, 0 to 1
    points: dict[str, Decimal]  # factor → swing points
    how: str
    url: str
    review_on: date | None  # what to offer as the day to look again
    why: str = ""

    @property
    def label(self) -> str:
        """What the season would be called if nothing were changed."""
        return str(Season(preset=self.preset.key, how=self.how))


def from_preset(preset: Preset) -> Start:
    """Begin with a preset."""
    url = f"{reverse('opportunities:season_edit')}?{urlencode({'preset': preset.key})}"
    again = Season(preset=preset.key).look_again_on
    return Start(preset, preset.alpha, _all(preset.swings), Season.How.PRESET, url, again)


def from_season(season: Season) -> Start:
    """Begin with a season as it is or was; of the present one the reason comes along."""
    is_now = season.ended_at is None
    there = reverse("opportunities:season_edit") if is_now else reverse("opportunities:season_again", args=[season.pk])
    why = season.why if is_now else ""
    return Start(season.start, season.alpha, season.points, season.how, there, season.look_again_on, why)


def from_order(now: Season, life: Sequence[str], future: Sequence[str]) -> Start:
    """Begin with rank sums and the share of life fit there is now.

    Raises ValueError when a factor is named twice, or is not of its axis.
    """
    points = rescaled(swings.ranked(life, AXES["life"]) | swings.ranked(future, AXES["future"]))
    return Start(now.start, now.alpha, points, Season.How.RANKED, order_url(life, future), now.look_again_on)


def order_url(life: Sequence[str], future: Sequence[str]) -> str:
    """The address of an edit that begins with this order."""
    places = {"life": ",".join(life), "future": ",".join(future)}
    return f"{reverse('opportunities:season_edit')}?{urlencode(places, safe=',')}"


def _all(points: dict[str, int]) -> dict[str, Decimal]:
    return {key: Decimal(points[key]) for key in FACTORS}


@dataclass(frozen=True)
class Weighed:
    """The weights that were asked for: best = 100 on each axis."""

    start: Start
    alpha: Decimal
    points: dict[str, Decimal]

    @property
    def how(self) -> str:
        """As proposed where that is what it comes to; as it began where nothing was changed; else set by hand."""
        here = (self.alpha, self.points)
        preset, start = self.start.preset, self.start
        if here == (preset.alpha, _all(preset.swings)):
            return Season.How.PRESET
        return start.how if here == (start.alpha, rescaled(start.points)) else Season.How.EDITED

    @property
    def season(self) -> scoring.Season:
        """For scoring."""
        return seasons.season(self.alpha, self.points)


def rescaled(points: swings.Points) -> dict[str, Decimal]:
    """Both axes with their best at 100; raises ValueError where nothing counts on one."""
    parts = [swings.rescaled({key: points[key] for key in keys}) for keys in AXES.values()]
    return {key: value for part in parts for key, value in part.items()}


@dataclass(frozen=True)
class Shift:
    """The first places as they are and as they would be, and a sentence about the difference."""

    before: tuple[Row, ...]
    after: tuple[Row, ...]
    sentence: SafeString | str


def shift(options: Sequence[Option], weighed: Weighed | None) -> Shift:
    """What the weights would do to the order; nothing is saved. None stands for weights that cannot be read yet."""
    before = _top(options)
    if weighed is None:
        return Shift(before, (), gettext("Something above cannot be read yet, so this is the order as it is now."))
    season = weighed.season
    after = _top([option.in_season(season) for option in options])
    return Shift(before, after, _sentence(before, after))


def _top(options: Sequence[Option]) -> tuple[Row, ...]:
    by_key = {option.key: option for option in options}
    ranking = scoring.rank({key: option.score for key, option in by_key.items()})
    return tuple(Row(by_key[s.key], s) for s in ranking.standings if s.place <= TOP)[:AT_MOST]


def _places(rows: Sequence[Row]) -> set[tuple[str, int]]:
    return {(row.option.key, row.standing.place) for row in rows}


def _first(rows: Sequence[Row]) -> list[str]:
    return sorted(row.option.called for row in rows if row.standing.place == 1)


def _sentence(before: Sequence[Row], after: Sequence[Row]) -> SafeString | str:
    if max(len(before), len(after)) < 2:
        return gettext("Rate two offers on most lines, and this says what your change would do to their order.")
    if _places(before) == _places(after):
        return gettext("The first places stay as they are.")
    first = _first(after)
    if not first:
        return gettext("With these weights, too little of what counts is rated to put your offers in order.")
    names = wording.bold_both(first)
    if first == _first(before):
        return format_html(gettext("{names} would stay first; the places behind change."), names=names)
    if len(first) > 1:
        return format_html(gettext("{names} would share the first place."), names=names)
    return format_html(gettext("{names} would come first."), names=names)
