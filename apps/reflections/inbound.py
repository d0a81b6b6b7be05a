"""Replies by e-mail: taken in, made into answers, and thrown away when they are safely kept.

A message is first written down as it came, in a transaction of its own: only then does the provider hear “yes”, or
does it leave the mailbox. Reading it is one transaction as well, in which it becomes somebody's, its text an answer,
and its bytes go. A kill between any two steps leaves a row that is read again.
"""

import hashlib
import logging
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from email.message import Message
from functools import partial
from uuid import UUID

from allauth.account.models import EmailAddress
from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from apps.reflections import addressing, authenticity, mail_text, returning
from apps.reflections.answering import TooLong, add_answer
from apps.reflections.letter import as_read_by, beginnings
from apps.reflections.models import InboundMessage, Nudge, NudgeLink
from apps.reflections.received import NOT_THEIRS, Reason, State
from apps.users.models import User
from apps.users.ownership import acting_as, holding
from apps.users.secret_links import digest

log = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024
BEGINNING = 256 * 1024  # bytes kept of a message that is larger, for its headers and its text
ADDRESSES = 8  # of ours in one message that are looked up
MOST_TRIES = 6
BACKOFF = timedelta(minutes=2)  # doubled with every try
AT_ONCE = 50  # messages in one sweep
KEPT = timedelta(days=14)  # what nobody could make anything of
READ = "apps.reflections.tasks.read_reply"


def mail_room() -> AbstractContextManager[object]:
    """One transaction that sees what came and is not done with, whoever's it will be."""
    return holding("app.mailroom", "on")


def accept(
    *, raw: bytes, recipient: str = "", sender: str | None = None, is_cut_off: bool = False, now: datetime
) -> UUID:
    """Write a message down as it came and tell a worker; when this returns it is safe. Fetched twice, it is one.

    `recipient` and `sender` are those of the envelope where they are known: an empty sender is that of a bounce.
    """
    is_large = is_cut_off or len(raw) > MOST_BYTES
    message = InboundMessage(
        raw=raw[:BEGINNING] if is_large else raw,
        fingerprint=hashlib.sha256(raw).hexdigest(),
        recipient=recipient[:320],
        sender=None if sender is None else sender[:320],
        is_cut_off=is_large,
        try_after=now,
    )
    with mail_room():
        InboundMessage.objects.bulk_create([message], ignore_conflicts=True)
        transaction.on_commit(partial(_ring, message.pk))
    return message.pk


def _ring(pk: UUID) -> None:
    """No broker is no reason to refuse a message: the sweeper reads what nobody was told of."""
    try:
        current_app.send_task(READ, [str(pk)], retry=False)
    except (OperationalError, RedisError):
        log.error("a reply waits for the broker, which cannot be reached")


def read(pk: UUID, now: datetime) -> None:
    """Make something of a message, if nobody is at it; safe to call at any time."""
    tries = _take(pk, now)
    if tries is None:
        return
    try:
        owner = _read(pk, is_last=tries >= MOST_TRIES)
    except Exception:  # whatever it is, it must not hold up the others; the message is kept and read again
        log.exception("inbound %s could not be read, try %d", pk, tries)
        return
    if owner:
        returning.answer(pk, owner, now)


def _take(pk: UUID, now: datetime) -> int | None:
    """Count a try before it is made, so that what kills a worker does not kill every worker."""
    with mail_room():
        message = InboundMessage.objects.unread(now).select_for_update(skip_locked=True).filter(pk=pk).first()
        if message is None or message.tries >= MOST_TRIES:
            return None
        wait = BACKOFF * 2**message.tries
        InboundMessage.objects.filter(pk=pk).update(tries=F("tries") + 1, try_after=now + wait)
        return message.tries + 1


def _read(pk: UUID, *, is_last: bool) -> User | None:
    """In one transaction from what came to an answer; returns whom a word about it should go to."""
    with mail_room():
        row = InboundMessage.objects.select_for_update(skip_locked=True).filter(pk=pk, state=State.RECEIVED).first()
        if row is None:
            return None
        message = mail_text.parse(bytes(row.raw))
        link = _link(row, message)
        if link is None or authenticity.is_automatic(message, row.sender):
            log.info("inbound %s dropped: %s", pk, "sent by a program" if link else "to no address of ours")
            row.delete()
            return None
        with acting_as(link.owner), as_read_by(link.owner):
            _settle(row, message, link, is_last=is_last)
        return link.owner if row.needs_answer else None


def _link(row: InboundMessage, message: Message) -> NudgeLink | None:
    """The e-mail it replies to, found by the secret in its address, whether that still works or not."""
    names = ("X-Original-To", "Delivered-To", "Envelope-To", "To", "Cc", "Resent-To")
    headers = [row.recipient, *(str(value) for name in names for value in message.get_all(name, []))]
    for token in addressing.tokens(settings.REPLY_ADDRESS, headers)[:ADDRESSES]:
        with holding("app.link", digest(token)):
            links = NudgeLink.objects.filter(digest=digest(token), purpose=NudgeLink.Purpose.REPLY, nudge__isnull=False)
            link = links.select_related("owner").filter(owner__is_active=True).first()
        if link:
            return link
    return None


def _settle(row: InboundMessage, message: Message, link: NudgeLink, *, is_last: bool) -> None:
    """Give the message to its owner and keep its text, or note why not."""
    row.owner, row.nudge_id = link.owner, link.nudge_id
    row.message_id = mail_text.header(message, "Message-ID")[:255] or f"none {row.fingerprint}"
    if not _claim(row):
        log.info("inbound %s dropped: it had come before", row.pk)
        InboundMessage.objects.filter(pk=row.pk).delete()
        row.needs_answer = False
        return
    reason = _refusal(row, message, link) or (Reason.UNREADABLE if is_last else _keep(row, message))
    row.state, row.reason = (State.REFUSED, reason) if reason else (State.STORED, "")
    row.needs_answer = bool(reason or row.left_out)
    row.raw = bytes(row.raw) if reason and reason not in NOT_THEIRS else b""  # what is not sent back need not lie here
    row.save()


def _claim(row: InboundMessage) -> bool:
    """False where this very message is the owner's already: mail is delivered again when an answer gets lost."""
    try:
        with transaction.atomic():
            row.save(update_fields=["owner", "nudge", "message_id"])
    except IntegrityError:
        return False
    return True


def _refusal(row: InboundMessage, message: Message, link: NudgeLink) -> str:
    """Why its text is not even looked at; empty where it is."""
    senders = mail_text.senders(message)
    if len(senders) != 1 or addressing.bare(senders[0]) not in _addresses(link.owner):
        return Reason.STRANGER
    if authenticity.is_forged(message, senders[0]):
        return Reason.FORGED
    if link.expires_at <= timezone.now():
        return Reason.ENDED
    return Reason.TOO_LARGE if row.is_cut_off else ""


def _addresses(owner: User) -> set[str]:
    """Where a reply may come from: the account's address, and others that its owner has confirmed."""
    confirmed = EmailAddress.objects.filter(user=owner, verified=True).values_list("email", flat=True)
    return {addressing.bare(address) for address in (owner.email, *confirmed)}


def _keep(row: InboundMessage, message: Message) -> str:
    """Make its text an answer; the reason where that cannot be."""
    words = mail_text.own_words(message, beginnings())
    if not words:
        return Reason.EMPTY
    nudge = Nudge.objects.owned_by(row.owner).get(replies=row)
    try:
        add_answer(owner=nudge.owner, nudge=nudge, text=words)
    except TooLong:
        return Reason.TOO_LONG
    row.left_out = min(len(mail_text.attachments(message)), 999)
    return ""


def sweep(now: datetime) -> dict[str, int]:
    """Read and answer what was left lying, and throw away what is old; returns the counts."""
    with mail_room():
        unread = InboundMessage.objects.unread(now).filter(tries__lt=MOST_TRIES).order_by("try_after")
        waiting = list(unread.values_list("pk", flat=True)[:AT_ONCE])
        owed = InboundMessage.objects.to_answer().filter(try_after__lte=now).order_by("try_after")
        answers = list(owed.values_list("pk", "owner")[:AT_ONCE])
        old = InboundMessage.objects.exclude(state=State.STORED).filter(created_at__lte=now - KEPT)
        forgotten, _ = old.filter(owner__isnull=True).delete()
        refused = list(old.filter(owner__isnull=False).values_list("pk", "owner")[:AT_ONCE])
    if forgotten:
        log.error("%d messages that nobody could read in %d days are deleted", forgotten, KEPT.days)
    for pk in waiting:
        read(pk, now)
    for pk, owner in answers:
        returning.answer(pk, User.objects.get(pk=owner), now)
    for pk, owner in refused:
        returning.forget(pk, User.objects.get(pk=owner))
    return {"read": len(waiting), "answered": len(answers), "forgotten": forgotten + len(refused)}
