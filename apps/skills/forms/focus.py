"""Working on a skill: taking it up, noting practice, and looking whether to go on."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.skills import practice
from apps.skills.forms.names import LONGEST, SkillNamesField
from apps.skills.models import Focus, Practice
from apps.users.forms import LocalDecimalField, OwnedForm

A_WHILE = timedelta(weeks=6)
LONGEST_FOCUS = timedelta(days=366)


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("We could not read this as a day. Write it like 2026-11-30.")},
    )


class FocusForm(OwnedForm[Focus]):
    """What to work on, how much, what for and until when."""

    skill = SkillNamesField(
        label=_("Skill"),
        required=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Say which skill you want to work on.")},
    )
    hours_per_week = LocalDecimalField(
        label=_("Hours a week"),
        max_digits=4,
        decimal_places=1,
        min_value=Decimal("0.5"),
        max_value=Decimal(80),
        help_text=_("What your weeks really have room for. Half an hour counts."),
    )
    started_on = _day(_("From"))
    ends_on = _day(_("Look at it again on"), _("Then you keep, finish or drop it. Dropping is fine."))

    class Meta:
        model = Focus
        fields = ["hours_per_week", "why", "started_on", "ends_on"]
        labels = {"why": _("What for")}
        widgets = {"why": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}

    field_order = ["skill", "hours_per_week", "why", "started_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            today = timezone.localdate()
            self.initial.setdefault("started_on", today)
            self.initial.setdefault("ends_on", today + A_WHILE)
        else:
            del self.fields["skill"]

    def clean_skill(self) -> str:
        """One name."""
        names: list[str] = self.cleaned_data["skill"]
        if len(names) != 1:
            raise ValidationError(_("One skill at a time, please: leave out the comma."))
        return names[0][:LONGEST]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("started_on"), self.cleaned_data.get("ends_on")
        if start and end and not start <= end <= start + LONGEST_FOCUS:
            late = _("More than a year ahead is a direction. Pick a day within a year, and keep it then.")
            self.add_error("ends_on", _("This is before you begin.") if end < start else late)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form, as `take_up` takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return values | {"row": self.instance.pk}


class PracticeForm(OwnedForm[Practice]):
    """How long, when, and what: one line."""

    spent = forms.CharField(
        label=_("How long"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "45", "class": "practice-spent"}),
        help_text=_("45, 1:30 or 1.5 h"),
        error_messages={"required": _("Write how long it was, such as 45 or 1:30.")},
    )
    done_on = _day(_("When"))

    class Meta:
        model = Practice
        fields = ["done_on", "note"]
        labels = {"note": _("What you did")}
        widgets = {"note": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}

    field_order = ["spent", "done_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["spent"] = str(self.instance.minutes) if not self.adding else ""

    def clean_spent(self) -> str:
        try:
            self.instance.minutes = practice.minutes(str(self.cleaned_data["spent"]))
        except ValueError:
            raise ValidationError(
                _("We could not read this as a time of up to a day. Write it like 45, 1:30 or 1.5 h.")
            ) from None
        return str(self.cleaned_data["spent"])

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Note it when you have practised."))
        return day


class ReviewForm(forms.Form):
    """Keep, finish or drop."""

    KEEP = "keep"
    choice = forms.ChoiceField(
        label=_("What now?"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        choices=[
            (KEEP, _("Keep at it")),
            (Focus.State.FINISHED, _("Finish: it is where I wanted it")),
            (Focus.State.DROPPED, _("Drop: something else matters more now")),
        ],
        error_messages={"required": _("Pick one of the three.")},
    )
    until = _day(_("If you keep at it: until"), required=False)
    note = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("What you can do now that you could not before; or why something else matters more."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", timezone.localdate() + A_WHILE)
        self.fields["note"].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        today, until = timezone.localdate(), self.cleaned_data.get("until")
        if self.cleaned_data.get("choice") == self.KEEP and "until" not in self.errors:
            if until is None:
                self.add_error("until", _("Say until when."))
            elif not today <= until <= today + LONGEST_FOCUS:
                self.add_error("until", _("Pick a day from today on, within a year."))
        return self.cleaned_data
