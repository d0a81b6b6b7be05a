"""Forms of the plan and of an answer."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.reflections.models import NudgePlan, Reflection
from apps.reflections.schedule import FORTNIGHTLY
from apps.users import zones
from apps.users.forms import OwnedForm
from apps.users.widgets import LongSelect, Ready

LONGEST_PAUSE = timedelta(days=366)


class PlanForm(OwnedForm[NudgePlan]):
    """When the e-mail comes, if at all."""

    class Meta:
        model = NudgePlan
        fields = ["is_active", "cadence", "weekday", "local_time", "time_zone", "paused_until"]
        labels = {"is_active": _("Send me the e-mail")}
        help_texts = {
            "cadence": _("Once a month means the first such weekday of the month."),
            "paused_until": _("No e-mail before this day. Leave it empty for no pause."),
        }
        widgets = {
            "local_time": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "paused_until": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anchored = self.instance.cadence
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            choices=Ready(zones.choices(self.instance.time_zone)),
            widget=LongSelect,
        )

    def clean_paused_until(self) -> date | None:
        """A pause that is over is none; one without a foreseeable end is a stop."""
        until: date | None = self.cleaned_data["paused_until"]
        if until is None or until <= timezone.localdate():
            return None
        if until > timezone.localdate() + LONGEST_PAUSE:
            raise ValidationError(
                _("That is more than a year away. Switch the e-mail off instead: nothing else changes.")
            )
        return until

    def settle(self, now: datetime) -> NudgePlan:
        """The plan as the form has it, with its next time; fortnights count from the week they were chosen in."""
        if self.instance.cadence == FORTNIGHTLY and self.anchored != FORTNIGHTLY:
            self.instance.anchor = self.instance.local_day(now)
        self.instance.reschedule(now)
        return self.instance

    def save(self, commit: bool = True) -> NudgePlan:
        """Keep the plan and work out the next time."""
        if self.already_saved is None:
            self.settle(timezone.now())
        return super().save(commit)


class AnswerForm(OwnedForm[Reflection]):
    """An answer, kept with the question as it was asked."""

    class Meta:
        model = Reflection
        fields = ["answer", "question", "about"]
        labels = {"answer": _("Your answer")}
        widgets = {
            "answer": forms.Textarea(attrs={"rows": 5, "data-focus": ""}),
            "question": forms.HiddenInput,
            "about": forms.HiddenInput,
        }
        error_messages = {"answer": {"required": _("Write a line first, or let this one pass.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True

    def save(self, commit: bool = True) -> Reflection:
        """An answer written after all is no longer a pass."""
        self.instance.is_skipped = False
        return super().save(commit)
