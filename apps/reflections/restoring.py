"""After a restore: nothing stale is mailed, nobody is logged in, and who had gone is gone again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from apps.reflections import erasing
from apps.reflections.claiming import claim_due, dispatching
from apps.reflections.models import InboundMessage, Nudge
from apps.users import deletions
from apps.users.deletions import Deletion
from apps.users.models import User
from apps.users.ownership import acting_as


class Settled(NamedTuple):
    """How many of each there were."""

    deleted: int
    expired: int
    unknown: int
    unsaid: int
    sessions: int


def settle(*, gone: Iterable[Deletion], now: datetime) -> Settled:
    """Bring a restored database to where people may use it again, all at once or not at all."""
    with transaction.atomic():
        deletions.remember(gone)
        deleted = erasing.forget_deleted()
        expired, unknown = expire_what_was_due(now)
        unsaid = say_nothing_of_old_replies()
        UserSession.objects.all().delete()
        sessions, _ = Session.objects.all().delete()
    return Settled(deleted, expired, unknown, unsaid, sessions)


def expire_what_was_due(now: datetime) -> tuple[int, int]:
    """End every period up to now: what was sent since the backup is in no ledger, so that nothing is sent.

    Handed over and unanswered may have come. Workers that are told of the rest find that it no longer waits.
    """
    with dispatching():
        claim_due(now)
        waiting = Nudge.objects.filter(state=Nudge.State.WAITING)
        free: dict[str, None] = {"lease": None, "lease_until": None}
        unknown = waiting.filter(handed_at__isnull=False).update(state=Nudge.State.UNKNOWN)
        expired = waiting.update(state=Nudge.State.EXPIRED, reason=Nudge.Reason.OUTAGE, **free)
    return expired, unknown


def say_nothing_of_old_replies() -> int:
    """Words about replies that could not be kept may have been sent since; the ledger shows the replies."""
    count = 0
    for user in User.objects.only("pk").iterator():
        with acting_as(user):
            count += InboundMessage.objects.owned_by(user).to_answer().update(needs_answer=False)
    return count
