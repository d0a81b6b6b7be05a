"""Template filters for numbers, money and dates in the person's locale."""

from datetime import date, datetime, time
from decimal import Decimal

from babel import dates
from django import template
from django.utils import timezone

from apps.users import formats

register = template.Library()


@register.filter
def number(value: Decimal | int | float | None) -> str:
    """A number with the locale's separators; nothing for None."""
    return "" if value is None else formats.number(value)


@register.filter
def money(value: Decimal | None, currency: str) -> str:
    """An amount with its currency; nothing for None."""
    return "" if value is None else formats.money(value, currency)


def _local_date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return value


@register.filter
def day(value: date | datetime | None) -> str:
    """A full date: 3 November 2026."""
    return "" if value is None else formats.day(_local_date(value))


@register.filter
def shortday(value: date | datetime | None) -> str:
    """A date without its year where it is this year: 3 Nov, or 3 Nov 2025."""
    if value is None:
        return ""
    value = _local_date(value)
    return formats.skeleton(value, "MMMd" if value.year == timezone.localdate().year else "yMMMd")


@register.filter
def monthyear(value: date | None) -> str:
    """A month and year: Nov 2026."""
    return "" if value is None else formats.skeleton(value, "yMMM")


@register.filter
def weekday(value: date | datetime | None) -> str:
    """The weekday's name: Friday."""
    return "" if value is None else dates.format_date(_local_date(value), "EEEE", locale=formats.current())


@register.filter
def clock(value: datetime | time | None) -> str:
    """A time of day, in the person's zone where it is an instant."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    return dates.format_time(value, format="short", locale=formats.current())
