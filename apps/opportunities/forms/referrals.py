"""Who led to an offer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models import Referral
from apps.people.actions import somebody
from apps.people.models import Person
from apps.users.forms import OwnedForm

MOST_NAMES = 100


class ReferralForm(OwnedForm[Referral]):
    """Somebody by name, and what they did; a name that is not there yet is written down among the people."""

    who = forms.CharField(
        label=_("Who"),
        max_length=120,
        help_text=_("Somebody of your people, or a new name: then they are written down there, too."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "list": "people-names"}),
        error_messages={"required": _("Write who it was.")},
    )

    class Meta:
        model = Referral
        fields = ["how", "note"]
        labels = {"how": _("What they did"), "note": _("Note")}
        widgets = {"note": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}

    field_order = ["who", "how", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].widget.attrs.pop("maxlength", None)
        if not self.adding:  # one that is kept, looked at because its form came twice
            self.initial["who"] = self.instance.person.name

    @property
    def names(self) -> list[str]:
        """Names to pick from."""
        return [name for _pk, name in Person.objects.owned_by(self.owner).to_pick_from()[:MOST_NAMES]]

    def clean_who(self) -> str:
        return " ".join(str(self.cleaned_data["who"]).split())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        known = Person.objects.owned_by(self.owner).named(self.cleaned_data.get("who", "")).first()
        there = Referral.objects.owned_by(self.owner).filter(opportunity=self.instance.opportunity_id, person=known)
        if known and self.already_saved is None and there.exists():
            self.add_error("who", _("They are there already. Take them off first to say something else."))
        return cleaned

    def save(self, commit: bool = True) -> Referral:
        """The referral, with its person made where there is none of that name."""
        if self.already_saved is None:
            self.instance.person = somebody(owner=self.owner, name=self.cleaned_data["who"])
        return super().save(commit)
