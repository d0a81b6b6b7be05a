"""What a person means to learn in a role."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models.role import Role
from apps.users.ownership import OwnedModel, OwnedQuerySet


class LearningStepQuerySet(OwnedQuerySet["LearningStep"]):
    """What people mean to learn."""

    def open(self) -> Self:
        """Those not done yet."""
        return self.filter(done_on__isnull=True)


class LearningStep(OwnedModel):
    """One thing the person means to learn in a role, with the day they want to have it by."""

    role = models.ForeignKey(
        Role,
        on_delete=models.CASCADE,
        related_name="learning_steps",
        db_constraint=False,  # the composite same-owner constraint stands in its place
    )
    text = models.CharField(_("what you want to learn"), max_length=300)
    by = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[LearningStep]] = LearningStepQuerySet.as_manager()

    class Meta:
        ordering = [F("by").asc(nulls_last=True), "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="achievements_step_said")]

    def __str__(self) -> str:
        return self.text

    def tick(self, *, done: bool) -> None:
        """Tick it off today, or take the tick back; a tick that is there keeps its day."""
        if done != (self.done_on is not None):
            self.done_on = timezone.localdate() if done else None
            self.revision += 1
            self.save(update_fields=["done_on", "revision", "updated_at"])
