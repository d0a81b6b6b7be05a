"""Work across people: claiming what is due, and sweeping up after workers that died.

The one place that opens the narrow window `app.dispatch`: it shows plans and ledger rows, nothing anybody wrote.
PostgreSQL is the queue. Celery only rings: a ring that is lost is repeated by the sweeper.
"""

import logging
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

from celery import current_app
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from apps.reflections import schedule
from apps.reflections.models import Nudge, NudgePlan
from apps.users.ownership import holding

log = logging.getLogger(__name__)

BATCH = 1_000
LATEST = timedelta(hours=20)  # after its hour an e-mail is no longer about this week
RING_AGAIN = timedelta(minutes=15)
PERIODS_TOLD = 60  # of an outage, the last so many
SEND = "apps.reflections.tasks.send_nudge"


def dispatching() -> AbstractContextManager[None]:
    """One transaction that sees everybody's plans and ledger rows."""
    return holding("app.dispatch", "on")


def claim_due(now: datetime) -> int:
    """Enter every plan that is due in the ledger and tell the workers; returns how many plans there were."""
    claimed = 0
    while taken := _claim_batch(now):
        claimed += taken
    return claimed


def _claim_batch(now: datetime) -> int:
    """At most BATCH plans in one transaction; several dispatchers skip each other's rows."""
    with dispatching():
        due = NudgePlan.objects.filter(is_active=True, next_nudge_at__lte=now).order_by("next_nudge_at")
        plans = list(due.select_for_update(skip_locked=True)[:BATCH])
        following = {plan.pk: _following(plan, now) for plan in plans}
        rows = [row for plan in plans if following[plan.pk] for row in _entries(plan, now)]
        Nudge.objects.bulk_create(rows, ignore_conflicts=True)
        _advance(following)
        waiting = [row.pk for row in rows if row.state == Nudge.State.WAITING]
        ring(Nudge.objects.filter(pk__in=waiting))
    return len(plans)


def _following(plan: NudgePlan, now: datetime) -> datetime | None:
    """When the plan is due next; a zone that is no more must not hold up everybody else."""
    try:
        return schedule.next_occurrence(plan.rhythm, now)
    except ZoneInfoNotFoundError:
        log.error(
            "plan %s: no time zone %r any more; it rests until its owner chooses another", plan.pk, plan.time_zone
        )
        return None


def _entries(plan: NudgePlan, now: datetime) -> list[Nudge]:
    """What became of each period since the plan was due: the last one may still be sent, earlier ones are told."""
    moments = [plan.next_nudge_at or now]
    while (following := schedule.next_occurrence(plan.rhythm, moments[-1])) <= now:
        moments = [*moments[1 - PERIODS_TOLD :], following]
    missed = [_entry(plan, moment, now, superseded=True) for moment, _ in pairwise(moments)]
    return [*missed, _entry(plan, moments[-1], now)]


def _entry(plan: NudgePlan, moment: datetime, now: datetime, *, superseded: bool = False) -> Nudge:
    state, reason = Nudge.State.WAITING, ""
    if plan.is_paused_on(plan.local_day(moment)):
        state, reason = Nudge.State.SKIPPED, Nudge.Reason.PAUSED.value
    elif superseded or moment + LATEST <= now:
        state, reason = Nudge.State.EXPIRED, Nudge.Reason.OUTAGE.value
    return Nudge(
        owner_id=plan.owner_id,
        period=plan.period_at(moment),
        state=state,
        reason=reason,
        due_at=moment,
        expires_at=moment + LATEST,
        try_after=now,
        enqueued_at=now if state == Nudge.State.WAITING else None,
    )


def _advance(plans: dict[UUID, datetime | None]) -> None:
    """Point every plan at its next time in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reflections_nudgeplan AS plan SET next_nudge_at = following.at, serves = NULL "
            "FROM unnest(%s::uuid[], %s::timestamptz[]) AS following(id, at) WHERE plan.id = following.id",
            [list(plans.keys()), list(plans.values())],
        )


def sweep(now: datetime) -> dict[str, int]:
    """Bring every row that nobody is working on to its end, or back to a worker; returns the counts."""
    with dispatching():
        counts = {
            "unknown": _give_up_handed(now),
            "expired": _expire(now),
        }
        stale = Q(enqueued_at__isnull=True) | Q(enqueued_at__lte=now - RING_AGAIN) | Q(lease__isnull=False)
        again = Nudge.objects.idle(now).filter(stale, try_after__lte=now).select_for_update(skip_locked=True)
        ids = list(again.order_by("try_after").values_list("pk", flat=True)[:BATCH])
        counts["again"] = Nudge.objects.filter(pk__in=ids).update(enqueued_at=now, lease=None, lease_until=None)
        ring(Nudge.objects.filter(pk__in=ids))
    return counts


def _expire(now: datetime) -> int:
    """Too late; the ledger keeps what stood in the way, if anything told us."""
    late = Nudge.objects.idle(now).filter(expires_at__lte=now)
    late.filter(reason="").update(reason=Nudge.Reason.OUTAGE)
    return late.update(state=Nudge.State.EXPIRED, lease=None, lease_until=None)


def _give_up_handed(now: datetime) -> int:
    """Handed over by a worker that never came back: perhaps sent, so never again."""
    lost = Nudge.objects.filter(state=Nudge.State.WAITING, handed_at__isnull=False, lease_until__lte=now)
    ids = list(lost.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
    for pk in ids:
        log.error("nudge %s: handed to the mail server, outcome unknown; it will not be sent again", pk)
    return Nudge.objects.filter(pk__in=ids).update(state=Nudge.State.UNKNOWN)


def ring(nudges: QuerySet[Nudge]) -> None:
    """Tell the workers of these rows once the transaction holds; the sweeper repeats a ring that fails."""
    told = [(str(pk), owner) for pk, owner in nudges.values_list("pk", "owner_id")]
    transaction.on_commit(partial(_ring, told))


def _ring(told: list[tuple[str, int]]) -> None:
    """No broker is no reason to fail: the rows are kept, and a request that made one has succeeded."""
    try:
        with current_app.producer_or_acquire() as producer:
            for arguments in told:
                current_app.send_task(SEND, arguments, producer=producer, retry=False)
    except (OperationalError, RedisError):
        log.error("%d e-mails wait for the broker, which cannot be reached", len(told))
