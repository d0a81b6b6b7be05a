"""What a mail server's or a provider's word means for a mailbox: gone, not now, arrived, or nothing.

Pure. Providers tell hard from soft bounces each in its own words, and django-anymail calls both “bounced”; the enhanced
status code (RFC 3463: 5.1.x and 5.2.1 name the mailbox) and those words decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

MAILBOX_GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY = re.compile(r"^\s*(\d{3})[\s-]")
NAMES_MAILBOX = {"550", "551", "553"}  # RFC 5321, 4.2.3
NOBODY = re.compile(
    r"no such|(user|recipient|mailbox|address|account|local part)[^.;]{0,40}"
    r"(unknown|not found|does ?n.?t exist|does not exist|invalid|disabled|unavailable)"
    r"|(unknown|invalid|non-?existent) (user|recipient|mailbox|address|account|local part)",
    re.IGNORECASE,
)
SOFT = re.compile(r"soft|transient|temporar|deferr|delay", re.IGNORECASE)
KINDS = ("event", "type", "Type", "severity", "bounceType", "bounce_type", "event_name")  # as providers call it


class Word(Enum):
    """What became of a mailbox, as far as a report says."""

    GONE = "gone"  # for good
    COMPLAINED = "complained"  # marked as spam
    UNSUBSCRIBED = "unsubscribed"  # through the provider
    NOT_NOW = "not now"
    ARRIVED = "arrived"


def names_mailbox(answer: str) -> bool:
    """Whether a 5xx answer of a mail server, as it was said, is about the mailbox and not about us or the message."""
    code = REPLY.match(answer)
    if code and not code[1].startswith("5"):
        return False
    enhanced = ENHANCED.search(answer)
    if enhanced:
        return enhanced[1] in MAILBOX_GONE
    return bool(code and code[1] in NAMES_MAILBOX and NOBODY.search(answer))


def judge(event: str, reason: str | None, answer: str, kinds: Iterable[str] = ()) -> Word | None:
    """What a provider's report means; None where it says nothing about the mailbox.

    `event` and `reason` are the words of anymail's EventType and RejectReason, `answer` what the receiving server
    said, `kinds` what the provider itself calls the event.
    """
    if event == "delivered":
        return Word.ARRIVED
    if event == "complained" or reason == "spam":
        return Word.COMPLAINED
    if event == "unsubscribed" or reason == "unsubscribed":
        return Word.UNSUBSCRIBED
    if event == "deferred":
        return Word.NOT_NOW
    if event not in {"bounced", "rejected"}:
        return None
    return _bounced(reason, answer, kinds)


def _bounced(reason: str | None, answer: str, kinds: Iterable[str]) -> Word:
    if any(SOFT.search(kind) for kind in kinds):
        return Word.NOT_NOW
    enhanced = ENHANCED.search(answer)
    if enhanced:
        return Word.GONE if enhanced[1] in MAILBOX_GONE else Word.NOT_NOW
    return Word.GONE if reason in {"bounced", "invalid"} or names_mailbox(answer) else Word.NOT_NOW


def kinds_of(report: Any) -> list[str]:
    """What a provider's own report calls the event, wherever in its first levels that stands."""
    found: list[str] = []
    for level in _levels(report, 3):
        found += [value for key in KINDS if isinstance(value := level.get(key), str)]
    return found


def _levels(report: Any, depth: int) -> Iterable[Mapping[str, Any]]:
    if depth and isinstance(report, Mapping):
        yield report
        for inner in report.values():
            yield from _levels(inner, depth - 1)
