"""The links that prove an entry."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _


class ProofForm(forms.Form):
    """A link that somebody else can open, and what it shows."""

    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
        error_messages={"invalid": _("This is no web address. Copy it from the browser; it starts with https://.")},
    )
    label = forms.CharField(label=_("What it shows"), required=False, max_length=160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # browsers cut a longer address off without a word

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("label") and not self.cleaned_data.get("url") and "url" not in self.errors:
            self.add_error("url", _("Add the link too, or leave both empty."))
        return self.cleaned_data


class _ProofFormSet(forms.BaseFormSet[ProofForm]):
    """The links of one entry; a row left empty is no link."""

    def values(self) -> dict[str, str]:
        """Address → what it shows."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("url")]
        return {row["url"]: row["label"] for row in rows}


ProofFormSet = forms.formset_factory(
    ProofForm, formset=_ProofFormSet, extra=1, max_num=20, absolute_max=40, validate_max=True
)
