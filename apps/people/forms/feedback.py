"""What somebody said about the person’s work."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.people.models import Feedback
from apps.users.dates import EARLIEST
from apps.users.forms import OwnedForm


class FeedbackForm(OwnedForm[Feedback]):
    """Their words, when, and whether others may see them."""

    said_on = forms.DateField(
        label=_("When"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("We could not read this as a day. Write it like 2026-11-30.")},
    )

    class Meta:
        model = Feedback
        fields = ["quote", "said_on", "may_show"]
        labels = {"quote": _("What was said"), "may_show": _("They agreed that I show it to others")}
        help_texts = {
            "quote": _("In their words, as exactly as you have them."),
            "may_show": _("Without this it stays with you, also once it is proof of an entry."),
        }
        widgets = {"quote": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
        error_messages = {"quote": {"required": _("Write what was said.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            self.initial["said_on"] = timezone.localdate()

    def clean_said_on(self) -> date | None:
        day: date | None = self.cleaned_data["said_on"]
        if day and day.year < EARLIEST:
            raise ValidationError(_("Look at the year: it should be 1900 or later."))
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Check the date."))
        return day
