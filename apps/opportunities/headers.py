"""The columns of offers in a table: what each is called, and how an offer is written in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity, Rating
from apps.opportunities.models.terms import TERMS
from apps.opportunities.spreadsheet import Line, rows, unguarded

# Field of the offer → name of its column.
FIELDS = {
    "id": "id",
    "title": "title",
    "organisation": "organisation",
    "place": "place",
    "link": "link",
    "is_present_job": "present job",
    "deadline": "deadline",
    "pay_amount": "pay",
    "pay_period": "pay period",
    "pay_currency": "currency",
    "hours_per_week": "hours a week",
    **{name: name.replace("_", " ") for name in TERMS},
    "outcome": "outcome",
    "archived_at": "archived",
    "notes": "notes",
}
RATED = ("value", "known_by", "note", "asked_on")
RATINGS = {f"{key}-{part}": f"rating {key} {part.replace('_', ' ')}" for key in FACTORS for part in RATED}
COLUMNS = FIELDS | RATINGS

# Other names that people and programs give to these columns.
_ALSO = {
    "title": "job title, role, position, job, vacancy, post",
    "organisation": "organization, company, employer, company name, firm, business",
    "place": "location, city, town, where, workplace",
    "link": "url, website, web address, job url, job link, advert",
    "is_present_job": "is present job, current job, my job now",
    "deadline": "answer by, apply by, closing date, due, due date, application deadline, closes",
    "pay_amount": "pay amount, salary, wage, wages, rate, compensation, pay rate",
    "pay_period": "period, per, salary period, pay per, salary per",
    "pay_currency": "pay currency, salary currency, ccy",
    "hours_per_week": "hours per week, hours, weekly hours, paid hours a week",
    "archived_at": "archived at, archived on",
    "notes": "note, comments, comment, remarks, description",
}


def plain(name: str) -> str:
    """A header without case, marks and doubled blanks."""
    return " ".join(re.sub(r"[\W_]+", " ", name).casefold().split())


_BY_NAME = {plain(name): meant for meant, names in _ALSO.items() for name in names.split(",")}
_BY_NAME |= {plain(name): meant for meant, name in COLUMNS.items()} | {plain(meant): meant for meant in COLUMNS}


def field_of(name: str) -> str | None:
    """The field that a header means; None for one that means nothing here."""
    return _BY_NAME.get(plain(name)) if len(name) <= 80 else None


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


def written(offer: Opportunity, ratings: Sequence[Rating]) -> dict[str, str]:
    """An offer with its ratings as text, by field."""
    cells = {name: text_of(getattr(offer, name)) for name in FIELDS}
    by_factor: Mapping[str, Rating] = {rating.factor: rating for rating in ratings}
    for key in FACTORS:
        rating = by_factor.get(key)
        for part in RATED:
            cells[f"{key}-{part}"] = "" if rating is None else text_of(getattr(rating, part))
    return cells


@dataclass(frozen=True)
class Table:
    """A table of offers as it was read: field → place of its column, the rows, and the headers that mean nothing."""

    fields: Mapping[str, int]
    lines: tuple[Line, ...]
    unread: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)  # field → what the file calls it

    def cells(self, line: Line) -> dict[str, str]:
        """The cells of a row by field, without what kept spreadsheets from running them; a short row is filled up."""
        return {
            name: unguarded(line.cells[place]) if place < len(line.cells) else "" for name, place in self.fields.items()
        }


def table(text: str) -> Table:
    """The table that a CSV text holds; of two columns with one meaning the first counts."""
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
