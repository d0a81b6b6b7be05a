"""α and the swing points, as sliders with numbers beside them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities import swings
from apps.opportunities.factors import AXIS_LABELS, FACTORS, Factor
from apps.opportunities.forms.seasons import NeedForm
from apps.opportunities.scoring import Axis
from apps.opportunities.weighing import AXES, Start, Weighed, rescaled
from apps.users import formats
from apps.users.forms import LocalDecimalField
from apps.users.widgets import Line, Ready, tag

ALPHA = "alpha"
HUNDRED = Decimal(100)
AXIS_KEYS: dict[Axis, tuple[str, ...]] = {"life": AXES["life"], "future": AXES["future"]}


def whole(value: Decimal) -> Decimal:
    """As it is shown: finer points would only look precise."""
    return value.quantize(Decimal(1), ROUND_HALF_UP)


class Slider(Line):
    """A range input from 0 to 100."""

    input_type = "range"


@dataclass(frozen=True)
class Swing:
    """One factor to weigh: what its worst and best mean, and the inputs."""

    factor: Factor
    slider: BoundField
    number: BoundField
    most: SafeString  # the radio of the one most wanted
    counts: str  # of 100 of its axis; empty while that cannot be said

    @property
    def worst(self) -> StrPromise:
        """What 0 means."""
        return self.factor.anchors[0]

    @property
    def best(self) -> StrPromise:
        """What 10 means."""
        return self.factor.anchors[10]


@dataclass(frozen=True)
class AxisOfSwings:
    """The factors of one axis under their heading."""

    key: str
    label: StrPromise
    most: BoundField
    swings: list[Swing]


class WeighingForm(NeedForm):
    """The share of life fit first, then what each swing is worth against the one most wanted.

    Each value has a slider and a number. `shown` carries what both were shown with, so that without JavaScript
    the one that was changed counts.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, start: Start) -> None:
        self.start = start
        self.weighed: Weighed | None = None
        exact = {ALPHA: start.alpha * HUNDRED, **start.points}
        self.exact = exact
        shown = {key: whole(value) for key, value in exact.items()}
        initial: dict[str, Any] = {"why": start.why, "review_on": start.review_on, "shown": _written(shown)}
        for axis, keys in AXIS_KEYS.items():
            initial[f"{axis}-best"] = swings.best({key: shown[key] for key in keys})
        for key, value in shown.items():
            initial[f"{key}-slider"] = initial[f"{key}-number"] = value
        super().__init__(data, initial=initial)
        self._add(ALPHA, _("Life now, of 100"))
        for axis, keys in AXIS_KEYS.items():
            for key in keys:
                self._add(key, FACTORS[key].label)
            self._add_most(axis, keys)
        self.order_fields([*(name for name in self.fields if name not in {"why", "review_on"}), "why", "review_on"])
        if not self.is_bound:
            self.weighed = Weighed(start, start.alpha, rescaled(start.points))

    def _add(self, key: str, label: StrPromise) -> None:
        number = {"class": "form-control", "maxlength": 3, "inputmode": "numeric"}
        slider = {"class": "slide", "min": 0, "max": 100, "step": 1, "aria-label": _("%s, slider") % label}
        self.fields[f"{key}-slider"] = forms.IntegerField(
            label=_("%s, slider") % label,
            required=False,
            min_value=0,
            max_value=100,
            widget=Slider(attrs=slider),
        )
        self.fields[f"{key}-number"] = LocalDecimalField(
            label=label, required=False, min_value=0, max_value=100, decimal_places=0, widget=Line(attrs=number)
        )

    def _add_most(self, axis: Axis, keys: tuple[str, ...]) -> None:
        self.fields[f"{axis}-best"] = forms.ChoiceField(
            label=_("%s, the one most wanted") % AXIS_LABELS[axis],
            required=False,
            choices=Ready((key, FACTORS[key].label) for key in keys),
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        )

    def clean(self) -> dict[str, Any]:
        """Find out what was said on every line, and bring both axes to best = 100."""
        before = _read(self.cleaned_data.get("shown", ""))
        self.told = {key: value for key in self.exact if (value := self._told(key, before.get(key))) is not None}
        for axis, keys in AXIS_KEYS.items():
            if all(key in self.told for key in keys):
                self._weigh(axis, keys, before)
        if not self.errors:
            exact = {key: self._exact(key, value) for key, value in self.told.items()}
            self.weighed = Weighed(self.start, exact.pop(ALPHA) / HUNDRED, rescaled(exact))
        return self.cleaned_data

    def _told(self, key: str, before: Decimal | None) -> Decimal | None:
        """What one line says; None where it cannot be read, which is then said at its number."""
        name = f"{key}-number"
        if name in self.errors or f"{key}-slider" in self.errors:
            return None
        slider = self.cleaned_data.get(f"{key}-slider")
        try:
            return swings.said(None if slider is None else Decimal(slider), self.cleaned_data.get(name), before)
        except swings.Contradiction:
            self.add_error(name, _("The slider and the number say different things. Move one of them to the other."))
        except swings.Unsaid:
            self.add_error(name, _("Write a number from 0 to 100, or move the slider."))
        return None

    def _weigh(self, axis: Axis, keys: tuple[str, ...], before: Mapping[str, Decimal]) -> None:
        points = {key: self.told[key] for key in keys}
        picked = self.cleaned_data.get(f"{axis}-best") or None
        try:
            points = swings.with_best(points, {key: before[key] for key in keys if key in before}, picked)
        except swings.Contradiction:
            text = _("You picked %(factor)s as the one you most want, so it has 100. Change the pick or the number.")
            error = ValidationError(text, params={"factor": str(FACTORS[str(picked)].label).lower()})
            self.add_error(f"{picked}-number", error)
        if not any(points.values()):
            self.add_error(f"{axis}-best", _("Something has to count here. Give at least one line more than 0."))
        self.told |= points

    def _exact(self, key: str, value: Decimal) -> Decimal:
        """A line that was left as it was shown keeps what it was worth exactly."""
        return self.exact[key] if value == whole(self.exact[key]) else value

    def settle(self) -> None:
        """Show in both inputs of each line what was said, so that the next change can be told from it."""
        settled = {f"{key}-{kind}": str(value) for key, value in self.told.items() for kind in ("slider", "number")}
        for axis, keys in AXIS_KEYS.items():
            settled[f"{axis}-best"] = swings.best({key: self.told[key] for key in keys}) or ""
        self.data = {**self.data, "shown": _written(self.told), **settled}

    @property
    def alpha(self) -> tuple[BoundField, BoundField]:
        """The slider and the number of the share of life fit."""
        return self[f"{ALPHA}-slider"], self[f"{ALPHA}-number"]

    @property
    def life_counts(self) -> str:
        """What life fit counts, of 100; empty while that cannot be said."""
        return "" if self.weighed is None else formats.number(self.weighed.alpha * HUNDRED, 0)

    @property
    def future_counts(self) -> str:
        """What future value counts, of 100; empty while that cannot be said."""
        return "" if self.weighed is None else formats.number((1 - self.weighed.alpha) * HUNDRED, 0)

    @property
    def axes(self) -> Iterator[AxisOfSwings]:
        """Both axes with their lines, life fit first."""
        for axis, keys in AXIS_KEYS.items():
            most = self[f"{axis}-best"]
            radios = {str(radio.data["value"]): radio.data for radio in most.subwidgets}
            counts = self._counts(axis)
            lines = [
                Swing(FACTORS[key], self[f"{key}-slider"], self[f"{key}-number"], _radio(radios[key]), counts[key])
                for key in keys
            ]
            yield AxisOfSwings(axis, AXIS_LABELS[axis], most, lines)

    def _counts(self, axis: Axis) -> dict[str, str]:
        if self.weighed is None:
            return dict.fromkeys(AXIS_KEYS[axis], "")
        season = self.weighed.season
        weights = season.life if axis == "life" else season.future
        return {key: formats.number(points * HUNDRED / weights.total, 0) for key, points in weights.points.items()}


def _radio(data: Mapping[str, Any]) -> SafeString:
    return tag({"type": "radio", "name": data["name"], "value": data["value"], **data["attrs"]})


def _written(values: Mapping[str, Decimal]) -> str:
    return " ".join(str(values[key]) for key in (ALPHA, *FACTORS))


def _read(text: str) -> dict[str, Decimal]:
    keys = (ALPHA, *FACTORS)
    if not re.fullmatch(rf"[0-9]{{1,3}}( [0-9]{{1,3}}){{{len(keys) - 1}}}", text):
        return {}
    return dict(zip(keys, map(Decimal, text.split(" ")), strict=True))
