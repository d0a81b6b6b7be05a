"""What happened between two people, and what was promised."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.people.models.person import Person
from apps.people.rhythm import A_WHILE, promise_due
from apps.users import dates
from apps.users.dates import Precision
from apps.users.ownership import OwnedModel, OwnedQuerySet


class ContactQuerySet(OwnedQuerySet["Contact"]):
    """What happened; newest first is the model’s own order."""

    def last_of(self, people: Iterable[UUID]) -> dict[UUID, Contact]:
        """The last contact with each of these people, in one query."""
        newest = self.filter(person__in=people).order_by("person_id", "-happened_on", "-pk").distinct("person_id")
        return {contact.person_id: contact for contact in newest}


class Contact(OwnedModel):
    """A talk, help, an introduction: what happened with somebody, and when."""

    class Kind(models.TextChoices):
        TALKED = "talked", _("we talked")
        ASKED = "asked", _("I asked for feedback")
        WAS_HELPED = "was_helped", _("they helped me")
        HELPED = "helped", _("I helped them")
        INTRODUCED = "introduced", _("an introduction was made")
        ACROSS_TEAMS = "across", _("we worked across teams")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts", db_constraint=False)
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind, default=Kind.TALKED)
    happened_on = models.DateField(_("when"), default=timezone.localdate)  # of a month or year the last day it can be
    happened_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    note = models.TextField(_("what it was about"), max_length=2000, blank=True)

    objects: ClassVar[models.Manager[Contact]] = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-id"]
        indexes = [models.Index("owner", "person", F("happened_on").desc(), name="people_contact_of_one")]

    def __str__(self) -> str:
        return self.note or str(self.get_kind_display())

    @property
    def when(self) -> str:
        """When it was, as exactly as it is known."""
        return dates.told(self.happened_on, self.happened_precision)


class PromiseQuerySet(OwnedQuerySet["Promise"]):
    """What was promised."""

    def mine(self) -> Self:
        """What the person promised."""
        return self.filter(by=Promise.By.ME)

    def open(self) -> Self:
        """What is neither kept nor dropped yet."""
        return self.filter(outcome="")

    def with_due(self) -> Self:
        """With the day from which each is asked about (`rhythm.promise_due`) as `asked_on`; soonest first."""
        made = ExpressionWrapper(F("contact__happened_on") + A_WHILE.days, output_field=DateField())
        return self.annotate(asked_on=Coalesce("until", made, output_field=DateField())).order_by("asked_on", "pk")

    def asked_by(self, day: date) -> Self:
        """Those that are asked about by that day, soonest first."""
        return self.with_due().filter(asked_on__lte=day)


class Promise(OwnedModel):
    """What one of two people promised the other, until when, and whether it was kept."""

    class By(models.TextChoices):
        ME = "me", _("I promised")
        THEM = "them", _("they promised")

    class Outcome(models.TextChoices):
        KEPT = "kept", _("kept")
        DROPPED = "dropped", _("let go")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="promises", db_constraint=False)
    by = models.CharField(max_length=4, choices=By)
    text = models.CharField(_("what was promised"), max_length=300)
    until = models.DateField(_("until"), null=True, blank=True)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Promise]] = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["by", "id"]
        indexes = [
            models.Index(fields=["owner", "contact"], name="people_promise_of_one"),
            models.Index(fields=["owner", "by", "until"], condition=Q(outcome=""), name="people_promise_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["contact", "by"], name="people_promise_one_each"),
            models.CheckConstraint(condition=~Q(text=""), name="people_promise_said"),
            models.CheckConstraint(
                condition=Q(outcome="", closed_on__isnull=True) | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="people_promise_closed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether it is neither kept nor dropped yet."""
        return not self.outcome

    @property
    def is_due(self) -> bool:
        """Whether it is to be asked about by today."""
        made: date = self.contact.happened_on
        return self.is_open and promise_due(until=self.until, made=made) <= timezone.localdate()
