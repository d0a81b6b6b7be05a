"""Forms of the journal and the timeline."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.dates import PartialDate
from apps.achievements.fields import PartialDateField
from apps.achievements.models import Achievement, LearningStep, Role
from apps.skills.forms import SkillNamesField
from apps.skills.models import Skill
from apps.users.forms import M, OwnedForm
from apps.users.models import User
from apps.users.widgets import LongSelect, Ready

TOO_LONG = _(
    "This is longer than one line: %(show_value)s characters of %(limit_value)s. Shorten it, or move the rest "
    "into “What changed”."
)


def _rows(count: int, placeholder: str | Any = "", **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count, "placeholder": placeholder, **attrs})


class _Dated(OwnedForm[M]):
    """A form whose dates know how exactly they are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            day = getattr(self.instance, name, None)
            if isinstance(field, PartialDateField) and day:
                self.initial[name] = PartialDate(day, getattr(self.instance, _precision_of(name)))

    def clean(self) -> dict[str, Any] | None:
        try:
            return super().clean()
        finally:  # the row takes a day and its precision, whatever else was wrong
            for name, field in self.fields.items():
                known = self.cleaned_data.get(name)
                if isinstance(field, PartialDateField) and isinstance(known, PartialDate):
                    self.cleaned_data[name] = known.day
                    self.cleaned_data[_precision_of(name)] = known.precision


def _precision_of(name: str) -> str:
    return name.replace("_on", "_precision")


class QuickLogForm(OwnedForm[Achievement]):
    """One line is enough: everything else can come later."""

    class Meta:
        model = Achievement
        fields = ["line"]
        labels = {"line": _("What happened at work, or wherever you worked?")}
        widgets = {"line": _rows(2, _("Trained five new hires on the till"), **{"data-quick-log": ""})}
        error_messages = {"line": {"required": _("Write one line first."), "max_length": TOO_LONG}}

    def clean_line(self) -> str:
        return _one_line(self.cleaned_data["line"])


def _one_line(text: str) -> str:
    return " ".join(text.split())


class AchievementForm(_Dated[Achievement]):
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
    skills = SkillNamesField(
        label=_("Skills it shows"),
        widget=_rows(2, _("customer service, training others")),
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
            "state_chosen",
            "private_note",
            "is_confidential",
        ]
        labels = {
            "line": _("What happened"),
            "duty": _("What the job asked"),
            "outcome": _("What changed"),
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
            "line": _rows(2),
            "duty": _rows(2, _("Serve customers at the till")),
            "outcome": _rows(2, _("The queue at noon went from twelve people to four")),
            "private_note": _rows(2),
        }
        error_messages = {"line": {"required": _("Write one line first."), "max_length": TOO_LONG}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        return _one_line(self.cleaned_data["line"])

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in {"role", "seen"}}
        role = self.cleaned_data["role"]
        return values | {"row": self.instance.pk, "role_id": role.pk if role else None}


class ProofForm(forms.Form):
    """A link that somebody else can open, and what it shows."""

    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
        error_messages={"invalid": _("This is no web address. Copy it from the browser; it starts with https://.")},
    )
    label = forms.CharField(label=_("What it shows"), required=False, max_length=160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # browsers cut a longer address off without a word

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("label") and not self.cleaned_data.get("url") and "url" not in self.errors:
            self.add_error("url", _("Add the link too, or leave both empty."))
        return self.cleaned_data


class _ProofFormSet(forms.BaseFormSet[ProofForm]):
    """The links of one entry; a row left empty is no link."""

    def values(self) -> dict[str, str]:
        """Address → what it shows."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("url")]
        return {row["url"]: row["label"] for row in rows}


ProofFormSet = forms.formset_factory(
    ProofForm, formset=_ProofFormSet, extra=1, max_num=20, absolute_max=40, validate_max=True
)


class JournalFilter(forms.Form):
    """Which entries to show; an answer that makes no sense is left out, not an error."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.SearchInput)
    role = forms.ChoiceField(label=_("Role"), required=False, widget=LongSelect)
    skill = forms.ChoiceField(label=_("Skill"), required=False, widget=LongSelect)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *Achievement.State.choices], widget=LongSelect
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles, skills = Role.objects.owned_by(owner).told(), Skill.objects.owned_by(owner).values_list("pk", "name")
        self._offer("role", [("none", _("without a role")), *((str(role.pk), str(role)) for role in roles)])
        self._offer("skill", [(str(pk), name) for pk, name in skills])

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = Ready([("", _("any")), *choices])

    def asked(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


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
        return _one_line(self.cleaned_data["text"])


class RoleForm(_Dated[Role]):
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
        widgets = {"summary": _rows(3)}
        help_texts = {
            "title": _("Shop assistant, carer for my father, apprentice electrician: in your words."),
            "summary": _("A sentence or two, if you like."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organisation:
            self.initial["organisation"] = self.instance.organisation.name

    def clean_organisation(self) -> str:
        return _one_line(self.cleaned_data["organisation"])

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
