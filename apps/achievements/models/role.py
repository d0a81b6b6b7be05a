"""The timeline: the roles a person had, and the bodies they belonged to."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.users import dates
from apps.users.addresses import address
from apps.users.dates import Precision
from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet


class OrganisationQuerySet(OwnedQuerySet["Organisation"]):
    """The bodies that a person's roles belonged to."""

    def called(self, owner: User, name: str) -> Organisation:
        """The organisation of this name in any case, made where there is none."""
        self.bulk_create([self.model(owner=owner, name=name)], ignore_conflicts=True)
        return self.owned_by(owner).alias(key=Lower("name")).get(key=Lower(Value(name)))

    def unused(self) -> Self:
        """Those that no role belongs to any more."""
        return self.filter(roles__isnull=True)


class Organisation(OwnedModel):
    """An employer, client, school or any other body that roles belonged to."""

    name = models.CharField(_("organisation"), max_length=160)

    objects: ClassVar[models.Manager[Organisation]] = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="achievements_organisation_once"),
            models.CheckConstraint(condition=~Q(name=""), name="achievements_organisation_named"),
        ]

    def __str__(self) -> str:
        return self.name


class RoleQuerySet(OwnedQuerySet["Role"]):
    """The stretches of a timeline."""

    def told(self) -> Self:
        """With their organisations, as every page and choice names them."""
        return self.select_related("organisation")

    def with_entries(self) -> Self:
        """With the number of journal entries of each, as `entries`; newest first, which counting would lose."""
        return self.annotate(entries=Count("achievements")).order_by("-started_on", "-id")


class Role(OwnedModel):
    """A stretch of the timeline: a job, a promotion, care, study, illness; nothing is called a gap."""

    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("Employment")
        SELF_EMPLOYMENT = "self_employment", _("Self-employment")
        CAREGIVING = "caregiving", _("Care for family")
        STUDY = "study", _("Study or training")
        VOLUNTEERING = "volunteering", _("Volunteering")
        HEALTH = "health", _("Health")
        SABBATICAL = "sabbatical", _("Sabbatical")
        JOB_SEARCH = "job_search", _("Looking for work")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.EMPLOYMENT)
    title = models.CharField(pgettext_lazy("of a role", "title"), max_length=160)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        db_constraint=False,  # the composite same-owner constraint stands in its place
        verbose_name=_("organisation"),
    )
    place = models.CharField(_("place"), max_length=160, blank=True)
    started_on = models.DateField(_("from"))
    started_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    ended_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    is_promotion = models.BooleanField(_("this was a promotion"), default=False)
    summary = models.TextField(_("what it was about"), max_length=2000, blank=True)

    objects: ClassVar[models.Manager[Role]] = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-id"]
        indexes = [models.Index(fields=["owner", "-started_on"], name="achievements_role_recent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="achievements_role_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="achievements_role_titled"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    def get_absolute_url(self) -> str:
        return address("achievements:role_detail", self.pk)

    @property
    def is_care(self) -> bool:
        """Whether it was care for family: nobody is led there, and much is at stake."""
        return self.kind == self.Kind.CAREGIVING

    @property
    def is_current(self) -> bool:
        """Whether the role goes on today."""
        return self.ended_on is None or self.ended_on >= timezone.localdate()

    @property
    def period(self) -> str:
        """From when to when, as exactly as it is known."""
        start = dates.told(self.started_on, self.started_precision)
        if self.ended_on is None:
            return gettext("%(start)s – now") % {"start": start}
        end = dates.told(self.ended_on, self.ended_precision)
        return start if start == end else f"{start} – {end}"
