"""`manage.py load_starter_skills`: the shipped list of everyday skills into the catalogue."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.skills.cataloguing import bring_in, skills_of
from apps.skills.management.telling import told
from apps.skills.models import Source
from apps.skills.sources import starter
from apps.skills.sources.table import opened


class Command(BaseCommand):
    """Run by bin/start and after each upgrade; a second time changes nothing."""

    help = "Bring the shipped list of everyday skills into the catalogue."

    def handle(self, *args: Any, **options: Any) -> None:
        with opened(starter.FILE, tabs=True) as table:
            table.demand(starter.COLUMNS, "the list of skills that careerplanner ships")
            tally = bring_in(skills_of(Source.STARTER), starter.skills(table))
        for line in told(starter.FILE.name, tally):
            self.stdout.write(line)
