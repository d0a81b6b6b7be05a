"""What people fill in about the money and the time of an offer."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities.forms.currencies import CurrencyField
from apps.opportunities.models import Opportunity
from apps.opportunities.money import HOURS_OF_A_WEEK
from apps.users import formats
from apps.users.forms import LocalDecimalField, OwnedForm
from apps.users.models import User

FIVE_DAYS = Decimal(5)
CENT = Decimal("0.01")
CLOSE = Decimal("0.5")  # of 100: a share and an amount that differ by less say the same


def _amount(label: StrPromise, help_text: StrPromise | str = "", digits: int = 12) -> LocalDecimalField:
    return LocalDecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_digits=digits, decimal_places=2
    )


def _hours(label: StrPromise, help_text: StrPromise | str = "") -> LocalDecimalField:
    return LocalDecimalField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=168,
        max_digits=4,
        decimal_places=1,
    )


def _percent(label: StrPromise, help_text: StrPromise, least: int = 0) -> LocalDecimalField:
    return LocalDecimalField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=least,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )


def _count(label: StrPromise) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=50)


class TermsForm(OwnedForm[Opportunity]):
    """Pay as it was told, what arrives of it, and what the job takes in time; all optional."""

    pay_amount = _amount(_("Pay"))
    pay_currency = CurrencyField(label=_("Currency"), required=False, help_text=_("It is that of all amounts here."))
    hours_per_week = _hours(_("Paid hours a week"))
    pay_days_per_week = LocalDecimalField(
        label=_("Paid days a week"),
        help_text=_("Counts where pay is by the day."),
        required=False,
        min_value=Decimal("0.5"),
        max_value=7,
        max_digits=2,
        decimal_places=1,
    )
    take_home = _percent(
        _("Of 100 of it, what arrives"),
        _("100 if the pay was told after tax."),
    )
    arrives = _amount(_("Or: what arrives, as an amount"), _("For the same period as the pay. We work out the share."))
    unpaid_hours = _hours(_("Unpaid hours a week"), _("Overtime, handovers, calls at home. 0 if there are none."))
    commute_hours = _hours(_("Hours a week on the way"), _("Door to door, both ways. 0 from home."))
    commute_cost = _amount(_("Cost of the way, a month"), _("Tickets, fuel, parking."))
    bonus = _amount(_("Bonus a year"), _("As it was told, before tax if the pay is."))
    bonus_paid = _count(_("Really paid in"))
    bonus_years = _count(_("of the last years"))
    employer_saves = _amount(
        _("Into your pension or savings, a year"), _("What they pay on top, such as an employer match.")
    )
    equity = _amount(_("Shares or options, a year"), _("As they were told to you."), digits=14)
    equity_counts = _percent(
        _("Of 100 of that, what you count on"),
        _("0 unless somebody would buy them today; shares of a private company usually cannot be sold."),
    )
    starting_bonus = _amount(_("Paid once, for starting"), _("Before tax if the pay is."))
    starting_cost = _amount(_("What starting costs you, once"), _("Moving, tools, clothes, a double rent."))
    raise_percent = _percent(
        _("Rise of pay a year, in per cent"), _("What you believe, not what was hoped for. 0 if none."), least=-50
    )

    class Meta:
        model = Opportunity
        fields = [
            "pay_amount",
            "pay_currency",
            "pay_period",
            "hours_per_week",
            "pay_days_per_week",
            "take_home",
            "unpaid_hours",
            "commute_hours",
            "commute_cost",
            "bonus",
            "bonus_paid",
            "bonus_years",
            "employer_saves",
            "equity",
            "equity_counts",
            "starting_bonus",
            "starting_cost",
            "raise_percent",
        ]

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        self.fields["pay_period"].required = False
        if not self.instance.pay_currency:
            self.initial["pay_currency"] = owner.currency or formats.usual_currency(owner.locale or formats.DEFAULT)

    def clean_pay_period(self) -> str:
        """As it was, unless something else is picked."""
        return str(self.cleaned_data["pay_period"] or self.initial["pay_period"])

    def clean_pay_days_per_week(self) -> Decimal:
        """Five, unless something else is written."""
        days: Decimal | None = self.cleaned_data["pay_days_per_week"]
        return FIVE_DAYS if days is None else days

    def clean_equity_counts(self) -> Decimal:
        """Nothing, unless the person counts on it."""
        counts: Decimal | None = self.cleaned_data["equity_counts"]
        return Decimal(0) if counts is None else counts

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if said.get("pay_amount") is not None and said.get("pay_currency") == "":
            self.add_error("pay_currency", _("Pay needs its currency, such as EUR."))
        hours = [said.get(name) or 0 for name in ("hours_per_week", "unpaid_hours", "commute_hours")]
        if sum(hours) > HOURS_OF_A_WEEK:
            self.add_error("commute_hours", _("Paid, unpaid and hours on the way make more than the 168 of a week."))
        paid, years = said.get("bonus_paid"), said.get("bonus_years")
        if paid is not None and years is not None and paid > years:
            self.add_error("bonus_paid", _("It cannot have been paid in more years than there were."))
        if said.get("arrives") is not None:
            self._share_from_amount(said["arrives"])
        return cleaned

    def _share_from_amount(self, arrives: Decimal) -> None:
        """What arrives as a share of the pay; a share that was newly written has to say the same."""
        pay, share = self.cleaned_data.get("pay_amount"), self.cleaned_data.get("take_home")
        if not pay:
            self.add_error("arrives", _("Write the pay above as well; this is a part of it."))
        elif arrives > pay:
            self.add_error("arrives", _("This is more than the pay. Are both for the same period?"))
        else:
            found = (arrives / pay * 100).quantize(CENT, ROUND_HALF_UP)
            if share is not None and share != self.initial["take_home"] and abs(share - found) > CLOSE:
                self.add_error("arrives", _("The share beside it says something else. Keep one of the two."))
            elif "take_home" not in self.errors:
                self.cleaned_data["take_home"] = found
