"""What the text of an advert or an offer letter plainly states: read offline, by rules, and never guessed.

Pure and deterministic; English first, with the numbers, currencies, dates and words of pay of German,
French and Spanish.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from babel import Locale, UnknownLocaleError

from apps.opportunities.adverts.days import deadline
from apps.opportunities.adverts.finding import Advert, Found, Reason, Remark, Seen, Told
from apps.opportunities.adverts.hours import hours
from apps.opportunities.adverts.names import names
from apps.opportunities.adverts.pay import pay
from apps.opportunities.adverts.text import link, plain

__all__ = ["Advert", "Found", "Reason", "Remark", "Seen", "Told", "read"]

T = TypeVar("T")


def read(text: str, *, locale: str = "en-GB") -> Advert:
    """The fields that `text` states in plain words, each with the words it rests on; None where it does not.

    `locale` is the person's, such as de-CH: its region decides what “$” and 03/04/2027 mean, where it names one. Any
    string is answered, in time linear in its length; an unknown locale decides nothing.
    """
    even = plain(text)
    region = _locale(locale)
    named = names(even)
    paid, about_pay = pay(even, region)
    weekly, about_hours = hours(even)
    due, about_days = deadline(even, region)
    address = link(even)
    seen = sorted((*about_pay, *about_hours, *about_days), key=lambda one: one.start)
    return Advert(
        title=_worded(text, named.title),
        organisation=_worded(text, named.organisation),
        place=_worded(text, named.place),
        pay=_quoted(text, paid),
        hours=_quoted(text, weekly),
        deadline=_quoted(text, due),
        link=_worded(text, Found(address.text, address.start, address.end) if address else None),
        seen=tuple(replace(one, quote=text[one.start : one.end]) for one in seen),
    )


def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return Locale("en")


def _quoted(text: str, found: Found[T] | None) -> Found[T] | None:
    return None if found is None else replace(found, quote=text[found.start : found.end])


def _worded(text: str, found: Found[str] | None) -> Found[str] | None:
    """A name as it is written in the text, not as it was made plain."""
    if found is None:
        return None
    quote = text[found.start : found.end]
    return replace(found, value=" ".join(quote.replace("\0", " ").split()), quote=quote)
