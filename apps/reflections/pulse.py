"""What the machinery of the e-mail notes about itself; nobody's, and nothing anybody wrote."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class Pulse(models.Model):
    """A sign of life or a mark of the machinery, by its name."""

    BEAT = "beat"  # when the dispatcher last ran
    LATE = "late"  # since when e-mails are late; gone while they are not
    ZONES = "zones"  # which edition of the time zones the plans were worked out by

    name = models.CharField(max_length=10, primary_key=True)
    at = models.DateTimeField()
    said = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def note(name: str, at: datetime, said: str = "") -> None:
        """Keep the latest of this name, in one statement however many do it at once."""
        row = Pulse(name=name, at=at, said=said)
        Pulse.objects.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at", "said"])
