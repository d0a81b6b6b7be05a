"""A file that somebody wants to bring in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.achievements.exchange import reading


class UploadForm(forms.Form):
    """One file, of whichever format; which one it is, its contents say."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,.zip,.csv,.tsv,.txt,application/json,application/zip,text/csv"}),
        help_text=_("At most 10 MB and 20,000 rows. You see what is in it before anything is saved."),
    )

    def __init__(self, *args: Any, too_big: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_big = too_big
        self.kind = ""
        self.name = ""
        self.contents = b""

    def clean(self) -> dict[str, Any]:
        """Read it as a whole once, so that what can never be read is said at once."""
        file = self.cleaned_data.get("file")
        if self.too_big:
            raise ValidationError(_("This is more than 10 MB. Take files off your export, or split the table."))
        if file is None:
            if not self.errors:
                self.add_error("file", _("Choose a file first."))
            return self.cleaned_data
        if not file.size:
            self.add_error("file", _("This file is empty. Choose another one."))
            return self.cleaned_data
        self.contents, self.name = file.read(), str(file.name or "")
        self.kind = reading.kind_of(self.contents)
        reading.read(self.kind, self.contents)
        return self.cleaned_data
