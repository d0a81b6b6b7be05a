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
    terms: dict[str, str] = field(default_factory=dict)  # columns of the opportunity → amount, hours or of 100
    asked: dict[str, int] = field(default_factory=dict)  # factor → days ago that its question was put


@dataclass(frozen=True)
class LookedBack:
    """A look back that was done."""

    after: int  # days
    came_true: str
    again: str
    happened: str = ""
    ratings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decided:
    """A past decision about the present job, or about an offer that is not open any more."""

    kind: str
    days_ago: int
    reasons: str
    prediction: str
    would_change: str = ""
    declined: Offer | None = None  # the offer of that time; without a present job in question, the one it is about
    then: dict[str, str] = field(
        default_factory=dict
    )  # what the present job was rated that day, where it was different
    role: str = ""  # the stretch that a yes began
    steps: tuple[tuple[str, bool], ...] = ()  # what was to be learned in it, and whether it is done
    reviews: tuple[LookedBack, ...] = ()


@dataclass(frozen=True)
class Needed:
    """What the person needed before the season of now, and why."""

    preset: str
    days_ago: tuple[int, int]  # from, until
    why: str
    alpha: Decimal | None = None
    swings: dict[str, int] = field(default_factory=dict)  # where they differ from the preset
    after_seeing: bool = False


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
    decided: Decided | None = None
    needs: dict[str, str] = field(default_factory=dict)  # what a month costs, in the person's currency
    season_why: str = ""
    needed: tuple[Needed, ...] = ()
