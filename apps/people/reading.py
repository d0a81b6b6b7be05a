"""People in a file, whichever of the known kinds it is: each as plain words by the names of our fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from apps.people import columns
from apps.people.cards import VERSIONS, Card, cards
from apps.users.spreadsheet import Trouble as Unreadable
from apps.users.tables import Table

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(r"(?:([0-9]{1,2})[ .-]+)?([a-z]{3,9})\.?[ ,-]+([0-9]{4})", re.IGNORECASE)
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Format(StrEnum):
    """What kind of file it is."""

    OURS = "ours"
    LINKEDIN = "linkedin"
    CARDS = "cards"
    TABLE = "table"


class Why(StrEnum):
    """Why a row cannot be read, or only in part."""

    QUOTES = "quotes"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NO_NAME = "no_name"
    NOT_CLOSED = "not_closed"
    OLD_CARD = "old_card"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Read:
    """One person as the file has them: the line they begin on, what is said, and what is wrong.

    `source` names them at the place the file comes from; `troubles` cost the row, `notes` only a part of it.
    """

    number: int
    said: dict[str, str] = field(default_factory=dict)
    source: str = ""
    troubles: tuple[Why, ...] = ()
    notes: tuple[tuple[Why, str], ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """Everybody in a file, and the columns that mean nothing here."""

    format: Format
    people: tuple[Read, ...]
    unread: tuple[str, ...] = ()


def read(text: str) -> File | None:
    """The people of a text; None where it is neither a table with names nor cards."""
    if re.search(r"^[^\S\n]*BEGIN:VCARD", text[:100_000], re.IGNORECASE | re.MULTILINE):
        return File(Format.CARDS, tuple(map(_card, cards(text))))
    table, before = columns.table(text)
    if not table.fields.keys() & {"name", "first", "last"}:
        return None
    kind = Format.LINKEDIN if columns.is_linkedin(table) else Format.TABLE
    kind = Format.OURS if "id" in table.fields else kind
    return File(kind, tuple(_rows(table, before, kind)), table.unread)


# --- Tables -----------------------------------------------------------------------------------------------------


def _rows(table: Table, before: int, kind: Format) -> list[Read]:
    found = []
    for line in table.lines:
        if line.trouble:
            found.append(Read(line.number + before, troubles=(_UNREADABLE[line.trouble],)))
            continue
        cells = table.cells(line)
        together = " ".join(f"{cells.pop('first', '')} {cells.pop('last', '')}".split())
        cells["name"] = " ".join(cells.get("name", "").split()) or together
        found.append(_row(line.number + before, cells, keeps_empty=kind is Format.OURS))
    return found


_UNREADABLE = {
    Unreadable.QUOTES: Why.QUOTES,
    Unreadable.TOO_LONG: Why.TOO_LONG,
    Unreadable.TOO_MANY: Why.TOO_MANY,
}


def _row(number: int, cells: Mapping[str, str], *, keeps_empty: bool = False, source: str = "") -> Read:
    """A row of these words; what says nothing is left out, unless the file is ours and means it."""
    said = {name: text.strip() for name, text in cells.items() if keeps_empty or text.strip()}
    notes = []
    if said.get("met"):
        try:
            said["met"] = day(said["met"])
        except ValueError:
            notes.append((Why.DAY, said.pop("met")[:60]))
    if not said.get("name"):
        return Read(number, said, troubles=(Why.NO_NAME,))
    return Read(number, said, source or columns.source_of(said), notes=tuple(notes))


def day(text: str) -> str:
    """A day, month or year as 2019-03-05, 2019-03 or 2019; it is read like that or as 05 Mar 2019.

    Raises ValueError where it is none of these, or could mean two days, such as 3/5/19.
    """
    if exact := _PARTIAL.fullmatch(text.strip()):
        year, month, number = exact[1], exact[2], exact[3]
    elif (spoken := _WRITTEN.fullmatch(text.strip())) and spoken[2][:3].lower() in _MONTHS:
        year, month = spoken[3], f"{_MONTHS.index(spoken[2][:3].lower()) + 1:02}"
        number = f"{int(spoken[1]):02}" if spoken[1] else None
    else:
        raise ValueError("not a day")
    date(int(year), int(month or 1), int(number or 1))
    return "-".join(filter(None, (year, month, number)))


# --- Cards ------------------------------------------------------------------------------------------------------


def _card(card: Card) -> Read:
    troubles = []
    if not card.is_closed:
        troubles.append(Why.NOT_CLOSED)
    elif card.version not in VERSIONS:
        troubles.append(Why.OLD_CARD)
    if troubles:
        return Read(card.number, {"name": card.name[:160]}, troubles=tuple(troubles))
    emails, phones = card.texts("EMAIL"), [_number(text) for text in card.texts("TEL")]
    also = [*emails[1:], *phones[1:], *card.texts("URL")[1:]]
    notes = "\n".join(filter(None, (card.first("NOTE"), ", ".join(dict.fromkeys(also)))))
    cells = {
        "name": " ".join(card.name.split()),
        "organisation": card.organisation,
        "known_as": card.first("TITLE") or card.first("ROLE"),
        "kinds": ", ".join(filter(None, card.parts("CATEGORIES", ","))),
        "email": next(iter(emails), ""),
        "phone": next(iter(phones), ""),
        "link": card.first("URL"),
        "notes": notes,
    }
    uid = card.first("UID")
    own = uid.lower().removeprefix("urn:uuid:") if uid.lower().startswith("urn:uuid:") else ""
    return _row(card.number, cells | {"id": own}, source=f"card {uid}" if uid else "")


def _number(text: str) -> str:
    """A telephone number without the scheme that version 4.0 puts before it."""
    return text[4:].partition(";")[0] if text.lower().startswith("tel:") else text
