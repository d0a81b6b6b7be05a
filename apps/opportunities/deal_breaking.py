"""Whether an option meets what a person cannot do without: facts against thresholds, never points.

A fact that is not known whole is taken at its best for the person: a missing hour as 0, a missing take-home as all
of the pay. What fails even so fails; anything else with something missing is to be asked, and never passes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from apps.opportunities import money

ZERO, HUNDRED = Decimal(0), Decimal(100)


class State(StrEnum):
    """Where an option stands against a deal-breaker."""

    PASS = "pass"  # noqa: S105 (a state, not a password)
    FAIL = "fail"
    ASK = "ask"


class Kind(StrEnum):
    """What a deal-breaker is about, and in which unit its threshold is."""

    LEAST_PAY = "least_pay"  # money a month that reaches the account
    MOST_HOURS = "most_hours"  # paid and unpaid hours a week
    MOST_COMMUTE = "most_commute"  # hours a week on the way
    LEAST_HOURLY = "least_hourly"  # money for each hour paid, unpaid or on the way, of what reaches the account
    OWN = "own"  # judged by the person


MONEY = frozenset({Kind.LEAST_PAY, Kind.LEAST_HOURLY})  # these have a currency, and at least so much; others at most


class Missing(StrEnum):
    """What stands between an option and a plain answer."""

    PAY = "pay"
    RATE = "rate"  # pay and threshold are in two currencies
    HOURS = "hours"  # paid hours a week
    UNPAID = "unpaid"
    COMMUTE = "commute"
    TAKE_HOME = "take_home"
    SENSE = "sense"  # the hours make more than a week has
    JUDGEMENT = "judgement"  # the person has not judged it


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one option; hours are of a week, `take_home` is of 100 of the pay, None is not known."""

    pay: money.Pay | None = None
    paid_hours: Decimal | None = None  # None or 0: not known, as in a pay
    unpaid_hours: Decimal | None = None
    commute_hours: Decimal | None = None
    take_home: Decimal | None = None

    def __post_init__(self) -> None:
        for hours in (self.paid_hours, self.unpaid_hours, self.commute_hours):
            if hours is not None and not 0 <= hours <= money.HOURS_OF_A_WEEK:
                raise ValueError(f"A week has between 0 and 168 hours, not {hours}.")
        if self.take_home is not None and not 0 <= self.take_home <= HUNDRED:
            raise ValueError(f"Of 100 of a pay between 0 and 100 reach the account, not {self.take_home}.")


@dataclass(frozen=True, slots=True)
class Limit:
    """A deal-breaker that is measured: its kind, its threshold and, for money, the currency of that."""

    kind: Kind
    threshold: Decimal
    currency: str = ""

    def __post_init__(self) -> None:
        if self.kind is Kind.OWN:
            raise ValueError("What a person judges has no threshold.")
        if not (self.threshold.is_finite() and self.threshold >= 0):
            raise ValueError(f"A threshold is 0 or more, not {self.threshold}.")


class Finding(NamedTuple):
    """The state of one option against one deal-breaker, with the fact at its best and what is not known of it."""

    state: State
    fact: Decimal | None = None  # in the unit of the kind; None where nothing can be said
    missing: tuple[Missing, ...] = ()


def judged(verdict: State | None) -> Finding:
    """What the person said of a deal-breaker of their own; nothing said means: ask."""
    if verdict is None or verdict is State.ASK:
        return Finding(State.ASK, missing=(Missing.JUDGEMENT,))
    return Finding(verdict)


def measured(limit: Limit, facts: Facts) -> Finding:
    """One option against one threshold; exactly on the threshold passes."""
    fact, missing = _FACTS[limit.kind](limit, facts)
    if fact is not None and not _meets(limit, fact):
        return Finding(State.FAIL, fact, missing)
    return Finding(State.ASK if missing else State.PASS, fact, missing)


def overall(states: Iterable[State]) -> State:
    """One option against all deal-breakers: fail if any fails, else ask if any asks, else pass."""
    found = set(states)
    return State.FAIL if State.FAIL in found else State.ASK if State.ASK in found else State.PASS


def _meets(limit: Limit, fact: Decimal) -> bool:
    return fact >= limit.threshold if limit.kind in MONEY else fact <= limit.threshold


_Best = tuple[Decimal | None, tuple[Missing, ...]]  # the fact at its best for the person, and what is not known of it


def _take_home(limit: Limit, facts: Facts) -> _Best:
    """What a month brings to the account: the monthly pay × take-home / 100."""
    unknown = () if facts.take_home is not None else (Missing.TAKE_HOME,)
    if facts.pay is None:
        return None, (Missing.PAY, *unknown)
    if facts.pay.currency != limit.currency:
        return None, (Missing.RATE,)
    month = money.monthly(facts.pay)
    if month is None:
        return None, (Missing.HOURS, *unknown)
    return month * (HUNDRED if facts.take_home is None else facts.take_home) / HUNDRED, unknown


def _hourly(limit: Limit, facts: Facts) -> _Best:
    """What an hour given to the job brings to the account: real hourly pay × take-home / 100."""
    known = {
        Missing.HOURS: facts.pay.hours_per_week if facts.pay else facts.paid_hours,
        Missing.UNPAID: facts.unpaid_hours,
        Missing.COMMUTE: facts.commute_hours,
        Missing.TAKE_HOME: facts.take_home,
    }
    unknown = tuple(key for key, value in known.items() if value is None or (key is Missing.HOURS and not value))
    if facts.pay is None:
        return None, (Missing.PAY, *unknown)
    if facts.pay.currency != limit.currency:
        return None, (Missing.RATE,)
    try:
        hour = money.real_hourly(
            facts.pay, unpaid_hours=facts.unpaid_hours or ZERO, commute_hours=facts.commute_hours or ZERO
        )
    except ValueError:
        return None, (Missing.SENSE, *unknown)
    if hour is None:
        hour = money.hourly(facts.pay)  # told by the hour: more hours can only make it less
    take_home = HUNDRED if facts.take_home is None else facts.take_home
    return None if hour is None else hour * take_home / HUNDRED, unknown


def _hours(limit: Limit, facts: Facts) -> _Best:
    """Paid and unpaid hours a week."""
    unknown = () if facts.paid_hours else (Missing.HOURS,)
    if facts.unpaid_hours is None:
        unknown = (*unknown, Missing.UNPAID)
    return (facts.paid_hours or ZERO) + (facts.unpaid_hours or ZERO), unknown


def _commute(limit: Limit, facts: Facts) -> _Best:
    """Hours a week on the way."""
    return facts.commute_hours or ZERO, () if facts.commute_hours is not None else (Missing.COMMUTE,)


_FACTS = {
    Kind.LEAST_PAY: _take_home,
    Kind.LEAST_HOURLY: _hourly,
    Kind.MOST_HOURS: _hours,
    Kind.MOST_COMMUTE: _commute,
}


class First(NamedTuple):
    """An option that would come first if it were not for some deal-breakers."""

    key: str
    without: frozenset[str]


def would_be_first(shown: Mapping[str, Decimal], failed: Mapping[str, frozenset[str]]) -> tuple[First, ...]:
    """The options that deal-breakers keep from coming first, those that hang on the fewest first.

    `shown` has the comparable options with their scores as they are shown (0 to 10, to 0.5), `failed` the
    deal-breakers that each fails. Without the deal-breakers an option fails, all that fail no others are in the order
    too; it is named where it is strictly ahead of every one of them, so never in a tie.
    """
    groups: dict[frozenset[str], list[str]] = {}
    for key in shown:
        groups.setdefault(failed.get(key, frozenset()), []).append(key)
    found = []
    for without in groups:
        pool = [key for group, keys in groups.items() if group <= without for key in keys]
        best = max(shown[key] for key in pool)
        leaders = [key for key in pool if shown[key] == best]
        if without and len(leaders) == 1 and leaders[0] in groups[without]:
            found.append(First(leaders[0], without))
    return tuple(sorted(found, key=lambda first: (len(first.without), -shown[first.key])))
