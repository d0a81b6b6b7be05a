"""A currency, as forms ask for it, and the rates between two."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.opportunities.forms.days import DayField
from apps.opportunities.models import ExchangeRate
from apps.opportunities.models.needs import LEAST_RATE
from apps.users.forms import CURRENCIES, LocalDecimalField, OwnedForm


class CurrencyField(forms.CharField):
    """A code of ISO 4217, in capitals however it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "size": 3}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """The code, or nothing where nothing is asked for."""
        code = str(super().clean(value)).strip().upper()
        if code and code not in CURRENCIES:
            raise ValidationError(_("“%(code)s” is no currency code. Try EUR, GBP or USD."), params={"code": code})
        return code


class RateForm(OwnedForm[ExchangeRate]):
    """What one unit of a currency is in another, as the person counts it."""

    currency = CurrencyField(label=_("One unit of"), help_text=_("Three letters, such as CHF."))
    rate = LocalDecimalField(label=_("is worth"), min_value=LEAST_RATE, max_digits=18, decimal_places=8)
    into = CurrencyField(label=_("units of"), help_text=_("Three letters, such as EUR."))
    as_of = DayField(label=_("As of"), help_text=_("The day you looked it up. We say so when it gets old."))

    class Meta:
        model = ExchangeRate
        fields = ["currency", "rate", "into", "as_of"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other: ExchangeRate | None = None  # the rate that is there already, for the page to link to
        if self.adding:
            self.initial.setdefault("as_of", timezone.localdate())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        one, into = self.cleaned_data.get("currency"), self.cleaned_data.get("into")
        day = self.cleaned_data.get("as_of")
        if day is not None and day > timezone.localdate():
            self.add_error("as_of", _("This day is still to come. Write the day you looked it up."))
        if one and one == into:
            self.add_error("into", _("A rate is between two currencies. Pick another one here."))
        elif one and into and self.already_saved is None:
            rates = ExchangeRate.objects.owned_by(self.owner).exclude(pk=self.instance.pk)
            self.other = rates.filter(currency__in=[one, into], into__in=[one, into]).first()
            if self.other is not None:
                self.add_error(
                    "into", _("You already have a rate between these two; it serves both ways. Change that one.")
                )
        return cleaned

    def validate_constraints(self) -> None:
        """`clean` has said it in words."""
