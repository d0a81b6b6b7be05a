"""A person's skills with what shows them: counted by the database, in one pass over the evidence of one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import ngettext

from apps.skills.models import CredentialSkill, Focus, Skill
from apps.skills.models.skill import JUDGED, backed
from apps.users.models import User
from apps.users.prepared import Prepared

WORDS: dict[str, Callable[[int], str]] = {  # so many entries of a state, or with proof
    "measured": lambda n: ngettext("%(n)s measured outcome", "%(n)s measured outcomes", n),
    "qualitative": lambda n: ngettext("%(n)s outcome", "%(n)s outcomes", n),
    "activity": lambda n: ngettext("%(n)s activity", "%(n)s activities", n),
    "duty": lambda n: ngettext("%(n)s duty", "%(n)s duties", n),
    "not_judged": lambda n: ngettext("%(n)s not judged", "%(n)s not judged", n),
    "proof": lambda n: ngettext("%(n)s with proof", "%(n)s with proof", n),
}


@dataclass
class Stacked:
    """One skill: entries by state and by role, years, credentials and proof."""

    pk: UUID
    name: str
    stated_level: str
    is_bound: bool
    entries: int
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(JUDGED, 0))
    roles: list[UUID] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    credentials: list[tuple[str, bool]] = field(default_factory=list)  # name, and whether it has expired
    with_proof: int = 0

    @property
    def years(self) -> str:
        """When it was first and last shown; a date may be known to its year only, so the year is said."""
        if self.first is None or self.last is None:
            return ""
        return str(self.last.year) if self.first.year == self.last.year else f"{self.first.year} – {self.last.year}"

    @property
    def pills(self) -> list[tuple[str, str]]:
        """Entries by state in words, the strongest first."""
        return [(state, counted(state, count)) for state, count in self.counts.items() if count]

    @property
    def is_vouched_for(self) -> bool:
        """Whether a credential that holds stands in for an outcome, as it does where a direction asks for the skill."""
        outcomes = self.counts["measured"] + self.counts["qualitative"]
        return not outcomes and any(not has_expired for _name, has_expired in self.credentials)

    @property
    def proof(self) -> str:
        """How many entries somebody else could check, in words; empty for none."""
        return counted("proof", self.with_proof) if self.with_proof else ""

    def add(self, role: UUID | None, counts: Sequence[int], first: date, last: date) -> None:
        """Count what was shown in one role: entries by state as in JUDGED, and the first and the last day."""
        for state, count in zip(JUDGED, counts, strict=True):
            self.counts[state] += count
        if role:
            self.roles.append(role)
        self.first = min(self.first or first, first)
        self.last = max(self.last or last, last)


def counted(state: str, count: int) -> str:
    """So many entries of a state, or with proof, in words."""
    return WORDS[state](count) % {"n": count}


def with_evidence(user: User, skills: Iterable[Stacked]) -> list[Stacked]:
    """Fill in what shows each of these skills, how much of it has proof, and what vouches for them."""
    stacked = {skill.pk: skill for skill in skills}
    if not stacked:
        return []
    fill(user, stacked)
    for pk, entries in BACKED(skills=list(stacked)):
        stacked[pk].with_proof = entries
    today = timezone.localdate()
    for pk, name, expires in VOUCHED(owner=user.pk, skills=list(stacked)):
        stacked[pk].credentials.append((name, expires is not None and expires < today))
    return list(stacked.values())


SHOWN = Prepared(lambda owner, skills: Skill.objects.owned_by(owner).filter(pk__in=skills).shown_by_role())
BACKED = Prepared(lambda skills: backed(skills))
VOUCHED = Prepared(
    lambda owner, skills: (
        CredentialSkill.objects.owned_by(owner)
        .filter(skill__in=skills)
        .order_by("credential__name")
        .values_list("skill_id", "credential__name", "credential__expires_on")
    )
)


def fill(user: User, stacked: Mapping[UUID, Stacked]) -> None:
    """Fill in what shows these skills, in one query however many there are."""
    for pk, role, *counts, first, last in SHOWN(owner=user.pk, skills=list(stacked)):
        stacked[pk].add(role, counts, first, last)


def _described(owner: int, pk: UUID, today: date) -> QuerySet[Skill]:
    vouched = CredentialSkill.objects.owned_by(owner).filter(skill=OuterRef("pk")).order_by("credential__name")
    over = ExpressionWrapper(Q(credential__expires_on__lt=today), output_field=BooleanField())
    credential = JSONObject(name="credential__name", is_over=Coalesce(over, False))
    focus = Focus.objects.owned_by(owner).filter(skill=OuterRef("pk")).order_by("-started_on")
    return (
        Skill.objects.owned_by(owner)
        .filter(pk=pk)
        .select_related("catalogue")
        .annotate(
            proven=Count("achievements", filter=Q(achievements__proofs__isnull=False), distinct=True),
            vouched_by=ArraySubquery(vouched.values(json=credential)),
            focused=ArraySubquery(focus.values("pk")),
        )
    )


DESCRIBED = Prepared(_described)


def described(user: User, pk: UUID) -> Any:
    """A skill with what the catalogue says of it, what vouches for it, its proof and focus, all in one query."""
    return DESCRIBED.one(owner=user.pk, pk=pk, today=timezone.localdate())


def stacked(skill: Any, user: User) -> Stacked:
    """One of the skills that are `described`, with what shows it."""
    known = Stacked(skill.pk, skill.name, skill.stated_level, skill.is_bound, 0, with_proof=skill.proven)
    known.credentials = [(credential["name"], credential["is_over"]) for credential in skill.vouched_by]
    fill(user, {skill.pk: known})
    known.entries = sum(known.counts.values())
    return known


def roles_of(user: User) -> dict[UUID, str]:
    """The person’s roles by id, newest first; they live in the room above, which is reached by its name here."""
    return {role.pk: str(role) for role in ROLES(owner=user.pk)}


def _roles(owner: int) -> QuerySet[Any]:
    entries: Any = Skill.achievements.rel.related_model
    found: QuerySet[Any] = entries._meta.get_field("role").related_model.objects.owned_by(owner).told()
    return found


ROLES = Prepared(_roles)


def all_of(user: User, *, order: str = "", role: UUID | None = None, show: str = "") -> list[Stacked]:
    """The person’s skills in this order, narrowed to a role, and to those that the journal shows
    (“proven”) or that nothing shows and nobody vouches for (“claimed”)."""
    is_claim = show == "claimed"
    found = ALL(order, is_claim, owner=user.pk, role=role, today=timezone.localdate() if is_claim else None)
    skills = [Stacked(*row) for row in found]
    wanted = {"proven": True, "claimed": False}.get(show)
    return skills if wanted is None else [skill for skill in skills if bool(skill.entries) is wanted]


def _all(
    order: str, is_claim: bool, owner: int, role: UUID | None, today: date | None
) -> QuerySet[Skill, tuple[Any, ...]]:
    mine = Skill.objects.owned_by(owner)
    found = (mine.in_role(role) if role else mine).by(order)
    if is_claim and today:
        vouched = CredentialSkill.objects.owned_by(owner).in_force(today)
        found = found.exclude(pk__in=vouched.values("skill"))
    return found.values_list("pk", "name", "stated_level", "is_bound", F("entries"))


ALL = Prepared(_all)
