"""Pasting the text of an advert, and the form of an offer that it fills in for checking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from apps.opportunities.adverts import Advert, Found, Reason, Remark, Told
from apps.opportunities.forms.offers import OpportunityForm
from apps.opportunities.models import Opportunity
from apps.users import formats
from apps.users.models import User

MOST = 50_000  # characters
NOTES = 8_000

_REMARKS: dict[Remark, StrPromise] = {
    Remark.RANGE: gettext_lazy("This is the lower end; it goes up to %(highest)s."),
    Remark.FROM: gettext_lazy("The text says this is the least."),
    Remark.NO_CURRENCY: gettext_lazy("The text names no currency: check that it is yours."),
    Remark.DOLLARS: gettext_lazy("“$” is read as US dollars: check that they are meant."),
    Remark.BEFORE_TAX: gettext_lazy("The text says before tax."),
    Remark.AFTER_TAX: gettext_lazy("The text says after tax."),
    Remark.DAY_FIRST: gettext_lazy("Read with the day first, as your region writes it."),
    Remark.MONTH_FIRST: gettext_lazy("Read with the month first, as your region writes it."),
}
REASONS: dict[Reason, StrPromise] = {
    Reason.CEILING: gettext_lazy("the most there could be, not what you would get"),
    Reason.EXTRA: gettext_lazy("something on top of pay, not the pay itself"),
    Reason.SHIFT: gettext_lazy("for a shift or a night, and how many a week are yours is not plain"),
    Reason.FULL_TIME: gettext_lazy("for a full-time post, and your share of it is not plain"),
    Reason.NO_PERIOD: gettext_lazy("whether an hour, a month or a year is not said"),
    Reason.SEVERAL: gettext_lazy("more than one is stated; type the one that is yours"),
    Reason.VARIES: gettext_lazy("it depends on the day or the time you work"),
    Reason.LATER: gettext_lazy("it comes later, or only after some time"),
    Reason.ANOTHER_WAY: gettext_lazy("pay, stated again in another way; the first is taken"),
    Reason.SEVERAL_HOURS: gettext_lazy("more than one number of hours is stated; type the one that is yours"),
    Reason.TOO_FINE: gettext_lazy("it has more decimals than are kept; type it rounded"),
    Reason.NO_YEAR: gettext_lazy("the year is not said"),
    Reason.WHICH_MONTH: gettext_lazy("it could be two different days; your settings name no region"),
    Reason.SEVERAL_DAYS: gettext_lazy("more than one day is stated; pick the one that counts"),
}


class PastedField(forms.CharField):
    """Text from anywhere; the null characters that some programs leave in it are dropped."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\0", "") if isinstance(value, str) else value)


class PasteForm(forms.Form):
    """The text of an advert, an offer letter or a message, and whether to keep it."""

    text = PastedField(
        label=gettext_lazy("The text of the advert, the letter or the message"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 12}),
        error_messages={
            "required": gettext_lazy("Paste the text first."),
            "max_length": gettext_lazy(
                "This text has %(show_value)d characters; up to %(limit_value)d can be read. "
                "Paste the part about the job."
            ),
        },
    )
    keep = forms.BooleanField(
        label=gettext_lazy("Keep the text in the notes"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Adverts vanish. You can shorten or delete it on the next page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)  # browsers cut a longer text off without a word

    @property
    def notes(self) -> str:
        """What goes into the notes: the text or as much of it as they hold, once the form is valid."""
        return self.cleaned_data["text"][:NOTES].rstrip() if self.cleaned_data["keep"] else ""

    @property
    def shortened(self) -> bool:
        """Whether the notes hold less than the text."""
        return self.cleaned_data["keep"] and len(self.cleaned_data["text"]) > NOTES


@dataclass(frozen=True)
class LeftOut:
    """Words that were seen and not taken, and why."""

    quote: str
    reason: StrPromise


class AdvertForm(OpportunityForm):
    """The form of a new offer, filled in from an advert; under each field stand the words it rests on."""

    def __init__(self, *, owner: User, advert: Advert, notes: str) -> None:
        super().__init__(instance=Opportunity(owner=owner), owner=owner)
        self.advert = advert
        self.initial["notes"] = notes
        for name, value, found in _filled(advert):
            if value is not None:
                self.initial[name] = value
            self.fields[name].help_text = format_html_join(" ", "{}", _help(self.fields[name].help_text, found))
        if advert.pay is not None and advert.pay.value.currency is None:
            self.fields["pay_currency"].help_text = _REMARKS[Remark.NO_CURRENCY]

    @property
    def left_out(self) -> list[LeftOut]:
        """What was seen in the text and not taken, in its order, each once."""
        return list(dict.fromkeys(LeftOut(one.quote.strip(), REASONS[one.reason]) for one in self.advert.seen))

    @property
    def found_any(self) -> bool:
        """Whether the text filled in anything at all."""
        return next(_filled(self.advert), None) is not None


def _filled(advert: Advert) -> Iterator[tuple[str, Any, Found[Any]]]:
    """Name of the field, what it is filled in with, and the words this rests on."""
    single: dict[str, Found[Any] | None] = {
        "title": advert.title,
        "organisation": advert.organisation,
        "place": advert.place,
        "deadline": advert.deadline,
        "link": advert.link,
        "hours_per_week": advert.hours,
    }
    yield from ((name, found.value, found) for name, found in single.items() if found is not None)
    if advert.pay is not None:
        told = advert.pay.value
        yield "pay_amount", told.amount, advert.pay
        yield "pay_period", told.period.value, Found(told.period, 0, 0, advert.pay.quote)
        yield "pay_currency", told.currency, Found(told.currency, 0, 0, advert.pay.quote)


def _help(usual: StrPromise | str, found: Found[Any]) -> Iterator[tuple[SafeString | str]]:
    """The words it rests on, what to know about them, and what the field says anyway."""
    yield (format_html(_("From the text: “{}”."), format_html("<bdi>{}</bdi>", " ".join(found.quote.split()))),)
    highest = _shown(found) if found.highest is not None else ""
    for remark in found.remarks:
        if remark is not Remark.NO_CURRENCY:
            yield (_REMARKS[remark] % {"highest": highest},)
    if usual:
        yield (str(usual),)


def _shown(found: Found[Any]) -> str:
    """The upper end of a range as the person writes it, with its currency where there is one."""
    highest = found.highest or Decimal(0)
    if isinstance(found.value, Told) and found.value.currency:
        return formats.money(highest, found.value.currency)
    return formats.number(highest)
