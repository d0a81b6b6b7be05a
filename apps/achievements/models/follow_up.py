"""Whether a measured outcome lasted: asked 90 days later."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.achievements.models.achievement import Achievement
from apps.users.ownership import OwnedModel, OwnedQuerySet


class FollowUpQuerySet(OwnedQuerySet["FollowUp"]):
    """Answers to whether outcomes lasted."""


class FollowUp(OwnedModel):
    """What the person said when asked whether an outcome lasted.

    Without an answer it says when to ask again; with neither, never.
    """

    class Answer(models.TextChoices):
        LASTED = "lasted", _("it lasted")
        PARTLY = "partly", _("partly")
        FADED = "faded", _("it did not last")
        UNKNOWN = "unknown", _("I cannot tell")

    achievement = models.OneToOneField(
        Achievement, on_delete=models.CASCADE, related_name="follow_up", db_constraint=False
    )
    answer = models.CharField(_("did it last?"), max_length=8, choices=Answer, blank=True)
    note = models.TextField(_("how it is now"), max_length=2000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    ask_after = models.DateField(null=True, blank=True)  # put off until then; None without an answer: never

    objects: ClassVar[models.Manager[FollowUp]] = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False, ask_after__isnull=True)),
                name="achievements_follow_up_answered_or_put_off",
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()
