"""An entry: one line of it, or all."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.achievements import drafts
from apps.achievements.amounts import PLACES
from apps.achievements.forms.fields import DatedForm, one_line, rows
from apps.achievements.models import Achievement, Draft, Role
from apps.skills.forms import SkillNamesField
from apps.users.forms import LocalDecimalField, OwnedForm
from apps.users.partial_dates import PartialDateField

MORE = ("measure_before", "measure_after", "measure_unit", "beneficiary")  # folded away until they are needed


def _amount(label: StrPromise) -> LocalDecimalField:
    return LocalDecimalField(label=label, required=False, max_digits=16, decimal_places=PLACES)


TOO_LONG = _(
    "This is longer than one line: %(show_value)s characters of %(limit_value)s. Shorten it, or move the rest "
    "into “What changed”."
)


class QuickLogForm(OwnedForm[Achievement]):
    """One line is enough: everything else can come later."""

    kind = "quick"  # of its draft

    class Meta:
        model = Achievement
        fields = ["line"]
        labels = {"line": _("What happened at work, or wherever you worked?")}
        widgets = {"line": rows(2, _("Trained five new hires on the till"), **{"data-quick-log": ""})}
        error_messages = {"line": {"required": _("Write one line first."), "max_length": TOO_LONG}}

    @property
    def place(self) -> str:
        """Where a draft of it is kept."""
        return drafts.place_of(self.kind, self["row"].value())

    @property
    def writer(self) -> str:
        """Whose form it is, so that it can be kept for them when their session has ended."""
        return drafts.signature(self.owner)

    def clean_line(self) -> str:
        return one_line(self.cleaned_data["line"])


class AchievementForm(DatedForm[Achievement]):
    """An entry as a whole; `values()` is what `record_achievement` takes."""

    happened_on = PartialDateField(
        label=_("When"),
        help_text=_("Day and month may stay empty."),
        latest=timezone.localdate,
        too_late=_("This date is still to come. Check the year, or write the entry when it has happened."),
    )
    role = forms.ModelChoiceField(
        queryset=Role.objects.told(), required=False, label=_("Role"), empty_label=_("none, or not yet said")
    )
    measure_before = _amount(_("Before"))
    measure_after = _amount(_("Afterwards"))
    skills = SkillNamesField(
        label=_("Skills it shows"),
        widget=rows(2, _("customer service, training others")),
        help_text=_("Commas between them. A new name makes a new skill."),
    )

    class Meta:
        model = Achievement
        fields = [
            "line",
            "duty",
            "outcome",
            "happened_on",
            "role",
            "measure_before",
            "measure_after",
            "measure_unit",
            "beneficiary",
            "state_chosen",
            "private_note",
            "is_confidential",
        ]
        labels = {
            "line": _("What happened"),
            "duty": _("What was asked of you"),
            "outcome": _("What changed"),
            "measure_unit": _("Of what"),
            "beneficiary": _("For whom"),
            "private_note": _("Private note"),
            "is_confidential": _("Confidential: leave it out of anything I share"),
            "state_chosen": _("What I would call it"),
        }
        help_texts = {
            "line": _("One line is enough to keep it."),
            "outcome": _("For a customer, a patient, a pupil, the team: what was different afterwards?"),
            "state_chosen": _("Your word counts. What the coach read stays beside it."),
            "private_note": _("For your eyes only, also when you share the entry."),
        }
        widgets = {
            "measure_unit": forms.TextInput(attrs={"placeholder": _("falls a month"), "dir": "auto"}),
            "beneficiary": forms.TextInput(attrs={"placeholder": _("the residents of my floor"), "dir": "auto"}),
            "line": rows(2),
            "duty": rows(2, _("Serve customers at the till")),
            "outcome": rows(2, _("The queue at noon went from twelve people to four")),
            "private_note": rows(2),
        }
        error_messages = {"line": {"required": _("Write one line first."), "max_length": TOO_LONG}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft: Draft | None = None  # what it goes on with
        states = [choice for choice in Achievement.State.choices if choice[0] != Achievement.State.NOT_JUDGED]
        self.fields["state_chosen"] = forms.ChoiceField(
            choices=[("", _("as the coach reads it")), *states],
            required=False,
            label=self.fields["state_chosen"].label,
            help_text=self.fields["state_chosen"].help_text,
        )
        if not self.adding:
            self.initial["skills"] = [skill.name for skill in self.instance.skills.all()]

    def clean_line(self) -> str:
        return one_line(self.cleaned_data["line"])

    @property
    def place(self) -> str:
        """Where a draft of it is kept."""
        return drafts.place_of(self.kind, self["row"].value() if self.adding else self.instance.pk)

    @property
    def writer(self) -> str:
        """Whose form it is, so that it can be kept for them when their session has ended."""
        return drafts.signature(self.owner)

    @property
    def kind(self) -> str:
        """Which kind of draft it has."""
        return "new" if self.adding else "entry"

    @property
    def says_more(self) -> bool:
        """Whether anything stands, or is wrong, in what is folded away."""
        return any(self[name].value() not in (None, "") or self[name].errors for name in MORE)

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in {"role", "seen"}}
        role = self.cleaned_data["role"]
        return values | {"row": self.instance.pk, "role_id": role.pk if role else None}
