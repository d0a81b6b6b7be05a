"""A word about a reply that could not be kept as it came: what was wrong, and what it said.

It goes to the account's own address and nowhere else, so that nobody can have us write to a stranger, and it says
that a program wrote it, so that no program answers. At most one for a message, and a few a day.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from apps.reflections import mail_text
from apps.reflections.delivery import Later, Refused, Unknown, carrier, envelope
from apps.reflections.flat import Message
from apps.reflections.letter import as_read_by, beginnings
from apps.reflections.models import InboundMessage
from apps.reflections.received import NOT_THEIRS, State
from apps.users.models import User
from apps.users.ownership import acting_as

log = logging.getLogger(__name__)

A_DAY = 5
AFTER = timedelta(minutes=10)  # until a mail server that did not take it is asked again


def answer(pk: UUID, owner: User, now: datetime) -> None:
    """Send the word that a message still needs; noted first, so that it is never sent twice."""
    with acting_as(owner):
        message = _taken(pk, owner, now)
    if message is None:
        return
    try:
        with acting_as(owner), as_read_by(owner):
            letter = _letter(message, owner)
        with carrier() as way:
            way.address(envelope(settings.DEFAULT_FROM_EMAIL), envelope(owner.email))
            way.hand_over(letter)
    except Later:
        _note(pk, owner, needs_answer=True, answered_at=None, try_after=now + AFTER)
    except (Refused, Unknown) as error:
        log.error("the word about inbound %s may not have arrived: %s", pk, type(error).__name__)
    except Exception:  # it could not be written; that must not hold up the others
        log.exception("there is no word about inbound %s", pk)
    else:
        _note(pk, owner, raw=b"")


def _taken(pk: UUID, owner: User, now: datetime) -> InboundMessage | None:
    """The message, noted as answered; None where it is done already, or enough went out today."""
    mine = InboundMessage.objects.owned_by(owner)
    message = mine.to_answer().select_for_update(skip_locked=True).filter(pk=pk).first()
    if message is None:
        return None
    is_enough = mine.filter(answered_at__gt=now - timedelta(days=1)).count() >= A_DAY
    message.needs_answer, message.answered_at = False, None if is_enough else now
    message.save(update_fields=["needs_answer", "answered_at"])
    return None if is_enough else message


def _note(pk: UUID, owner: User, **values: object) -> None:
    with acting_as(owner):
        InboundMessage.objects.owned_by(owner).filter(pk=pk).update(**values)


def forget(pk: UUID, owner: User) -> None:
    """Let go of what could not be kept: the row with its reason stays, its bytes do not."""
    _note(pk, owner, raw=b"")


def _letter(message: InboundMessage, owner: User) -> Message:
    """What is sent back, in plain text."""
    is_kept = message.state == State.STORED
    parsed = mail_text.parse(bytes(message.raw))
    context = {
        "message": message,
        "is_kept": is_kept,
        "words": "" if message.reason in NOT_THEIRS else mail_text.own_words(parsed, beginnings()),
        "answer_url": settings.SITE_URL + reverse("reflections:answer", args=[message.nudge_id]),
        "journal_url": settings.SITE_URL + reverse("achievements:list"),
    }
    kept, lost = gettext("Your answer is kept, without what was attached"), gettext("Your reply could not be kept")
    reply_to = {"In-Reply-To": message.message_id, "References": message.message_id}
    return Message(
        subject=kept if is_kept else lost,
        text=render_to_string("email/returned.txt", context).strip() + "\n",
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=owner.email,
        headers={
            "Message-ID": f"<reply-{message.pk}@{settings.SITE_HOST}>",
            "Auto-Submitted": "auto-replied",
            "X-Auto-Response-Suppress": "All",
            **(reply_to if message.message_id.startswith("<") else {}),
        },
    )
