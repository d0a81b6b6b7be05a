"""What would leave with the person if a job ended today, and what would stay behind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject, Lower

from apps.achievements.models import Achievement, AchievementQuerySet, Evidence, Proof, Role
from apps.skills.models import Skill
from apps.users.models import User

SHOWN = 12  # entries
SKILLS = 25  # of each kind, until all are asked for


@dataclass(frozen=True)
class Used:
    """A skill as it was shown in this place: how many entries here, and how many elsewhere."""

    skill: Skill
    here: int
    elsewhere: int


@dataclass(frozen=True)
class Leaving:
    """One place with what was done there, split by what could be shown to somebody else afterwards."""

    role: Role
    entries: int
    proven: int  # may be shown, and somebody else can check them
    on_word: int  # may be shown, and rest on the person's word
    kept_back: int  # confidential: they stay
    to_prove: Sequence[Achievement]  # of those on their word, outcomes first
    anywhere: Sequence[Used]  # skills shown elsewhere too
    only_here: Sequence[Used]  # skills shown nowhere else: they leave, the evidence for them is all from here
    bound: Sequence[Used]  # of use with this employer only


def place_of(roles: Sequence[Role]) -> Role | None:
    """The place one would most likely leave: the newest paid one that goes on, else what goes on, else the newest."""
    paid = {Role.Kind.EMPLOYMENT, Role.Kind.SELF_EMPLOYMENT}
    going_on = [role for role in roles if role.is_current]
    return next(iter([role for role in going_on if role.kind in paid] + going_on + list(roles)), None)


def leaving(user: User, role: Role, roles: Sequence[Role]) -> Leaving:
    """What leaves with `user` from the place of `role`, which is one of their `roles`: 3 queries.

    The place is all of its organisation if it has one.
    """
    here = [each.pk for each in roles if role.organisation_id and each.organisation_id == role.organisation_id]
    entries = Achievement.objects.owned_by(user).filter(role__in=here or [role.pk])
    proven = Q(pk__in=Proof.objects.order_by().values("achievement_id"))  # a list that is looked up once
    counts = _counts(entries, proven)
    skills = _skills(user, entries)
    portable = [used for used in skills if not used.skill.is_bound]
    return Leaving(
        role=role,
        entries=sum(counts.values()),
        proven=counts[False, True],
        on_word=counts[False, False],
        kept_back=counts[True, True] + counts[True, False],
        to_prove=_to_prove(entries.filter(~proven, is_confidential=False)),
        anywhere=[used for used in portable if used.elsewhere],
        only_here=[used for used in portable if not used.elsewhere],
        bound=[used for used in skills if used.skill.is_bound],
    )


def _counts(entries: AchievementQuerySet, proven: Q) -> Counter[tuple[bool, bool]]:
    """How many entries there are, by whether they are confidential and whether they have proof."""
    has_proof = ExpressionWrapper(proven, output_field=BooleanField())
    rows = entries.order_by().annotate(has_proof=has_proof).values_list("is_confidential", "has_proof")
    return Counter({(hidden, proof): n for hidden, proof, n in rows.annotate(n=Count("*"))})


def _to_prove(entries: AchievementQuerySet) -> Sequence[Achievement]:
    strength = Case(
        When(Q(state_chosen="measured") | Q(state_chosen="", state="measured"), then=Value(0)),
        When(Q(state_chosen="qualitative") | Q(state_chosen="", state="qualitative"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    first = entries.annotate(strength=strength).filter(strength__lt=2).order_by("strength", "-happened_on", "-pk")
    told = Achievement.objects.filter(pk__in=first.values("pk")[:SHOWN]).told().annotate(strength=strength)
    return list(told.order_by("strength", "-happened_on", "-pk"))


def _skills(user: User, entries: AchievementQuerySet) -> list[Used]:
    """The skills that these entries show, those that most of them show first."""
    shown = Evidence.objects.filter(skill=OuterRef("pk")).order_by().values("skill")
    among = Q(achievement__in=entries.order_by().values("pk"))
    counted = shown.annotate(n=JSONObject(here=Count("achievement", filter=among), all=Count("achievement"))).values(
        "n"
    )
    found = Skill.objects.owned_by(user).order_by(Lower("name")).only("name", "is_bound").annotate(n=Subquery(counted))
    used = [Used(skill, n["here"], n["all"] - n["here"]) for skill in found if (n := vars(skill)["n"]) and n["here"]]
    return sorted(used, key=lambda each: -each.here)
