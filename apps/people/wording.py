"""When and how often, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.users import formats

_MONTHS_FROM = 9  # weeks; below it weeks say more


def away(day: date, today: date) -> str:
    """How far a day is, no more exactly than it matters: today, tomorrow, in 3 weeks, 5 months ago."""
    days = (day - today).days
    if abs(days) <= 1:
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
    span = _span(abs(days))
    return _("in %(span)s") % {"span": span} if days > 0 else _("%(span)s ago") % {"span": span}


def _span(days: int) -> str:
    if days < 14:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": formats.number(days)}
    weeks = round(days / 7)
    if weeks < _MONTHS_FROM:
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": formats.number(weeks)}
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": formats.number(months)}
    years = days // 365
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": formats.number(years)}


def rhythm(weeks: int | None) -> str:
    """How often the person would like to be in touch."""
    match weeks:
        case None:
            return _("you are never asked")
        case 4:
            return _("about every month")
        case 13:
            return _("about every quarter of a year")
        case 26:
            return _("about every half year")
        case 52:
            return _("about once a year")
    return ngettext("every week", "every %(n)s weeks", weeks) % {"n": formats.number(weeks)}
