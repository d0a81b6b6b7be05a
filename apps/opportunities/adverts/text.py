"""The text of an advert made plain, character for character, and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# One for one, so that a place in the plain text is the same place in the text as it was pasted.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\0\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "
        ),
        **dict.fromkeys("\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'"),
        **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
        **dict.fromkeys("●▪◦‣∙", "•"),
    }
)
_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"[^|•·\t]+")
_LINK = re.compile(r"https://[^\s<>\"'|]{3,900}")
_BOUNDARY = re.compile(r"[\n|•·;\t]|,(?!\d)|[.!?](?=\s)")
_SENTENCE = re.compile(r"[\n|•·\t]|[.!?](?=\s)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text without the blanks around it."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the whole text."""
        return self.start + len(self.text)


def words(text: str) -> frozenset[str]:
    """The words of a list written as one line."""
    return frozenset(text.split())


def plain(text: str) -> str:
    """The text with one kind of blank, dash, apostrophe and line end; as long as it was."""
    return text.translate(_PLAIN)


def part(text: str, start: int, end: int) -> Part:
    """`text` from `start` to before `end`, without the blanks around it."""
    stretch = text[start:end]
    bare = stretch.strip()
    return Part(bare, start + len(stretch) - len(stretch.lstrip()) if bare else start)


def lines(text: str) -> Iterator[Part]:
    """The lines that say something."""
    for match in _LINE.finditer(text):
        found = part(text, match.start(), match.end())
        if found.text:
            yield found


def pieces(line: Part) -> Iterator[Part]:
    """A line cut at bars, bullets and tabs."""
    for match in _PIECE.finditer(line.text):
        found = part(line.text, match.start(), match.end())
        if found.text:
            yield Part(found.text, line.start + found.start)


def link(text: str) -> Part | None:
    """The first https address, without the full stop or bracket after it."""
    match = _LINK.search(text)
    return Part(match.group().rstrip(".,;:!?)]}"), match.start()) if match else None


def before(text: str, start: int, *, most: int = 60, sentence: bool = False) -> str:
    """What stands before `start` in its clause (or sentence), at most `most` characters."""
    window = text[max(0, start - most) : start]
    cuts = [match.end() for match in (_SENTENCE if sentence else _BOUNDARY).finditer(window)]
    return window[cuts[-1] :] if cuts else window


def after(text: str, end: int, *, most: int = 40) -> str:
    """What stands after `end` on its line, at most `most` characters."""
    return text[end : end + most].partition("\n")[0]
