"""Work across people: claiming what is due, and sweeping up after workers that died.

The one place that opens the narrow window `app.dispatch`: it shows plans and ledger rows, nothing anybody wrote.
PostgreSQL is the queue. Celery only rings: a ring that is lost is repeated by the sweeper.
"""

import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

from celery import current_app
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from apps.reflections import schedule
from apps.reflections.entering import Told, array, enter, joined, pattern
from apps.reflections.models import Nudge, NudgePlan
from apps.users.ownership import holding

log = logging.getLogger(__name__)

BATCH = 5_000
LATEST = timedelta(hours=20)  # after its hour an e-mail is no longer about this week
RING_AGAIN = timedelta(minutes=15)
PERIODS_TOLD = 60  # of an outage, the last so many
SEND = "apps.reflections.tasks.send_nudges"
AT_ONCE = 50  # e-mails a worker is told of in one ring
SAID = ("cadence", "weekday", "local_time", "time_zone", "anchor", "paused_until", "next_nudge_at", "serves")
ALIKE = [name for name in SAID if name != "anchor"]  # an anchor only decides which of two fortnights
ALIKE += ["CASE cadence WHEN 'fortnightly' THEN mod((anchor - '0001-01-01') / 7, 2) END"]


def dispatching() -> AbstractContextManager[object]:
    """One transaction that sees everybody's plans and ledger rows."""
    return holding("app.dispatch", "on")


def claim_due(now: datetime) -> int:
    """Enter every plan that is due in the ledger and tell the workers; returns how many plans there were."""
    claimed, fates = 0, _Fates(now)
    while taken := _claim_batch(now, fates):
        claimed += taken
    return claimed


class _Alike(NamedTuple):
    """Plans that say the same: ids and owners as PostgreSQL writes arrays, the number of them, and what they say."""

    ids: str
    owners: str
    number: int
    said: tuple[object, ...]  # SAID


class _Fates(dict[tuple[object, ...], tuple[datetime | None, list[str]]]):
    """What becomes of plans, by what they say: when they are due next, and the patterns of their rows in the ledger.

    Thousands share one hour of one zone, so that each hour and zone is computed once.
    """

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now

    def __missing__(self, said: tuple[object, ...]) -> tuple[datetime | None, list[str]]:
        plan = NudgePlan.from_db(connection.alias, SAID, said)  # any other field would be asked for
        following = _following(plan, self.now)
        self[said] = following, [pattern(entry) for entry in _entries(plan, self.now)] if following else []
        return self[said]


def _claim_batch(now: datetime, fates: _Fates) -> int:
    """At most BATCH plans in one transaction; several dispatchers skip each other's rows."""
    with dispatching():
        taken = _take(now)
        _advance([(alike.ids, alike.number, fates[alike.said][0]) for alike in taken])
        told = enter((alike.owners, alike.number, like) for alike in taken for like in fates[alike.said][1])
        transaction.on_commit(partial(_ring, told))
    return sum(alike.number for alike in taken)


def _take(now: datetime) -> list[_Alike]:
    """Lock the plans that are due, the longest overdue first, and gather those that say the same."""
    said = ", ".join("min(anchor)" if name == "anchor" else name for name in SAID)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT array_agg(id)::text, array_agg(owner_id)::text, count(*), {said} FROM ("  # noqa: S608
            f"SELECT id, owner_id, {', '.join(SAID)} FROM reflections_nudgeplan WHERE is_active "
            "AND next_nudge_at <= %s ORDER BY next_nudge_at LIMIT %s FOR UPDATE SKIP LOCKED"
            f") AS due GROUP BY {', '.join(ALIKE)}",
            [now, BATCH],
        )
        return [_Alike(ids, owners, number, tuple(said)) for ids, owners, number, *said in cursor.fetchall()]


def _following(plan: NudgePlan, now: datetime) -> datetime | None:
    """When the plan is due next; a zone that is no more must not hold up everybody else."""
    try:
        return schedule.next_occurrence(plan.rhythm, now)
    except ZoneInfoNotFoundError:
        log.error("no time zone %r any more; its plans rest until their owners choose another", plan.time_zone)
        return None


def _entries(plan: NudgePlan, now: datetime) -> list[Nudge]:
    """What became of each period since the plan was due: the last one may still be sent, earlier ones are told."""
    moments = [plan.next_nudge_at or now]
    while (following := schedule.next_occurrence(plan.rhythm, moments[-1])) <= now:
        moments = [*moments[1 - PERIODS_TOLD :], following]
    missed = [_entry(plan, moment, now, superseded=True) for moment, _ in pairwise(moments)]
    return [*missed, _entry(plan, moments[-1], now)]


def _entry(plan: NudgePlan, moment: datetime, now: datetime, *, superseded: bool = False) -> Nudge:
    """The row of one period, for whoever has such a plan."""
    state, reason = Nudge.State.WAITING, ""
    if plan.is_paused_on(plan.local_day(moment)):
        state, reason = Nudge.State.SKIPPED, Nudge.Reason.PAUSED.value
    elif superseded or moment + LATEST <= now:
        state, reason = Nudge.State.EXPIRED, Nudge.Reason.OUTAGE.value
    return Nudge(
        period=plan.period_at(moment),
        state=state,
        reason=reason,
        due_at=moment,
        expires_at=moment + LATEST,
        try_after=now,
        enqueued_at=now if state == Nudge.State.WAITING else None,
    )


def _advance(plans: Sequence[tuple[str, int, datetime | None]]) -> None:
    """Point every plan at its next time in one statement.

    The ids are told twice: by the join alone PostgreSQL, which cannot see through row security how few they are,
    would read the whole table for each batch.
    """
    ids = joined(ids for ids, _, _ in plans)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reflections_nudgeplan AS plan SET next_nudge_at = following.at, serves = NULL "
            "FROM (SELECT * FROM unnest(%s::uuid[], %s::timestamptz[]) AS row(id, at) ORDER BY id) AS following "
            "WHERE plan.id = following.id AND plan.id = ANY (%s::uuid[])",
            [ids, array(at for _, count, at in plans for _ in range(count)), ids],
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


def put_back(ids: Sequence[str], until: datetime) -> None:
    """Nobody has begun these: they wait in the ledger, and the sweeper tells a worker of them after `until`."""
    with dispatching():
        waiting = Nudge.objects.idle(timezone.now()).filter(pk__in=ids)
        waiting.update(enqueued_at=None, try_after=Greatest("try_after", Value(until)))


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


def _ring(told: Told) -> None:
    """No broker is no reason to fail: the rows are kept, and a request that made one has succeeded."""
    if not told:
        return
    try:
        with current_app.producer_or_acquire() as producer:
            for start in range(0, len(told), AT_ONCE):
                some = told[start : start + AT_ONCE]
                current_app.send_task(SEND, [some], producer=producer, retry=False, argsrepr=f"{len(some)} e-mails")
    except (OperationalError, RedisError):
        log.error("%d e-mails wait for the broker, which cannot be reached", len(told))
