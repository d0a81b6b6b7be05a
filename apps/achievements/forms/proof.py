"""What proves an entry: links in the form of the entry, and each kind of proof in a form of its own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.forms.fields import one_line, rows
from apps.achievements.models import Proof
from apps.people.models import Person
from apps.skills.models import Credential
from apps.users.dates import EARLIEST
from apps.users.forms import OwnedForm

MOST_NAMES = 100  # of people to pick from


def _address(*, required: bool) -> forms.URLField:
    return forms.URLField(
        label=_("Link"),
        required=required,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
        error_messages={
            "invalid": _("This is no web address. Copy it from the browser; it starts with https://."),
            "required": _("Paste the link."),
        },
    )


class ProofForm(forms.Form):
    """A link that somebody else can open, and what it shows."""

    url = _address(required=False)
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


class LinkForm(OwnedForm[Proof]):
    """A link among the proof of an entry."""

    url = _address(required=True)

    class Meta:
        model = Proof
        fields = ["url", "label"]
        labels = {"label": _("What it shows")}

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])


class FeedbackForm(OwnedForm[Proof]):
    """What somebody said or wrote about the work."""

    said_on = forms.DateField(
        label=_("When"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("We could not read this as a day. Write it like 2026-11-30.")},
    )

    class Meta:
        model = Proof
        fields = ["quote", "said_by", "said_as", "said_on", "may_show"]
        labels = {
            "quote": _("What was said"),
            "said_by": _("Who said it"),
            "said_as": _("How they know your work"),
            "may_show": _("They agreed that I show it to others"),
        }
        help_texts = {
            "quote": _("In their words, as exactly as you have them: from a letter, a review, a message, a talk."),
            "said_as": _("My shift manager, a patient’s daughter, a regular customer."),
            "may_show": _("Without this it stays with you, also when you share the entry."),
        }
        widgets = {
            "quote": rows(3, _("The calmest handover we have had on this ward.")),
            "said_by": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "people-names"}),
            "said_as": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, asked in (("quote", _("Write what was said.")), ("said_by", _("Say who said it."))):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = asked

    @property
    def names(self) -> list[str]:
        """Names of people to pick from."""
        return [name for _pk, name in Person.objects.owned_by(self.owner).to_pick_from()[:MOST_NAMES]]

    def save(self, commit: bool = True) -> Proof:
        """The words, linked to who said them where they are among the people."""
        self.instance.person = Person.objects.owned_by(self.owner).named(self.instance.said_by).first()
        return super().save(commit)

    def clean_said_by(self) -> str:
        return one_line(self.cleaned_data["said_by"])

    def clean_said_as(self) -> str:
        return one_line(self.cleaned_data["said_as"])

    def clean_said_on(self) -> Any:
        day = self.cleaned_data["said_on"]
        if day and not day.year >= EARLIEST:
            raise ValidationError(_("Look at the year: it should be 1900 or later."))
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Check the date."))
        return day


class CredentialProofForm(OwnedForm[Proof]):
    """A credential the person has, as proof of an entry."""

    credential = forms.ModelChoiceField(
        queryset=Credential.objects.all(),
        label=_("Which one"),
        empty_label=_("choose one"),
        error_messages={"required": _("Choose a credential."), "invalid_choice": _("Choose one of your own.")},
    )

    class Meta:
        model = Proof
        fields = ["credential", "label"]
        labels = {"label": _("What it has to do with this entry")}

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])
