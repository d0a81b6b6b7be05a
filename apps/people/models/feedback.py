"""What somebody said about the person’s work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.people.models.person import Person
from apps.users.ownership import OwnedModel, OwnedQuerySet


class FeedbackQuerySet(OwnedQuerySet["Feedback"]):
    """What people said; newest first is the model’s own order."""


class Feedback(OwnedModel):
    """Somebody’s words about the person’s work; they become proof of an entry of the journal in one step."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feedback", db_constraint=False)
    quote = models.TextField(_("what was said"), max_length=4000)
    said_on = models.DateField(_("when"), null=True, blank=True)
    may_show = models.BooleanField(_("they agreed that I show it"), default=False)

    objects: ClassVar[models.Manager[Feedback]] = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = [models.F("said_on").desc(nulls_last=True), "-id"]
        indexes = [models.Index(fields=["owner", "person"], name="people_feedback_of_one")]
        constraints = [models.CheckConstraint(condition=~Q(quote=""), name="people_feedback_said")]

    def __str__(self) -> str:
        return self.quote
