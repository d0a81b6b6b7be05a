"""The last step of bin/restore."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.reflections.restoring import settle
from apps.users import deletions


class Command(BaseCommand):
    """`manage.py settle_restored`; on a database that people use it would end their sessions and skip their e-mail."""

    help = "After a restore: expire what was due, end all sessions, delete again who had been deleted since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--deleted", type=Path, action="append", default=[], help="a list of deleted accounts")
        parser.add_argument("--clear-cache", action="store_true", help="also forget what the cache knows of sessions")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            gone = [deletion for file in options["deleted"] for deletion in deletions.read(file)]
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        done = settle(gone=gone, now=timezone.now())
        if options["clear_cache"]:
            caches["default"].clear()
        self.stdout.write(
            f"{done.deleted} deleted accounts deleted again; {done.expired} e-mails that were due expired and "
            f"{done.unknown} are unknown; {done.sessions} sessions ended."
        )
