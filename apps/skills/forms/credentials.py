"""A certificate, licence or degree."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.skills.forms.names import SkillNamesField
from apps.skills.models import Credential
from apps.users.partial_dates import DatedForm, PartialDateField


class CredentialForm(DatedForm[Credential]):
    """A credential; `values()` is what `record_credential` takes."""

    issued_on = PartialDateField(
        label=_("Issued"),
        required=False,
        help_text=_("The year is enough."),
        latest=timezone.localdate,
        too_late=_("This day is still to come. Add it once you have it."),
    )
    expires_on = PartialDateField(
        label=_("Holds until"),
        required=False,
        is_end=True,
        help_text=_("Leave it empty where it holds for good. We remind you in time."),
    )
    url = forms.URLField(
        label=_("Where somebody can check it"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
        error_messages={"invalid": _("This is no web address. Copy it from the browser; it starts with https://.")},
    )
    skills = SkillNamesField(
        label=_("Skills it vouches for"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Commas between them. A new name makes a new skill."),
    )

    class Meta:
        model = Credential
        fields = ["name", "issuer", "issued_on", "expires_on", "identifier", "url", "note"]
        labels = {
            "name": _("What it is called"),
            "issuer": _("Who issued it"),
            "identifier": _("Its number"),
            "note": _("Note"),
        }
        help_texts = {
            "name": _("Fork-lift licence, first aid, NVQ level 3, a degree: as it stands on the paper."),
            "note": _("For you alone: where the paper is, what the renewal takes."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"name": {"required": _("Say what it is called.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.adding:
            self.initial["skills"] = [skill.name for skill in self.instance.skills.all()]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        issued, expires = self.cleaned_data.get("issued_on"), self.cleaned_data.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", ValidationError(_("It ends before it was issued: check both years.")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return values | {"row": self.instance.pk}
