"""How strong the evidence of an entry is, for putting the strongest first. Pure; it makes an order, never a score.

The rule, first difference decides:

1. the state: a measured outcome, then an outcome one can see, then a counted activity, then a duty or what was
   not judged;
2. how much of it others can check: each proof counts one, and so does each witness who confirmed it;
3. whether it lasted: it did, then partly, then not asked or not known, then it faded;
4. the newer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

STATES = ("measured", "qualitative", "activity")  # strongest first; every other state comes after them
LASTING = {"lasted": 0, "partly": 1, "": 2, "unknown": 2, "faded": 3}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the order looks at of one entry; `lasted` is the answer of the follow-up, empty where none was given."""

    key: UUID
    state: str
    proofs: int
    confirmed: int
    lasted: str
    happened_on: date


Place = tuple[int, int, int, int, UUID]


def place(entry: Weighed) -> Place:
    """The place of an entry, smaller is stronger; no two entries have the same."""
    rank = STATES.index(entry.state) if entry.state in STATES else len(STATES)
    checked = entry.proofs + entry.confirmed
    return rank, -checked, LASTING.get(entry.lasted, 2), -entry.happened_on.toordinal(), entry.key


def strongest_first(entries: Iterable[Weighed]) -> list[UUID]:
    """The keys of the entries, strongest evidence first."""
    return [entry.key for entry in sorted(entries, key=place)]


def newest_first(entries: Iterable[Weighed]) -> list[UUID]:
    """The keys of the entries, newest first; of one day the stronger first."""
    return [entry.key for entry in sorted(entries, key=lambda entry: (-entry.happened_on.toordinal(), place(entry)))]
