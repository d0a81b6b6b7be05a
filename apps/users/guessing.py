"""How a password would be guessed, found out on this machine: nothing is asked of anybody.

`zxcvbn` knows lists of passwords, words and names that were found in breaches, keys side by side, dates, repeats. Its
estimate of guesses is compared with one bound and never shown; what is shown is why, in words (passwords.py).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # it comes without types

LEAST, MOST = 10, 256  # characters
ENOUGH = 10**8  # guesses: years at the pace that our limits allow, days of a good machine for one stolen argon2 hash
LOOKED_AT = (
    72  # characters: the search takes time with the square of the length, and what is longer is strong or a repeat
)
BESIDES = 8  # characters that must be left when the person's and the site's own words are taken out


class Why(StrEnum):
    """Why a password is easy to guess."""

    SHORT = "short"
    LONG = "long"
    OWN = "own"
    SITE = "site"
    REPEAT = "repeat"
    SEQUENCE = "sequence"
    KEYS = "keys"
    DATE = "date"
    COMMON = "common"
    WORDS = "words"


def normal_form(password: str) -> str:
    """The password as it is compared: one sign typed in two ways, such as é on two keyboards, is one (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", password)


def pieces(*texts: str) -> list[str]:
    """The words of addresses and names that a password must not live off: four letters or more, lower case."""
    words: list[str] = []
    for text in texts:
        words += [text.casefold(), *re.split(r"[\W_\d]+", text.casefold())]
    return sorted({word for word in words if len(word) >= 4}, key=lambda word: (-len(word), word))


def why_guessable(password: str, *, own: Sequence[str] = (), site: Sequence[str] = ()) -> Why | None:
    """Why `password` is refused, or None. `own` and `site` are words as `pieces` gives them."""
    wanted = normal_form(password)
    if len(wanted) < LEAST:
        return Why.SHORT
    if len(wanted) > MOST:
        return Why.LONG
    for words, why in ((own, Why.OWN), (site, Why.SITE)):
        if _lives_off(wanted, words):
            return why
    return _found(wanted, [*own, *site])


def _lives_off(password: str, words: Iterable[str]) -> bool:
    left = password.casefold()
    for word in words:
        left = left.replace(word, "")
    return len(left) < min(BESIDES, len(password.casefold()))


def _found(password: str, words: list[str]) -> Why | None:
    found: dict[str, Any] = zxcvbn(password[:LOOKED_AT], user_inputs=words)
    if found["guesses"] >= ENOUGH and len(set(password)) > 4:
        return None
    covered: Counter[Why] = Counter()
    for match in found["sequence"]:
        covered[_kind(match)] += len(match["token"])
    if len(covered) > 1:
        covered.pop(Why.WORDS, None)
    return covered.most_common(1)[0][0]


def _kind(match: dict[str, Any]) -> Why:
    named = {"repeat": Why.REPEAT, "sequence": Why.SEQUENCE, "spatial": Why.KEYS, "date": Why.DATE, "regex": Why.DATE}
    if match["pattern"] == "dictionary":
        kinds = {"passwords": Why.COMMON, "user_inputs": Why.OWN}
        return kinds.get(match["dictionary_name"], Why.WORDS)
    return named.get(match["pattern"], Why.WORDS)
