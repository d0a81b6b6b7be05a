"""One e-mail, real SMTP, a mail server that does not always behave."""

import re
import smtplib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone

from apps.reflections import claiming, delivery, sending, tasks
from apps.reflections import ledger as steps
from apps.reflections.flat import Message
from apps.reflections.models import Nudge, NudgeLink, NudgePlan, Reflection, Suppression
from apps.users.secret_links import digest
from tests.reflections.conftest import just_due, plan_for


@pytest.fixture
def waiting(alice, due, ledger, by_smtp, monkeypatch):
    """A row that waits, and the sink it may go to."""
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    claiming.claim_due(timezone.now())
    delivery._kept.__dict__.clear()
    yield ledger(alice)[0]
    if smtp := getattr(delivery._kept, "smtp", None):
        smtp.close()


def deliver(nudge):
    tasks.send_nudges([(str(nudge.pk), nudge.owner_id)])


def _bytes(said):
    return said.encode() if isinstance(said, str) else said


def failing(real, *, times):
    """The same, but the database goes away that many times."""
    left = iter(range(times))

    def fail(*given, **named):
        if next(left, None) is not None:
            raise OperationalError("the connection is closed")
        return real(*given, **named)

    return fail


EITHER = pytest.mark.parametrize("sink", [[], ["plain"]], indirect=True, ids=["pipelining", "plain"])


@EITHER
def test_it_is_sent_once_with_both_parts_and_all_headers(waiting, alice, sink, ledger):
    deliver(waiting)
    deliver(waiting)
    (message,) = sink.taken
    (row,) = ledger(alice)
    assert (row.state, row.tries) == ("sent", 1)
    assert row.handed_at <= row.sent_at
    assert message["Message-ID"] == row.message_id == f"<nudge-{row.pk}@testserver>"
    assert message["Subject"] == row.question
    assert message["To"] == "alice@example.org"
    assert message["X-Envelope"] == "hello@testserver alice@example.org"
    assert message["List-Id"] == "careerplanner weekly <weekly.testserver>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].strip().startswith("<http://testserver/nudge/")
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    stop = message["List-Unsubscribe"].strip(" <>")
    for part in (text, html):
        for act in ("", "line/", "tomorrow/", "skip/"):
            assert re.search(rf"http://testserver/nudge/[\w-]{{43}}/{act}[\s\"]", part), act
        assert stop in part
    assert "<script" not in html
    assert "<img" not in html
    assert len(message.as_bytes()) < 30 * 1024


def test_only_the_digests_of_the_tokens_are_kept(waiting, alice, sink, acting_as):
    deliver(waiting)
    text = sink.taken[0].get_body(("plain",)).get_content()
    tokens = {
        "unsubscribe": sink.taken[0]["List-Unsubscribe"].strip(" <>").split("/")[-3],
        "answer": re.search(r"/nudge/([\w-]+)/tomorrow/", text)[1],
    }
    with acting_as(alice):
        kept = dict(NudgeLink.objects.values_list("purpose", "digest"))
    assert kept == {purpose: digest(token) for purpose, token in tokens.items()}
    assert {len(token) for token in tokens.values()} == {43}  # 256 bits


def test_a_connection_is_kept_for_the_next_message_and_replaced_when_it_died(waiting, alice, sink, ledger, amend):
    deliver(waiting)
    kept = delivery._kept.smtp.backend.connection
    amend(alice, state="waiting", handed_at=None, lease=None, lease_until=None)
    deliver(waiting)
    assert delivery._kept.smtp.backend.connection is kept
    kept.sock.close()
    amend(alice, state="waiting", handed_at=None, lease=None, lease_until=None)
    deliver(waiting)
    assert len(sink.taken) == 3


def test_told_to_come_back_later_it_does_and_succeeds(waiting, alice, sink, ledger, amend):
    sink.behave("later")
    deliver(waiting)
    (row,) = ledger(alice)
    assert (row.state, row.reason, row.handed_at, row.lease) == ("waiting", "451 4.7.1 Come back later", None, None)
    assert timedelta(minutes=3) < row.try_after - timezone.now() < timedelta(minutes=7)
    deliver(waiting)  # a second ring in the meantime is too early
    assert ledger(alice)[0].tries == 1
    sink.behave("accept")
    amend(alice, try_after=timezone.now())
    assert claiming.sweep(timezone.now())["again"] == 1
    deliver(waiting)
    (row,) = ledger(alice)
    assert (row.state, row.reason, row.tries, len(sink.taken)) == ("sent", "", 2, 1)


def test_put_off_after_the_text_it_was_not_taken_and_comes_again(waiting, alice, sink, ledger, amend):
    sink.behave("later_data")
    deliver(waiting)
    assert (ledger(alice)[0].state, ledger(alice)[0].handed_at) == ("waiting", None)
    sink.behave("accept")
    amend(alice, try_after=timezone.now())
    deliver(waiting)
    assert (ledger(alice)[0].state, len(sink.taken)) == ("sent", 1)


@pytest.mark.parametrize(
    ("mode", "said"), [("refuse", "550 5.1.1 No such person"), ("refuse_data", "554 5.7.1 Not this")]
)
def test_refused_for_good_it_failed_and_says_why(waiting, alice, sink, ledger, mode, said):
    sink.behave(mode)
    deliver(waiting)
    assert (ledger(alice)[0].state, ledger(alice)[0].reason) == ("failed", said)
    sink.behave("accept")
    deliver(waiting)
    assert sink.taken == []


@EITHER
@pytest.mark.parametrize(
    ("mode", "said"), [("refuse", "550 5.1.1 No such person"), ("refuse_sender", "550 5.7.1 Not from you")]
)
def test_one_that_is_refused_in_the_middle_costs_the_next_nothing(
    waiting, alice, bob, sink, ledger, acting_as, mode, said
):
    plan_for(bob, next_nudge_at=just_due())
    claiming.claim_due(timezone.now())
    sink.behave(mode)
    deliver(waiting)
    kept = delivery._kept.smtp.backend.connection
    sink.behave("accept")
    deliver(*ledger(bob))
    assert delivery._kept.smtp.backend.connection is kept
    assert [(row.state, row.reason) for row in (*ledger(alice), *ledger(bob))] == [("failed", said), ("sent", "")]
    assert [(message["To"], message["X-Envelope"]) for message in sink.taken] == [
        ("bob@example.org", "hello@testserver bob@example.org")
    ]
    with acting_as(alice):
        assert Suppression.objects.of(alice).stopped().exists() == (
            mode == "refuse"
        )  # what is said to us is not theirs


def test_lines_that_begin_with_a_dot_arrive_as_they_were_written(by_smtp):
    text = ".\n.one\n..two\n.\n\nQUIT\n"
    message = Message(subject="Dots", text=text, html="<p>\n.</p>", sender="a@example.org", recipient="b@example.org")
    delivery._kept.__dict__.clear()
    with delivery.carrier() as way:
        way.address("a@example.org", "b@example.org")
        way.hand_over(message)
    way.close()
    (arrived,) = by_smtp.taken
    arrived_as = [part.get_content().replace("\r\n", "\n") for part in arrived.iter_parts()]
    assert arrived_as == [text, message.html]


@EITHER
def test_a_server_that_is_going_down_is_asked_again_over_a_connection_of_its_own(waiting, alice, sink, ledger, amend):
    sink.behave("closing")
    deliver(waiting)
    (row,) = ledger(alice)
    assert (row.state, row.reason, row.handed_at) == ("waiting", "421 4.3.2 Going down", None)
    assert delivery._kept.smtp.backend.connection is None
    sink.behave("accept")
    amend(alice, try_after=timezone.now())
    deliver(waiting)
    assert (ledger(alice)[0].state, len(sink.taken)) == ("sent", 1)


@EITHER
def test_the_server_hears_both_in_one_packet_only_where_it_said_that_it_can(waiting, sink, monkeypatch, request):
    packets = []
    send = smtplib.SMTP.send
    monkeypatch.setattr(smtplib.SMTP, "send", lambda self, said: packets.append(_bytes(said)) or send(self, said))
    deliver(waiting)
    (mail,) = [packet for packet in packets if b"MAIL FROM" in packet[:9]]
    assert (b"RCPT TO:<alice@example.org>\r\n" in mail) == ("pipelining" in request.node.name)


def test_a_server_that_hangs_up_after_the_text_leaves_it_unknown_and_is_never_tried_again(
    waiting, alice, sink, ledger, caplog
):
    sink.behave("drop")
    deliver(waiting)
    assert (ledger(alice)[0].state, ledger(alice)[0].reason) == ("unknown", "silent")
    assert "outcome unknown" in caplog.text
    sink.behave("accept")
    claiming.sweep(timezone.now() + timedelta(hours=1))
    deliver(waiting)
    assert len(sink.taken) == 1


def test_no_server_at_all_is_a_reason_to_wait(waiting, alice, settings, ledger):
    settings.EMAIL_PORT = 9
    deliver(waiting)
    assert ledger(alice)[0].state == "waiting"
    assert ledger(alice)[0].told == "the mail server could not be reached"


def test_a_server_that_says_nothing_is_left_alone_for_a_while_and_nothing_is_lost(
    waiting, alice, bob, settings, sink, ledger, amend, monkeypatch, caplog
):
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    plan_for(bob, next_nudge_at=just_due())
    claiming.claim_due(timezone.now())
    (other,) = ledger(bob)
    settings.EMAIL_PORT = 9
    for _ in range(delivery.SILENCES):
        amend(alice, try_after=timezone.now())
        deliver(waiting)
    assert "no word to 3 letters" in caplog.text
    deliver(other)
    (row,) = ledger(bob)
    assert (row.state, row.tries, row.lease, row.enqueued_at) == ("waiting", 0, None, None)
    assert timedelta(seconds=50) < row.try_after - timezone.now() <= timedelta(seconds=delivery.REST)
    delivery._kept.smtp.rests_until = 0.0  # the minute is over
    delivery._kept.smtp.backend.port = sink.port
    settings.EMAIL_PORT = sink.port
    delivery._kept.place = delivery._place()
    assert claiming.sweep(timezone.now() + timedelta(minutes=2))["again"] == 1  # Alice’s waits longer, as it was tried
    amend(bob, try_after=timezone.now())
    deliver(other)
    assert ledger(bob)[0].state == "sent"
    assert delivery._kept.smtp.silences == 0


def test_two_workers_at_once_one_works(waiting, alice, sink, ledger, amend):
    amend(alice, lease=waiting.pk, lease_until=timezone.now() + timedelta(minutes=1))
    deliver(waiting)
    assert sink.taken == []


def test_a_lease_that_is_nearly_over_is_not_enough_to_hand_over(waiting, alice, sink, ledger, monkeypatch):
    monkeypatch.setattr(sending, "LEASE", timedelta(seconds=30))
    deliver(waiting)
    assert sink.taken == []
    assert ledger(alice)[0].handed_at is None


def test_whoever_stops_while_the_e_mail_is_written_gets_none(waiting, alice, sink, ledger, acting_as, monkeypatch):
    address = delivery.Smtp.address

    def stop_meanwhile(self, *envelope):
        address(self, *envelope)
        with acting_as(alice):
            NudgePlan.objects.update(is_active=False)

    monkeypatch.setattr(delivery.Smtp, "address", stop_meanwhile)
    deliver(waiting)
    assert (ledger(alice)[0].state, ledger(alice)[0].told) == ("suppressed", "you had stopped the e-mail")
    assert sink.taken == []


def test_a_database_that_fails_at_the_hand_over_harms_nobody_elses_e_mail(
    waiting, alice, sink, ledger, amend, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_note_handed", failing(sending._note_handed, times=1))
        with pytest.raises(OperationalError):
            deliver(waiting)
    amend(alice, lease=None, lease_until=None)  # as the sweeper does
    deliver(waiting)  # over the same connection, which was still in the middle of the last one
    assert [(row.state, row.reason) for row in ledger(alice)] == [("sent", "")]
    assert len(sink.taken) == 1


@pytest.mark.parametrize(("mode", "state"), [("accept", "sent"), ("refuse_data", "failed"), ("later_data", "waiting")])
def test_what_the_mail_server_said_is_noted_when_the_database_is_back(
    waiting, alice, sink, ledger, monkeypatch, mode, state
):
    monkeypatch.setattr(sending, "NOTE_AGAIN", 0.01)
    monkeypatch.setattr(steps, "settle", failing(steps.settle, times=2))
    sink.behave(mode)
    deliver(waiting)
    (row,) = ledger(alice)
    assert (row.state, row.tries, row.handed_at is None) == (state, 1, state == "waiting")


def test_a_database_that_stays_away_leaves_it_to_the_sweeper(waiting, alice, sink, ledger, monkeypatch):
    monkeypatch.setattr(sending, "NOTE_AGAIN", 0.01)
    monkeypatch.setattr(sending, "NOTE_FOR", 0.02)
    monkeypatch.setattr(steps, "settle", failing(steps.settle, times=100))
    with pytest.raises(OperationalError):
        deliver(waiting)
    (row,) = ledger(alice)
    assert row.state == "waiting"
    assert row.handed_at


def test_paused_closed_or_passed_it_is_not_sent_and_says_so(waiting, alice, sink, ledger, amend, acting_as):
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        plan.paused_until = timezone.localdate() + timedelta(days=9)
        plan.save()
    deliver(waiting)
    assert (ledger(alice)[0].state, ledger(alice)[0].reason) == ("skipped", "paused")
    amend(alice, state="waiting", lease=None, lease_until=None)
    with acting_as(alice):
        NudgePlan.objects.update(paused_until=None)
        Reflection.objects.create(owner=alice, question="What?", is_skipped=True)
    deliver(waiting)
    assert (ledger(alice)[0].state, ledger(alice)[0].reason) == ("skipped", "passed")
    amend(alice, state="waiting", lease=None, lease_until=None)
    type(alice).objects.update(is_active=False)
    deliver(waiting)
    assert (ledger(alice)[0].state, ledger(alice)[0].reason) == ("suppressed", "closed")
    assert sink.taken == []


@pytest.fixture
def told_anew(monkeypatch):
    """What a task hands on to another."""
    told = []
    monkeypatch.setattr(tasks.send_nudges, "delay", told.extend)
    return told


def test_one_ring_tells_of_many(waiting, alice, sink, told_anew):
    tasks.send_nudges([[str(uuid4()), alice.pk], [str(waiting.pk), alice.pk]])
    assert (len(sink.taken), told_anew) == (1, [])


def test_what_one_task_has_no_time_for_another_gets(waiting, alice, sink, told_anew, monkeypatch):
    monkeypatch.setattr(tasks, "FOR_ONE_TASK", 0)
    tasks.send_nudges([[str(waiting.pk), alice.pk]])
    assert (len(sink.taken), told_anew) == (0, [[str(waiting.pk), alice.pk]])


def test_after_one_that_failed_the_others_are_told_anew(waiting, alice, bob, told_anew, monkeypatch):
    monkeypatch.setattr(sending, "send", failing(sending.send, times=1))
    with pytest.raises(OperationalError):
        tasks.send_nudges([[str(waiting.pk), alice.pk], ["other", bob.pk]])
    assert told_anew == [["other", bob.pk]]


def test_an_account_that_is_gone_took_its_e_mail_along(waiting, alice, sink, acting_as):
    pk = alice.pk
    with acting_as(alice):
        alice.delete()
    tasks.send_nudges([(str(waiting.pk), pk)])
    assert sink.taken == []


def test_what_nobody_knows_is_no_error(alice, sink):
    tasks.send_nudges([("0199d1f0-0000-7000-8000-000000000000", alice.pk)])


def test_a_late_answer_settles_what_the_sweeper_called_unknown(waiting, alice, ledger, amend):
    token = waiting.pk
    past = timezone.now() - timedelta(seconds=1)
    amend(alice, lease=token, lease_until=past, handed_at=past)
    claiming.sweep(timezone.now())
    sending._end(alice, waiting.pk, token, Nudge.State.SENT, "")
    assert ledger(alice)[0].state == "sent"


def test_the_outbox_folder_is_a_mail_server_too(waiting, alice, ledger, settings, tmp_path):
    settings.EMAIL_BACKEND = "careerplanner.outbox.OutboxBackend"
    settings.OUTBOX_DIR = tmp_path / "outbox"
    deliver(waiting)
    assert ledger(alice)[0].state == "sent"
    assert len(list(settings.OUTBOX_DIR.glob("*.eml"))) == 1
