"""What an offer would teach: skills by name, which the person may not have yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models.opportunity import Opportunity
from apps.users.ownership import OwnedModel, OwnedQuerySet


class OfferSkillQuerySet(OwnedQuerySet["OfferSkill"]):
    """What offers would teach."""


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
