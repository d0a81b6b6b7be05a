"""What skills and occupations are commonly called: public lists, the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate, Lower
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a name of the catalogue comes from."""

    STARTER = "starter", _("careerplanner")
    ESCO = "esco", _("ESCO")
    ONET = "onet", _("O*NET")


class CatalogueSkillQuerySet(models.QuerySet["CatalogueSkill"]):
    """What skills are commonly called."""

    def named(self, names: Iterable[str]) -> dict[str, int]:
        """Ids by name in small letters: rather of those that are called so first, rather of everyday ones."""
        keys = {name.lower() for name in names}
        labels = CatalogueLabel.objects.alias(low=Lower("text")).filter(low__in=keys)
        best_last = labels.order_by("-is_hidden", "is_preferred", "is_everyday", "-skill_id")
        return {text.lower(): pk for text, pk in best_last.values_list("text", "skill_id")}


class CatalogueSkill(models.Model):
    """A skill that the catalogue offers; `key` is its id at the source, such as ESCO's conceptUri."""

    source = models.CharField(max_length=8, choices=Source)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, blank=True)  # as the source calls it: skill/competence, knowledge, …
    description = models.TextField(blank=True)

    objects: ClassVar[models.Manager[CatalogueSkill]] = CatalogueSkillQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key", "language"], name="skills_catalogue_once")]

    def __str__(self) -> str:
        return self.name


def in_order() -> Collate:
    """A label in small letters, ordered by their codes: then one index serves both “begins with” and the order."""
    return Collate(Lower("text"), "C")


class CatalogueLabel(models.Model):
    """One of the names under which a skill of the catalogue is found; what a search asks for stands here, too.

    A hidden one is a common slip or an old word: it leads to the skill and is never shown.
    """

    skill = models.ForeignKey(CatalogueSkill, on_delete=models.CASCADE, related_name="labels")
    text = models.CharField(max_length=300)
    is_preferred = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="en")  # the skill's: a join would cost more than the search
    is_everyday = models.BooleanField(default=False)  # of the shipped list; as above

    objects: ClassVar[models.Manager[CatalogueLabel]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skill", "text"], name="skills_label_once")]
        indexes = [
            GinIndex(OpClass(Lower("text"), name="gin_trgm_ops"), name="skills_label_similar"),
            GinIndex(
                OpClass(Lower("text"), name="gin_trgm_ops"),
                name="skills_everyday_similar",
                condition=Q(is_everyday=True),
            ),
            models.Index(in_order(), name="skills_label_begins"),
            models.Index(in_order(), name="skills_label_everyday", condition=Q(is_everyday=True)),
        ]

    def __str__(self) -> str:
        return self.text


class CatalogueWord(models.Model):
    """A word in small letters that occurs in labels: what was mistyped is looked up here, not in 100 000 labels.

    Those of hidden labels are left out: nothing is corrected into a slip.
    """

    language = models.CharField(max_length=8, default="en")
    text = models.CharField(max_length=60)

    objects: ClassVar[models.Manager[CatalogueWord]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="skills_word_once")]
        indexes = [GinIndex(OpClass("text", name="gin_trgm_ops"), name="skills_word_similar")]

    def __str__(self) -> str:
        return self.text


class Occupation(models.Model):
    """An occupation of the catalogue, with what it asks for in `needs`."""

    source = models.CharField(max_length=8, choices=Source)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key", "language"], name="skills_occupation_once")]

    def __str__(self) -> str:
        return self.title


class OccupationLabel(models.Model):
    """One of the titles under which an occupation is found."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="labels")
    text = models.CharField(max_length=300)
    is_preferred = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "text"], name="skills_occupation_label_once")]
        indexes = [
            GinIndex(OpClass(Lower("text"), name="gin_trgm_ops"), name="skills_title_similar"),
            models.Index(OpClass(Lower("text"), name="text_pattern_ops"), name="skills_title_begins"),
        ]

    def __str__(self) -> str:
        return self.text


class OccupationNeed(models.Model):
    """An occupation asks for a skill; `importance` from 1 to 5 where the source gives one (O*NET, scale IM)."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="needs")
    skill = models.ForeignKey(CatalogueSkill, on_delete=models.CASCADE, related_name="needed_by")
    is_essential = models.BooleanField(default=False)
    importance = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(5))],
    )

    objects: ClassVar[models.Manager[OccupationNeed]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="skills_need_once")]

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.skill_id}"
