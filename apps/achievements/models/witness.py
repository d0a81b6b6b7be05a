"""A person who is asked, by a link, whether one line is true."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models.achievement import Achievement
from apps.users.ownership import OwnedModel, OwnedQuerySet
from apps.users.secret_links import SecretLink


class WitnessQuerySet(OwnedQuerySet["Witness"]):
    """People asked to confirm a line."""

    def open(self) -> Self:
        """Those whose link still works and who have not answered."""
        return self.filter(revoked_at__isnull=True, answered_at__isnull=True, expires_at__gt=timezone.now())


class Witness(SecretLink, OwnedModel):
    """Somebody named by the owner, who sees one line behind a secret link and confirms it or comments on it."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed it")
        COMMENTED = "commented", _("commented")
        DECLINED = "declined", _("would rather not say")

    achievement = models.ForeignKey(
        Achievement, on_delete=models.CASCADE, related_name="witnesses", db_constraint=False
    )
    name = models.CharField(_("who saw it"), max_length=120)
    relation = models.CharField(_("how they know your work"), max_length=160, blank=True)
    line = models.CharField(_("the line they see"), max_length=500)  # as it stood when the link was made
    message = models.CharField(_("a word from you"), max_length=500, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, editable=False)
    comment = models.TextField(max_length=2000, blank=True)
    may_show = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Witness]] = WitnessQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "achievement"], name="achievements_witness_of_one")]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(line=""), name="achievements_witness_of_a_line"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="achievements_witness_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether an answer can still come: the link works, and nobody has answered."""
        return self.works and self.answered_at is None

    @property
    def is_acceptable(self) -> bool:
        """Whether what was answered can stand as proof."""
        return self.answer in {Witness.Answer.CONFIRMED, Witness.Answer.COMMENTED}
