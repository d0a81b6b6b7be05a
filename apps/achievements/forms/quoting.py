"""Turning what was said into proof, what was done with somebody into an entry, and asking for words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.achievements.forms.fields import one_line
from apps.achievements.models import Achievement
from apps.achievements.quoting import LONGEST
from apps.people.actions import somebody
from apps.people.models import Person
from apps.skills.forms import SkillNamesField
from apps.users.models import User
from apps.users.partial_dates import DatedForm, PartialDateField

OFFERED = 30  # entries to choose from
MOST_NAMES = 100


class QuoteForm(forms.Form):
    """Which entry the words are about, and whether others may see them."""

    entry = forms.TypedChoiceField(
        label=_("Which entry it is about"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the entry."), "invalid_choice": _("Choose one of your own entries.")},
    )
    may_show = forms.BooleanField(
        label=_("They agreed that I show it to others"),
        required=False,
        help_text=_("Without this it stays with you, also when you share the entry."),
    )

    def __init__(self, *args: Any, owner: User, looked_for: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Achievement.objects.owned_by(owner)
        found = mine.filter(line__icontains=looked_for) if looked_for else mine
        lines = list(found.values_list("pk", "line")[:OFFERED])
        field = self.fields["entry"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(str(pk), Truncator(line).chars(120)) for pk, line in lines]


class ContactEntryForm(DatedForm[Achievement]):
    """The entry that a contact becomes."""

    happened_on = PartialDateField(label=_("When"))
    skills = SkillNamesField(
        label=_("Skills it shows"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Commas between them. A new name makes a new skill."),
    )

    class Meta:
        model = Achievement
        fields = ["line", "happened_on"]
        labels = {"line": _("What you did")}
        help_texts = {
            "line": _("It names nobody to begin with: entries are shown to others. Say what came of it, if you know.")
        }
        widgets = {"line": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
        error_messages = {"line": {"required": _("Write what you did.")}}

    field_order = ["line", "happened_on", "skills"]

    def clean_line(self) -> str:
        line = one_line(str(self.cleaned_data["line"]))
        if len(line) > LONGEST:
            raise ValidationError(_("This is longer than a line can be. Shorten it a little."))
        return line

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form, as `make_entry` takes them."""
        names = ("line", "happened_on", "happened_precision", "skills")
        return {name: self.cleaned_data[name] for name in names} | {"row": self.instance.pk}


class WhoForm(forms.Form):
    """Somebody by name; a name that is not there yet is written down."""

    who = forms.CharField(
        label=_("Whom you ask"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "people-names"}),
        error_messages={"required": _("Write whom you ask.")},
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.fields["who"].widget.attrs.pop("maxlength", None)

    @property
    def names(self) -> list[str]:
        """Names to pick from."""
        return [name for _pk, name in Person.objects.owned_by(self.owner).to_pick_from()[:MOST_NAMES]]

    def clean_who(self) -> str:
        return one_line(str(self.cleaned_data["who"]))

    def them(self) -> Person:
        """The person of a valid form."""
        return somebody(owner=self.owner, name=self.cleaned_data["who"])
