"""What a database has been through that this version does not know; asked by bin/restore."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.migrations.loader import MigrationLoader


class Command(BaseCommand):
    """Reads pairs of app and migration as JSON and prints those that are not here; no database is asked."""

    help = "Print which of these migrations this version does not know."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("migrations", help='as JSON: [["users", "0001_initial"], …]')

    def handle(self, *args: Any, **options: Any) -> None:
        loader = MigrationLoader(None, ignore_no_migrations=True)
        known = {*loader.disk_migrations, *(key for each in loader.disk_migrations.values() for key in each.replaces)}
        unknown = [pair for pair in json.loads(options["migrations"]) if tuple(pair) not in known]
        self.stdout.write(json.dumps(unknown))
