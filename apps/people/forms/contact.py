"""What happened with somebody, and what was promised."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.people.models import Contact, Promise
from apps.people.rhythm import latest
from apps.users.dates import PartialDate, partial
from apps.users.partial_dates import DatedForm, PartialDateField

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def _promise(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


def _until(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("We could not read this as a day. Write it like 2026-11-30.")},
    )


class ContactForm(DatedForm[Contact]):
    """One talk, help or introduction; each of the two may have promised something."""

    happened_on = PartialDateField(
        label=_("When"), is_end=True, error_messages={"required": _("Say when it was; the year is enough.")}
    )
    mine = _promise(
        _("What you promised"),
        _(
            "From a week before its day it comes first on Today, until you have kept it or let it go. Without a day, "
            "it comes a week after you made it."
        ),
    )
    mine_until = _until(_("Until when"))
    theirs = _promise(_("What they promised"))
    theirs_until = _until(_("Until when"))

    class Meta:
        model = Contact
        fields = ["kind", "happened_on", "note"]
        labels = {"kind": _("What happened"), "note": _("What it was about")}
        help_texts = {"note": _("Enough to go on from next time: what you spoke of, what is on their mind.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    field_order = ["kind", "happened_on", "note", "mine", "mine_until", "theirs", "theirs_until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
        if self.adding:
            self.initial["happened_on"] = PartialDate(timezone.localdate(), "day")
            return
        names = {Promise.By.ME: "mine", Promise.By.THEM: "theirs"}
        for promise in self.instance.promises.all():
            name = names[Promise.By(promise.by)]
            self.initial[name], self.initial[f"{name}_until"] = promise.text, promise.until

    def clean_happened_on(self) -> PartialDate:
        """A month or year that still goes on counts until today."""
        known: PartialDate = self.cleaned_data["happened_on"]
        first = {
            "year": partial(known.day.year, None, None),
            "month": partial(known.day.year, known.day.month, None),
        }.get(known.precision, known)
        day = latest(first.day, known.day, timezone.localdate())
        if day is None:
            raise ValidationError(_("This day is still to come. Write it down when it has been."), code="too_late")
        return PartialDate(day, known.precision)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in ("mine", "theirs"):
            until, text = self.cleaned_data.get(f"{name}_until"), self.cleaned_data.get(name)
            if until and not text and name not in self.errors:
                self.add_error(name, _("Say what was promised, or take the day out."))
            if until and not EARLIEST <= until <= LATEST:
                self.add_error(f"{name}_until", _("Look at the year: it should be between 1900 and 2100."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The plain values of a valid form, as `record_contact` takes them."""
        said = self.cleaned_data
        promises = {
            by: (" ".join(said[name].split()), said[f"{name}_until"])
            for by, name in ((Promise.By.ME, "mine"), (Promise.By.THEM, "theirs"))
            if said[name].strip()
        }
        return {
            "row": self.instance.pk,
            "kind": said["kind"],
            "happened_on": said["happened_on"],
            "happened_precision": said["happened_precision"],
            "note": said["note"],
            "promises": promises,
        }
