"""What chaos did to the promise: the ledger held against what was due and against what the mail server kept.

Pure: plain values in, counts and complaints out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

SENT, UNKNOWN, FAILED, WAITING = "sent", "unknown", "failed", "waiting"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger."""

    person: str  # their address
    period: date
    state: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Due:
    """The periods of one person that were due."""

    periods: frozenset[date]
    may_be_none: bool = False  # who stopped in the meantime may have been asked for nothing


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The counts, and a sentence for each breach of the promise."""

    states: Mapping[str, int]
    unknown_that_came: int
    twice: int
    complaints: tuple[str, ...]


def reckon(
    due: Mapping[str, Due], ledger: Iterable[Row], kept: Mapping[str, int], refused: frozenset[str]
) -> Reckoning:
    """`kept` is how often the mail server kept each Message-ID, `refused` whom it answered with 5xx."""
    rows = list(ledger)
    complaints = [*_lost(due, rows), *(told for row in rows if (told := _broken(row, kept.get(row.message_id, 0))))]
    complaints += [f"{row.person} failed, and nobody refused it" for row in _failed(rows) if row.person not in refused]
    known = {row.message_id for row in rows}
    complaints += [f"{name} came and is in no ledger" for name in kept if name not in known]
    twice = sum(count > 1 for count in kept.values())
    came = sum(row.state == UNKNOWN and kept.get(row.message_id, 0) > 0 for row in rows)
    return Reckoning(Counter(row.state for row in rows), came, twice, tuple(complaints))


def _failed(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.state == FAILED]


def _lost(due: Mapping[str, Due], rows: Iterable[Row]) -> list[str]:
    """Whose periods are not each in the ledger exactly once."""
    found: dict[str, Counter[date]] = {person: Counter() for person in due}
    for row in rows:
        found.setdefault(row.person, Counter())[row.period] += 1
    complaints = []
    for person, periods in found.items():
        wanted = due.get(person, Due(frozenset()))
        for period in sorted(wanted.periods | periods.keys()):
            missing = not periods[period] and not (wanted.may_be_none and not periods)
            if missing or periods[period] > 1 or period not in wanted.periods:
                complaints.append(f"{person} has {period} {periods[period]} times")
    return complaints


def _broken(row: Row, copies: int) -> str:
    """What is wrong with this row, given how many copies the mail server kept; empty where all is well."""
    if row.state == WAITING:
        return f"{row.person} still waits for {row.period}"
    right = {SENT: (1,), UNKNOWN: (0, 1)}.get(row.state, (0,))
    return "" if copies in right else f"{row.person}: {row.state}, and {copies} came"
