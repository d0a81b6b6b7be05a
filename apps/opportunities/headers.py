"""The columns of offers in a table: what each is called, and how an offer is written in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity, Rating
from apps.opportunities.models.terms import TERMS
from apps.users import tables
from apps.users.tables import Table, plain, text_of

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


_BY_NAME = {plain(name): meant for meant, names in _ALSO.items() for name in names.split(",")}
_BY_NAME |= {plain(name): meant for meant, name in COLUMNS.items()} | {plain(meant): meant for meant in COLUMNS}


def field_of(name: str) -> str | None:
    """The field that a header means; None for one that means nothing here."""
    return _BY_NAME.get(plain(name)) if len(name) <= 80 else None


def written(offer: Opportunity, ratings: Sequence[Rating]) -> dict[str, str]:
    """An offer with its ratings as text, by field."""
    cells = {name: text_of(getattr(offer, name)) for name in FIELDS}
    by_factor: Mapping[str, Rating] = {rating.factor: rating for rating in ratings}
    for key in FACTORS:
        rating = by_factor.get(key)
        for part in RATED:
            cells[f"{key}-{part}"] = "" if rating is None else text_of(getattr(rating, part))
    return cells


def table(text: str) -> Table:
    """The table of offers that a CSV text holds; of two columns with one meaning the first counts."""
    return tables.table(text, field_of)
