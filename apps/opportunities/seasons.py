"""Seasons to start from: what a person may need right now, and how much each factor then counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from apps.opportunities import scoring
from apps.opportunities.factors import FACTORS, FUTURE, LIFE

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Preset:
    """A season ready to be used or changed; the swing that matters most on each axis has 100 points."""

    key: str
    label: StrPromise
    why: StrPromise
    alpha: Decimal  # the share of life fit, 0 to 1
    swings: dict[str, int]  # factor → swing points, 0 to 100

    def season(self) -> scoring.Season:
        """The weights of this preset, for scoring."""
        return season(self.alpha, self.swings)


def season(alpha: Decimal, swings: Mapping[str, Decimal | int | str]) -> scoring.Season:
    """Weights from α and one flat set of swing points; a factor left out does not count.

    Raises ValueError on an unknown factor, points that are no number or below 0, or an axis on which nothing
    counts.
    """
    unknown = swings.keys() - FACTORS.keys()
    if unknown:
        raise ValueError(f"There is no factor called {', '.join(sorted(unknown))}.")
    try:
        points = {key: Decimal(value) for key, value in swings.items()}
    except InvalidOperation:
        raise ValueError("One of the swing points is not a number.") from None
    life, future = (
        scoring.Weights({factor.key: points.get(factor.key, scoring.ZERO) for factor in axis})
        for axis in (LIFE, FUTURE)
    )
    return scoring.Season(alpha, life, future)


def stored(points: Mapping[str, Decimal]) -> dict[str, int | str]:
    """Swing points as a season keeps them, exact: whole ones as numbers, others as text."""
    return {key: int(p) if p == p.to_integral_value() else str(p.normalize()) for key, p in points.items()}


def _swings(life: tuple[int, ...], future: tuple[int, ...]) -> dict[str, int]:
    keys = [factor.key for factor in (*LIFE, *FUTURE)]
    return dict(zip(keys, (*life, *future), strict=True))


# Life fit: pay, benefits, schedule, location, predictability, workload.
# Future value: growth, achievements, tools, network, advancement.
_ALL = (
    Preset(
        "rebuilding",
        _("Rebuilding after a layoff"),
        _("Pay you can count on comes first. People who could open the next door come close behind."),
        Decimal("0.70"),
        _swings((100, 80, 40, 40, 90, 50), (80, 80, 60, 100, 40)),
    ),
    Preset(
        "debt",
        _("Paying down debt"),
        _("Each month’s money and its steadiness weigh most. A next step in pay is worth more than a new tool."),
        Decimal("0.65"),
        _swings((100, 60, 30, 50, 80, 40), (80, 70, 50, 50, 100)),
    ),
    Preset(
        "family",
        _("Supporting family"),
        _("Hours you can plan around others come first, then cover and pay. What you learn still counts."),
        Decimal("0.70"),
        _swings((80, 80, 100, 70, 100, 70), (100, 80, 70, 70, 80)),
    ),
    Preset(
        "moving",
        _("Moving city"),
        _("The place decides most, with pay that covers it. In a new place, people you meet are worth a lot."),
        Decimal("0.60"),
        _swings((80, 50, 50, 100, 70, 40), (70, 60, 50, 100, 50)),
    ),
    Preset(
        "health",
        _("Keeping your health"),
        _("The load and the hours come before everything else, and cover for bad days comes next."),
        Decimal("0.75"),
        _swings((60, 80, 90, 60, 80, 100), (100, 80, 80, 90, 60)),
    ),
    Preset(
        "learning",
        _("Learning fast"),
        _("You can live on less for a while if the work teaches you, and leaves you energy to practise."),
        Decimal("0.35"),
        _swings((100, 50, 70, 40, 50, 80), (100, 70, 80, 80, 30)),
    ),
    Preset(
        "field",
        _("Aiming at a field"),
        _("What you do each day should look like the work you want: its people, its tools, results to show."),
        Decimal("0.40"),
        _swings((100, 60, 60, 70, 60, 60), (90, 90, 80, 100, 30)),
    ),
    Preset(
        "balanced",
        _("Balanced"),
        _("Today and the years ahead count the same, and so does each factor. A fair start if you are not sure."),
        Decimal("0.50"),
        _swings((100,) * 6, (100,) * 5),
    ),
)

PRESETS: dict[str, Preset] = {preset.key: preset for preset in _ALL}
DEFAULT = PRESETS["balanced"]
