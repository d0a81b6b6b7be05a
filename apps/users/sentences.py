"""Fewer places to look for each sentence of a page."""

from typing import Any

from django.conf import settings
from django.utils.translation import trans_real


def shorten() -> None:
    """Leave out the empty catalogues that stand behind each language: every untranslated sentence would ask them all.

    Some packages ship an English catalogue with no sentence in it, and Django asks one after the other.
    """
    for language, _ in settings.LANGUAGES:
        catalogue: Any = trans_real.translation(language)  # gettext does not tell of what stands behind one
        if _says_nothing(catalogue._fallback):
            catalogue._fallback = None


def _says_nothing(catalogue: Any) -> bool:
    while catalogue is not None:
        if any(message for message in getattr(catalogue, "_catalog", {}) if message):
            return False
        catalogue = catalogue._fallback
    return True
