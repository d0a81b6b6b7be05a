"""The list of accounts that were deleted, to be kept apart from the backups."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.users import deletions


class Command(BaseCommand):
    """`manage.py deleted_accounts --since 2026-11-01 --to FILE`."""

    help = "Write which accounts were deleted since a day, for bin/restore --deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", help="a day or moment, such as 2026-11-01; all of them where it is left out")
        parser.add_argument("--to", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            since = datetime.fromisoformat(options["since"]) if options["since"] else None
        except ValueError as error:
            raise CommandError(f"{options['since']} is no day: write it as 2026-11-01.") from error
        if since and since.tzinfo is None:
            since = since.replace(tzinfo=UTC)
        found = deletions.deleted_since(since)
        deletions.write(options["to"], found)
        self.stdout.write(f"{len(found)} deleted accounts in {options['to']}.")
