"""Skills: the capabilities a person stacks, wherever they were shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, F, Max, Q, Value
from django.db.models.functions import Lower, StrIndex
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.skills.models.catalogue import CatalogueSkill
from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet


class SkillQuerySet(OwnedQuerySet["Skill"]):
    """The skills of a person; what proves them is read through the names `evidence` and `achievements`."""

    def called(self, owner: User, names: Iterable[str]) -> list[Skill]:
        """The skills of these names in any case, made where there are none; the database folds the case."""
        wanted = list(names)
        if not wanted:
            return []
        self.bulk_create([self.model(owner=owner, name=name) for name in wanted], ignore_conflicts=True)
        keys = [Lower(Value(name)) for name in wanted]
        return list(self.owned_by(owner).alias(key=Lower("name")).filter(key__in=keys))

    def with_evidence(self) -> Self:
        """Most evidence first, with entries counted by state, the titles of the roles, and when it was last shown."""
        return self.annotate(
            evidence_count=Count("evidence"),
            measured=_shown_as("measured"),
            qualitative=_shown_as("qualitative"),
            activities=_shown_as("activity"),
            duties=_shown_as("duty"),
            not_judged=_shown_as("not_judged"),
            role_titles=ArrayAgg(
                "evidence__achievement__role__title",
                distinct=True,
                filter=Q(evidence__achievement__role__isnull=False),
                default=Value([]),
            ),
            last_shown=Max("evidence__achievement__happened_on"),
        ).order_by("-evidence_count", Lower("name"))

    def suggested(self, typed: str, without: Iterable[str]) -> Self:
        """Those whose name contains what was typed, best first: early matches, then much evidence."""
        found = self.filter(name__icontains=typed) if typed else self
        taken = [Lower(Value(name)) for name in without]
        return (
            found.alias(key=Lower("name"), at=StrIndex(Lower("name"), Lower(Value(typed))), used=Count("evidence"))
            .exclude(key__in=taken)
            .order_by("at" if typed else F("used").desc(), "-used", "key")
        )


def _shown_as(*states: str) -> Count:
    at = "evidence__achievement__"
    chosen = Q(**{f"{at}state_chosen__in": states})
    return Count("evidence", filter=chosen | Q(**{f"{at}state_chosen": "", f"{at}state__in": states}))


class Skill(OwnedModel):
    """One capability in the person's own words; it is proven by evidence, never by a level we invent."""

    name = models.CharField(_("skill"), max_length=120)
    catalogue = models.ForeignKey(
        CatalogueSkill, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    stated_level = models.CharField(_("what you would say of yourself"), max_length=60, blank=True)
    is_bound = models.BooleanField(_("of use with one employer only, such as an in-house system"), default=False)

    objects: ClassVar[models.Manager[Skill]] = SkillQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="skills_skill_once",
                violation_error_message=_("You have a skill of this name already."),
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="skills_skill_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("skills:detail", args=[self.pk])
