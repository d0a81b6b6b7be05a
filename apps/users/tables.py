"""Tables with named columns: which column holds which field, and how values are written in cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from apps.users.spreadsheet import Line, rows, unguarded


def plain(name: str) -> str:
    """A header without case, marks and doubled blanks."""
    return " ".join(re.sub(r"[\W_]+", " ", name).casefold().split())


def text_of(value: object) -> str:
    """A value as a table has it: plain numbers, ISO days and times, “yes” or nothing, line ends of one kind."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value).replace("\r\n", "\n")


@dataclass(frozen=True)
class Table:
    """A table as it was read: field → place of its column, the rows, and the headers that mean nothing."""

    fields: Mapping[str, int]
    lines: tuple[Line, ...]
    unread: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)  # field → what the file calls it

    def cells(self, line: Line) -> dict[str, str]:
        """The cells of a row by field, without what kept spreadsheets from running them; a short row is filled up."""
        return {
            name: unguarded(line.cells[place]) if place < len(line.cells) else "" for name, place in self.fields.items()
        }


def table(text: str, field_of: Callable[[str], str | None]) -> Table:
    """The table that a CSV text holds; `field_of` says which field a header means, of two with one the first counts."""
    lines = rows(text, knows=lambda name: field_of(unguarded(name)) is not None)
    if not lines or lines[0].trouble:
        return Table({}, (), ())
    places: dict[str, int] = {}
    unread: list[str] = []
    for place, name in enumerate(lines[0].cells):
        meant = field_of(unguarded(name))
        if meant is not None and meant not in places:
            places[meant] = place
        elif name.strip():
            unread.append(unguarded(name).strip())
    headers = {name: lines[0].cells[place].strip() for name, place in places.items()}
    return Table(places, tuple(lines[1:]), tuple(unread), headers)
