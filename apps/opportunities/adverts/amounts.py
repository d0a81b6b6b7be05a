"""Numbers of money as adverts in English, German, French and Spanish write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale, numbers

NUMBER = r"(?:\d{1,3}(?:[ ,.']\d{3}){1,3}(?:[.,]\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)(?!\d)"
_CODES = [
    "AED",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CLP",
    "COP",
    "CZK",
    "DKK",
    "EUR",
    "GBP",
    "HKD",
    "HUF",
    "INR",
    "JPY",
    "MXN",
    "NOK",
    "NZD",
    "PLN",
    "RON",
    "SEK",
    "SGD",
    "TRY",
    "USD",
    "ZAR",
]
_DOLLARS = {"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "CLP", "COP"}
_SYMBOLS = {
    "£": "GBP", "€": "EUR", "euro": "EUR", "euros": "EUR", "us$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD",
    "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "r$": "BRL", "zł": "PLN", "₹": "INR",
}  # fmt: skip
_MONEY = "|".join(
    [r"(?:US|CA|AU|NZ|HK|C|A|R)\$", r"[£€$₹]", "zł", r"euros?(?![a-z])", *(f"{code}(?![A-Za-z])" for code in _CODES)]
)
_ONE = (
    rf"(?:(?P<before@>{_MONEY}) ?)?(?P<number@>{NUMBER})(?:[.,]-{{1,2}})?"
    rf"(?: ?(?P<many@>(?:million|Millionen|Mio|bn|mn|[kKmM])(?![A-Za-z])))?(?: ?(?P<after@>{_MONEY}))?"
)
_RANGE = r"(?: ?- ?| (?:up to|to|bis|à|a|hasta|and|und|et|y) )"
_AMOUNT = re.compile(
    r"(?<![\w.,/#])" + _ONE.replace("@", "1") + rf"(?:{_RANGE}" + _ONE.replace("@", "2") + ")?", re.IGNORECASE
)
_JOINED = re.compile(r"\s(?:and|und|et|y)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|zwischen|entre)\s\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range that may be money; `currency` as it is written, "" where none is."""

    low: Decimal
    high: Decimal | None
    currency: str
    start: int
    end: int
    counted: bool  # in thousands, or with two decimals: looks like money without a currency, too
    millions: bool


def read(text: str) -> Decimal:
    """A number whose separators stand before three digits (thousands) or before one or two (decimals)."""
    compact = text.replace(" ", "").replace("'", "")
    head, mark, tail = compact.rpartition("." if compact.rfind(".") > compact.rfind(",") else ",")
    if mark and len(tail) < 3:
        return Decimal(head.replace(",", "").replace(".", "") + "." + tail)
    return Decimal(compact.replace(",", "").replace(".", ""))


def amounts(text: str) -> Iterator[Amount]:
    """Every number of the text with what makes it money, in order."""
    match = _AMOUNT.search(text)
    while match:
        amount = _amount(text, match)
        yield amount
        match = _AMOUNT.search(text, amount.end)  # not where the match ended: “10 and 4” is two


def _amount(text: str, match: re.Match[str]) -> Amount:
    parts = match.groupdict()
    end, high = match.end(), parts["number2"]
    joined = high and _JOINED.match(text, _end_of_first(match))
    if high and (joined and not _BETWEEN.search(text[max(0, match.start() - 12) : match.start()])):
        end, high = _end_of_first(match), None
    low, many = read(parts["number1"]), (parts["many1"] or "").lower()
    top = read(high) if high else None
    later = (parts["many2"] or "").lower() if high else ""
    if top is not None:
        top *= _factor(later)
        many = many or (later if low < top else "")  # 28–32k
    low *= _factor(many)
    if top is not None and top <= low:  # 2026-12 or a list, no range
        end, top = _end_of_first(match), None
    second = (parts["before2"] or parts["after2"] or "") if top is not None else ""
    currency = parts["before1"] or parts["after1"] or second
    counted = many == "k" or bool(re.search(r"[.,]\d{2}\Z", parts["number1"]))
    return Amount(low, top, currency, match.start(), end, counted, {many, later} - {"", "k"} != set())


def _end_of_first(match: re.Match[str]) -> int:
    return max(match.end(name) for name in ("number1", "many1", "after1"))


def _factor(many: str) -> Decimal:
    return Decimal(1000) if many == "k" else Decimal(1)


def code(written: str, locale: Locale) -> tuple[str | None, bool]:
    """The ISO 4217 code of a currency as it is written, and whether that is a guess.

    “$” alone is the dollar of the person's region, and else taken for the US dollar, which is a guess.
    """
    if not written:
        return None, False
    if written != "$":
        return _SYMBOLS.get(written.lower(), written.upper()), False
    usual = numbers.get_territory_currencies(locale.territory)[:1] if locale.territory else []
    return (usual[0], False) if usual and usual[0] in _DOLLARS else ("USD", True)
