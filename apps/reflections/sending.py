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
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, QuerySet, Subquery
from django.utils import timezone

from apps.reflections import delivery, letter, quiet, silence, tracking
from apps.reflections.delivery import Carrier, Later, Refused, Unknown, carrier, envelope
from apps.reflections.models import Nudge, NudgePlan, Reflection, Suppression
from apps.reflections.reasons import coded
from apps.users.models import User
from apps.users.ownership import acting_as

LEASE = timedelta(seconds=180)  # longer than a task may run (CELERY_TASK_TIME_LIMIT)
HAND_OVER = timedelta(seconds=60)  # of the lease must be left for DATA
BACKOFF = timedelta(minutes=5)  # doubled with every try
LONGEST_BACKOFF = timedelta(hours=2)
NOTE_FOR, NOTE_AGAIN = 30.0, 0.5  # seconds: how long, how often an answer is tried to be noted
JITTER = random.SystemRandom()

log = logging.getLogger(__name__)


def send(nudge_id: UUID, owner: User) -> None:
    """Send this e-mail if it still waits, is wanted, and nobody else is at it; safe to call at any time."""
    token = uuid4()
    nudge = _take(nudge_id, owner, token)
    if nudge is None:
        return
    with acting_as(owner):
        message = quiet.compose(nudge, owner) if silence.says_so(nudge) else letter.compose(nudge, owner)
    with carrier() as way:
        try:
            way.address(envelope(settings.DEFAULT_FROM_EMAIL), envelope(owner.email))
        except Later as delay:
            _put_off(nudge, owner, token, str(delay))
        except Refused as refusal:
            _fail(nudge, owner, token, refusal)
        else:
            _hand_over(nudge, owner, token, way, message)


def _hand_over(nudge: Nudge, owner: User, token: UUID, way: Carrier, message: EmailMultiAlternatives) -> None:
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


def _take(nudge_id: UUID, owner: User, token: UUID) -> Nudge | None:
    """The row under our lease; None where there is nothing to do. What is no longer wanted ends here."""
    now = timezone.now()
    with acting_as(owner):
        ready = Nudge.objects.owned_by(owner).idle(now).filter(pk=nudge_id, try_after__lte=now, expires_at__gt=now)
        if not ready.update(lease=token, lease_until=now + LEASE, tries=F("tries") + 1):
            return None
        nudge = Nudge.objects.owned_by(owner).select_related("about").get(pk=nudge_id)
        if _unwanted(nudge, owner):
            return None
        silence.consider(nudge, owner)
        return nudge


def _note_handed(nudge: Nudge, owner: User, token: UUID) -> bool:
    """Whether we may hand over: the lease is ours with time left, and the e-mail is wanted this very moment."""
    with acting_as(owner):
        now = timezone.now()
        held = Nudge.objects.owned_by(owner).filter(
            pk=nudge.pk, lease=token, state=Nudge.State.WAITING, handed_at__isnull=True, expires_at__gt=now
        )
        if _unwanted(nudge, owner):
            return False
        return bool(held.filter(lease_until__gt=now + HAND_OVER).update(handed_at=now, message_id=nudge.message_id))


def _unwanted(nudge: Nudge, owner: User) -> bool:
    """End a row that the person no longer wants, with the reason they will read."""
    verdict = _verdict(nudge, owner)
    if verdict is None:
        return False
    state, reason = verdict
    _end(owner, nudge.pk, nudge.lease, state, reason)
    return True


def _verdict(nudge: Nudge, owner: User) -> tuple[Nudge.State, str] | None:
    """What speaks against sending: read afresh each time, because a stop may have come in between."""
    cause = Subquery(Suppression.objects.of(owner).stopped().values("cause")[:1])
    account = list(User.objects.filter(pk=owner.pk, is_active=True).values_list(cause))
    if not account:
        return Nudge.State.SUPPRESSED, Nudge.Reason.CLOSED
    if account[0][0]:
        complained = account[0][0] == Suppression.Cause.COMPLAINED
        return Nudge.State.SUPPRESSED, Nudge.Reason.COMPLAINED if complained else Nudge.Reason.BOUNCED
    if nudge.kind == Nudge.Kind.ASKED:
        return None
    plan = NudgePlan.objects.owned_by(owner).first()
    if plan is None or not plan.is_active:
        return Nudge.State.SUPPRESSED, Nudge.Reason.STOPPED
    if plan.is_paused_on(plan.local_day(timezone.now())):
        return Nudge.State.SKIPPED, Nudge.Reason.PAUSED
    if Reflection.objects.owned_by(owner).passed(None, nudge.period).exists():
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
    with acting_as(owner):
        _ours(owner, nudge.pk, token).filter(state=Nudge.State.WAITING).update(
            lease=None, lease_until=None, handed_at=None, enqueued_at=None, try_after=now + wait, reason=reason
        )


def _end(owner: User, nudge_id: UUID, token: UUID | None, state: Nudge.State, reason: str) -> None:
    """The one visible state of this row; a late answer also settles what the sweeper had to call unknown."""
    sent_at = timezone.now() if state == Nudge.State.SENT else None
    with acting_as(owner):
        _ours(owner, nudge_id, token).update(state=state, reason=reason, sent_at=sent_at)
    told = {"nudge": nudge_id, "state": state.value, "reason": coded(reason, dict(Nudge.Reason.choices))}
    log.info("nudge %(nudge)s: %(state)s", told, extra=told)


def _ours(owner: User, nudge_id: UUID, token: UUID | None) -> QuerySet[Nudge]:
    unsettled = [Nudge.State.WAITING, Nudge.State.UNKNOWN]
    return Nudge.objects.owned_by(owner).filter(pk=nudge_id, lease=token, state__in=unsettled)
