"""What somebody typed into a search: words, “phrases”, -words to leave out, and OR. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"\w+")
_PART = re.compile(r"""(?P<minus>(?<!\S)[-−–])?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))""")
# Where the locale of the database is C, PostgreSQL takes these for letters of the word beside them, and “nurse/carer”
# for the name of a file; they are blanks to the search, in what is stored and in what is typed.
BLANKS = "/’‘“”„«»‹›…–—·•€£¥°\u00a0\u2009\u202f"
_BLANK = str.maketrans(BLANKS, " " * len(BLANKS))
_PARTING = str.maketrans(dict.fromkeys("/’‘…·•€£¥°\u00a0\u2009\u202f\0", " "))  # and those that are no quotes or dashes
MOST = 12  # words or phrases; what is typed after them narrows no further

# The words that PostgreSQL’s English dictionary leaves out: who types “end of the shift” does not insist on “of”.
_EMPTY = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves what which who whom this that these those am is are was were be
been being have has had having do does did doing a an the and but if or because as until while of at by for with
about against between into through during before after above below to from up down in out on off over under
again further then once here there when where why how all any both each few more most other some such no nor not
only own same so than too very s t can will just don should now
"""
EMPTY_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True)
class Term:
    """A word, or words in this order; `is_begun` where the last one may go on, as while one types."""

    text: str
    is_excluded: bool = False
    is_begun: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case."""
        return tuple(WORD.findall(self.text.lower()))


Group = tuple[Term, ...]


@dataclass(frozen=True)
class Wanted:
    """Alternatives, of each of which every term must be met; none at all where nothing typed is a word."""

    groups: tuple[Group, ...]

    @property
    def shown(self) -> list[Term]:
        """The terms that an entry is found by, so that they can be marked in it."""
        return [term for group in self.groups for term in group if not term.is_excluded]


def read(typed: str) -> Wanted:
    """Read a search as search engines do: quotes hold words together, minus leaves out, OR offers another way.

    The last word may be unfinished. Words that say nothing count only where nothing else is asked for, and an
    alternative that only leaves out is kept: it asks for everything else.
    """
    groups: list[list[Term]] = [[]]
    for term in list(_terms(typed))[: MOST * 2]:
        if term is None:
            groups.append([])
        elif sum(map(len, groups)) < MOST:
            groups[-1].append(term)
    return Wanted(tuple(_telling(group) for group in groups if group))


def _terms(typed: str) -> Iterator[Term | None]:
    parts = list(_PART.finditer(typed.translate(_PARTING)))
    for number, part in enumerate(parts):
        phrase, word = part["phrase"], part["word"]
        if word in {"OR", "|"} and not part["minus"]:
            yield None
        elif WORD.search(phrase or word or ""):
            excluded = bool(part["minus"])
            begun = word is not None and not excluded and number == len(parts) - 1
            text = (phrase if phrase is not None else word).translate(_BLANK)
            yield Term(" ".join(text.split()), excluded, begun)


def _telling(group: list[Term]) -> Group:
    telling = [term for term in group if term.is_excluded or not set(term.words) <= EMPTY_WORDS]
    return tuple(telling if any(not term.is_excluded for term in telling) else group)
