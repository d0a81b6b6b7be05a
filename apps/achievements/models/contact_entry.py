"""Which entries of the journal came of a contact with somebody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from apps.achievements.models.achievement import Achievement
from apps.people.models import Contact
from apps.users.ownership import OwnedModel, OwnedQuerySet


class ContactEntryQuerySet(OwnedQuerySet["ContactEntry"]):
    """What came of contacts."""


class ContactEntry(OwnedModel):
    """An entry that was made from a contact, so that help given to others is not lost; one of each."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="made", db_constraint=False)
    achievement = models.OneToOneField(
        Achievement, on_delete=models.CASCADE, related_name="came_of", db_constraint=False
    )

    objects: ClassVar[models.Manager[ContactEntry]] = ContactEntryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.achievement_id} of {self.contact_id}"
