"""One e-mail from the ledger to the mail server: at most once, and never without a trace (docs/promise.md).

Lease with a token → write the e-mail → connect, MAIL, RCPT → note `handed_at` where the token still holds →
DATA → note what became of it. Each step is its own short transaction, so that a kill between any two leaves a
row that says how far it came.
"""

import logging
import random
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from apps.reflections import delivery, ledger, letter, quiet, silence, tracking
from apps.reflections.delivery import Carrier, Later, Refused, Unknown, carrier, envelope
from apps.reflections.flat import Message
from apps.reflections.models import Nudge, Reflection, Suppression
from apps.reflections.reasons import coded
from apps.reflections.standing import Standing, asking, standing_from, standing_of
from apps.users.models import User
from apps.users.ownership import acting_as
from apps.users.prepared import asking_for_plans, kept_plans

LEASE = timedelta(seconds=180)  # longer than a task may run (CELERY_TASK_TIME_LIMIT)
HAND_OVER = timedelta(seconds=60)  # of the lease must be left for DATA
BACKOFF = timedelta(minutes=5)  # doubled with every try
LONGEST_BACKOFF = timedelta(hours=2)
NOTE_FOR, NOTE_AGAIN = 30.0, 0.5  # seconds: how long, how often an answer is tried to be noted
UNSETTLED = [Nudge.State.WAITING.value, Nudge.State.UNKNOWN.value]
JITTER = random.SystemRandom()

log = logging.getLogger(__name__)


def send(nudge_id: UUID, owner: User) -> None:
    """Send this e-mail if it still waits, is wanted, and nobody else is at it; safe to call at any time."""
    token = uuid4()
    written = _write(nudge_id, owner, token)
    if written is None:
        return
    nudge, message = written
    with carrier() as way:
        try:
            way.address(envelope(settings.DEFAULT_FROM_EMAIL), envelope(owner.email))
        except Later as delay:
            _put_off(nudge, owner, token, str(delay))
        except Refused as refusal:
            _fail(nudge, owner, token, refusal)
        else:
            _hand_over(nudge, owner, token, way, message)


def _hand_over(nudge: Nudge, owner: User, token: UUID, way: Carrier, message: Message) -> None:
    if not _note_handed(nudge, owner, token):
        way.forget()
        return
    try:
        way.hand_over(message)
    except Later as delay:
        _patiently(partial(_put_off, nudge, owner, token, str(delay)))
    except Refused as refusal:
        _patiently(partial(_fail, nudge, owner, token, refusal))
    except Unknown as unanswered:
        log.error("nudge %s: the mail server fell silent, outcome unknown; it will not be sent again", nudge.pk)
        _patiently(partial(_end, owner, nudge.pk, token, Nudge.State.UNKNOWN, str(unanswered)))
    else:
        _patiently(partial(_end, owner, nudge.pk, token, Nudge.State.SENT, ""))
        silence.step_down(owner=owner, nudge=nudge, now=timezone.now())


def _fail(nudge: Nudge, owner: User, token: UUID, refusal: Refused) -> None:
    """The server said no; where that is about the mailbox, it gets nothing more."""
    said, now = str(refusal), timezone.now()
    _end(owner, nudge.pk, token, Nudge.State.FAILED, said)
    tracking.note_refusal(
        owner=owner, answer=said, to_recipient=isinstance(refusal, delivery.RecipientRefused), now=now
    )


def _patiently(note: Callable[[], None]) -> None:
    """Note what the mail server said, even where the database is away for a moment: nobody else knows it."""
    until = time.monotonic() + NOTE_FOR
    while True:
        try:
            return note()
        except (OperationalError, InterfaceError):
            if time.monotonic() >= until:
                raise
        if not connection.in_atomic_block:
            connection.close()
        time.sleep(NOTE_AGAIN)


def _write(nudge_id: UUID, owner: User, token: UUID) -> tuple[Nudge, Message] | None:
    """The row under our lease and its e-mail; None where there is nothing to do. What is no longer wanted ends here.

    One transaction: where writing fails, the row waits as before. It is not waited for until the disk has it: if it is
    lost with the server, nobody has this lease, and the commit of the hand-over keeps all that came before it.
    """
    now = timezone.now()
    plans, taking = asking_for_plans(synchronous_commit="off"), ledger.taking(nudge_id, owner.pk, token, now, LEASE)
    with acting_as(owner, plans, taking) as (known, rows), kept_plans(known):
        nudge = ledger.taken(rows)
        if nudge is None:
            return None
        standing = standing_of(owner, nudge.period)
        if _unwanted(nudge, owner, standing):
            return None
        owner.email = standing.address if standing else owner.email  # it may be newer than what we were told
        silence.consider(nudge, owner, standing.plan if standing else None)
        return nudge, quiet.compose(nudge, owner) if silence.says_so(nudge) else letter.compose(nudge, owner)


def _note_handed(nudge: Nudge, owner: User, token: UUID) -> bool:
    """Whether we may hand over: the lease is ours with time left, and the e-mail is wanted this very moment."""
    with acting_as(owner, asking(owner, nudge.period)) as (rows,):
        standing = standing_from(rows, owner, nudge.period)
        if _unwanted(nudge, owner, standing) or (standing and standing.address != owner.email):
            return False
        return ledger.note_handed(nudge, token, timezone.now(), at_least=HAND_OVER)


def _unwanted(nudge: Nudge, owner: User, standing: Standing | None) -> bool:
    """End a row that the person no longer wants, with the reason they will read."""
    verdict = _verdict(nudge, owner, standing)
    if verdict is None:
        return False
    state, reason = verdict
    _end(owner, nudge.pk, nudge.lease, state, reason)
    return True


def _verdict(nudge: Nudge, owner: User, standing: Standing | None) -> tuple[Nudge.State, str] | None:
    """What speaks against sending; how things stand is read afresh each time, because a stop may come in between."""
    if standing is None or not standing.is_active:
        return Nudge.State.SUPPRESSED, Nudge.Reason.CLOSED
    if standing.cause:
        complained = standing.cause == Suppression.Cause.COMPLAINED
        return Nudge.State.SUPPRESSED, Nudge.Reason.COMPLAINED if complained else Nudge.Reason.BOUNCED
    if nudge.kind == Nudge.Kind.ASKED:
        return None
    plan = standing.plan
    if plan is None or not plan.is_active:
        return Nudge.State.SUPPRESSED, Nudge.Reason.STOPPED
    if plan.is_paused_on(plan.local_day(timezone.now())):
        return Nudge.State.SKIPPED, Nudge.Reason.PAUSED
    if standing.has_passed:
        return Nudge.State.SKIPPED, Nudge.Reason.PASSED
    if plan.skips_when_logged and silence.wrote_since(owner, nudge.due_at - silence.SPAN[plan.cadence]):
        return Nudge.State.SKIPPED, Nudge.Reason.LOGGED
    return _settled(nudge, owner) if nudge.again_of_id else None


def _settled(nudge: Nudge, owner: User) -> tuple[Nudge.State, str] | None:
    """A question that was to come once more, and meanwhile was answered or let pass."""
    given = Reflection.objects.owned_by(owner).filter(nudge=nudge.again_of_id).order_by("is_skipped").first()
    if given is None:
        return None
    return Nudge.State.SKIPPED, Nudge.Reason.PASSED if given.is_skipped else Nudge.Reason.ANSWERED


def _put_off(nudge: Nudge, owner: User, token: UUID, reason: str) -> None:
    """Not sent for certain: the sweeper rings again after a while, longer each time and never for all at once."""
    now = timezone.now()
    wait = min(LONGEST_BACKOFF, BACKOFF * 2 ** min(nudge.tries - 1, 10)) * JITTER.uniform(0.8, 1.2)
    free = {"lease": None, "lease_until": None, "handed_at": None, "enqueued_at": None}
    ledger.settle(nudge.pk, owner.pk, token, [Nudge.State.WAITING.value], **free, try_after=now + wait, reason=reason)


def _end(owner: User, nudge_id: UUID, token: UUID | None, state: Nudge.State, reason: str) -> None:
    """The one visible state of this row; a late answer also settles what the sweeper had to call unknown."""
    sent_at = timezone.now() if state == Nudge.State.SENT else None
    ledger.settle(nudge_id, owner.pk, token, UNSETTLED, state=state.value, reason=reason, sent_at=sent_at)
    told = {"nudge": nudge_id, "state": state.value, "reason": coded(reason, dict(Nudge.Reason.choices))}
    log.info("nudge %(nudge)s: %(state)s", told, extra=told)
