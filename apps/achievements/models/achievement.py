"""The journal: what the person did, and which skills it shows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQueryCombinable, SearchRank, SearchVectorField
from django.db import models
from django.db.models import Case, DateTimeField, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Greatest, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.achievements import amounts, coach, lasting, periods
from apps.achievements.models.role import Role
from apps.achievements.searching import searched
from apps.skills.models import Skill
from apps.users import dates, formats
from apps.users.addresses import address
from apps.users.dates import Precision
from apps.users.ownership import OwnedModel, OwnedQuerySet

RELATED = ("role__", "role__organisation__")
UNFINISHED_FOR = timedelta(days=180)  # after half a year the details are gone; asking then is a reproach


class AchievementQuerySet(OwnedQuerySet["Achievement"]):
    """The lines of a journal; newest first is the model's own order."""

    def told(self) -> Self:
        """With role, organisation and skills, as every list shows them; nothing shows when the rows were written."""
        found = self.select_related("role__organisation").prefetch_related("skills")
        return found.defer("words", *(f"{of}{at}" for of in ("", *RELATED) for at in ("created_at", "updated_at")))

    def named(self) -> Self:
        """As `told` for a list, with the names of skills alone: as models they take longer than all the rest."""
        names = Evidence.objects.filter(achievement=OuterRef("pk")).order_by(Lower("skill__name")).values("skill__name")
        return self.told().prefetch_related(None).annotate(_names=ArraySubquery(names))

    def in_state(self, *states: str) -> Self:
        """Those that show one of these states: the person's word where they overruled the coach."""
        return self.filter(Q(state_chosen__in=states) | Q(state_chosen="", state__in=states))

    def in_stretch(self, since: date | None, until: date | None) -> Self:
        """Those that happened between two days, both included; a month or year only where all of it lies between."""
        found = self.filter(happened_on__gte=since) if since else self
        if until is None:
            return found
        whole = {
            Precision.DAY: until,
            Precision.MONTH: periods.last_month_within(until),
            Precision.YEAR: periods.last_year_within(until),
        }
        within = (Q(happened_precision=precision, happened_on__lte=last) for precision, last in whole.items())
        return found.filter(reduce(or_, within))

    def found_by(self, wanted: SearchQueryCombinable) -> Self:
        """Those whose words the search meets, best match first."""
        found = self.filter(words=wanted).annotate(rank=SearchRank(F("words"), wanted))
        return found.order_by("-rank", "-happened_on", "-id")

    def unfinished(self, today: date) -> Self:
        """Lines of the last half year that say what was done and not yet what came of it."""
        since = today - UNFINISHED_FOR
        return self.in_state("duty", "activity").filter(outcome="", happened_on__gte=since)

    def to_follow_up(self, today: date) -> Self:
        """Measured outcomes of which it is to be asked today whether they lasted, oldest question first."""
        asked = Q()
        for precision in lasting.PRECISIONS:
            window = lasting.window(precision, today=today)
            asked |= Q(happened_precision=precision, happened_on__range=window)
        unanswered = Q(follow_up=None) | Q(follow_up__answer="", follow_up__ask_after__lte=today)
        wait = Case(
            When(happened_precision="year", then=Value(lasting.AFTER + timedelta(days=364))),
            When(happened_precision="month", then=Value(lasting.AFTER + timedelta(days=30))),
            default=Value(lasting.AFTER),
        )
        due = ExpressionWrapper(F("happened_on") + wait, output_field=DateTimeField())
        waiting = Greatest("follow_up__ask_after", due, output_field=DateTimeField())
        return self.in_state("measured").filter(asked, unanswered).order_by(waiting, "id")


def _measure(label: StrPromise) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(label, max_digits=16, decimal_places=4, null=True, blank=True)


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
    beneficiary = models.CharField(_("for whom"), max_length=160, blank=True)
    measure_before = _measure(_("before"))
    measure_after = _measure(_("afterwards"))
    measure_unit = models.CharField(_("of what"), max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DUTY, editable=False)
    rules = models.CharField(max_length=20, blank=True, editable=False)
    state_chosen = models.CharField(_("I would call it"), max_length=12, choices=State, blank=True, default="")
    private_note = models.TextField(_("private note"), max_length=4000, blank=True)
    is_confidential = models.BooleanField(_("confidential: leave it out of anything shared"), default=False)
    words = models.GeneratedField(  # what the full-text search reads; the line counts most, the private note least
        expression=(
            searched("line", weight="A")
            + searched("outcome", weight="B")
            + searched("duty", "beneficiary", "measure_unit", weight="C")
            + searched("private_note", weight="D")
            + searched("line", "outcome", "duty", "beneficiary", "private_note", weight="D", config="simple")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

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
        return address("achievements:detail", self.pk)

    @property
    def shown_state(self) -> Achievement.State:
        """The person's own word where they overruled the coach, else the coach's."""
        return Achievement.State(self.state_chosen or self.state)

    @property
    def when(self) -> str:
        """The date, as exactly as it is known."""
        return dates.told(self.happened_on, self.happened_precision)

    @property
    def is_after_role(self) -> bool:
        """Whether its date lies after the end of its role, as where an old thing was quickly noted today."""
        return bool(self.role and self.role.ended_on and self.happened_on > self.role.ended_on)

    @property
    def skill_names(self) -> str:
        """The skills it shows, by name."""
        names: list[str] | None = self.__dict__.get("_names")
        return ", ".join([skill.name for skill in self.skills.all()] if names is None else names)

    @property
    def measure(self) -> str:
        """Before and after in the person’s number format, such as “from 9 to 2 falls a month”; empty without any."""
        return amounts.measured(self.measure_before, self.measure_after, self.measure_unit)

    def judge(self) -> coach.Judgement:
        """Let the coach read line and outcome together; its state and the version of its rules are kept."""
        locale = formats.current()
        judgement = coach.judge(said(self.line, self.outcome), language=locale.language, locale=str(locale))
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
        # With the owner first: row security asks for it, and PostgreSQL would go through all evidence of the person.
        indexes = [
            models.Index(fields=["owner", "achievement", "skill"], name="achievements_evidence_of_one"),
            models.Index(fields=["owner", "skill", "achievement"], name="achievements_evidence_for"),
        ]
        constraints = [models.UniqueConstraint(fields=["achievement", "skill"], name="achievements_evidence_once")]

    def __str__(self) -> str:
        return f"{self.skill_id} in {self.achievement_id}"
