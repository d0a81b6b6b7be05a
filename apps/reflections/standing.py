"""How things stand with a person and their plan: what decides whether an e-mail goes out, in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, QuerySet, Subquery

from apps.reflections.models import NudgePlan, Reflection, Suppression
from apps.users.models import User
from apps.users.prepared import Prepared
from apps.users.together import Statement

PLAN = [field.attname for field in NudgePlan._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands about a person at this moment."""

    address: str
    is_active: bool  # the account
    cause: str | None  # why the address gets nothing from us
    has_passed: bool  # a question since the period began, of no e-mail
    plan: NudgePlan | None = None


def planned(user: User, *, period: date) -> QuerySet[Any, tuple[Any, ...]]:
    """The plan, and beside it the person."""
    return NudgePlan.objects.owned_by(user).values_list(
        "owner__email", "owner__is_active", *_beside(user, period), *PLAN
    )


def planless(user: User, *, period: date) -> QuerySet[Any, tuple[Any, ...]]:
    """The person alone."""
    return User.objects.filter(pk=user.pk).values_list("email", "is_active", *_beside(user, period))


def _beside(user: User, period: date) -> tuple[Subquery, Exists]:
    cause = Suppression.objects.of(user).stopped().values("cause")[:1]
    return Subquery(cause), Exists(Reflection.objects.owned_by(user).passed(None, period))


PLANNED, PLANLESS = Prepared(planned), Prepared(planless)


def standing_of(user: User, period: date) -> Standing | None:
    """Read afresh, as this person: one statement where there is a plan; None where the account is gone."""
    return standing_from(PLANNED(user=user, period=period), user, period)


def asking(user: User, period: date) -> Statement:
    """What reads it, to be sent with others."""
    return Statement(*PLANNED.written(user=user, period=period))


def standing_from(rows: Iterable[Any], user: User, period: date) -> Standing | None:
    """The same of the rows that were read."""
    for address, is_active, cause, has_passed, *plan in rows:
        return Standing(address, is_active, cause, has_passed, NudgePlan.from_db(connection.alias, PLAN, plan))
    return next((Standing(*row) for row in PLANLESS(user=user, period=period)), None)
