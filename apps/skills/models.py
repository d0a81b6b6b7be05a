"""Skills: the capabilities a person stacks, wherever they were shown."""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.users.ownership import OwnedModel


class Skill(OwnedModel):
    """One capability in the person's own words; it is proven by evidence, never by a level we invent."""

    name = models.CharField(_("skill"), max_length=120)

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
