"""Numbers, money and dates as the person's own locale writes and reads them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.core import parse_locale

DEFAULT = "en-GB"
_current: ContextVar[str] = ContextVar("locale", default=DEFAULT)


@lru_cache(maxsize=512)
def parse(name: str) -> Locale | None:
    """The Babel locale of a tag such as `de-DE`; None where there is none."""
    try:
        parse_locale(name, sep="-")
        return Locale.parse(name, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return None


@lru_cache(maxsize=512)
def from_browser(accept_language: str) -> str:
    """The first language of an Accept-Language header that we can format; else British English."""
    for part in accept_language.split(",")[:20]:
        tag = part.partition(";")[0].strip()
        if tag and parse(tag):
            return tag
    return DEFAULT


def current() -> Locale:
    """The locale of the person whose request or e-mail this is."""
    return parse(_current.get()) or Locale.parse(DEFAULT, sep="-")


@contextmanager
def override(name: str) -> Iterator[None]:
    """Format for the locale `name` within the block."""
    token = _current.set(name if parse(name) else DEFAULT)
    try:
        yield
    finally:
        _current.reset(token)


def number(value: Decimal | int | float, places: int | None = None) -> str:
    """A number with the locale's separators; `places` caps the decimals shown (default: as given, at most 3)."""
    pattern = "#,##0." + "#" * (3 if places is None else places) if places != 0 else "#,##0"
    return _number(value, pattern, _current.get())


@lru_cache(maxsize=5000)
def _number(value: Decimal | int | float, pattern: str, name: str) -> str:
    return numbers.format_decimal(value, format=pattern, locale=current())


def money(amount: Decimal, currency: str, *, whole: bool = False, minor: bool = False) -> str:
    """An amount with its ISO 4217 currency; `whole` drops the minor unit, `minor` keeps it even where it is 0."""
    if whole:
        amount = amount.quantize(Decimal(1))
    elif not minor and amount == amount.to_integral_value():
        whole = True
    return numbers.format_currency(
        amount,
        currency,
        locale=current(),
        currency_digits=not whole,
        format=_whole_pattern() if whole else None,
    )


@lru_cache(maxsize=512)
def _pattern_of(locale: Locale) -> str:
    return str(locale.currency_formats["standard"].pattern).replace(".00", "")


def _whole_pattern() -> str:
    return _pattern_of(current())


def read_number(text: str) -> Decimal:
    """Read a number as the locale writes it (`1 200,50`, `1,200.50`, `1’200`); a plain `1200.50` is read too.

    Raises ValueError where the text is no number, or could mean two numbers in this locale.
    """
    text = text.strip().replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")
    locale = current()
    group, decimal = (numbers.get_group_symbol(locale), numbers.get_decimal_symbol(locale))
    compact = text.replace(" ", "").replace("'", "")
    if not compact or len(compact) > 40:
        raise ValueError("not a number")
    if group in compact and group in ",." and not _well_grouped(compact, group, decimal):
        if compact.count(group) == 1 and decimal not in compact:
            group, decimal = decimal, group  # 1200.50 typed where 1200,50 is usual
        else:
            raise ValueError("not a number")
    if group in ",.":
        compact = compact.replace(group, "")
    plain = compact.replace(decimal, ".")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", plain):
        raise ValueError("not a number")
    return Decimal(plain)


def _well_grouped(text: str, group: str, decimal: str) -> bool:
    whole = text.partition(decimal)[0].lstrip("+-")
    head, *rest = whole.split(group)
    return bool(rest) and 1 <= len(head) <= 3 and all(len(part) in (2, 3) for part in rest) and len(rest[-1]) == 3


def day(value: date, *, width: str = "long") -> str:
    """A date in words; `width` is Babel's short, medium, long or full."""
    return _day(date(value.year, value.month, value.day), width, current())


@lru_cache(maxsize=5000)
def _day(value: date, width: str, locale: Locale) -> str:
    return dates.format_date(value, format=width, locale=locale)


def skeleton(value: date, pattern: str) -> str:
    """A date by its parts, for example `MMMMd` for 3 November and `yMMM` for Nov 2026."""
    return _skeleton(date(value.year, value.month, value.day), pattern, current())


@lru_cache(maxsize=5000)
def _skeleton(value: date, pattern: str, locale: Locale) -> str:
    return dates.format_skeleton(pattern, datetime(value.year, value.month, value.day), locale=locale)


def weekday(value: date) -> str:
    """The weekday's whole name, such as Friday: a skeleton of it alone is cut short."""
    return _weekday(value.weekday(), current())


@lru_cache(maxsize=1000)
def _weekday(number: int, locale: Locale) -> str:
    return dates.format_date(date(2024, 1, 1 + number), "EEEE", locale=locale)  # the first was a Monday


def usual_currency(name: str) -> str:
    """The ISO 4217 code used today where the locale's region is; empty where it names no region."""
    locale = parse(name)
    if locale is None or not locale.territory:
        return ""
    codes = numbers.get_territory_currencies(locale.territory)
    return codes[0] if codes else ""
