"""The CSV files of ESCO, the European list of skills and occupations (esco.ec.europa.eu/en/use-esco/download). Pure."""

import re
from collections.abc import Iterator
from enum import IntEnum

from apps.skills.sources.records import Named, Need, Refused, named
from apps.skills.sources.table import Table, TableError

RELEASED = {"", "released"}


class Kind(IntEnum):
    """Which of the files it is, in the order in which they need each other."""

    SKILLS = 1
    OCCUPATIONS = 2
    NEEDS = 3


COLUMNS = {
    Kind.SKILLS: ("conceptUri", "skillType", "preferredLabel", "altLabels"),
    Kind.OCCUPATIONS: ("conceptUri", "iscoGroup", "preferredLabel", "altLabels"),
    Kind.NEEDS: ("occupationUri", "relationType", "skillUri"),
}
WHAT = {
    Kind.SKILLS: "ESCO’s file of skills",
    Kind.OCCUPATIONS: "ESCO’s file of occupations",
    Kind.NEEDS: "ESCO’s file of what occupations ask for",
}


def kind_of(table: Table) -> Kind:
    """Which file it is, by its columns: people rename files. Raises TableError where it is none of them."""
    for kind, columns in COLUMNS.items():
        if set(columns) <= set(table.columns):
            return kind
    nearest = max(COLUMNS, key=lambda kind: len(set(COLUMNS[kind]) & set(table.columns)))
    table.demand(COLUMNS[nearest], WHAT[nearest])
    raise TableError(f"{table.name} is none of ESCO’s files.")


def language_of(name: str) -> str:
    """The language that a file name ends with, as `de` in skills_de.csv; empty where it names none."""
    found = re.search(r"_([a-z]{2}(?:-[a-zA-Z]{2,4})?)\.csv$", name)
    return found[1] if found else ""


def concepts(table: Table) -> Iterator[Named | Refused]:
    """The skills or occupations of a file; what ESCO has withdrawn is left out."""
    for row, cells in table.rows:
        status = cells.get("status", "").strip()
        if len(cells) < len(table.columns):
            yield Refused(row, f"it has {len(cells)} cells instead of {len(table.columns)}")
        elif status not in RELEASED:
            yield Refused(row, f"its status is “{status[:40]}”, not “released”")
        else:
            yield named(
                row,
                cells["conceptUri"],
                cells["preferredLabel"],
                cells["altLabels"].splitlines(),
                hidden=cells.get("hiddenLabels", "").splitlines(),
                kind=cells.get("skillType", "")[:40],
                description=cells.get("description") or cells.get("definition", ""),
            )


def needs(table: Table) -> Iterator[Need | Refused]:
    """What occupations ask for: essential or optional, without a degree."""
    for row, cells in table.rows:
        relation = cells.get("relationType", "").strip()
        if relation not in {"essential", "optional"}:
            yield Refused(row, f"the relation “{relation[:40]}” is neither “essential” nor “optional”")
        elif not cells.get("skillUri", "").strip():
            yield Refused(row, "it names no skill")
        else:
            yield Need(row, cells["occupationUri"].strip(), cells["skillUri"].strip(), relation == "essential")
