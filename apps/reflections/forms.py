"""Forms of the plan and of an answer."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from apps.achievements.forms.fields import one_line
from apps.reflections.answering import LONGEST, LONGEST_LINE
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
        fields = [
            "is_active",
            "cadence",
            "weekday",
            "local_time",
            "time_zone",
            "paused_until",
            "skips_when_logged",
        ]
        labels = {
            "is_active": _("Send me the e-mail"),
            "skips_when_logged": _("Skip it when I have written something since the last one"),
        }
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
        self.anchored, self.promised = self.instance.cadence, self.instance.promise
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

    def save(self, commit: bool = True) -> NudgePlan:
        """Keep the plan and work out the next time; fortnights count from the week they were chosen in."""
        if self.already_saved is None:
            now = timezone.now()
            if self.instance.cadence == FORTNIGHTLY and self.anchored != FORTNIGHTLY:
                self.instance.anchor = self.instance.local_day(now)
            self.instance.kept_cadence = ""  # they have chosen; what silence made of it is over
            self.instance.reschedule(now, self.promised)
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


class LinkLineForm(forms.Form):
    """A line for the journal, from somebody who holds a link of their e-mail; sent twice, its `row` makes it one."""

    line = forms.CharField(
        label=_("What happened"),
        help_text=_("Today’s date goes with it. Skills, proof and the rest can wait until you are logged in."),
        widget=forms.Textarea(attrs={"rows": 3, "data-focus": ""}),
        error_messages={"required": _("Write a line first.")},
    )
    row = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid7)

    def clean_line(self) -> str:
        """One line, as the journal has it."""
        return fitting(self.cleaned_data["line"])

    def clean_row(self) -> UUID:
        """The id the form was opened with."""
        return self.cleaned_data["row"] or uuid7()


class LinkAnswerForm(forms.Form):
    """An answer from somebody who holds a link of their e-mail; the button says whether it is a line as well."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "data-focus": ""}),
        error_messages={
            "required": _("Write a line first."),
            "max_length": _("This is longer than %(limit_value)d characters. Shorten it a little."),
        },
    )
    row = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid7)

    line = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].widget.attrs.pop("maxlength", None)  # browsers cut a longer text off without a word

    @property
    def for_journal(self) -> bool:
        """Whether the answer is to be a line of the journal, too."""
        return "journal" in self.data

    def clean_answer(self) -> str:
        """For the journal it must be a line; nobody else's line breaks are changed."""
        answer: str = self.cleaned_data["answer"].replace("\r\n", "\n")
        if self.for_journal:
            self.line = fitting(answer)
        return answer

    def clean_row(self) -> UUID:
        """The id the form was opened with."""
        return self.cleaned_data["row"] or uuid7()


def fitting(text: str) -> str:
    """A text as one line of the journal; raises ValidationError where it is too long for one."""
    line = one_line(text)
    if len(line) > LONGEST_LINE:
        raise ValidationError(
            _("A line of the journal has room for %(most)d characters, and this has %(now)d. Shorten it a little."),
            params={"most": LONGEST_LINE, "now": len(line)},
        )
    return line
