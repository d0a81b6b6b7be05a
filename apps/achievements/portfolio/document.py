"""A portfolio as it is read: plain values that the page and every download are made from. Pure.

Nothing that is not here can be in a download: private notes, what the job asked, numbers of licences and entries
that were not chosen have no place in it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

SKILLS_ON_PAGE = 30  # of a hundred nobody reads them
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody else can check: an address, or what was said and by whom; already in words."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of evidence with what backs it up."""

    key: str
    line: str
    outcome: str
    when: str
    day: date
    precision: str = "day"
    beneficiary: str = ""
    measure: str = ""
    skills: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    is_confidential: bool = False
    role: str = ""  # where it was, unless it stands under that

    def texts(self) -> Iterator[str]:
        """Everything in it that people wrote."""
        yield from filter(None, (self.line, self.outcome, self.beneficiary, self.measure))
        yield from (proof.text for proof in self.proofs if proof.text)


@dataclass(frozen=True, slots=True)
class Section:
    """A role with its entries, or a skill with those that show it."""

    heading: str
    entries: tuple[Entry, ...]
    kind: str = ""  # of the role; empty where the heading is none
    title: str = ""
    organisation: str = ""
    place: str = ""
    period: str = ""
    started: str = ""  # ISO 8601, as exactly as it is known
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate, licence or degree that holds."""

    name: str
    issuer: str = ""
    dates: str = ""
    issued: str = ""  # ISO 8601
    url: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words between what the person wrote, in the language of the page."""

    skills: str
    credentials: str
    proof: str
    for_whom: str
    measure: str
    when: str
    role: str
    line: str
    outcome: str
    nothing: str
    roles: str = ""  # the heading over them


@dataclass(frozen=True, slots=True)
class Document:
    """A portfolio as it is read."""

    title: str
    name: str
    contact: str
    intro: str
    language: str
    day: str
    words: Words
    skills: tuple[tuple[str, int], ...] = ()  # with how many of the entries show them
    sections: tuple[Section, ...] = ()
    roles: tuple[Section, ...] = ()  # of its entries, with them, where the sections are skills
    credentials: tuple[Credential, ...] = ()
    more: int = 0  # entries that belong in and are past the limit
    entries: tuple[Entry, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "entries", tuple(entry for part in self.sections for entry in part.entries))

    @property
    def heading(self) -> str:
        """What stands at its top: the name, or what it is for where no name is given."""
        return self.name or self.title

    @property
    def by_role(self) -> tuple[Section, ...]:
        """Its entries under the roles they are of, however it is ordered."""
        return self.roles or self.sections

    @property
    def stations(self) -> tuple[Section, ...]:
        """The roles that a document by skill names at its end."""
        return tuple(part for part in self.roles if part.kind)

    @property
    def first_skills(self) -> tuple[tuple[str, int], ...]:
        """The skills that most entries show, as many as a page names."""
        return self.skills[:SKILLS_ON_PAGE]

    @property
    def further_skills(self) -> int:
        """How many a page does not name."""
        return len(self.skills[SKILLS_ON_PAGE:])


def plain(text: str) -> str:
    """The text without characters that no document may hold, its lines kept."""
    if text.isprintable():  # as nearly every line is
        return text.strip()
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def paragraphs(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or the like (Unicode UAX 9, rule P2)."""
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"}), "L")
    return first != "L"


def iso(day: date | None, precision: str) -> str:
    """The day in ISO 8601 without more than is known; empty for None."""
    return "" if day is None else day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def counted(shown: Iterable[Iterable[str]]) -> tuple[tuple[str, int], ...]:
    """Skills with how many entries show them, most first; of each entry the skills that it shows."""
    found: dict[str, int] = {}
    for skills in shown:
        for skill in skills:
            found[skill] = found.get(skill, 0) + 1
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0].casefold())))
