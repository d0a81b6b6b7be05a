"""What a row of a list comes to: something named, titles, a need, or a row that is left out and why. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 300  # characters of a name or label, as the catalogue keeps them
LONGEST_KEY = 200  # characters of an id at the source


@dataclass(frozen=True)
class Named:
    """A skill or an occupation; `labels` are its other names, None where another file has them.

    `hidden` are slips and old words under which it is looked for and never shown.
    """

    row: int
    key: str
    name: str
    labels: tuple[str, ...] | None = ()
    kind: str = ""
    description: str = ""
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Titles:
    """Other names of an occupation that is known by `key`."""

    row: int
    key: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """An occupation asks for a skill; `importance` from 1 to 5 where the source gives one."""

    row: int
    occupation: str
    skill: str
    is_essential: bool
    importance: Decimal | None = None


@dataclass(frozen=True)
class Refused:
    """A row that is left out, and why."""

    row: int
    reason: str


def named(
    row: int, key: str, name: str, labels: Iterable[str] | None = (), *, hidden: Iterable[str] = (), **more: str
) -> Named | Refused:
    """The row as the catalogue takes it: spaces tidied, no other name twice, none like the name itself."""
    key, name = key.strip(), " ".join(name.split())
    if not key:
        return Refused(row, "it has no id")
    if not name:
        return Refused(row, "it has no name")
    if len(key) > LONGEST_KEY:
        return Refused(row, f"its id is longer than {LONGEST_KEY} characters")
    if len(name) > LONGEST:
        return Refused(row, f"its name is longer than {LONGEST} characters")
    others = None if labels is None else other_names(name, labels)
    known = {other.casefold() for other in others or ()}
    slips = tuple(text for text in other_names(name, hidden) if text.casefold() not in known)
    return Named(
        row, key, name, others, hidden=slips, **{field: " ".join(text.split()) for field, text in more.items()}
    )


def other_names(name: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The labels that say something else than `name`, in any case, each once; what is too long for one is left out."""
    first: dict[str, str] = {}
    for label in labels:
        text = " ".join(label.split())
        if text and len(text) <= LONGEST and text.casefold() != name.casefold():
            first.setdefault(text.casefold(), text)
    return tuple(first.values())
