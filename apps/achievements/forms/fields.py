"""What the forms of the journal and the timeline have in common."""

from typing import Any

from django import forms

from apps.users.dates import PartialDate
from apps.users.forms import M, OwnedForm
from apps.users.partial_dates import PartialDateField


def rows(count: int, placeholder: str | Any = "", **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count, "placeholder": placeholder, **attrs})


class DatedForm(OwnedForm[M]):
    """A form whose dates know how exactly they are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, PartialDateField) and (day := getattr(self.instance, name, None)):
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


def precision_of(name: str) -> str:
    return name.replace("_on", "_precision")


def one_line(text: str) -> str:
    return " ".join(text.split())
