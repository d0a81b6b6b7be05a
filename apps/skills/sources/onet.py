"""The text files of O*NET, the list of the US Department of Labor (onetcenter.org/database.html). Pure."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import groupby

from apps.skills.sources.records import Named, Need, Refused, Titles, named, other_names
from apps.skills.sources.table import Table

CODE = "O*NET-SOC Code"
OCCUPATIONS, TITLES = "Occupation Data.txt", "Alternate Titles.txt"
TECHNOLOGY = "technology"
KINDS = {"Skills.txt": "skill", "Knowledge.txt": "knowledge", "Technology Skills.txt": TECHNOLOGY}  # what rows name
COLUMNS = {
    OCCUPATIONS: (CODE, "Title", "Description"),
    TITLES: (CODE, "Alternate Title"),
    "Skills.txt": (CODE, "Element ID", "Element Name", "Scale ID", "Data Value"),
    "Knowledge.txt": (CODE, "Element ID", "Element Name", "Scale ID", "Data Value"),
    "Technology Skills.txt": (CODE, "Example", "Commodity Code", "Commodity Title"),
}
IMPORTANCE = "IM"  # the scale from 1 “not important” to 5 “extremely important”; LV, the level, is not kept
IMPORTANT = Decimal(3)  # “important” on that scale, which O*NET itself takes as the line


def occupations(table: Table) -> Iterator[Named | Refused]:
    """The occupations; their other titles are in a file of their own."""
    for row, cells in table.rows:
        yield named(row, cells.get(CODE, ""), cells.get("Title", ""), None, description=cells.get("Description") or "")


def titles(table: Table) -> Iterator[Titles | Refused]:
    """The other titles of each occupation, which stand below each other."""
    for code, rows in groupby(table.rows, key=lambda row: row[1].get(CODE, "").strip()):
        known = list(rows)
        first = known[0][0]
        if code:
            yield Titles(first, code, other_names("", (cells.get("Alternate Title", "") for _, cells in known)))
        else:
            yield Refused(first, "it names no occupation")


def skills(table: Table, kind: str) -> Iterator[Named | Refused]:
    """The skills, fields of knowledge or technologies, each once; a file has a row of each for every occupation."""
    name = _technology if kind == TECHNOLOGY else _element
    seen: set[str] = set()
    for row, cells in table.rows:
        record = name(row, cells, kind)
        if isinstance(record, Refused):
            yield record
        elif record.key not in seen:
            seen.add(record.key)
            yield record


def _element(row: int, cells: dict[str, str], kind: str) -> Named | Refused:
    return named(row, cells.get("Element ID", ""), cells.get("Element Name", ""), kind=kind)


def _technology(row: int, cells: dict[str, str], kind: str) -> Named | Refused:
    group = cells.get("Commodity Title", "")
    return named(row, technology_key(cells), cells.get("Example", ""), kind=kind, description=group)


def technology_key(cells: dict[str, str]) -> str:
    """O*NET gives technologies no id: the name is one, within the group's number."""
    name = " ".join(cells.get("Example", "").split())
    return f"{cells.get('Commodity Code', '').strip()} {name}" if name else ""


def needs(table: Table, kind: str) -> Iterator[Need | Refused | None]:
    """What occupations ask for: how important it is, or for technologies whether adverts ask for it.

    None for a row of the scale that is not kept.
    """
    read = _used if kind == TECHNOLOGY else _important
    yield from (read(row, cells) for row, cells in table.rows)


def _important(row: int, cells: dict[str, str]) -> Need | Refused | None:
    if cells.get("Scale ID", "").strip() != IMPORTANCE:
        return None
    if cells.get("Recommend Suppress", "").strip() == "Y":
        return Refused(row, "O*NET advises against using it: too few answers")
    return _weighed(row, cells)


def _weighed(row: int, cells: dict[str, str]) -> Need | Refused:
    text = cells.get("Data Value", "").strip()
    try:
        importance = Decimal(text)
    except InvalidOperation:
        return Refused(row, f"“{text[:40]}” is no number")
    if not importance.is_finite() or not 1 <= importance <= 5:
        return Refused(row, f"the importance {text[:40]} is not between 1 and 5")
    importance = round(importance, 2)
    occupation, skill = (cells.get(column, "").strip() for column in (CODE, "Element ID"))
    return Need(row, occupation, skill, importance >= IMPORTANT, importance)


def _used(row: int, cells: dict[str, str]) -> Need | Refused:
    key = technology_key(cells)
    if not key:
        return Refused(row, "it names no example")
    return Need(row, cells.get(CODE, "").strip(), key, cells.get("In Demand", "").strip() == "Y")
