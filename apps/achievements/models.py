"""The timeline and the journal: where the person was, what they did there, and what proves it."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.achievements import coach, dates
from apps.skills.models import Skill
from apps.users import formats
from apps.users.models import User
from apps.users.ownership import OwnedModel, OwnedQuerySet

RELATED = ("role__", "role__organisation__")
UNFINISHED_FOR = timedelta(days=180)  # after half a year the details are gone; asking then is a reproach


class Precision(models.TextChoices):
    """How exactly a date is known."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


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
        return reverse("achievements:role_detail", args=[self.pk])

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


class LearningStepQuerySet(OwnedQuerySet["LearningStep"]):
    """What people mean to learn."""

    def open(self) -> Self:
        """Those not done yet."""
        return self.filter(done_on__isnull=True)


class LearningStep(OwnedModel):
    """One thing the person means to learn in a role, with the day they want to have it by."""

    role = models.ForeignKey(
        Role,
        on_delete=models.CASCADE,
        related_name="learning_steps",
        db_constraint=False,  # the composite same-owner constraint stands in its place
    )
    text = models.CharField(_("what you want to learn"), max_length=300)
    by = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager[LearningStep]] = LearningStepQuerySet.as_manager()

    class Meta:
        ordering = [F("by").asc(nulls_last=True), "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="achievements_step_said")]

    def __str__(self) -> str:
        return self.text

    def tick(self, *, done: bool) -> None:
        """Tick it off today, or take the tick back; a tick that is there keeps its day."""
        if done != (self.done_on is not None):
            self.done_on = timezone.localdate() if done else None
            self.revision += 1
            self.save(update_fields=["done_on", "revision", "updated_at"])


class AchievementQuerySet(OwnedQuerySet["Achievement"]):
    """The lines of a journal; newest first is the model's own order."""

    def told(self) -> Self:
        """With role, organisation and skills, as every list shows them; nothing shows when the rows were written."""
        found = self.select_related("role__organisation").prefetch_related("skills")
        return found.defer(*(f"{of}{at}" for of in ("", *RELATED) for at in ("created_at", "updated_at")))

    def in_state(self, *states: str) -> Self:
        """Those that show one of these states: the person's word where they overruled the coach."""
        return self.filter(Q(state_chosen__in=states) | Q(state_chosen="", state__in=states))

    def matching(self, text: str) -> Self:
        """Those in which every word of `text` occurs somewhere."""
        found = self
        for word in text.split()[:12]:
            found = found.filter(
                Q(line__icontains=word)
                | Q(duty__icontains=word)
                | Q(outcome__icontains=word)
                | Q(private_note__icontains=word)
            )
        return found

    def unfinished(self) -> Self:
        """Lines of the last half year that say what was done and not yet what came of it."""
        since = timezone.localdate() - UNFINISHED_FOR
        return self.in_state("duty", "activity").filter(outcome="", happened_on__gte=since)


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

    objects: ClassVar[models.Manager[Achievement]] = AchievementQuerySet.as_manager()

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
    def shown_state(self) -> Achievement.State:
        """The person's own word where they overruled the coach, else the coach's."""
        return Achievement.State(self.state_chosen or self.state)

    @property
    def when(self) -> str:
        """The date, as exactly as it is known."""
        return dates.told(self.happened_on, self.happened_precision)

    def judge(self) -> coach.Judgement:
        """Let the coach read line and outcome together; its state and the version of its rules are kept."""
        judgement = coach.judge(said(self.line, self.outcome), locale=str(formats.current()))
        self.state, self.rules = judgement.state.value, judgement.rules
        return judgement


def said(line: str, outcome: str) -> str:
    """What the coach reads of an entry: the line, then what changed."""
    return f"{line}\n{outcome}".strip()


class EvidenceQuerySet(OwnedQuerySet["Evidence"]):
    """Which entries show which skills."""


class Evidence(OwnedModel):
    """An achievement shows a skill."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="evidence", db_constraint=False)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="evidence", db_constraint=False)

    objects: ClassVar[models.Manager[Evidence]] = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["achievement", "skill"], name="achievements_evidence_once")]

    def __str__(self) -> str:
        return f"{self.skill_id} in {self.achievement_id}"


class ProofQuerySet(OwnedQuerySet["Proof"]):
    """What backs entries up."""


class Proof(OwnedModel):
    """Something somebody else can check: for now a link, stored and never fetched."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="proofs", db_constraint=False)
    url = models.URLField(_("link"), max_length=1000)
    label = models.CharField(_("what it shows"), max_length=160, blank=True)

    objects: ClassVar[models.Manager[Proof]] = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["achievement", "url"], name="achievements_proof_once")]

    def __str__(self) -> str:
        return self.label or self.url
