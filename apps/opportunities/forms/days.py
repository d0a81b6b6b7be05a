"""A day, as forms ask for it."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class DayField(forms.DateField):
    """A day in a year somebody could mean, picked or typed as 2026-11-30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"))
        years = _("Look at the year: it should lie between 2000 and 2100.")
        validators = [MinValueValidator(EARLIEST, years), MaxValueValidator(LATEST, years)]
        super().__init__(validators=validators, **kwargs)
        self.error_messages["invalid"] = _("We could not read this as a day. Write it like 2026-11-30.")
