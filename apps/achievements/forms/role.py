"""A role of the timeline, and what is to be learned in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.achievements.forms.fields import DatedForm, one_line, rows
from apps.achievements.models import LearningStep, Role
from apps.users.forms import OwnedForm
from apps.users.partial_dates import PartialDateField


class LearningStepForm(OwnedForm[LearningStep]):
    """One thing to learn in a role, and by when."""

    by = forms.DateField(
        label=_("By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("We could not read this as a day. Write it like 2026-11-30.")},
    )

    class Meta:
        model = LearningStep
        fields = ["text", "by"]
        labels = {"text": _("What you want to learn")}
        widgets = {"text": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}
        error_messages = {"text": {"required": _("Write what you want to learn.")}}

    def clean_text(self) -> str:
        return one_line(self.cleaned_data["text"])


class RoleForm(DatedForm[Role]):
    """A role of the timeline; `values()` is what `record_role` takes."""

    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
        help_text=_("Employer, client, school. Leave it empty where there was none, as with care at home."),
    )
    started_on = PartialDateField(label=_("From"), help_text=_("The year is enough."))
    ended_on = PartialDateField(
        label=_("Until"), required=False, is_end=True, help_text=_("Leave it empty while it goes on.")
    )

    class Meta:
        model = Role
        fields = ["kind", "title", "place", "started_on", "ended_on", "is_promotion", "summary"]
        labels = {
            "kind": _("Kind"),
            "title": _("What you were"),
            "place": _("Place"),
            "is_promotion": _("This was a promotion"),
            "summary": _("What it was about"),
        }
        widgets = {"summary": rows(3)}
        help_texts = {
            "title": _("Shop assistant, carer for my father, apprentice electrician: in your words."),
            "summary": _("A sentence or two, if you like."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organisation:
            self.initial["organisation"] = self.instance.organisation.name

    def clean_organisation(self) -> str:
        return one_line(self.cleaned_data["organisation"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("started_on"), self.cleaned_data.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", ValidationError(_("The end is before the start: check both years.")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return values | {"row": self.instance.pk}
