"""What people fill in about an offer."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from apps.opportunities.forms.currencies import CurrencyField
from apps.opportunities.forms.days import DayField
from apps.opportunities.models import OfferSkill, Opportunity
from apps.skills.forms import SkillNamesField
from apps.users import formats
from apps.users.forms import LocalDecimalField, OwnedForm
from apps.users.models import User


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
    pay_currency = CurrencyField(label=_("Currency"), required=False, help_text=_("Three letters, such as EUR."))
    hours_per_week = LocalDecimalField(
        label=_("Paid hours a week"), required=False, min_value=0, max_value=168, max_digits=4, decimal_places=1
    )
    teaches = SkillNamesField(
        label=_("What it would teach you"),
        help_text=_("Skills, with commas between them. They are held against where you are heading."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 2}),
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
            "notes": forms.Textarea(attrs={"dir": "auto", "rows": 4}),
        }

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        self.fields["pay_period"].required = False  # “a month” where nothing is picked; only the title is needed
        self.present_job: Opportunity | None = None  # the one that stands in the way, for the page to link to
        if self.adding:
            self.initial["pay_currency"] = owner.currency or formats.usual_currency(owner.locale or formats.DEFAULT)
        else:
            self.initial["teaches"] = list(self.instance.builds.values_list("name", flat=True))

    def clean_pay_period(self) -> str:
        """A month, unless something else is picked."""
        return self.cleaned_data["pay_period"] or Opportunity.PayPeriod.MONTH

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

    def save(self, commit: bool = True) -> Opportunity:
        """Save the offer, and what it would teach."""
        saved = super().save(commit)
        if commit and self.already_saved is None and "teaches" in self.cleaned_data:
            OfferSkill.objects.rewrite(saved, self.cleaned_data["teaches"])
        return saved
