"""What people fill in about an offer, and which two they want to compare."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models import Opportunity
from apps.opportunities.options import Option
from apps.opportunities.seasons import DEFAULT, PRESETS, Preset
from apps.users import formats
from apps.users.forms import CURRENCIES, LocalDecimalField, OwnedForm
from apps.users.models import User
from apps.users.widgets import LongSelect, Ready

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class DayField(forms.DateField):
    """A day in a year somebody could mean, picked or typed as 2026-11-30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"))
        years = _("Look at the year: it should lie between 2000 and 2100.")
        validators = [MinValueValidator(EARLIEST, years), MaxValueValidator(LATEST, years)]
        super().__init__(validators=validators, **kwargs)
        self.error_messages["invalid"] = _("We could not read this as a day. Write it like 2026-11-30.")


class OpportunityForm(OwnedForm[Opportunity]):
    """An offer or the present job, as it was told."""

    link = forms.URLField(
        label=_("Link to the offer"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Kept for you to open. We never visit it."),
    )
    deadline = DayField(label=_("Answer by"), required=False)
    pay_amount = LocalDecimalField(label=_("Pay"), required=False, min_value=0, max_digits=12, decimal_places=2)
    hours_per_week = LocalDecimalField(
        label=_("Paid hours a week"), required=False, min_value=0, max_value=168, max_digits=4, decimal_places=1
    )

    class Meta:
        model = Opportunity
        fields = [
            "title",
            "organisation",
            "place",
            "is_present_job",
            "deadline",
            "link",
            "pay_amount",
            "pay_currency",
            "pay_period",
            "hours_per_week",
            "notes",
        ]
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "organisation": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "place": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "pay_currency": forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 3}),
            "notes": forms.Textarea(attrs={"dir": "auto", "rows": 4}),
        }
        help_texts = {"pay_currency": _("Three letters, such as EUR.")}

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        self.fields["pay_period"].required = False  # “a month” where nothing is picked; only the title is needed
        self.present_job: Opportunity | None = None  # the one that stands in the way, for the page to link to
        if self.adding:
            self.initial["pay_currency"] = owner.currency or formats.usual_currency(owner.locale or formats.DEFAULT)

    def clean_pay_period(self) -> str:
        """A month, unless something else is picked."""
        return self.cleaned_data["pay_period"] or Opportunity.PayPeriod.MONTH

    def clean_pay_currency(self) -> str:
        """A code of ISO 4217, or nothing."""
        code = str(self.cleaned_data["pay_currency"]).strip().upper()
        if code and code not in CURRENCIES:
            raise ValidationError(_("“%(code)s” is no currency code. Try EUR, GBP or USD."), params={"code": code})
        return code

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("pay_amount") is not None and self.cleaned_data.get("pay_currency") == "":
            self.add_error("pay_currency", _("Pay needs its currency, such as EUR."))
        if self.cleaned_data.get("is_present_job") and self.already_saved is None and not self.instance.archived_at:
            present = Opportunity.objects.owned_by(self.owner).open().filter(is_present_job=True)
            self.present_job = present.exclude(pk=self.instance.pk).first()
            if self.present_job is not None:
                self.add_error(
                    "is_present_job", _("You already have a present job here. Archive it first, or edit it.")
                )
        return cleaned

    def validate_constraints(self) -> None:
        """What `clean` said in its own words is not said again."""
        if self.already_saved is None and self.present_job is None and "pay_currency" not in self.errors:
            super().validate_constraints()


class CompareForm(forms.Form):
    """Which two options to put side by side."""

    one = forms.ChoiceField(label=_("What if you took"), widget=LongSelect)
    other = forms.ChoiceField(label=_("… rather than"), widget=LongSelect)
    use_required_attribute = False  # there is always something picked

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {option.key: option for option in options}
        listed = Ready((option.key, option.listed) for option in options)
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above; tells the type checker)
            field.choices = listed
            field.error_messages["invalid_choice"] = _("This is not among your open offers. Pick one of these.")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        one, other = self.cleaned_data.get("one"), self.cleaned_data.get("other")
        if one and one == other:
            self.add_error("other", _("Pick two different ones."))
        return cleaned

    @property
    def pair(self) -> tuple[Option, Option]:
        """The two that were picked, once the form is valid."""
        return self.by_key[self.cleaned_data["one"]], self.by_key[self.cleaned_data["other"]]


class SeasonForm(forms.Form):
    """What the person needs right now, and when they want to look again."""

    preset = forms.ChoiceField(
        label=_("What do you need most right now?"),
        choices=[(preset.key, preset.label) for preset in PRESETS.values()],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Pick one; “balanced” is a fair start.")},
    )
    review_on = DayField(
        label=_("Look again on"),
        required=False,
        help_text=_("Needs change. We remind you on this day; leave it empty for no reminder."),
    )

    def clean_review_on(self) -> date | None:
        """Not in the past: that would be due at once."""
        day: date | None = self.cleaned_data["review_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day has passed. Pick one from today on."))
        return day

    @property
    def chosen(self) -> Preset:
        """The preset that was picked, once the form is valid."""
        return PRESETS.get(self.cleaned_data["preset"], DEFAULT)
