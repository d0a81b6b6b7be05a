"""What people fill in about what they cannot do without."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.opportunities.deal_breaking import MONEY, Kind
from apps.opportunities.models import DealBreaker, Verdict
from apps.opportunities.places import next_place
from apps.users import formats
from apps.users.forms import CURRENCIES, LocalDecimalField, OwnedForm
from apps.users.models import User


class DealBreakerForm(OwnedForm[DealBreaker]):
    """One deal-breaker: a fact with its threshold, or something the person judges."""

    threshold = LocalDecimalField(
        label=_("How much"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("Money a month or an hour, or hours a week. Exactly this much is still fine."),
    )

    class Meta:
        model = DealBreaker
        fields = ["kind", "text", "threshold", "currency"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "currency": forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 3}),
        }
        help_texts = {
            "text": _("Such as “no weekends”. Where something is measured, it can stay empty."),
            "currency": _("For money only. Three letters, such as EUR."),
        }

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 (a field with choices; tells the type checker)
        kind.choices = DealBreaker.Kind.choices
        kind.error_messages["required"] = _("Pick one of these.")
        if self.adding:
            self.initial["currency"] = owner.currency or formats.usual_currency(owner.locale or formats.DEFAULT)

    def clean_currency(self) -> str:
        """A code of ISO 4217, or nothing."""
        code = str(self.cleaned_data["currency"]).strip().upper()
        if code and code not in CURRENCIES:
            raise ValidationError(_("“%(code)s” is no currency code. Try EUR, GBP or USD."), params={"code": code})
        return code

    def clean(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if said.get("kind") not in MONEY and "currency" in said:
            said["currency"] = ""  # the form starts with one; it means nothing here
        cleaned = super().clean()
        if said.get("kind") == Kind.OWN:
            self._check_own()
        elif said.get("kind"):
            self._check_measured(Kind(said["kind"]))
        if self.adding and self.already_saved is None:
            place = next_place(self.owner)
            if place is None:
                raise ValidationError(
                    _("You have five, and that is the most: with more, every offer fails. Change or remove one first."),
                    code="five",
                )
            self.instance.place = place
        return cleaned

    def _check_own(self) -> None:
        if not self.cleaned_data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Say in a few words what must hold, such as “no weekends”."))
        if self.cleaned_data.get("threshold") is not None:
            self.add_error("threshold", _("You judge this one yourself, so it takes no number. Put it in your words."))

    def _check_measured(self, kind: Kind) -> None:
        threshold: Decimal | None = self.cleaned_data.get("threshold")
        if threshold is None and "threshold" not in self.errors:
            self.add_error("threshold", _("Say how much, so that each offer can be held against it."))
        if kind in MONEY and self.cleaned_data.get("currency") == "":
            self.add_error("currency", _("Money needs its currency, such as EUR."))
        if kind not in MONEY and threshold is not None and threshold > 168:
            self.add_error("threshold", _("A week has 168 hours."))


class VerdictForm(forms.Form):
    """Whether an offer meets a deal-breaker of the person's own."""

    breaker = forms.ModelChoiceField(DealBreaker.objects.none(), widget=forms.HiddenInput)
    state = forms.ChoiceField(
        choices=Verdict.State, error_messages={"required": _("Pick one of the three: it does, it does not, or ask.")}
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        breaker = self.fields["breaker"]
        assert isinstance(breaker, forms.ModelChoiceField)  # noqa: S101 (declared above; tells the type checker)
        breaker.queryset = DealBreaker.objects.owned_by(owner).filter(kind=Kind.OWN)
        breaker.error_messages |= dict.fromkeys(
            ("required", "invalid_choice"), _("This deal-breaker is not there any more. Look at the page again.")
        )
