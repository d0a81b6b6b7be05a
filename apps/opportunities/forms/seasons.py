"""What people say they need right now."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.opportunities.forms.days import DayField
from apps.opportunities.seasons import DEFAULT, PRESETS, Preset


class NeedForm(forms.Form):
    """Why the person needs this, and when they want to look again."""

    why = forms.CharField(
        label=_("Why, in a few words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Only for you, so that you can read it when you look again."),
    )
    review_on = DayField(
        label=_("Look again on"),
        required=False,
        help_text=_("Needs change. We remind you on this day; leave it empty for no reminder."),
    )

    def clean_review_on(self) -> date | None:
        """Not in the past: that would be due at once."""
        day: date | None = self.cleaned_data["review_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day has passed. Pick one from today on."))
        return day


class SeasonForm(NeedForm):
    """What the person needs right now, as one of the presets."""

    preset = forms.ChoiceField(
        label=_("What do you need most right now?"),
        choices=[(preset.key, preset.label) for preset in PRESETS.values()],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Pick one; “balanced” is a fair start.")},
    )
    field_order = ["preset", "why", "review_on"]

    @property
    def chosen(self) -> Preset:
        """The preset that was picked, once the form is valid."""
        return PRESETS.get(self.cleaned_data["preset"], DEFAULT)
