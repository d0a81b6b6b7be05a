"""Plans worked out anew when the world's time zones change, which they do some times a year.

The dispatcher asks each minute, which costs one look at one row; an upgrade of the pinned `tzdata` is all it takes.
"""

import logging
import time
from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

import tzdata
from django.db import connection

from apps.reflections import schedule
from apps.reflections.claiming import dispatching
from apps.reflections.models import Nudge, NudgePlan, Pulse

EDITION = tzdata.IANA_VERSION
BATCH = 1_000
SECONDS = 30  # of one call; the next minute goes on where this one stopped
NONE_YET = UUID(int=0)

log = logging.getLogger(__name__)


def keep_up(now: datetime) -> int:
    """Work out every future time anew if the zones are of another edition; returns how many times moved."""
    if Pulse.objects.filter(name=Pulse.ZONES, said=EDITION).exists():
        return 0
    Pulse.objects.get_or_create(name=Pulse.ZONES, defaults={"at": now})
    until, moved = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        batch = _next_batch(now)
        if batch is None:
            break
        moved += batch
    log.info("time zones of %s: %d plans moved", EDITION, moved, extra={"count": moved})
    return moved


def _next_batch(now: datetime) -> int | None:
    """The next plans by their ids, in one transaction with the mark of how far it went; None when there are no more."""
    with dispatching():
        mark = Pulse.objects.select_for_update(skip_locked=True).filter(name=Pulse.ZONES).exclude(said=EDITION).first()
        if mark is None:  # done, or another dispatcher is at it
            return None
        edition, _, done = mark.said.partition(" ")
        after = UUID(done) if edition == EDITION else NONE_YET
        due = NudgePlan.objects.filter(is_active=True, next_nudge_at__gt=now, pk__gt=after)
        plans = list(due.order_by("pk").select_for_update()[:BATCH])
        moved = _move(plans, now)
        mark.said, mark.at = (f"{EDITION} {plans[-1].pk}" if plans else EDITION), now
        mark.save()
    return moved if plans else None


def _move(plans: list[NudgePlan], now: datetime) -> int:
    told = _told(plans, now)
    moved = []
    for plan in plans:
        try:
            promise = schedule.after_change(plan.rhythm, now, told[plan.owner_id], plan.promise)
        except ZoneInfoNotFoundError:
            continue  # the dispatcher says so when it is due
        if promise.at != plan.next_nudge_at:
            moved.append((plan.pk, promise.at))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reflections_nudgeplan AS plan SET next_nudge_at = moved.at, serves = NULL "
            "FROM unnest(%s::uuid[], %s::timestamptz[]) AS moved(id, at) WHERE plan.id = moved.id",
            [[pk for pk, _ in moved], [at for _, at in moved]],
        )
    return len(moved)


def _told(plans: list[NudgePlan], now: datetime) -> dict[int, dict[date, datetime]]:
    """By person, the periods that have their e-mail."""
    rows = Nudge.objects.filter(
        owner_id__in=[plan.owner_id for plan in plans],
        kind=Nudge.Kind.PLANNED,
        period__gte=(now - timedelta(days=40)).date(),
    )
    told: dict[int, dict[date, datetime]] = defaultdict(dict)
    for owner, period, due_at in rows.values_list("owner_id", "period", "due_at"):
        told[owner][period] = due_at
    return told
