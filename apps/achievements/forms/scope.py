"""How much a role was about, from one day on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Scope
from apps.users.forms import CURRENCIES, LocalDecimalField
from apps.users.partial_dates import DatedForm, PartialDateField


class ScopeForm(DatedForm[Scope]):
    """People led, budget, stakes: at least one of them, since when."""

    since = PartialDateField(
        label=_("Since"),
        help_text=_("The year is enough."),
        latest=timezone.localdate,
        too_late=_("This day is still to come. Add it once it is so."),
    )
    people = LocalDecimalField(label=_("People you led"), required=False, decimal_places=0, min_value=0)
    budget = LocalDecimalField(
        label=_("Money you answered for, a year"), required=False, max_digits=14, decimal_places=2, min_value=0
    )
    currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    class Meta:
        model = Scope
        fields = ["since", "people", "budget", "currency", "stakes"]
        labels = {"stakes": _("What was at stake")}
        help_texts = {"stakes": _("In words: the night shift for 30 residents, the till of the busiest branch.")}
        widgets = {"stakes": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.adding:
            self.initial.setdefault("currency", self.owner.currency)

    def clean_people(self) -> int | None:
        people = self.cleaned_data["people"]
        if people is not None and people > 10_000_000:
            raise ValidationError(_("That is more people than we can write down. Check the number."))
        return None if people is None else int(people)

    def clean_currency(self) -> str:
        """A code of ISO 4217, or nothing."""
        code = str(self.cleaned_data["currency"]).upper()
        if code and code not in CURRENCIES:
            raise ValidationError(_("“%(code)s” is no currency code. Try EUR, GBP or USD."), params={"code": code})
        return code

    def clean_stakes(self) -> str:
        return " ".join(str(self.cleaned_data["stakes"]).split())

    def clean(self) -> dict[str, Any] | None:
        """Something has to be said, money needs its currency, and nothing begins before the role did."""
        cleaned = super().clean()
        said = [self.cleaned_data.get(name) for name in ("people", "budget", "stakes")]
        if not self.errors and all(value in (None, "") for value in said):
            raise ValidationError(_("Say at least one of the three: people, money or what was at stake."))
        if self.cleaned_data.get("budget") is not None and not self.cleaned_data.get("currency"):
            self.add_error("currency", _("Money needs its currency, such as GBP."))
        if self.cleaned_data.get("budget") is None:
            self.cleaned_data["currency"] = ""
        since, role = self.cleaned_data.get("since"), self.instance.role
        if since and since < role.started_on.replace(month=1, day=1):
            self.add_error("since", _("You began there in %(year)s: check the year.") % {"year": role.started_on.year})
        return cleaned
