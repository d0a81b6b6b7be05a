"""What would leave with the person if a job ended today, and what would stay behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Lower

from apps.achievements.models import Achievement, AchievementQuerySet, Evidence, Proof, Role
from apps.skills.models import Skill
from apps.users.models import User

SHOWN = 12  # of each kind


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


def is_over(role: Role, roles: Sequence[Role]) -> bool:
    """Whether the person has left the place of `role` already, with every one of the roles they had there."""
    place = role.organisation_id
    return not any(other.is_current for other in roles if other == role or (place and other.organisation_id == place))


def leaving(user: User, role: Role) -> Leaving:
    """What leaves with `user` from the place of `role`, that is all of its organisation if it has one: 3 queries."""
    here = Q(role__organisation=role.organisation_id) if role.organisation_id else Q(role=role.pk)
    entries = Achievement.objects.owned_by(user).filter(here)
    proof = Exists(Proof.objects.filter(achievement=OuterRef("pk")))
    counts = entries.annotate(proof=proof).aggregate(
        entries=Count("pk"),
        proven=Count("pk", filter=Q(is_confidential=False, proof=True)),
        on_word=Count("pk", filter=Q(is_confidential=False, proof=False)),
        kept_back=Count("pk", filter=Q(is_confidential=True)),
    )
    skills = _skills(user, role)
    portable = [used for used in skills if not used.skill.is_bound]
    return Leaving(
        role=role,
        to_prove=_to_prove(entries.filter(~proof, is_confidential=False)),
        anywhere=[used for used in portable if used.elsewhere],
        only_here=[used for used in portable if not used.elsewhere],
        bound=[used for used in skills if used.skill.is_bound],
        **counts,
    )


def _to_prove(entries: AchievementQuerySet) -> Sequence[Achievement]:
    strength = Case(
        When(Q(state_chosen="measured") | Q(state_chosen="", state="measured"), then=Value(0)),
        When(Q(state_chosen="qualitative") | Q(state_chosen="", state="qualitative"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = entries.told().annotate(strength=strength).filter(strength__lt=2)
    return list(found.order_by("strength", "-happened_on", "-id")[:SHOWN])


def _skills(user: User, role: Role) -> list[Used]:
    at = "achievement__role__organisation" if role.organisation_id else "achievement__role"
    here = Q(**{at: role.organisation_id or role.pk})
    rows = (
        Evidence.objects.owned_by(user)
        .order_by()
        .values("skill_id", "skill__name", "skill__is_bound")
        .annotate(here=Count("pk", filter=here), all=Count("pk"))
        .filter(here__gt=0)
        .order_by(F("here").desc(), Lower("skill__name"))
    )
    return [
        Used(
            Skill(pk=row["skill_id"], name=row["skill__name"], is_bound=row["skill__is_bound"]),
            row["here"],
            row["all"] - row["here"],
        )
        for row in rows
    ]
