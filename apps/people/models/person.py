"""People whom the person knows through work, and how often they would like to be in touch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, DateField, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.people.rhythm import MOST_WEEKS
from apps.users import dates
from apps.users.addresses import address
from apps.users.dates import Precision
from apps.users.ownership import OwnedModel, OwnedQuerySet


class PersonQuerySet(OwnedQuerySet["Person"]):
    """People; what was done together is read through the name `contacts`."""

    def with_due(self) -> Self:
        """With the day of the last contact as `last_on`, and as `due_on` the day that `rhythm.due_on` gives."""
        since = Coalesce("last_on", "added_on", output_field=DateField())
        due = ExpressionWrapper(since + F("every_weeks") * 7, output_field=DateField())
        asked = Q(state=Person.State.IN_TOUCH, every_weeks__isnull=False)
        return self.annotate(
            last_on=_last_day(),
            due_on=Case(When(asked, then=Greatest(due, "not_before", output_field=DateField()))),
        )

    def due(self, today: date) -> Self:
        """Those with whom a word would be welcome by `today`, who have waited longest first."""
        asked = self.filter(state=Person.State.IN_TOUCH, every_weeks__isnull=False)  # before the contacts are looked at
        return asked.with_due().filter(due_on__lte=today).order_by("due_on", "pk")

    def briefly(self) -> Self:
        """Without what only the page of one person shows."""
        return self.defer("notes", "email", "phone", "link", "created_at", "updated_at")

    def nearest_first(self) -> Self:
        """Those to be in touch with next come first, then those who are never asked about, A to Z."""
        return self.with_due().order_by(F("due_on").asc(nulls_last=True), Lower("name"), "pk")

    def let_go(self) -> Self:
        """Those whom the person has let go."""
        return self.filter(state=Person.State.LET_GO)

    def kept(self) -> Self:
        """All whom they have not let go."""
        return self.exclude(state=Person.State.LET_GO)

    def called(self, typed: str) -> Self:
        """Those of whom name, organisation, the words about them or the notes contain what was typed."""
        said = ("name", "organisation", "known_as", "notes")
        found = Q()
        for name in said:
            found |= Q(**{f"{name}__icontains": typed})
        return self.filter(found)

    def named(self, name: str) -> Self:
        """Those of exactly this name in any case, who were met last first."""
        key = " ".join(name.split()).lower()
        found = self.alias(key=Lower("name"), last_on=Max("contacts__happened_on")).filter(key=key)
        return found.order_by(F("last_on").desc(nulls_last=True), "-pk")

    def to_pick_from(self) -> QuerySet[Person, tuple[UUID, str]]:
        """Ids and names of those who are not let go; who was written down last comes first."""
        return self.kept().order_by("-updated_at").values_list("pk", "name")

    def at(self, organisation: str) -> Self:
        """Those who are known from, or work at, an organisation of this name in any case."""
        return self.alias(there=Lower("organisation")).filter(there=organisation.strip().lower()).exclude(there="")


def _last_day() -> Subquery:
    """The day of the last contact, from the index alone; joined, all contacts would be read, and counting would read
    them again."""
    contacts = apps.get_model("people", "Contact").objects.filter(owner=OuterRef("owner"), person=OuterRef("pk"))
    return Subquery(contacts.order_by("-happened_on").values("happened_on")[:1])


class Person(OwnedModel):
    """Somebody the person knows: how, from where, and how often they would like to be in touch."""

    class Kind(models.TextChoices):
        MENTOR = "mentor", _("mentor")
        REFERRER = "referrer", _("recommends me")
        PEER = "peer", _("peer")
        MANAGER = "manager", pgettext_lazy("a person", "manager")
        MENTEE = "mentee", _("I teach them")
        SPONSOR = "sponsor", _("speaks up for me")

    class State(models.TextChoices):
        IN_TOUCH = "in_touch", _("in touch")
        PAUSED = "paused", _("paused")
        LET_GO = "let_go", _("let go")

    name = models.CharField(_("name"), max_length=120)
    known_as = models.CharField(_("how you know each other"), max_length=160, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=10, choices=Kind), verbose_name=_("what they are to you"), default=list, blank=True
    )
    met_on = models.DateField(_("since when"), null=True, blank=True)
    met_precision = models.CharField(max_length=5, choices=Precision, default=Precision.YEAR)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    notes = models.TextField(_("private notes"), max_length=4000, blank=True)
    every_weeks = models.PositiveSmallIntegerField(
        _("weeks between two contacts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)],
    )
    state = models.CharField(max_length=8, choices=State, default=State.IN_TOUCH, editable=False)
    added_on = models.DateField(default=timezone.localdate, editable=False)
    not_before = models.DateField(null=True, blank=True, editable=False)  # put off until then

    last_on: date | None  # where it was read with `with_due`
    due_on: date | None  # the same

    objects: ClassVar[models.Manager[Person]] = PersonQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "id"]
        indexes = [models.Index("owner", Lower("organisation"), name="people_person_at")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="people_person_named"),
            models.CheckConstraint(
                condition=Q(every_weeks__isnull=True) | Q(every_weeks__range=(1, MOST_WEEKS)),
                name="people_person_weeks",
            ),
            models.CheckConstraint(
                condition=Q(
                    kinds__contained_by=["mentor", "referrer", "peer", "manager", "mentee", "sponsor"],
                ),
                name="people_person_kinds",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("people:detail", self.pk)

    @property
    def kinds_told(self) -> list[str]:
        """What they are to the person, in words."""
        return told(self.kinds)

    @property
    def met(self) -> str:
        """Since when they know each other, as exactly as it is known; empty where it is not."""
        return dates.told(self.met_on, self.met_precision) if self.met_on else ""

    @property
    def is_asked_about(self) -> bool:
        """Whether they become due at all."""
        return self.state == Person.State.IN_TOUCH and self.every_weeks is not None


def told(kinds: Iterable[str]) -> list[str]:
    """These kinds in words, in the order in which they are offered."""
    return [str(label) for kind, label in Person.Kind.choices if kind in kinds]
