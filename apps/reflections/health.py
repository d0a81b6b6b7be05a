"""Whether e-mails leave in time: the dispatcher's last sign, what is overdue, and one alarm a run of lateness."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from apps.reflections.claiming import RING_AGAIN, dispatching
from apps.reflections.models import Nudge, NudgePlan, Pulse

COUNTED = 1_000  # waiting e-mails; how many more there are does not matter
SWEEP = timedelta(minutes=5)  # from one sweep to the next

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """How things stood at `now`; None where there is nothing, or nothing yet."""

    now: datetime
    beat_at: datetime | None  # the dispatcher's last run
    due_since: datetime | None  # the oldest plan that is due and was not claimed
    waiting: int  # e-mails in the ledger that could be sent now, COUNTED at most
    waiting_since: datetime | None  # the oldest of them
    late_since: datetime | None  # when lateness was first noticed

    @property
    def late(self) -> list[str]:
        """Which of beat, plans and queue are late."""
        allowed = timedelta(minutes=settings.MAIL_LATE_MINUTES)
        found = [] if self.beat_at and self.now - self.beat_at <= allowed else ["beat"]
        if self.due_since and self.now - self.due_since > allowed:
            found.append("plans")
        if self.waiting_since and self.now - self.waiting_since > allowed + RING_AGAIN + SWEEP:
            found.append("queue")  # a ring that was lost is repeated first
        return found

    def age(self, moment: datetime | None) -> int | None:
        """Seconds since then."""
        return None if moment is None else int((self.now - moment).total_seconds())


def measure(now: datetime) -> Health:
    """Three looks, each by an index."""
    with dispatching():
        pulses = dict(Pulse.objects.filter(name__in=[Pulse.BEAT, Pulse.LATE]).values_list("name", "at"))
        due = NudgePlan.objects.filter(is_active=True, next_nudge_at__lte=now).order_by("next_nudge_at")
        ready = Nudge.objects.idle(now).filter(try_after__lte=now).order_by("try_after")
        waiting = list(ready.values_list("try_after", flat=True)[:COUNTED])
        return Health(
            now=now,
            beat_at=pulses.get(Pulse.BEAT),
            due_since=due.values_list("next_nudge_at", flat=True).first(),
            waiting=len(waiting),
            waiting_since=waiting[0] if waiting else None,
            late_since=pulses.get(Pulse.LATE),
        )


def watch(now: datetime) -> Health:
    """Measure, and say it in the log once when things become late and once when they are not any more."""
    health = measure(now)
    if health.late and health.late_since is None:
        _, is_first = Pulse.objects.get_or_create(name=Pulse.LATE, defaults={"at": now})
        if is_first:
            log.error("e-mails are late: %s", ", ".join(health.late), extra={"lag": health.age(health.due_since)})
    elif health.late_since and not health.late:
        gone, _ = Pulse.objects.filter(name=Pulse.LATE).delete()
        if gone:
            log.info("e-mails are in time again", extra={"lag": health.age(health.late_since)})
    return health


def tick(now: datetime) -> None:
    """The dispatcher runs."""
    Pulse.note(Pulse.BEAT, now)
