"""So that nothing that was typed is lost: earlier versions of entries, and drafts of what is not saved yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from apps.achievements.models.achievement import Achievement
from apps.users.ownership import OwnedModel, OwnedQuerySet


class PastVersionQuerySet(OwnedQuerySet["PastVersion"]):
    """Entries as they were."""


class PastVersion(OwnedModel):
    """An entry as it was before a change; `contents` holds its fields by name."""

    achievement = models.ForeignKey(
        Achievement, on_delete=models.CASCADE, related_name="past_versions", db_constraint=False
    )
    of_revision = models.PositiveIntegerField()
    contents = models.JSONField()
    batch = models.UUIDField(null=True, editable=False)  # of the change to several entries that can be undone

    objects: ClassVar[models.Manager[PastVersion]] = PastVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-of_revision"]
        constraints = [
            models.UniqueConstraint(fields=["achievement", "of_revision"], name="achievements_past_version_once")
        ]
        indexes = [
            models.Index(fields=["owner", "batch"], name="achievements_past_batch", condition=Q(batch__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.achievement_id} {self.of_revision}"


class DraftQuerySet(OwnedQuerySet["Draft"]):
    """What is not saved yet."""


class Draft(OwnedModel):
    """What stands in a form and is not saved yet; `place` says in which form."""

    place = models.CharField(max_length=60)
    contents = models.JSONField()

    objects: ClassVar[models.Manager[Draft]] = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "place"], name="achievements_draft_once"),
            models.CheckConstraint(condition=~Q(place=""), name="achievements_draft_placed"),
        ]

    def __str__(self) -> str:
        return self.place
