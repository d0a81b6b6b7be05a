"""How wide a text will be, without a font at hand: generous, so that what is planned to fit does fit."""

import unicodedata
from functools import lru_cache

_WIDTHS = {
    **dict.fromkeys("ijlIJ.,:;'|!()[]/ ’‘·", 0.42),
    **dict.fromkeys('rtf-"–*“”', 0.54),
    **dict.fromkeys("mwMW@%—…&", 1.08),
}


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """An upper estimate of the width of bold sans-serif text, in the unit of its font size."""
    return sum(_em(character) for character in text) * size


def _em(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.3 if unicodedata.category(character) == "So" else 1.05
    if character.isascii():
        return 0.84 if character.isupper() else 0.72
    return 0.9 if character.isupper() or character.islower() else 1.1


def shortened(text: str, width: float, size: float) -> str:
    """The text on one line, cut with … where it would be wider than `width`; at least one character is kept."""
    line = " ".join(text.split())
    if text_width(line, size) <= width:
        return line
    room = width - text_width("…", size)
    kept = ""
    for character in line:
        room -= _em(character) * size
        if room < 0:
            break
        kept += character
    return (kept or line[:1]).rstrip(" \u200d-–,(") + "…"
