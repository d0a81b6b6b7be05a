"""Trying again what a mail server refused, when an operator has seen to the cause."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.reflections import claiming
from apps.reflections.models import Nudge


@dataclass(frozen=True, slots=True)
class Retried:
    """How many of the chosen e-mails are tried again, and how many are not and why."""

    again: int
    unknown: int  # handed over, and perhaps there: a second one could make two
    late: int  # their period is over
    other: int  # they had not failed


def retry(*, ids: Collection[UUID], now: datetime) -> Retried:
    """Tell the workers again of those that failed and are within their period; of no others."""
    with claiming.dispatching():
        chosen = Nudge.objects.filter(pk__in=ids).select_for_update()
        rows = list(chosen.values_list("pk", "state", "expires_at"))
        again = [pk for pk, state, expires in rows if state == Nudge.State.FAILED and expires > now]
        unknown = sum(state == Nudge.State.UNKNOWN for _, state, _ in rows)
        late = sum(state == Nudge.State.FAILED and expires <= now for _, state, expires in rows)
        ready = Nudge.objects.filter(pk__in=again)
        ready.update(
            state=Nudge.State.WAITING, lease=None, lease_until=None, handed_at=None, try_after=now, enqueued_at=now
        )
        claiming.ring(ready)
    return Retried(len(again), unknown, late, len(rows) - len(again) - unknown - late)
