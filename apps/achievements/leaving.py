"""What would leave with the person if a job ended today, and what would stay behind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject, Lower

from apps.achievements.models import Achievement, AchievementQuerySet, Evidence, Proof, Role
from apps.skills.models import Skill
from apps.users.models import User
from apps.users.prepared import Prepared

SHOWN = 12  # entries
SKILLS = 25  # of each kind, until all are asked for


class Named(NamedTuple):
    """What is told of a skill; there are hundreds at once, which is why it is not a model."""

    pk: UUID
    name: str
    is_bound: bool


@dataclass(frozen=True)
class Used:
    """A skill as it was shown in this place: how many entries here, and how many elsewhere."""

    skill: "Named"
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


def is_over(role: Role, roles: Sequence[Role]) -> bool:
    """Whether the person has left the place of `role` already, with every one of the roles they had there."""
    place = role.organisation_id
    return not any(other.is_current for other in roles if other == role or (place and other.organisation_id == place))


def leaving(user: User, role: Role, roles: Sequence[Role]) -> Leaving:
    """What leaves with `user` from the place of `role`, which is one of their `roles`: 4 queries.

    The place is all of its organisation if it has one.
    """
    here = [each.pk for each in roles if role.organisation_id and each.organisation_id == role.organisation_id]
    place = here or [role.pk]
    counts = Counter({(hidden, proof): n for hidden, proof, n in COUNTS(owner=user.pk, roles=place)})
    skills = _used(user.pk, place)
    first = [pk for (pk,) in TO_PROVE(owner=user.pk, roles=place)]
    portable = [used for used in skills if not used.skill.is_bound]
    return Leaving(
        role=role,
        entries=sum(counts.values()),
        proven=counts[False, True],
        on_word=counts[False, False],
        kept_back=counts[True, True] + counts[True, False],
        to_prove=IN_FULL(rows=first) if first else [],
        anywhere=[used for used in portable if used.elsewhere],
        only_here=[used for used in portable if not used.elsewhere],
        bound=[used for used in skills if used.skill.is_bound],
    )


def _entries(owner: int, roles: list[UUID]) -> AchievementQuerySet:
    return Achievement.objects.owned_by(owner).filter(role__in=roles)


def _proven() -> Q:
    return Q(pk__in=Proof.objects.order_by().values("achievement_id"))  # a list that is looked up once


def _counts(owner: int, roles: list[UUID]) -> QuerySet[Achievement, tuple[bool, bool, int]]:
    """How many entries there are, by whether they are confidential and whether they have proof."""
    has_proof = ExpressionWrapper(_proven(), output_field=BooleanField())
    rows = _entries(owner, roles).order_by().annotate(has_proof=has_proof).values_list("is_confidential", "has_proof")
    return rows.annotate(n=Count("*"))


STRENGTH = Case(
    When(Q(state_chosen="measured") | Q(state_chosen="", state="measured"), then=Value(0)),
    When(Q(state_chosen="qualitative") | Q(state_chosen="", state="qualitative"), then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
ORDER = ("strength", "-happened_on", "-pk")


def _to_prove(owner: int, roles: list[UUID]) -> QuerySet[Achievement, tuple[UUID]]:
    """Outcomes that may be shown and that nobody else can check, measured ones first."""
    entries = _entries(owner, roles).filter(~_proven(), is_confidential=False).annotate(strength=STRENGTH)
    return entries.filter(strength__lt=2).order_by(*ORDER).values_list("pk")[:SHOWN]


def _in_full(rows: list[UUID]) -> AchievementQuerySet:
    """In a query of its own: within one, PostgreSQL holds each of five thousand entries against each of the twelve."""
    return Achievement.objects.filter(pk__in=rows).named().annotate(strength=STRENGTH).order_by(*ORDER)


def _skills(owner: int, roles: list[UUID]) -> QuerySet[Skill, tuple[Any, ...]]:
    """Each skill with how many of these entries show it, and how many of all."""
    shown = Evidence.objects.filter(skill=OuterRef("pk")).order_by().values("skill")
    among = Q(achievement__in=_entries(owner, roles).order_by().values("pk"))
    both = JSONObject(here=Count("achievement", filter=among), all=Count("achievement"))
    found = Skill.objects.owned_by(owner).order_by(Lower("name"))
    return found.values_list("pk", "name", "is_bound", Subquery(shown.annotate(n=both).values("n")))


def _used(owner: int, roles: list[UUID]) -> list[Used]:
    """The skills that these entries show, those that most of them show first."""
    found = SKILLS_OF(owner=owner, roles=roles)
    used = [Used(Named(*of), n["here"], n["all"] - n["here"]) for *of, n in found if n and n["here"]]
    return sorted(used, key=lambda each: -each.here)


COUNTS, TO_PROVE, IN_FULL, SKILLS_OF = Prepared(_counts), Prepared(_to_prove), Prepared(_in_full), Prepared(_skills)
