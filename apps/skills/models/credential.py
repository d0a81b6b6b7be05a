"""Certificates, licences and degrees, and until when they hold."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.skills.models.skill import Skill
from apps.users import dates
from apps.users.addresses import address
from apps.users.dates import Precision
from apps.users.ownership import OwnedModel, OwnedQuerySet


class CredentialQuerySet(OwnedQuerySet["Credential"]):
    """What people were given by somebody who checked."""

    def in_force_first(self, today: date) -> Self:
        """Those that end soonest first, then those that hold for good, then those that have ended."""
        ended = Case(When(expires_on__lt=today, then=Value(1)), default=Value(0), output_field=models.IntegerField())
        return self.order_by(ended, F("expires_on").asc(nulls_last=True), Lower("name"), "id")

    def expiring(self, until: date) -> Self:
        """Those that end on or before `until`, soonest first; ended ones among them."""
        return self.filter(expires_on__lte=until).order_by("expires_on", "id")


class Credential(OwnedModel):
    """A certificate, licence or degree: who issued it, when, and until when it holds."""

    name = models.CharField(_("what it is called"), max_length=160)
    issuer = models.CharField(_("who issued it"), max_length=160, blank=True)
    issued_on = models.DateField(_("issued"), null=True, blank=True)
    issued_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    expires_on = models.DateField(_("holds until"), null=True, blank=True)
    expires_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    identifier = models.CharField(_("number"), max_length=120, blank=True)
    url = models.URLField(_("link to check it"), max_length=1000, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    skills = models.ManyToManyField(Skill, through="CredentialSkill", related_name="credentials", blank=True)

    objects: ClassVar[models.Manager[Credential]] = CredentialQuerySet.as_manager()

    class Meta:
        ordering = [F("expires_on").asc(nulls_last=True), Lower("name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="skills_credential_named"),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="skills_credential_ends_after_start",
                violation_error_message=_("It ends before it was issued: check both years."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("skills:credential", self.pk)

    @property
    def has_expired(self) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def issued(self) -> str:
        """When it was issued, as exactly as it is known; empty where it is not."""
        return dates.told(self.issued_on, self.issued_precision) if self.issued_on else ""

    @property
    def expires(self) -> str:
        """Until when it holds, as exactly as it is known; empty where it holds for good."""
        return dates.told(self.expires_on, self.expires_precision) if self.expires_on else ""


class CredentialSkillQuerySet(OwnedQuerySet["CredentialSkill"]):
    """Which credentials vouch for which skills."""

    def in_force(self, today: date) -> Self:
        """By those that hold for good, or at least until today."""
        return self.filter(Q(credential__expires_on__isnull=True) | Q(credential__expires_on__gte=today))


class CredentialSkill(OwnedModel):
    """A credential vouches for a skill."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="vouches", db_constraint=False)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="vouched", db_constraint=False)

    objects: ClassVar[models.Manager[CredentialSkill]] = CredentialSkillQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["credential", "skill"], name="skills_vouched_once")]

    def __str__(self) -> str:
        return f"{self.skill_id} by {self.credential_id}"
