"""Who led to which offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models.opportunity import Opportunity
from apps.people.models import Person
from apps.users.ownership import OwnedModel, OwnedQuerySet


class ReferralQuerySet(OwnedQuerySet["Referral"]):
    """Who led to offers."""


def led_by() -> ArraySubquery:
    """Who led to each opportunity of a queryset, read along with it, in no query of its own."""
    found = Referral.objects.filter(owner=OuterRef("owner"), opportunity=OuterRef("pk")).order_by("pk")
    return ArraySubquery(
        found.values(json=JSONObject(pk="pk", person="person_id", name="person__name", how="how", note="note"))
    )


def told(led: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """What `led_by` gave of one opportunity, with what each did in words."""
    return [{**each, "told": str(Referral.How(each["how"]).label)} for each in led]


class Referral(OwnedModel):
    """Somebody told the person of an offer, recommended them for it, or opened the door."""

    class How(models.TextChoices):
        TOLD = "told", _("told me about it")
        RECOMMENDED = "recommended", _("recommended me")
        INTRODUCED = "introduced", _("introduced me to somebody there")
        ANSWERED = "answered", _("answered my questions about it")

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="referrals", db_constraint=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="referrals", db_constraint=False)
    how = models.CharField(_("what they did"), max_length=11, choices=How, default=How.TOLD)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects: ClassVar[models.Manager[Referral]] = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["owner", "opportunity"], name="opportunities_led_to"),
            models.Index(fields=["owner", "person"], name="opportunities_led_by"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"],
                name="opportunities_referral_once",
                violation_error_message=_("They are there already. Take them off first to say something else."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.opportunity_id}"
