"""Which entries are in a portfolio: what fits it, and the person's word on single ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from apps.achievements.models import (
    Achievement,
    AchievementQuerySet,
    Evidence,
    Portfolio,
    PortfolioChoice,
    Proof,
    Witness,
)
from apps.achievements.portfolio.strength import Weighed, newest_first, strongest_first
from apps.users.prepared import Prepared

OUTCOMES = ("measured", "qualitative")


@dataclass(frozen=True)
class Chosen:
    """The entries of a portfolio in its order, and how many confidential ones would fit and stay out."""

    keys: list[UUID]
    kept_back: int


def judged(portfolio: Portfolio) -> AchievementQuerySet:
    """All entries of its owner with `fits` (by its filters alone) and `is_in` (with the person's word on single ones).

    A confidential entry is in only where it was put in after the warning; one that became confidential later
    is out again.
    """
    by_itself = _fits(portfolio) & Q(is_confidential=False) & ~_said(portfolio, is_in=False)
    put_in = _said(portfolio, is_in=True) & Q(is_confidential=False)
    return Achievement.objects.filter(owner_id=portfolio.owner_id).annotate(
        fits=_when(_fits(portfolio)),
        is_in=_when(by_itself | put_in | _said(portfolio, is_in=True, although_confidential=True)),
    )


def _when(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _said(portfolio: Portfolio, **word: bool) -> Q:
    """Those of which the person said so; as a list of ids, which PostgreSQL looks up once and not for each entry."""
    return Q(pk__in=PortfolioChoice.objects.filter(portfolio=portfolio, **word).values("achievement_id"))


def _fits(portfolio: Portfolio) -> Q:
    fits = Q(pk__isnull=False)
    if portfolio.period_from:
        fits &= Q(happened_on__gte=portfolio.period_from)
    if portfolio.period_until:
        fits &= Q(happened_on__lte=portfolio.period_until)
    if portfolio.role_ids:
        fits &= Q(role__in=portfolio.role_ids)
    if portfolio.skill_ids:
        fits &= Q(pk__in=Evidence.objects.filter(skill__in=portfolio.skill_ids).values("achievement_id"))
    if not portfolio.with_duties:
        fits &= Q(state_chosen__in=OUTCOMES) | Q(state_chosen="", state__in=OUTCOMES)
    return fits


def chosen(portfolio: Portfolio) -> Chosen:
    """The entries that are in, in the order of the portfolio: one query."""
    rows = FITTING(
        portfolio.with_duties,
        owner=portfolio.owner_id,
        portfolio=portfolio.pk,
        since=portfolio.period_from,
        until=portfolio.period_until,
        roles=portfolio.role_ids or None,
        skills=portfolio.skill_ids or None,
    )
    weighed, kept_back = [], 0
    for is_in, key, state, said, day, lasted, proofs, witnesses in rows:
        if is_in:
            weighed.append(Weighed(key, said or state, proofs, witnesses, lasted, day))
        else:
            kept_back += 1
    newest = portfolio.order == Portfolio.Order.NEWEST
    return Chosen(newest_first(weighed) if newest else strongest_first(weighed), kept_back)


def _fitting(
    with_duties: bool,
    owner: int,
    portfolio: UUID,
    since: date | None,
    until: date | None,
    roles: list[UUID] | None,
    skills: list[UUID] | None,
) -> QuerySet[Achievement, tuple[Any, ...]]:
    """Entries that are in, or would be if they were not confidential, with what their place in the order hangs on."""
    asked = Portfolio(pk=portfolio, owner_id=owner, period_from=since, period_until=until, with_duties=with_duties)
    asked.role_ids, asked.skill_ids = roles or [], skills or []
    out = Q(fits=True, is_confidential=True) & ~_said(asked, is_in=False)
    confirmed = Witness.objects.filter(answer=Witness.Answer.CONFIRMED)
    told = (Coalesce("follow_up__answer", Value("")), _counted(Proof.objects.all()), _counted(confirmed))
    rows = judged(asked).filter(Q(is_in=True) | out).order_by()
    return rows.values_list("is_in", "pk", "state", "state_chosen", "happened_on", *told)


FITTING = Prepared(_fitting)


def _counted(found: QuerySet[Any]) -> Coalesce:
    """How many of these each entry has: looked up for those in the portfolio, where joining would count all pairs."""
    each = found.filter(achievement=OuterRef("pk")).order_by().values("achievement").annotate(n=Count("pk"))
    return Coalesce(Subquery(each.values("n")), 0)


@transaction.atomic
def choose(*, portfolio: Portfolio, shown: Iterable[UUID], wanted: Iterable[UUID]) -> None:
    """Take the `shown` entries in or out as they are `wanted`; a word that says what the filters say is not kept.

    It puts no confidential entry in: that needs `put_in_although_confidential`.
    """
    into = set(wanted)
    rows = judged(portfolio).filter(pk__in=set(shown)).order_by()
    by_itself: dict[UUID, bool] = {}
    names = ["pk", "is_in", "fits", "is_confidential"]
    for key, is_in, fits, is_confidential in rows.values_list(*names):
        if is_in != (key in into) and not (is_confidential and key in into):
            by_itself[key] = fits and not is_confidential
    PortfolioChoice.objects.filter(portfolio=portfolio, achievement__in=by_itself).delete()
    PortfolioChoice.objects.bulk_create(
        PortfolioChoice(owner_id=portfolio.owner_id, portfolio=portfolio, achievement_id=key, is_in=key in into)
        for key, fits in by_itself.items()
        if fits != (key in into)
    )
    _touch(portfolio)


@transaction.atomic
def put_in_although_confidential(*, portfolio: Portfolio, entry: Achievement) -> None:
    """Put one confidential entry in, after the person was warned."""
    PortfolioChoice.objects.update_or_create(
        portfolio=portfolio,
        achievement=entry,
        defaults={"is_in": True, "although_confidential": True},
        create_defaults={"owner_id": portfolio.owner_id, "is_in": True, "although_confidential": True},
    )
    _touch(portfolio)


@transaction.atomic
def copied(*, portfolio: Portfolio, title: str) -> Portfolio:
    """A second portfolio like this one, without its confidential entries and its links."""
    choices = list(portfolio.choices.filter(although_confidential=False))
    fields = [field.name for field in Portfolio._meta.concrete_fields]
    unlike = {"id", "title", "created_at", "updated_at", "revision"}
    same: Mapping[str, object] = {name: getattr(portfolio, name) for name in fields if name not in unlike}
    new = Portfolio.objects.create(**same, title=title)
    PortfolioChoice.objects.bulk_create(
        PortfolioChoice(owner_id=new.owner_id, portfolio=new, achievement_id=each.achievement_id, is_in=each.is_in)
        for each in choices
    )
    return new


def _touch(portfolio: Portfolio) -> None:
    portfolio.save(update_fields=["updated_at"])
