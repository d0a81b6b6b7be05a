"""Which two options people want to set against each other."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.opportunities.options import Option
from apps.users.widgets import LongSelect, Ready


class PairForm(forms.Form):
    """Which two options to set against each other."""

    one = forms.ChoiceField(label=_("What if you took"), widget=LongSelect)
    other = forms.ChoiceField(label=_("… rather than"), widget=LongSelect)
    use_required_attribute = False  # there is always something picked

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {option.key: option for option in options}
        listed = Ready((option.key, option.listed) for option in options)
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above; tells the type checker)
            field.choices = listed
            field.error_messages["invalid_choice"] = _("This is not among your open offers. Pick one of these.")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        one, other = self.cleaned_data.get("one"), self.cleaned_data.get("other")
        if one and one == other:
            self.add_error("other", _("Pick two different ones."))
        return cleaned

    @property
    def pair(self) -> tuple[Option, Option]:
        """The two that were picked, once the form is valid."""
        return self.by_key[self.cleaned_data["one"]], self.by_key[self.cleaned_data["other"]]
