"""Bringing in offers from a table: the file or its text, and each of its rows through the form of an offer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.opportunities import adverts, headers
from apps.opportunities.adverts.amounts import amounts, code
from apps.opportunities.adverts.days import day
from apps.opportunities.forms.adverts import PastedField
from apps.opportunities.forms.days import EARLIEST, LATEST, DayField
from apps.opportunities.forms.offers import OpportunityForm
from apps.opportunities.models import Opportunity
from apps.opportunities.models.terms import TERMS, Terms
from apps.users import formats, spreadsheet
from apps.users.forms import LocalDecimalField
from apps.users.models import User
from apps.users.tables import Table

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
_AGE = 24 * 60 * 60  # seconds that a preview can be confirmed
_YES = {"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"}
_NO = {"", "no", "n", "false", "0", "nein", "non"}
_PERIODS = {
    "hour": "hour hourly h hr /h ph an-hour per-hour",
    "day": "day daily d /d a-day per-day",
    "week": "week weekly pw /w a-week per-week",
    "month": "month monthly pcm m /m a-month per-month",
    "year": "year yearly annual annually pa p.a. a-year per-year per-annum",
}
_USUAL = {field.name: field.get_default() for field in Terms._meta.local_fields if not field.null}
_PERIOD_OF = {name.replace("-", " "): period for period, names in _PERIODS.items() for name in names.split()}


class ImportForm(forms.Form):
    """A CSV file of offers, or its text."""

    file = forms.FileField(
        label=_("A CSV file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        help_text=_("At most 1 MB and 1,000 rows. It is read, and not kept."),
    )
    text = PastedField(
        label=_("Or paste its text"),
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5}),
        help_text=_("Rows copied from a spreadsheet can be pasted here, too, with the row that names the columns."),
    )

    def __init__(self, *args: Any, too_big: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_big = too_big
        self.read = ""  # the text of the table, once the form is valid
        self.table = Table({}, (), ())

    def clean(self) -> dict[str, Any]:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        if self.too_big or (file and file.size > MOST_BYTES) or len(text.encode(errors="replace")) > MOST_BYTES:
            raise ValidationError(
                _("This is more than 1 MB. Split it into smaller files and bring them in one by one.")
            )
        if file and not file.size:
            raise ValidationError(_("This file is empty. Choose another one."))
        if bool(file) == bool(text.strip()):
            raise ValidationError(
                _("Choose a file or paste its text, not both.") if file else _("Choose a file, or paste its text.")
            )
        self.read = spreadsheet.decoded(file.read()) if file else text
        self.table = table_of(self.read)
        return self.cleaned_data


def table_of(text: str) -> Table:
    """The table of a CSV text; ValidationError where it is none that we can read."""
    table = headers.table(text)
    if "title" not in table.fields:
        raise ValidationError(
            _(
                "We found no column with job titles. The first row must name the columns, and one of them must be "
                "“title”, “role” or “position”. Others we know: organisation, place, link, deadline, pay, pay period, "
                "currency, hours a week, notes."
            )
        )
    if len(table.lines) > MOST_ROWS:
        raise ValidationError(_("These are more than 1,000 rows. Split them and bring them in one part at a time."))
    return table


def packed(text: str, *, owner: User) -> str:
    """The text in a form that only `owner` can send back, exactly as it was: browsers rewrite the ends of lines.

    It is signed, so that nobody makes the site unpack something else: compressed text can be a bomb.
    """
    return signing.dumps(text, salt=f"offers.import.{owner.pk}", compress=True)


def unpacked(sent: str, *, owner: User) -> str:
    """What `packed` was given; ValidationError where it is too old, or not ours."""
    try:
        return str(signing.loads(sent, salt=f"offers.import.{owner.pk}", max_age=_AGE))
    except signing.BadSignature:
        raise ValidationError(_("This page was open for too long. Choose the file again, please.")) from None


# --- One row -------------------------------------------------------------------------------------------------


class YesField(forms.CharField):
    """Yes or nothing."""

    def to_python(self, value: Any) -> Any:
        word = str(value or "").strip().casefold()
        if word not in _YES | _NO:
            raise ValidationError(_("Write “yes”, or leave it empty."))
        return word in _YES


class WrittenDayField(DayField):
    """A day as tables have it: 2026-11-30, 30 November 2026, or 30/11/2026 where the region fixes the order."""

    def to_python(self, value: Any) -> date | None:
        found = day(str(value).strip(), formats.current()) if value else None
        return found or super().to_python(value if "/" not in str(value) else "?")


class MomentField(forms.CharField):
    """A day or a moment in ISO 8601."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            moment = datetime.fromisoformat(str(value).strip())
            moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        except (ValueError, OverflowError):
            raise ValidationError(_("We could not read this as a day. Write it like 2026-11-30.")) from None
        if not EARLIEST <= moment.date() <= LATEST:
            raise ValidationError(_("Look at the year: it should lie between 2000 and 2100."))
        return moment


class RowForm(OpportunityForm):
    """One row of a table, under the same rules as an offer that is typed."""

    is_present_job = YesField(required=False)
    deadline = WrittenDayField(required=False)
    outcome = forms.ChoiceField(choices=[("", ""), *Opportunity.Outcome.choices], required=False)
    archived_at = MomentField(required=False)

    class Meta(OpportunityForm.Meta):
        fields = list(dict.fromkeys([*OpportunityForm.Meta.fields, *TERMS]))
        field_classes = {
            name: LocalDecimalField
            for name in TERMS
            if isinstance(Opportunity._meta.get_field(name), models.DecimalField)
        }

    def __init__(self, data: dict[str, str], *, owner: User, instance: Opportunity) -> None:
        super().__init__(_put_right(data), instance=instance, owner=owner)
        del self.fields["teaches"]  # no column of the table: what an offer teaches stays as it is
        # Each check constraint would cost a row three queries; `importing.plan` holds all rows to them in one.
        instance.full_clean = partial(instance.full_clean, validate_constraints=False)  # type: ignore[method-assign]
        for name in TERMS:
            self.fields[name].required = False  # empty is what it is where nobody says anything
        self.period_told = bool(data.get("pay_period") or self.data["pay_period"])

    def clean(self) -> dict[str, Any] | None:
        for name, usual in _USUAL.items():
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.cleaned_data[name] = usual
        self.instance.archived_at = self.cleaned_data.get("archived_at")
        self.instance.outcome = self.cleaned_data.get("outcome") or ""
        if self.cleaned_data.get("pay_amount") is not None and not self.period_told:
            self.add_error("pay_period", _("Say what the pay is for: hour, day, week, month or year."))
        return super().clean()

    def take_turn(self) -> None:
        """Once for all rows is enough; `importing.plan` does it."""

    def validate_constraints(self) -> None:
        """Only a present job can meet another row."""
        if self.cleaned_data.get("is_present_job"):
            super().validate_constraints()


def _put_right(cells: dict[str, str]) -> dict[str, str]:
    """The cells with the words people use for periods, and with “£28,000 a year” taken apart."""
    data = {"pay_period": "", **cells}
    period = data["pay_period"].strip().casefold()
    data["pay_period"] = _PERIOD_OF.get(period, data["pay_period"].strip())
    pay = data.get("pay_amount", "").strip()
    if any(char.isalpha() or char in "£€$₹" for char in pay):
        amount, currency, told = _told(pay)
        data["pay_amount"] = formats.number(amount, 2) if amount is not None else pay
        data["pay_currency"] = data.get("pay_currency") or currency
        data["pay_period"] = data["pay_period"] or told
    return data


def _told(pay: str) -> tuple[Decimal | None, str, str]:
    """Amount, currency and period of pay told in one cell; a range or a ceiling is none."""
    locale = formats.current()
    found = adverts.read(f"Pay: {pay}", locale=str(locale).replace("_", "-")).pay
    if found is not None and found.highest is None:
        return found.value.amount, found.value.currency or "", found.value.period.value
    only = list(amounts(pay))
    if found is None and len(only) == 1 and only[0].high is None and (only[0].start, only[0].end) == (0, len(pay)):
        return only[0].low, code(only[0].currency, locale)[0] or "", ""
    return None, "", ""
