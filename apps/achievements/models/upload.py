"""A file that is to be imported, kept from its preview until the person says yes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.users.ownership import OwnedModel, OwnedQuerySet


class UploadQuerySet(OwnedQuerySet["Upload"]):
    """Files to be imported."""


class Upload(OwnedModel):
    """What somebody sent to be imported; afterwards its bytes go and the report stays."""

    class Kind(models.TextChoices):
        JSON_RESUME = "json_resume", _("JSON Resume")
        LINKEDIN = "linkedin", _("LinkedIn export")
        ENTRIES = "entries", _("table of entries (CSV)")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(max_length=160, blank=True)
    contents = models.BinaryField(default=b"")
    report = models.JSONField(null=True, blank=True)  # row by row, once it is imported
    imported_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Upload]] = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(imported_at__isnull=True, report__isnull=True) | Q(imported_at__isnull=False, contents=b""),
                name="achievements_upload_kept_until_used",
            )
        ]

    def __str__(self) -> str:
        return self.name
