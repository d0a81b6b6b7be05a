"""The columns of people in a table, as we write them and as others call them; and LinkedIn’s connections."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apps.users import tables
from apps.users.tables import Table, plain

# Field of a person → name of its column.
COLUMNS = {
    "id": "id",
    "name": "name",
    "known_as": "how you know each other",
    "organisation": "organisation",
    "kinds": "what they are to you",
    "met": "since",
    "email": "e-mail",
    "phone": "phone",
    "link": "link",
    "every_weeks": "weeks between two contacts",
    "state": "state",
    "added_on": "added",
    "not_before": "not before",
    "notes": "notes",
}
# Other names that people and programs give to these columns.
_ALSO = {
    "name": "full name, display name, person, contact, who",
    "first": "first name, given name, forename",
    "last": "last name, family name, surname",
    "known_as": "position, role, job title, title, occupation, known as",
    "organisation": "company, organization, employer, organization name, organisation name, firm",
    "kinds": "kinds, kind, relationship, groups",
    "met": "connected on, since when, met, met on, known since",
    "email": "email address, email, e mail address, mail, e mail 1 value",
    "phone": "phone number, mobile, mobile phone, telephone, phone 1 value",
    "link": "url, profile url, website, profile, linkedin",
    "every_weeks": "every weeks, weeks",
    "notes": "note, private notes, comments",
}
_BY_NAME = {plain(name): meant for meant, names in _ALSO.items() for name in names.split(",")}
_BY_NAME |= {plain(name): meant for meant, name in COLUMNS.items()} | {plain(meant): meant for meant in COLUMNS}
_LINKEDIN = {"first name", "last name", "connected on"}
_NOTES = 40  # lines that may stand before the header
_FROM_ORIGIN = re.compile(r"https?://(?:[a-z]{2,3}\.)?linkedin\.com/in/([^/?#]+)", re.IGNORECASE)


def field_of(name: str) -> str | None:
    """The field that a header means; None for one that means nothing here."""
    return _BY_NAME.get(plain(name)) if len(name) <= 80 else None


def table(text: str) -> tuple[Table, int]:
    """The table of a CSV text from its header on, and how many lines stand before it: LinkedIn puts notes there."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    for number, line in enumerate(lines[:_NOTES]):
        if _names(line) >= _LINKEDIN:
            return tables.table("".join(lines[number:]), field_of), number
    return tables.table(text, field_of), 0


def is_linkedin(found: Table) -> bool:
    """Whether a table has the columns of LinkedIn’s connections."""
    return {"first", "last", "met"} <= set(found.fields)


def _names(line: str) -> set[str]:
    return {plain(name) for mark in ",;\t" for name in line[:4_000].split(mark)}


def source_of(said: Mapping[str, str]) -> str:
    """What names the person at the place the row comes from, whatever else changes there; empty where nothing does."""
    profile = _FROM_ORIGIN.match(said.get("link", ""))
    return f"linkedin {profile[1].casefold()}" if profile else ""
