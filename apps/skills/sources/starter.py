"""The list of everyday skills that careerplanner ships, in its own words. Pure."""

from collections.abc import Iterator
from pathlib import Path

from apps.skills.sources.records import Named, Refused, named
from apps.skills.sources.table import Table

FILE = Path(__file__).resolve().parent.parent / "data" / "starter.tsv"
COLUMNS = ("area", "name", "also")


def skills(table: Table) -> Iterator[Named | Refused]:
    """The skills, with their other names parted by semicolons; the name in small letters is the id."""
    for row, cells in table.rows:
        name = cells.get("name", "")
        also = cells.get("also", "").split(";")
        yield named(row, name.casefold(), name, also, kind=cells.get("area", ""))
