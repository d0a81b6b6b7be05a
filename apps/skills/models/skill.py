"""Skills: the capabilities a person stacks, wherever they were shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf, StrIndex
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from apps.skills.models.catalogue import CatalogueSkill
from apps.users.addresses import address
from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet

JUDGED = ("measured", "qualitative", "activity", "duty", "not_judged")  # states of an entry, the strongest first

NEAR, SHORT = 0.45, 3  # word similarity from which a name may be meant, and letters in which nothing is a slip


def _evidence() -> QuerySet[Any]:
    """Which entry shows which skill; the table lives in the room above, which is reached by its name here."""
    evidence: Any = Skill.evidence.rel.related_model
    found: QuerySet[Any] = evidence.objects.all()
    return found


def backed(skills: Iterable[UUID]) -> QuerySet[Any, tuple[UUID, int]]:
    """Which of these skills entries with proof show, and how many of those there are."""
    entries: Any = Skill.achievements.rel.related_model
    proofs = entries.proofs.rel.related_model.objects.order_by().values("achievement_id")
    shown = _evidence().filter(skill__in=list(skills), achievement__in=proofs).order_by()
    found: QuerySet[Any, tuple[UUID, int]] = shown.values_list("skill").annotate(n=Count("*"))
    return found


class SkillQuerySet(OwnedQuerySet["Skill"]):
    """The skills of a person; what proves them is read through the names `evidence` and `achievements`."""

    def called(self, owner: User, names: Iterable[str]) -> list[Skill]:
        """The skills of these names in any case, made where there are none; the database folds the case.

        New ones that bear a name of the catalogue are linked to what stands there.
        """
        wanted = list(names)
        if not wanted:
            return []
        keys = [Lower(Value(name)) for name in wanted]
        known = self.owned_by(owner).alias(key=Lower("name")).filter(key__in=keys)
        found = list(known)
        if len(found) < len(set(wanted)):
            listed = CatalogueSkill.objects.named(wanted)
            new = [self.model(owner=owner, name=name, catalogue_id=listed.get(name.lower())) for name in wanted]
            self.bulk_create(new, ignore_conflicts=True)
            found = list(known.all())
        return found

    def counted(self) -> Self:
        """With the number of journal entries that show each, as `entries`; counted for each rather than joined."""
        shown = _evidence().filter(skill=OuterRef("pk")).order_by().values("skill").annotate(n=Count("*"))
        return self.annotate(entries=Coalesce(Subquery(shown.values("n")), 0))

    def in_role(self, role: UUID) -> Self:
        """Those that an entry of this role shows."""
        return self.filter(pk__in=self.filter(achievements__role=role).order_by().values("pk"))

    def by(self, order: str) -> Self:
        """By evidence (most first), recency (last shown first) or name, each with its `entries`."""
        if order == "recent":  # counted in the same pass, or PostgreSQL would count anew for each entry
            found = self.annotate(entries=Count("evidence"), last=Max("evidence__achievement__happened_on"))
            return found.order_by(F("last").desc(nulls_last=True), Lower("name"))
        return self.counted().order_by(*([] if order == "name" else ["-entries"]), Lower("name"))

    def shown_by_role(self) -> QuerySet[Skill, Any]:
        """A row for each skill and role it was shown in: entries by state, and the first and the last day.

        The person’s own word counts where they overruled the coach.
        """
        at = "evidence__achievement__"
        state = Coalesce(NullIf(F(f"{at}state_chosen"), Value("")), F(f"{at}state"))
        found: QuerySet[Skill, Any] = (
            self.filter(evidence__isnull=False)
            .order_by()
            .values("pk", f"{at}role")
            .annotate(
                **{name: Count("pk", filter=Exact(state, Value(name))) for name in JUDGED},
                first=Min(f"{at}happened_on"),
                last=Max(f"{at}happened_on"),
            )
            .values_list("pk", f"{at}role", *JUDGED, "first", "last")
        )
        return found

    def shown_with(self, skill: UUID) -> Self:
        """Those that stand in the same entries as `skill`, with their number as `together`, most first."""
        found = self.filter(achievements__evidence__skill=skill).exclude(pk=skill)
        return found.annotate(together=Count("pk")).order_by("-together", Lower("name"))

    def suggested(self, typed: str, without: Iterable[str]) -> Self:
        """Those whose name contains what was typed or nearly does, best first: early matches, then much evidence."""
        found = self.filter(name__icontains=typed) if typed else self
        if len(typed) > SHORT:
            near = self.alias(near=TrigramWordSimilarity(typed, "name"))
            found = near.filter(Q(name__icontains=typed) | Q(near__gte=NEAR))
        key = Lower("name")
        at = NullIf(StrIndex(key, Lower(Value(typed))), Value(0))
        taken = [Lower(Value(name)) for name in without]
        free = found.alias(key=key, at=at, used=Count("evidence")).exclude(key__in=taken)
        return free.order_by(F("at").asc(nulls_last=True) if typed else F("used").desc(), "-used", "key")


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
        return address("skills:detail", self.pk)
