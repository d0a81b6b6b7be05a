"""The quick start: the factors in order, most wanted first."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities.factors import AXIS_LABELS, FACTORS
from apps.opportunities.forms.weighing import AXIS_KEYS
from apps.opportunities.scoring import Axis
from apps.users.widgets import LongSelect, Ready


class OrderForm(forms.Form):
    """The factors of each axis in order, most wanted first; the later places may stay empty."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for axis, keys in AXIS_KEYS.items():
            listed = Ready([("", _("– open –")), *((key, FACTORS[key].label) for key in keys)])
            for place in range(1, len(keys) + 1):
                label = _("%(axis)s, place %(place)s") % {"axis": AXIS_LABELS[axis], "place": place}
                widget = LongSelect(attrs={"class": "form-select"})
                self.fields[f"{axis}-{place}"] = forms.ChoiceField(
                    label=label, required=False, choices=listed, widget=widget
                )

    def clean(self) -> dict[str, Any]:
        """Each factor has one place, and no place is left out before another."""
        for axis, keys in AXIS_KEYS.items():
            seen: dict[str, int] = {}
            for place in range(1, len(keys) + 1):
                key = self.cleaned_data.get(f"{axis}-{place}")
                if key and key in seen:
                    text = _("%(factor)s has place %(place)s already. Give each line one place.")
                    params = {"factor": FACTORS[key].label, "place": seen[key]}
                    self.add_error(f"{axis}-{place}", ValidationError(text, params=params))
                elif key and place > 1 and not self.cleaned_data.get(f"{axis}-{place - 1}"):
                    text = _("Fill place %(place)s first. Only the last places can stay empty.")
                    self.add_error(f"{axis}-{place}", ValidationError(text, params={"place": place - 1}))
                elif key:
                    seen[key] = place
        return self.cleaned_data

    def order(self, axis: Axis) -> list[str]:
        """The factors of an axis in order, once the form is valid."""
        given = (self.cleaned_data[f"{axis}-{place}"] for place in range(1, len(AXIS_KEYS[axis]) + 1))
        return [key for key in given if key]

    @property
    def axes(self) -> list[tuple[StrPromise, list[BoundField]]]:
        """The places of each axis under its name."""
        return [
            (AXIS_LABELS[axis], [self[f"{axis}-{place}"] for place in range(1, len(keys) + 1)])
            for axis, keys in AXIS_KEYS.items()
        ]
