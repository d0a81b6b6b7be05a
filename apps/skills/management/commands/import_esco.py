"""`manage.py import_esco`: the skills and occupations of the European list into the catalogue."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.skills.cataloguing import Tally, bring_in, bring_in_needs, occupations_of, skills_of
from apps.skills.management.telling import told
from apps.skills.models import Source
from apps.skills.sources import esco
from apps.skills.sources.esco import Kind
from apps.skills.sources.table import Table, TableError, opened


class Command(BaseCommand):
    """Reads ESCO's CSV files; a second time changes nothing that they have not changed."""

    help = "Bring ESCO’s CSV files (skills, occupations, what occupations ask for) into the catalogue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a CSV file, or a folder with some")
        parser.add_argument("--language", default="", help="such as de; otherwise the file name says it: skills_de.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for kind, path in sorted((_kind(path), path) for path in _files(options["paths"])):
                language = options["language"] or esco.language_of(path.name) or "en"
                with opened(path) as table:
                    for line in told(path.name, _bring_in(kind, table, language)):
                        self.stdout.write(line)
        except TableError as error:
            raise CommandError(str(error)) from error


def _files(paths: list[Path]) -> list[Path]:
    files = [file for path in paths for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])]
    if not files:
        raise TableError("There is no CSV file there. ESCO’s are called skills_en.csv and the like.")
    return files


def _kind(path: Path) -> Kind:
    with opened(path) as table:
        return esco.kind_of(table)


def _bring_in(kind: Kind, table: Table, language: str) -> Tally:
    skills, occupations = skills_of(Source.ESCO, language), occupations_of(Source.ESCO, language)
    if kind is Kind.NEEDS:
        return bring_in_needs(occupations, skills, esco.needs(table))
    return bring_in(skills if kind is Kind.SKILLS else occupations, esco.concepts(table))
