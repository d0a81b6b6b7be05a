"""`manage.py demo`: three worked people to look around with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.reflections.demo import PEOPLE
from apps.reflections.demo.making import make_person


class Command(BaseCommand):
    """Makes the demo people, or gives those there are a new password, and prints how to log in."""

    help = "Make three worked people (retail, IT support, moving into management) and print their passwords."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--here", action="store_true", help="also where the site is served over https")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HTTPS and not options["here"]:
            raise CommandError(
                f"{settings.SITE_URL} looks like a site that people use. To make demo people there all the same, "
                "run it with --here."
            )
        self.stdout.write(f"Log in at {settings.SITE_URL}/accounts/login/ as\n\n")
        for person in PEOPLE:
            user, password, is_new = make_person(person=person)
            self.stdout.write(f"  {user.email:<24} {password:<32} {person.about}\n")
            if not is_new:
                self.stdout.write("    (was here already: only the password is new)\n")
