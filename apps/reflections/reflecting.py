"""A person’s answer to the question of a week, and its words as the search reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.achievements.models import Achievement
from apps.achievements.searching import searched
from apps.users.ownership import OwnedModel, OwnedQuerySet

if TYPE_CHECKING:
    from apps.reflections.models import Nudge


class ReflectionQuerySet(OwnedQuerySet["Reflection"]):
    """Answers, and questions that were let pass."""

    def told(self) -> Self:
        """Without what only the search reads."""
        return self.defer("words")

    def passed(self, nudge: Nudge | None, since: date) -> Self:
        """Questions let pass since that day: those of this e-mail, or of none."""
        return self.filter(is_skipped=True, nudge=nudge, answered_on__gte=since)


class Reflection(OwnedModel):
    """A person's answer to a week's question, or that they let it pass."""

    question = models.CharField(max_length=500)
    answer = models.TextField(_("your answer"), max_length=8000, blank=True)
    is_skipped = models.BooleanField(default=False)
    answered_on = models.DateField(default=timezone.localdate)
    nudge = models.ForeignKey(
        "reflections.Nudge",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reflections",
        db_constraint=False,
    )
    about = models.ForeignKey(
        Achievement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reflections",
        db_constraint=False,
    )
    entry = models.ForeignKey(  # the line of the journal that was made of the answer
        Achievement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
    )

    words = models.GeneratedField(  # what the full-text search reads; the answer counts more than the question
        expression=(
            searched("answer", weight="A")
            + searched("question", weight="B")
            + searched("answer", "question", weight="D", config="simple")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[models.Manager[Reflection]] = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_on", "-id"]
        indexes = [models.Index(fields=["owner", "-answered_on", "-id"], name="reflections_answers")]
        constraints = [
            models.CheckConstraint(condition=Q(is_skipped=True) | ~Q(answer=""), name="reflections_answered_or_skipped")
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Where it can be changed."""
        return reverse("reflections:edit", args=[self.pk])

    @property
    def is_line(self) -> bool:
        """Whether the answer is a line that the journal could take and has not taken yet."""
        longest = Achievement._meta.get_field("line").max_length or 0
        is_one = bool(self.answer) and "\n" not in self.answer and len(self.answer) <= longest
        return is_one and not self.is_skipped and self.entry_id is None
