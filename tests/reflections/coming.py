"""Messages that come, and what became of them."""

from datetime import timedelta

from django.utils import timezone

from apps.reflections import inbound
from apps.reflections.models import InboundMessage, NudgeLink, Reflection
from apps.users.ownership import acting_as
from tests.reflections.conftest import sent_nudge

QUESTION = "What went better because it was you?"


def reply_token(owner, **values):
    """An e-mail of theirs, and the secret in its reply address."""
    with acting_as(owner):
        nudge = sent_nudge(owner, QUESTION, kind="asked", **values)
        return NudgeLink.make(nudge=nudge, purpose="reply", expires_at=timezone.now() + timedelta(days=60))


def come(raw, **envelope):
    """The message comes, and a worker reads it."""
    pk = inbound.accept(raw=raw, now=timezone.now(), **envelope)
    inbound.read(pk, timezone.now())
    return pk


def lying():
    """What is nobody's yet, as it came."""
    with inbound.mail_room():
        return list(InboundMessage.objects.order_by("pk"))


def read_all():
    """A worker reads what lies there."""
    for row in lying():
        inbound.read(row.pk, row.try_after)


def answers_of(owner):
    with acting_as(owner):
        return [reflection.answer for reflection in Reflection.objects.owned_by(owner)]


def receipts_of(owner):
    with acting_as(owner):
        return [(row.state, row.reason) for row in InboundMessage.objects.owned_by(owner)]
