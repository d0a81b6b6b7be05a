"""Addresses of single rows and secrets: where the id stands in them is looked up once for each page."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, reverse

_SOMEWHERE = UUID(int=0)
_IN_ITS_PLACE = "in-place-of-it"


def address(name: str, row: UUID) -> str:
    """What `reverse` gives for the page `name` of one row, an eighth of its time later; NoReverseMatch as there."""
    before, after = _around(name, _SOMEWHERE, settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{row}{after}"


def with_secret(name: str, token: str) -> str:
    """The same for a page that a secret opens; `token` is of the letters of Base64 in addresses."""
    before, after = _around(name, _IN_ITS_PLACE, settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{token}{after}"


@lru_cache(maxsize=512)
def _around(name: str, stand_in: UUID | str, _root: str, _prefix: str) -> tuple[str, str]:
    before, _row, after = reverse(name, args=[stand_in]).partition(str(stand_in))
    return before, after
