"""What people say a month costs them."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.opportunities.forms.currencies import CurrencyField
from apps.opportunities.models import Needs
from apps.users import formats
from apps.users.forms import LocalDecimalField, OwnedForm
from apps.users.models import User


def _amount(label: StrPromise, help_text: StrPromise) -> LocalDecimalField:
    return LocalDecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_digits=12, decimal_places=2
    )


class NeedsForm(OwnedForm[Needs]):
    """What has to be paid each month and what is saved; one row for each person."""

    currency = CurrencyField(label=_("Currency"), help_text=_("Three letters, such as EUR. It is that of all amounts."))
    bills = _amount(
        _("Bills a month"),
        _("Rent, food, heating, phone, insurance: all that has to be paid. Not the way to work: each job has its own."),
    )
    debt = _amount(_("Smallest debt payments a month"), _("What the lenders ask at least. Empty if you owe nothing."))
    saving = _amount(_("Planned saving a month"), _("Empty if you plan none right now."))
    savings = _amount(_("Savings you could live on"), _("What you could reach within a few weeks."))
    discount_percent = LocalDecimalField(
        label=_("Money a year later is worth less by"),
        help_text=_("Per cent. 3 is usual; more if you need the money soon."),
        required=False,
        min_value=0,
        max_value=30,
        max_digits=4,
        decimal_places=2,
    )

    class Meta:
        model = Needs
        fields = ["currency", "bills", "debt", "saving", "savings", "discount_percent"]

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        if self.adding:
            self.initial["currency"] = owner.currency or formats.usual_currency(owner.locale or formats.DEFAULT)

    def clean_discount_percent(self) -> Decimal:
        """The usual 3 where nothing is written."""
        percent: Decimal | None = self.cleaned_data["discount_percent"]
        usual: Decimal = Needs._meta.get_field("discount_percent").get_default()
        return usual if percent is None else percent

    def clean(self) -> dict[str, Any] | None:
        """A form that was opened empty does not overwrite what was kept since."""
        cleaned = super().clean()
        row = self.cleaned_data.get("row")
        if not self.adding and row is not None and row != self.instance.pk:
            self._answer_with("row", self.instance.pk)
            self._answer_with("seen", self.instance.revision)
            raise ValidationError(
                _(
                    "This was changed somewhere else since you opened it. What you typed is still here: "
                    "save again to keep yours, or open the page afresh to see the other."
                ),
                code="stale",
            )
        return cleaned
