"""Deciding: what is kept of it, and what it does to the offers and to the timeline."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.achievements.actions import plan_learning, record_role
from apps.achievements.models import Role
from apps.opportunities import deal_breakers, scoring, snapshots
from apps.opportunities.deal_breaking import State
from apps.opportunities.factors import KNOWN_BY
from apps.opportunities.kept import Kept
from apps.opportunities.models import DealBreaker, Decision, DecisionReview, Opportunity, Rating, Season
from apps.opportunities.options import Option, scored_options
from apps.users.dates import Precision
from apps.users.models import User
from apps.users.ownership import insert

_KNOWN_BY = {known.half_width: known.key for known in KNOWN_BY.values()}  # each way of knowing has its own


@dataclass(frozen=True)
class Standing:
    """What there is to choose from right now."""

    season: Season
    options: list[Option]
    broken: Mapping[str, list[str]]  # key of an option → the deal-breakers it does not meet

    def option(self, pk: UUID) -> Option | None:
        """The option of this opportunity."""
        return next((option for option in self.options if option.offer.pk == pk), None)

    @cached_property
    def order(self) -> list[str]:
        """The keys of the ranked options, best first."""
        ranking = scoring.rank({option.key: option.score for option in self.options})
        return [standing.key for standing in ranking.standings]


@dataclass(frozen=True)
class NewRole:
    """The role that a yes opens in the timeline, with what the person means to learn in it and by when."""

    title: str
    organisation: str = ""
    place: str = ""
    kind: str = Role.Kind.EMPLOYMENT
    steps: Sequence[tuple[str, date | None]] = field(default=())


def standing(owner: User, pk: UUID, *, to_write: bool = True) -> Standing:
    """All that is open, and the opportunity `pk` even where it is archived, scored for the season: four queries.

    With `to_write` the rows are read for this alone; without, they are shared, only to be looked at.
    """
    season = Season.of(owner)
    shown = Q(archived_at__isnull=True) | Q(pk=pk)
    offers = Opportunity.objects.owned_by(owner).filter(shown)
    rated = Q(opportunity__archived_at__isnull=True) | Q(opportunity=pk)
    ratings = Rating.objects.owned_by(owner).filter(rated)

    def read() -> list[Option]:
        return scored_options(offers, ratings, season.weights)

    found = read() if to_write else Kept(owner).read(("deciding", pk, season.weights), read)
    checks = deal_breakers.states(found, list(DealBreaker.objects.owned_by(owner).with_verdicts()))
    broken = {key: [check.name for check in of if check.state is State.FAIL] for key, of in checks.items()}
    return Standing(season, found, broken)


@transaction.atomic
def decide(
    *,
    owner: User,
    opportunity_id: UUID,
    kind: str,
    decided_on: date,
    row: UUID | None = None,
    reasons: str = "",
    prediction: str = "",
    would_change: str = "",
    starts_on: date | None = None,
    as_present_job: bool = False,
    role: NewRole | None = None,
    also_declined: Collection[UUID] = (),
) -> Decision:
    """Keep a decision with the options as they stand, plan its reviews, and do what it means.

    A yes makes the offer the present job or puts it away as accepted, and opens `role`; a no puts it away; of
    `also_declined`, the person's own open offers are put away too. All of it happens, or nothing.
    """
    now = standing(owner, opportunity_id)
    chosen = now.option(opportunity_id)
    if chosen is None:
        raise Opportunity.DoesNotExist
    picture = snapshot(now, chosen, taken_on=timezone.localdate())
    decision = Decision(
        pk=row or uuid7(),
        owner=owner,
        kind=kind,
        opportunity=chosen.offer,
        about=str(chosen.offer),
        decided_on=decided_on,
        snapshot=snapshots.written(picture),
        reasons=reasons,
        prediction=prediction,
        would_change=would_change,
    )
    if kind == Decision.Kind.ACCEPTED:
        _take(chosen.offer, as_present_job=as_present_job)
        decision.role = _open_role(owner, role, starts_on or decided_on) if role else None
    elif kind == Decision.Kind.DECLINED:
        chosen.offer.put_away(Opportunity.Outcome.DECLINED)
    insert(decision)
    _plan_reviews(decision, starts_on if kind == Decision.Kind.ACCEPTED else None)
    others = Opportunity.objects.owned_by(owner).open().filter(pk__in=also_declined, is_present_job=False)
    others.exclude(pk=opportunity_id).put_away(Opportunity.Outcome.DECLINED)
    return decision


def snapshot(now: Standing, chosen: Option, *, taken_on: date, first: int | None = None) -> snapshots.Snapshot:
    """The picture of this day, with the option that the decision is about first.

    With `first`, beside it only so many from the top of the order: enough to be shown, not to be kept.
    """
    season = now.season
    others = [option for option in now.options if option is not chosen]
    if first is not None:
        places = {key: place for place, key in enumerate(now.order)}
        others = sorted(others, key=lambda option: places.get(option.key, len(places)))[:first]
    ordered = [chosen, *others]
    swings = {factor: Decimal(points) for factor, points in season.swings.items()}
    return snapshots.Snapshot(
        taken_on,
        snapshots.SeasonThen(str(season), season.preset, Decimal(season.alpha), swings),
        tuple(_then(option, now.broken.get(option.key, ())) for option in ordered),
        tuple(now.order),
    )


def _then(option: Option, broken: Iterable[str]) -> snapshots.OptionThen:
    offer, score = option.offer, option.score
    pay = offer.pay
    return snapshots.OptionThen(
        id=option.key,
        name=option.name,
        title=offer.title,
        present=offer.is_present_job,
        ratings={
            factor: snapshots.RatingThen(rating.value, _KNOWN_BY[rating.half_width])
            for factor, rating in option.ratings.items()
        },
        life=score.life.interval,
        future=score.future.interval,
        overall=score.interval,
        comparable=option.comparable,
        deadline=offer.deadline,
        pay=snapshots.PayThen(pay.amount, pay.period.value, pay.currency, pay.hours_per_week) if pay else None,
        broken=tuple(broken),
    )


def _take(offer: Opportunity, *, as_present_job: bool) -> None:
    if not as_present_job:
        offer.put_away(Opportunity.Outcome.ACCEPTED)
        return
    present = Opportunity.objects.filter(owner_id=offer.owner_id, is_present_job=True).open()
    present.exclude(pk=offer.pk).put_away(Opportunity.Outcome.LEFT)
    offer.is_present_job, offer.archived_at, offer.outcome = True, None, Opportunity.Outcome.ACCEPTED
    offer.revision += 1
    offer.save(update_fields=["is_present_job", "archived_at", "outcome", "revision", "updated_at"])


def _open_role(owner: User, role: NewRole, started_on: date) -> Role:
    opened = record_role(
        owner=owner,
        title=role.title,
        started_on=started_on,
        started_precision=Precision.DAY,
        kind=role.kind,
        organisation=role.organisation,
        place=role.place,
    )
    plan_learning(role=opened, steps=role.steps)
    return opened


def _plan_reviews(decision: Decision, starts_on: date | None) -> None:
    since = starts_on or decision.decided_on
    DecisionReview.objects.bulk_create(
        DecisionReview(owner_id=decision.owner_id, decision=decision, after=after, due_on=since + timedelta(days=after))
        for after in DecisionReview.After.values
    )
