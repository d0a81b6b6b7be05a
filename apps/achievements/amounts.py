"""A measure in words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from apps.users import formats

PLACES = 4  # decimals that are kept


def measured(before: Decimal | None, after: Decimal | None, unit: str) -> str:
    """“from 9 to 2 falls a month” in the person’s number format; less where less is known, nothing without a number."""
    told = {"before": _told(before), "after": _told(after), "unit": unit}
    if before is not None and after is not None:
        return (_("from %(before)s to %(after)s %(unit)s") % told).strip()
    if after is not None:
        return (_("%(after)s %(unit)s") % told).strip()
    if before is not None:
        return _("%(before)s before") % {"before": f"{told['before']} {unit}".strip()}
    return ""


def _told(value: Decimal | None) -> str:
    return "" if value is None else formats.number(value, PLACES)
