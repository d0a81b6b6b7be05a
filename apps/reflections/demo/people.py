"""What a worked person is made of; days are counted back from today, so that the demo never grows old."""

from dataclasses import dataclass, field
from decimal import Decimal

IN_WRITING, TOLD, GUESS = "in_writing", "told", "guess"
Rated = tuple[str | None, str, str]  # value 0–10 or open, how it is known, note


@dataclass(frozen=True)
class Stretch:
    """A stretch of the timeline, from a year and month until another or today."""

    key: str
    title: str
    kind: str
    since: str  # YYYY-MM
    until: str = ""  # YYYY-MM, empty while it goes on
    organisation: str = ""
    place: str = ""
    summary: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the journal."""

    days_ago: int
    line: str
    role: str
    skills: tuple[str, ...] = ()
    duty: str = ""
    outcome: str = ""
    proof: tuple[str, str] = ("", "")  # address, what it shows
    confidential: bool = False


@dataclass(frozen=True)
class Offer:
    """An offer or the present job, with its ratings."""

    title: str
    organisation: str
    place: str
    pay: Decimal
    period: str
    hours: Decimal
    ratings: dict[str, Rated]
    answer_in: int | None = None  # days
    present: bool = False
    notes: str = ""
    take_home: Decimal | None = None  # of 100 of the pay
    unpaid_hours: Decimal | None = None  # a week, as are those on the way
    commute_hours: Decimal | None = None


@dataclass(frozen=True)
class MustHave:
    """A deal-breaker, and what is known of it: the state by the title of the offer."""

    kind: str = "own"
    text: str = ""
    threshold: Decimal | None = None
    currency: str = ""
    judged: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """One worked person."""

    email: str
    name: str
    about: str
    locale: str
    time_zone: str
    currency: str
    season: str
    season_review_in: int  # days
    weekday: int
    stretches: tuple[Stretch, ...]
    entries: tuple[Entry, ...]
    offers: tuple[Offer, ...]
    claims: tuple[str, ...] = ()  # skills not yet shown by any entry
    must_haves: tuple[MustHave, ...] = ()
    reflections: tuple[tuple[int, str, str], ...] = field(default=())  # days ago, question, answer
