"""The timeline and the journal: where the person was, what they did there, and what proves it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.skills.models import Skill
from apps.users.ownership import OwnedModel


class Precision(models.TextChoices):
    """How exactly a date is known."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class Organisation(OwnedModel):
    """An employer, client, school or any other body that roles belonged to."""

    name = models.CharField(_("organisation"), max_length=160)

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="achievements_organisation_once"),
            models.CheckConstraint(condition=~Q(name=""), name="achievements_organisation_named"),
        ]

    def __str__(self) -> str:
        return self.name


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
    summary = models.TextField(_("what it was about"), max_length=2000, blank=True)

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
        return reverse("achievements:role_detail", args=[self.pk])

    @property
    def is_current(self) -> bool:
        """Whether the role goes on today."""
        return self.ended_on is None or self.ended_on >= timezone.localdate()


class Achievement(OwnedModel):
    """A line of the journal: something the person did, kept so that it can be shown to others."""

    class State(models.TextChoices):
        DUTY = "duty", _("duty")
        ACTIVITY = "activity", _("activity")
        QUALITATIVE = "qualitative", _("outcome")
        MEASURED = "measured", _("measured outcome")
        NOT_JUDGED = "not_judged", _("not judged")

    line = models.CharField(_("what happened"), max_length=500)
    duty = models.TextField(_("what the job asked"), max_length=2000, blank=True)
    outcome = models.TextField(_("what changed"), max_length=2000, blank=True)
    happened_on = models.DateField(_("when"), default=timezone.localdate)
    happened_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    role = models.ForeignKey(
        Role,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="achievements",
        db_constraint=False,  # the composite same-owner constraint stands in its place
        verbose_name=_("role"),
    )
    skills = models.ManyToManyField(Skill, through="Evidence", related_name="achievements", blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DUTY, editable=False)
    rules = models.CharField(max_length=20, blank=True, editable=False)
    state_chosen = models.CharField(_("I would call it"), max_length=12, choices=State, blank=True, default="")
    private_note = models.TextField(_("private note"), max_length=4000, blank=True)
    is_confidential = models.BooleanField(_("confidential: leave it out of anything shared"), default=False)

    class Meta:
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(fields=["owner", "-happened_on", "-id"], name="achievements_recent"),
            models.Index(fields=["owner", "role"], name="achievements_by_role"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(line=""), name="achievements_line_said")]

    def __str__(self) -> str:
        return self.line

    def get_absolute_url(self) -> str:
        return reverse("achievements:detail", args=[self.pk])

    @property
    def shown_state(self) -> "Achievement.State":
        """The person's own word where they overruled the coach, else the coach's."""
        return Achievement.State(self.state_chosen or self.state)


class Evidence(OwnedModel):
    """An achievement shows a skill."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="evidence", db_constraint=False)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="evidence", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["achievement", "skill"], name="achievements_evidence_once")]

    def __str__(self) -> str:
        return f"{self.skill_id} in {self.achievement_id}"


class Proof(OwnedModel):
    """Something somebody else can check: for now a link, stored and never fetched."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="proofs", db_constraint=False)
    url = models.URLField(_("link"), max_length=1000)
    label = models.CharField(_("what it shows"), max_length=160, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["achievement", "url"], name="achievements_proof_once")]

    def __str__(self) -> str:
        return self.label or self.url
