"""What Celery runs: each fetches and delegates, and may run twice without harm."""

import logging
import time
from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from apps.reflections import claiming, delivery, erasing, health, inbound, mailbox, sending, zone_rules
from apps.reflections.entering import Told
from apps.reflections.takeaway import packing
from apps.users.models import User

FOR_A_PARCEL = 30 * 60  # seconds; under the visibility timeout, so that it is told once
FOR_ONE_TASK = 30  # seconds in which it begins e-mails; CELERY_TASK_TIME_LIMIT leaves time for the last

log = logging.getLogger(__name__)


@shared_task
def claim_due_nudges() -> None:
    """Every minute: what is due goes into the ledger and to the workers."""
    now = timezone.now()
    health.watch(now)  # before it is all claimed: an outage that is over was one
    health.tick(now)
    zone_rules.keep_up(now)
    claimed = claiming.claim_due(now)
    if claimed:
        log.info("%d plans claimed", claimed, extra={"count": claimed})


@shared_task
def sweep_nudges() -> None:
    """Every few minutes: what a worker dropped is told again, given up, or too late."""
    claiming.sweep(timezone.now())


@shared_task
def send_nudges(told: Told) -> None:
    """Send these e-mails of the ledger one after the other; what does not fit into one task is told anew.

    A task that runs into its time limit is killed, perhaps in the middle of an e-mail. After a failure the others
    are told anew too: it is rarely theirs. Where the mail server says nothing, they go back to the ledger.
    """
    until = time.monotonic() + FOR_ONE_TASK
    owners = User.objects.in_bulk([owner_id for _, owner_id in told])
    for place, (nudge_id, owner_id) in enumerate(told):
        if time.monotonic() >= until:
            send_nudges.delay(told[place:])
            return
        if seconds := delivery.rests_for():
            waiting = [pk for pk, _ in told[place:]]
            claiming.put_back(waiting, timezone.now() + timedelta(seconds=seconds))
            return
        try:
            if owner_id in owners:  # an account that is gone took its e-mails along
                sending.send(UUID(nudge_id), owners[owner_id])
        except Exception:
            if rest := told[place + 1 :]:
                send_nudges.delay(rest)
            raise


@shared_task
def read_reply(message_id: str) -> None:
    """Make an answer of a message that came."""
    inbound.read(UUID(message_id), timezone.now())


@shared_task
def sweep_replies() -> None:
    """Every few minutes: what was left lying is read and answered, what is old goes."""
    inbound.sweep(timezone.now())


@shared_task
def poll_replies() -> None:
    """Every two minutes, where there is a mailbox: take in what lies there."""
    mailbox.poll_quietly(settings.IMAP_URL)


@shared_task(time_limit=FOR_A_PARCEL)
def carry_parcel(parcel_id: str, owner_id: int) -> None:
    """Make or read one file with everything in it; an account that is gone took it along."""
    owner = User.objects.filter(pk=owner_id, is_active=True).first()
    if owner:
        packing.carry(UUID(parcel_id), owner)


@shared_task
def sweep_parcels() -> None:
    """Every few minutes: files that a worker dropped are told again, and old ones go."""
    packing.sweep(timezone.now())


@shared_task(time_limit=FOR_A_PARCEL)
def delete_closed_accounts() -> None:
    """Every hour: accounts whose time is over are deleted."""
    deleted = erasing.delete_due(timezone.now())
    if deleted:
        log.info("%d accounts deleted", deleted, extra={"count": deleted})
