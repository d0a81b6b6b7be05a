"""What the page of a person’s data asks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EverythingForm(forms.Form):
    """The file with everything that somebody took away."""

    file = forms.FileField(
        label=_("The ZIP you took away"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("At most 300 MB. You see what is in it before anything is saved."),
        error_messages={"required": _("Choose a file first.")},
    )


class ClosingForm(forms.Form):
    """That somebody means it."""

    sure = forms.BooleanField(
        label=_("Yes, close my account and delete everything in it"),
        error_messages={"required": _("Tick this if you mean it.")},
    )
