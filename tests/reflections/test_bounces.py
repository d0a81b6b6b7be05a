"""What an answer of a mail server, or a provider's word, says about a mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections.bounces import Word, judge, kinds_of, names_mailbox


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.1.1 <somebody@example.org>: Recipient address rejected: User unknown in local recipient table",
        "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "550 5.2.1 The email account that you tried to reach is disabled",
        "550 No such user here",
        "550 Requested action not taken: mailbox unavailable",
        "551 User unknown; please try elsewhere",
        "553 Invalid recipient somebody@example.org",
    ],
)
def test_these_name_the_mailbox(answer):
    assert names_mailbox(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.7.1 Service unavailable; client host [203.0.113.7] blocked using zen.spamhaus.org",
        "550 5.7.26 This mail is unauthenticated, which poses a security risk",
        "554 5.7.1 <somebody@example.org>: Relay access denied",
        "552 5.2.2 The email account that you tried to reach is over quota",
        "552 5.3.4 Message size exceeds fixed limit",
        "554 Transaction failed",
        "550 Administrative prohibition",
        "450 4.1.1 User unknown, for the time being",
        "the mail server cannot write this address",
        "",
    ],
)
def test_these_are_about_us_the_message_or_the_moment(answer):
    assert not names_mailbox(answer)


@pytest.mark.parametrize(
    ("event", "reason", "answer", "kinds", "word"),
    [
        ("delivered", None, "", (), Word.ARRIVED),
        ("bounced", "bounced", "550 5.1.1 No such person", (), Word.GONE),
        ("bounced", "bounced", "", ("hard_bounced",), Word.GONE),
        ("bounced", "bounced", "", ("soft_bounced",), Word.NOT_NOW),
        ("bounced", "bounced", "", ("SoftBounce",), Word.NOT_NOW),
        ("bounced", "bounced", "", ("Transient",), Word.NOT_NOW),
        ("bounced", "bounced", "552 5.2.2 Over quota", (), Word.NOT_NOW),
        ("bounced", "bounced", "550 5.7.1 Blocked", (), Word.NOT_NOW),
        ("bounced", "other", "", (), Word.NOT_NOW),
        ("rejected", "invalid", "", (), Word.GONE),
        ("rejected", "blocked", "", (), Word.NOT_NOW),
        ("rejected", "spam", "", (), Word.COMPLAINED),
        ("rejected", "unsubscribed", "", (), Word.UNSUBSCRIBED),
        ("deferred", None, "421 Try again", (), Word.NOT_NOW),
        ("complained", "spam", "", (), Word.COMPLAINED),
        ("unsubscribed", None, "", (), Word.UNSUBSCRIBED),
        ("opened", None, "", (), None),
        ("clicked", None, "", (), None),
        ("failed", None, "", (), None),
        ("queued", None, "", (), None),
    ],
)
def test_what_a_report_means(event, reason, answer, kinds, word):
    assert judge(event, reason, answer, kinds) == word


def test_what_a_provider_calls_it_is_found_where_it_stands():
    assert kinds_of({"data": {"type": "soft_bounced", "email": {"status": "rejected"}}}) == ["soft_bounced"]
    assert kinds_of({"RecordType": "Bounce", "Type": "SoftBounce"}) == ["SoftBounce"]
    assert kinds_of({"event-data": {"event": "failed", "severity": "permanent"}}) == ["failed", "permanent"]
    assert kinds_of({"bounce": {"bounceType": "Transient"}}) == ["Transient"]
    assert kinds_of(None) == []


@given(st.text(max_size=300))
def test_any_answer_is_judged(answer):
    assert isinstance(names_mailbox(answer), bool)
    assert judge("bounced", None, answer) in {Word.GONE, Word.NOT_NOW}
