"""`manage.py import_onet`: the skills and occupations of the American list into the catalogue."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.skills.cataloguing import Tally, bring_in, bring_in_needs, bring_in_titles, occupations_of, skills_of
from apps.skills.management.telling import told
from apps.skills.models import Source
from apps.skills.sources import onet
from apps.skills.sources.table import Table, TableError, opened

SKILLS, OCCUPATIONS = skills_of(Source.ONET), occupations_of(Source.ONET)


class Command(BaseCommand):
    """Reads O*NET's text files; a second time changes nothing that they have not changed."""

    help = "Bring O*NET’s text files (skills, knowledge, technology, occupations and their titles) into the catalogue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the text files were unpacked to")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        found = [name for name in onet.COLUMNS if (folder / name).is_file()]
        if not found:
            raise CommandError(f"{folder} has none of O*NET’s files: {', '.join(onet.COLUMNS)}.")
        try:
            for name in found:
                for line in _read(folder / name):
                    self.stdout.write(line)
        except TableError as error:
            raise CommandError(str(error)) from error
        if missing := [name for name in onet.COLUMNS if name not in found]:
            self.stdout.write(f"Not there, and passed over: {', '.join(missing)}.")


def _read(path: Path) -> Iterator[str]:
    """Each file once for what it names; one that says which occupation needs it, once more for that."""
    name = path.name
    if name == onet.OCCUPATIONS:
        yield from told(name, _with(path, lambda table: bring_in(OCCUPATIONS, onet.occupations(table))))
    elif name == onet.TITLES:
        yield from told(name, _with(path, lambda table: bring_in_titles(OCCUPATIONS, onet.titles(table))))
    else:
        kind = onet.KINDS[name]
        yield from told(name, _with(path, lambda table: bring_in(SKILLS, onet.skills(table, kind), kind=kind)))
        asked = _with(path, lambda table: bring_in_needs(OCCUPATIONS, SKILLS, onet.needs(table, kind)))
        yield from told(f"{name}, by occupation", asked)


def _with(path: Path, read: Callable[[Table], Tally]) -> Tally:
    with opened(path, tabs=True) as table:
        table.demand(onet.COLUMNS[path.name], f"O*NET’s file {path.name}")
        return read(table)
