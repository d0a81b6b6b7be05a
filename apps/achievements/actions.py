"""What writes to several tables at once: an entry with its skills and proof, a role with its organisation."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.achievements import drafts, proving, versions
from apps.achievements.models import Achievement, Evidence, LearningStep, Organisation, PastVersion, Role
from apps.skills.models import Skill
from apps.users.dates import Precision
from apps.users.models import User

R = TypeVar("R", Achievement, Role)


@transaction.atomic
def record_achievement(
    *,
    owner: User,
    line: str,
    row: UUID | None = None,
    duty: str = "",
    outcome: str = "",
    beneficiary: str = "",
    measure_before: Decimal | None = None,
    measure_after: Decimal | None = None,
    measure_unit: str = "",
    happened_on: date | None = None,
    happened_precision: str = Precision.DAY,
    role_id: UUID | None = None,
    skills: Iterable[str] = (),
    proofs: Mapping[str, str] | None = None,
    private_note: str = "",
    is_confidential: bool = False,
    state_chosen: str = "",
) -> Achievement:
    """Write an entry as a whole and let the coach read it: `row` is its id, new or known.

    Skills are named and made where they are missing; proofs are addresses with what each shows, None leaves them as
    they are. What is no longer named is taken off the entry; the skill itself stays. What the entry said before is
    kept, and what was typed for it and not yet saved is forgotten.
    """
    known = _known(Achievement.objects.owned_by(owner), row)
    was, revision = (versions.contents_of(known), known.revision) if known else ({}, 0)
    achievement = known or Achievement(pk=row or uuid7(), owner=owner)
    achievement.line, achievement.duty, achievement.outcome = line, duty, outcome
    achievement.beneficiary, achievement.measure_unit = beneficiary, measure_unit
    achievement.measure_before, achievement.measure_after = measure_before, measure_after
    achievement.happened_on = happened_on or timezone.localdate()
    achievement.happened_precision = happened_precision
    achievement.role_id = role_id
    achievement.private_note, achievement.is_confidential = private_note, is_confidential
    achievement.state_chosen = state_chosen
    achievement.judge()
    if not _keep(achievement):
        return Achievement.objects.owned_by(owner).get(pk=achievement.pk)
    _show(achievement, skills)
    if proofs is not None:
        proving.keep_links(achievement=achievement, links=proofs)
    if known:
        versions.keep(achievement, was, revision)
    drafts.drop(owner=owner, row=achievement.pk)
    return achievement


@transaction.atomic
def bring_back(*, owner: User, achievement_id: UUID, version_id: UUID) -> Achievement | None:
    """Let an entry say again what it said in a former version; its proof stays. None where there is no such version.

    What it says now is kept as a version too.
    """
    found = PastVersion.objects.owned_by(owner).filter(achievement=achievement_id, pk=version_id).first()
    return record_achievement(owner=owner, **versions.values_of(found)) if found else None


@transaction.atomic
def record_role(
    *,
    owner: User,
    title: str,
    started_on: date,
    row: UUID | None = None,
    kind: str = Role.Kind.EMPLOYMENT,
    organisation: str = "",
    place: str = "",
    started_precision: str = Precision.MONTH,
    ended_on: date | None = None,
    ended_precision: str = Precision.MONTH,
    is_promotion: bool = False,
    summary: str = "",
) -> Role:
    """Write a role of the timeline; its organisation is named, and made where there is none of that name."""
    known = _known(Role.objects.owned_by(owner), row)
    role = known or Role(pk=row or uuid7(), owner=owner)
    role.organisation = Organisation.objects.called(owner, organisation) if organisation else None
    role.kind, role.title, role.place, role.summary = kind, title, place, summary
    role.started_on, role.started_precision = started_on, started_precision
    role.ended_on, role.ended_precision = ended_on, ended_precision
    role.is_promotion = is_promotion
    if not _keep(role):
        return Role.objects.owned_by(owner).get(pk=role.pk)
    Organisation.objects.owned_by(owner).unused().delete()
    return role


@transaction.atomic
def remove_role(*, owner: User, role_id: UUID) -> None:
    """Take a role off the timeline: its entries stay, without a role; an organisation left without roles goes."""
    Role.objects.owned_by(owner).filter(pk=role_id).delete()
    Organisation.objects.owned_by(owner).unused().delete()


def plan_learning(*, role: Role, steps: Iterable[tuple[str, date | None]]) -> None:
    """Add what the person means to learn in a role, each with the day they want to have it by."""
    LearningStep.objects.bulk_create(
        [LearningStep(owner_id=role.owner_id, role=role, text=text, by=by) for text, by in steps]
    )


def _known(own: QuerySet[R], row: UUID | None) -> R | None:
    return own.select_for_update().filter(pk=row).first() if row else None


def _keep(row: Achievement | Role) -> bool:
    """Save; False where the same form, sent twice at once, has made the row a moment ago."""
    if not row._state.adding:
        row.revision += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if not row._state.adding or "_pkey" not in str(error):
            raise
        if type(row)._default_manager.filter(owner=row.owner, pk=row.pk).exists():
            return False
        row.pk = uuid7()  # an id that is taken elsewhere: never a reason to lose what was typed
        row.save()
    return True


def _show(achievement: Achievement, names: Iterable[str]) -> None:
    skills = Skill.objects.called(achievement.owner, names)
    achievement.evidence.exclude(skill__in=skills).delete()
    shown = [Evidence(owner=achievement.owner, achievement=achievement, skill=skill) for skill in skills]
    Evidence.objects.bulk_create(shown, ignore_conflicts=True)
