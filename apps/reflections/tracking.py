"""What comes back about an e-mail that went out: bounces, complaints, and that it arrived.

Providers tell it through django-anymail, whose interface is a Django signal; the mail server tells it at once.
"""

import logging
from datetime import datetime
from typing import Any

from anymail.signals import AnymailTrackingEvent
from django.utils import timezone

from apps.reflections import bounces
from apps.reflections.actions import decline_plan
from apps.reflections.bounces import Word
from apps.reflections.models import Suppression
from apps.users.models import User
from apps.users.ownership import acting_as

log = logging.getLogger(__name__)


def on_report(sender: Any, event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """A provider's report, its signature checked; one that is about nobody here changes nothing."""
    answer = " ".join(filter(None, [event.mta_response, event.description]))
    word = bounces.judge(event.event_type, event.reject_reason, answer, bounces.kinds_of(event.esp_event))
    owner = User.objects.filter(email__iexact=event.recipient or "").first()
    log.info("%s reports %s", esp_name, event.event_type, extra={"event": event.event_type})
    if word and owner:
        note_word(owner=owner, word=word, answer=answer, now=event.timestamp or timezone.now())


def note_refusal(*, owner: User, answer: str, now: datetime) -> None:
    """The mail server's 5xx, where it is about the mailbox."""
    if bounces.names_mailbox(answer):
        note_word(owner=owner, word=Word.GONE, answer=answer, now=now)


def note_word(*, owner: User, word: Word, answer: str, now: datetime) -> None:
    """Remember what became of the person's address, and stop where it must not go on."""
    with acting_as(owner):
        if word == Word.UNSUBSCRIBED:
            decline_plan(owner=owner)
            return
        known = Suppression.objects.of(owner).select_for_update().first()
        if known is None and word == Word.ARRIVED:
            return
        fate = known or _first_word(owner)
        _judge(fate, word, answer, now)
        fate.save()


def _first_word(owner: User) -> Suppression:
    """A row to write in; two reports at once make one."""
    Suppression.objects.bulk_create([Suppression(owner=owner, address=owner.email.lower())], ignore_conflicts=True)
    return Suppression.objects.of(owner).select_for_update().get()


def _judge(fate: Suppression, word: Word, answer: str, now: datetime) -> None:
    if word == Word.ARRIVED:
        if not fate.is_stopped:  # an earlier one that arrives late says nothing about a stop
            fate.lift()
    elif word == Word.NOT_NOW:
        fate.count(now, answer)
    else:
        cause = Suppression.Cause.COMPLAINED if word == Word.COMPLAINED else Suppression.Cause.GONE
        fate.stop(cause, now, answer)
