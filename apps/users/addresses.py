"""Addresses of single rows: where the id stands in them is looked up once for each page."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, reverse

_SOMEWHERE = UUID(int=0)


def address(name: str, row: UUID) -> str:
    """What `reverse` gives for the page `name` of one row, an eighth of its time later; NoReverseMatch as there."""
    before, after = _around(name, settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{row}{after}"


@lru_cache(maxsize=512)
def _around(name: str, _root: str, _prefix: str) -> tuple[str, str]:
    before, _row, after = reverse(name, args=[_SOMEWHERE]).partition(str(_SOMEWHERE))
    return before, after
