"""Asking somebody who saw it, and their answer."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.forms.fields import one_line, rows
from apps.achievements.models import Witness
from apps.users.forms import OwnedForm

MOST_ASKED = 10  # people with an open link to one entry
DAYS = ((7, _("a week")), (14, _("two weeks")), (30, _("30 days")))


class WitnessForm(OwnedForm[Witness]):
    """Whom the person asks about a line, and for how long the link works."""

    days = forms.TypedChoiceField(
        label=_("The link works for"), choices=DAYS, coerce=int, initial=14, help_text=_("You can end it any time.")
    )

    class Meta:
        model = Witness
        fields = ["name", "relation", "message"]
        labels = {
            "name": _("Who saw it"),
            "relation": _("How they know your work"),
            "message": _("A word from you to them"),
        }
        help_texts = {"name": _("They see this name, so that they know the question is for them.")}
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "relation": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "message": rows(2, _("You were on the late shift with me that winter.")),
        }
        error_messages = {"name": {"required": _("Write the name of somebody who saw it.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.adding:  # one that is kept, looked at because its form came twice
            lasts = self.instance.expires_at - self.instance.created_at + timedelta(hours=1)
            self.initial["days"] = lasts.days

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_relation(self) -> str:
        return one_line(self.cleaned_data["relation"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        asked = Witness.objects.owned_by(self.owner).open().filter(achievement=self.instance.achievement_id)
        if self.already_saved is None and asked.count() >= MOST_ASKED:
            raise ValidationError(_("Ten people have an open link to this line. End one of them first."))
        return cleaned

    def save(self, commit: bool = True) -> Witness:
        """The link, sealed the moment it is made."""
        if self.already_saved is None:
            self.instance.seal(expires_at=timezone.now() + timedelta(days=self.cleaned_data["days"]))
        return super().save(commit)


class VouchForm(forms.Form):
    """What somebody without an account says to one line."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Witness.Answer.CONFIRMED, _("Yes, that is so")),
            (Witness.Answer.COMMENTED, _("I would put it differently")),
            (Witness.Answer.DECLINED, _("I would rather not say")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    comment = forms.CharField(
        label=_("In your words, if you like"),
        required=False,
        max_length=2000,
        widget=rows(3),
        error_messages={"max_length": _("This is longer than %(limit_value)d characters. Shorten it a little.")},
    )
    may_show = forms.BooleanField(required=False)

    def __init__(self, *args: Any, asker: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].widget.attrs.pop("maxlength", None)  # browsers cut a longer text off without a word
        self.fields["may_show"].label = _("%(name)s may show my name and my answer to others") % {"name": asker}
        self.fields["may_show"].help_text = _("For example in an application. Without this only %(name)s sees it.") % {
            "name": asker
        }

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data.get("answer") == Witness.Answer.COMMENTED
        if told and not self.cleaned_data.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Write how you would put it."))
        return self.cleaned_data
