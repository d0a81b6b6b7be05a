"""What an offer would teach: skills by name, which the person may not have yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models.opportunity import Opportunity
from apps.users.ownership import OwnedModel, OwnedQuerySet


class OfferSkillQuerySet(OwnedQuerySet["OfferSkill"]):
    """What offers would teach."""

    def rewrite(self, opportunity: Opportunity, names: Iterable[str]) -> None:
        """Let `opportunity` teach these names and no others; one that stays keeps how it was written first."""
        wanted = list(names)
        kept = self.filter(owner_id=opportunity.owner_id, opportunity=opportunity).alias(key=Lower("name"))
        kept.exclude(key__in=[Lower(Value(name)) for name in wanted]).delete()
        self.bulk_create(
            [self.model(owner_id=opportunity.owner_id, opportunity=opportunity, name=name) for name in wanted],
            ignore_conflicts=True,
        )


def taught() -> ArraySubquery:
    """What each opportunity of a queryset would teach, by name: read along with it, in no query of its own."""
    names = OfferSkill.objects.filter(opportunity=OuterRef("pk")).order_by(Lower("name")).values("name")
    return ArraySubquery(names)


class OfferSkill(OwnedModel):
    """A skill that an offer would build, in the person's words."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="builds", db_constraint=False)
    name = models.CharField(_("skill"), max_length=120)

    objects: ClassVar[models.Manager[OfferSkill]] = OfferSkillQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint("opportunity", Lower("name"), name="opportunities_builds_once"),
            models.CheckConstraint(condition=~Q(name=""), name="opportunities_builds_named"),
        ]

    def __str__(self) -> str:
        return self.name
