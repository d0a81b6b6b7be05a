"""Dates in forms that know how exactly they are known."""

from datetime import date
from typing import Any

from babel import dates as babel_dates
from django import forms
from django.core.exceptions import ValidationError
from django.template import loader
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.users import formats
from apps.users.dates import EARLIEST, LATEST, PartialDate, days_in, partial
from apps.users.forms import M, OwnedForm

Typed = list[str]


class PartialDateInput(forms.Widget):
    """Day, month and year side by side: two of them may stay empty."""

    template_name = "components/partial_date.html"
    use_fieldset = True
    PARTS = ("day", "month", "year")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return [str(data.get(f"{name}_{part}", "")).strip() for part in self.PARTS]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in self.PARTS)

    def id_for_label(self, id_: str) -> str:
        return ""  # a fieldset has a legend; each part has its own label

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        names = babel_dates.get_month_names("wide", context="stand-alone", locale=formats.current())
        day, month, year = value if isinstance(value, list) else _typed(value)
        return context | {
            "months": [(str(number), names[number]) for number in range(1, 13)],
            "day": day,
            "month": month,
            "year": year,
        }

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return loader.render_to_string(self.template_name, self.get_context(name, value, attrs))


def _typed(value: PartialDate | None) -> Typed:
    if value is None:
        return ["", "", ""]
    day = value.day
    return [
        str(day.day) if value.precision == "day" else "",
        str(day.month) if value.precision != "year" else "",
        str(day.year),
    ]


class PartialDateField(forms.Field):
    """A date as exactly as the person knows it; `is_end` makes it cover its whole month or year."""

    widget = PartialDateInput

    def __init__(
        self, *, is_end: bool = False, latest: Any = None, too_late: str | Promise = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.is_end, self.latest, self.too_late = is_end, latest, too_late

    def to_python(self, value: Typed | None) -> PartialDate | None:
        if not value or not any(value):
            return None
        day, month, year = value
        if not year:
            raise ValidationError(_("Add the year, with four digits."), code="no_year")
        if day and not month:
            raise ValidationError(_("Choose the month too, or leave the day empty."), code="no_month")
        return self._put_together(*(_whole(part) if part else None for part in (year, month, day)))

    def _put_together(self, year: int | None, month: int | None, day: int | None) -> PartialDate:
        if year is None or not EARLIEST <= year <= LATEST:
            raise ValidationError(
                _("Write the year with four digits, between %(from)s and %(to)s."),
                params={"from": EARLIEST, "to": LATEST},
                code="year",
            )
        if month is not None and not 1 <= month <= 12:
            raise ValidationError(_("Choose a month from the list."), code="month")
        if day is not None and month is not None and not 1 <= day <= days_in(year, month):
            raise ValidationError(
                _("That month has %(days)s days. Check the day, or leave it empty."),
                params={"days": days_in(year, month)},
                code="day",
            )
        return partial(year, month, day, is_end=self.is_end)

    def validate(self, value: PartialDate | None) -> None:
        super().validate(value)
        latest: date | None = self.latest() if self.latest else None
        if value and latest and value.day > latest:
            raise ValidationError(str(self.too_late), code="too_late")


def _whole(text: str) -> int:
    """The number typed, or 0 where it is none: outside every range, so that its own sentence is shown."""
    return int(text) if text.isdecimal() and len(text) <= 4 else 0


class DatedForm(OwnedForm[M]):
    """A form whose dates know how exactly they are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begun = kwargs.get("initial") or {}
        for name, field in self.fields.items():
            if name in begun or not isinstance(field, PartialDateField):
                continue
            if day := getattr(self.instance, name, None):
                self.initial[name] = PartialDate(day, getattr(self.instance, precision_of(name)))

    def clean(self) -> dict[str, Any] | None:
        try:
            return super().clean()
        finally:  # the row takes a day and its precision, whatever else was wrong
            for name, field in self.fields.items():
                known = self.cleaned_data.get(name)
                if isinstance(field, PartialDateField) and isinstance(known, PartialDate):
                    self.cleaned_data[name] = known.day
                    self.cleaned_data[precision_of(name)] = known.precision
                    setattr(self.instance, precision_of(name), known.precision)  # the form has no field of that name


def precision_of(name: str) -> str:
    return f"{name.removesuffix('_on')}_precision"
