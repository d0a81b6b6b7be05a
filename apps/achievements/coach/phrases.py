"""The small notation the rules are written in, and the length-preserving clean-up before them."""

import re
from collections.abc import Iterable

LONGEST = 4_000  # characters judged; an entry is a line or two, and the time stays bounded

_CLEAN = {0x2019: "'", 0x2018: "'", 0x00A0: " ", 0x202F: " ", 0x2009: " ", 0x2011: "-", 0x2212: "-", 0: " "}


def plain(text: str) -> str:
    """Lower-case text with plain apostrophes and spaces, each character in its place."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text[:LONGEST].translate(_CLEAN))


def phrase(pattern: str) -> re.Pattern[str]:
    """A pattern in which ' ' is one to three blanks, ' ?' none to three and <n> up to n words in between.

    Gaps are bounded, so matching is linear in the length of the text.
    """
    behind = re.sub(r"\(\?<[!=][^)]*\)", lambda look: look.group().replace(" ", r"\s"), pattern)
    spaced = behind.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")
    return re.compile(re.sub(r"<(\d)>", r"(?:\\s{1,3}[\\w'&€$£%.,/-]{1,40}){0,\1}?", spaced))


def words(listing: str) -> frozenset[str]:
    """The words of a listing."""
    return frozenset(listing.split())


def any_of(listing: str) -> str:
    """One of the words of a listing, as a pattern; an underscore stands for a space."""
    return "(?:" + "|".join(word.replace("_", " ") for word in listing.split()) + ")"


def covered(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Which of so many characters lie within the spans: 1, else 0."""
    taken = bytearray(length)
    for start, end in spans:
        taken[start:end] = b"\1" * (min(end, length) - start)
    return taken
