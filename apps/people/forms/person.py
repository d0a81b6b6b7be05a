"""Somebody the person knows."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.people.models import Person
from apps.people.rhythm import MOST_WEEKS
from apps.users.partial_dates import DatedForm, PartialDateField


def _words(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attrs})


class PersonForm(DatedForm[Person]):
    """Who they are, how to reach them, and how often a word would be good."""

    kinds = forms.MultipleChoiceField(
        label=_("What they are to you"),
        required=False,
        choices=Person.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As many as fit, or none."),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    met_on = PartialDateField(
        label=_("Since when you know each other"),
        required=False,
        latest=timezone.localdate,
        too_late=_("This day is still to come. Check the year."),
        help_text=_("The year is enough."),
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
        help_text=_("A profile or a website. We keep the address and never open it."),
        error_messages={"invalid": _("This is no web address. Copy it from the browser; it starts with https://.")},
    )
    every_weeks = forms.IntegerField(
        label=_("How many weeks may pass between two contacts"),
        required=False,
        min_value=1,
        max_value=MOST_WEEKS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "4 is about a month, 13 a quarter of a year, 52 a year. It counts from your last contact. "
            "Left empty, you are never asked."
        ),
        error_messages={
            "invalid": _("Write a whole number of weeks, such as 13."),
            "min_value": _("Write at least 1 week, or leave it empty."),
            "max_value": _("Write at most %(limit_value)s weeks, or leave it empty."),
        },
    )

    class Meta:
        model = Person
        fields = [
            "name",
            "known_as",
            "organisation",
            "kinds",
            "met_on",
            "every_weeks",
            "email",
            "phone",
            "link",
            "notes",
        ]
        labels = {
            "name": _("Name"),
            "known_as": _("How you know each other"),
            "organisation": _("Organisation"),
            "email": _("E-mail address"),
            "phone": _("Phone"),
            "notes": _("Private notes"),
        }
        help_texts = {
            "known_as": _("In your words: my first shift manager, the porter on nights, we trained together."),
            "organisation": _("Where they work now, as far as you know. An offer from there will tell you of them."),
            "notes": _("For you alone. Write nothing here that you would not want them to read one day."),
        }
        widgets = {
            "name": _words(),
            "known_as": _words(),
            "organisation": _words(),
            "phone": _words(inputmode="tel"),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "notes": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }
        error_messages = {"name": {"required": _("Write what you call them.")}}

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_known_as(self) -> str:
        return " ".join(str(self.cleaned_data["known_as"]).split())

    def clean_organisation(self) -> str:
        return " ".join(str(self.cleaned_data["organisation"]).split())

    def clean_phone(self) -> str:
        return " ".join(str(self.cleaned_data["phone"]).split())

    @property
    def reach(self) -> list[Any]:
        """The fields that say how to reach them."""
        return [self["email"], self["phone"], self["link"]]

    @property
    def has_details(self) -> bool:
        """Whether something stands in the part that is folded away, or is wrong there."""
        names = ("email", "phone", "link", "met_on", "notes")
        return any(name in self.errors or self[name].value() not in (None, "", ["", "", ""]) for name in names)
