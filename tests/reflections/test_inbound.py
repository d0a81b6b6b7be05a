"""A reply on its way to an answer: nothing accepted is lost, nothing is kept twice, nobody is bothered."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.reflections import delivery, inbound, letter, quoting, returning, tasks
from apps.reflections.actions import end_links
from apps.reflections.models import InboundMessage, Nudge, NudgeLink, Reflection
from apps.users.ownership import acting_as
from tests.reflections.coming import QUESTION, answers_of, come, lying, receipts_of, reply_token
from tests.reflections.conftest import sent_nudge
from tests.reflections.mails import AUTOMATIC, FIRST, PROGRAMS, SAID, attached, gmail, mail, parts, quoted, text_part

pytestmark = pytest.mark.usefixtures("replies_on")


# --- What is kept -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("program", ["Gmail", "Outlook", "Thunderbird, answered below"])  # all: test_mail_text.py
def test_a_reply_becomes_the_answer_to_its_e_mail_and_its_bytes_go(token, alice, program):
    come(PROGRAMS[program].replace(b"0" * 32, token.encode()))
    with acting_as(alice):
        reflection = Reflection.objects.get()
        assert (reflection.answer, reflection.question) == (SAID, QUESTION)
        assert reflection.nudge == Nudge.objects.get()
        kept = InboundMessage.objects.get()
        assert (kept.state, bytes(kept.raw), kept.nudge) == ("stored", b"", reflection.nudge)
    assert not lying()
    assert not outbox.outbox


def test_it_is_written_down_before_anybody_reads_it(token, alice, replies_on, django_capture_on_commit_callbacks):
    raw = gmail(token=token)
    with django_capture_on_commit_callbacks(execute=True):
        pk = inbound.accept(raw=raw, now=timezone.now())
    assert replies_on == [str(pk)]
    (row,) = lying()
    assert (bytes(row.raw), row.state, row.owner_id) == (raw, "received", None)
    with acting_as(alice):
        assert not InboundMessage.objects.exists()  # nobody's, not even hers, until it is read


def test_without_a_broker_it_is_accepted_all_the_same_and_the_sweeper_reads_it(
    token, alice, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def unreachable(*_, **__):
        raise OperationalError

    monkeypatch.setattr(inbound.current_app, "send_task", unreachable)
    with django_capture_on_commit_callbacks(execute=True):
        inbound.accept(raw=gmail(token=token), now=timezone.now())
    assert "cannot be reached" in caplog.text
    assert inbound.sweep(timezone.now())["read"] == 1
    assert answers_of(alice) == [SAID]


def test_the_same_message_counts_once_however_often_and_by_whatever_way_it_comes(token, alice):
    raw = gmail(token=token)
    for _ in range(2):
        come(raw)
    come(raw + b"\r\n")  # as another server hands it on: other bytes, the same Message-ID
    come(b"Received: by mx.example\r\n" + raw)
    assert answers_of(alice) == [SAID]
    assert receipts_of(alice) == [("stored", "")]
    assert not lying()


def test_a_second_reply_is_added_below_the_first(token, alice):
    come(gmail(token=token))
    come(gmail("And she showed the next one.", token, Message_ID="<two@mail.example.org>"))
    assert answers_of(alice) == [f"{SAID}\n\nAnd she showed the next one."]


def test_a_message_without_an_id_is_known_by_its_bytes(token, alice):
    for said in ("One.", "Two.", "Two."):
        come(mail(text_part(said), token, Message_ID=""))
    assert answers_of(alice) == ["One.\n\nTwo."]


def test_the_address_may_stand_in_the_envelope_or_below_alone(token, alice):
    come(
        gmail("By the envelope.", "0" * 32), recipient=f"REPLY+{token.upper()}@mail.example", sender="alice@example.org"
    )
    blind = {"To": "undisclosed-recipients:;", "Delivered_To": f"reply+{token}@mail.example", "Message_ID": "<b@x>"}
    come(mail(text_part("By another header."), **blind))
    assert answers_of(alice) == ["By the envelope.\n\nBy another header."]


@pytest.mark.parametrize(
    "sender", ["ALICE@EXAMPLE.ORG", '"Doe, Alice" <alice@example.org>', "=?utf-8?q?=C3=84lice?= <alice@example.org>"]
)
def test_the_sender_is_the_accounts_address_however_it_is_written(token, alice, sender):
    come(gmail(token=token, From=sender))
    assert answers_of(alice) == [SAID]


def test_another_address_that_the_person_has_confirmed_may_reply_too(token, alice):
    alice.emailaddress_set.create(email="home@example.org", verified=True)
    alice.emailaddress_set.create(email="claimed@example.org", verified=False)
    come(gmail(token=token, From="home@example.org"))
    come(gmail("No", token, From="claimed@example.org", Message_ID="<c@x>"))
    assert answers_of(alice) == [SAID]


@pytest.mark.django_db(transaction=True)
def test_two_copies_read_at_the_same_moment_make_one_answer(alice):
    raw = gmail(token=reply_token(alice))
    now = timezone.now()
    ids = [inbound.accept(raw=raw + end, now=now) for end in (b"", b"\r\n", b"\r\n\r\n", b"\r\n\r\n\r\n")]
    together = Barrier(len(ids))

    def read(pk):
        together.wait()
        inbound.read(pk, now)
        connection.close()

    with ThreadPoolExecutor(len(ids)) as workers:
        list(workers.map(read, ids))
    assert answers_of(alice) == [SAID]
    assert receipts_of(alice) == [("stored", "")]
    assert not lying()


def test_workers_know_the_name_they_are_called_by(token, alice):
    assert tasks.read_reply.name == inbound.READ
    pk = inbound.accept(raw=gmail(token=token), now=timezone.now())
    tasks.read_reply(str(pk))
    tasks.read_reply(str(pk))
    inbound.accept(raw=gmail("More.", token, Message_ID="<two@x>"), now=timezone.now())
    tasks.sweep_replies()
    assert answers_of(alice) == [f"{SAID}\n\nMore."]


# --- What is dropped without a word ---------------------------------------------------------------------------


@pytest.mark.parametrize("program", AUTOMATIC)
def test_programs_get_no_answer_so_that_no_mail_goes_round_in_circles(token, alice, program):
    come(AUTOMATIC[program].replace(b"0" * 32, token.encode()))
    assert not answers_of(alice)
    assert not receipts_of(alice)
    assert not lying()
    assert not outbox.outbox


def test_our_own_word_coming_back_is_dropped(token, alice):
    come(gmail("", token))
    (word,) = outbox.outbox
    come(word.message().as_bytes().replace(b"To: alice@example.org", f"To: reply+{token}@mail.example".encode()))
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize("address", ["reply@mail.example", f"reply+{'f' * 32}@mail.example", "sales@mail.example"])
def test_what_is_for_no_address_of_ours_is_dropped(token, alice, address):
    come(gmail(token=token, To=address).replace(f"reply+{token}".encode(), b"x"))
    assert not answers_of(alice)
    assert not lying()
    assert not outbox.outbox


def test_a_bounce_is_known_by_its_envelope(token, alice):
    come(gmail(token=token), sender="")
    assert not answers_of(alice)


# --- What is refused -----------------------------------------------------------------------------------------


def refused(alice, reason):
    """The one word about it, to the account's own address."""
    assert receipts_of(alice) == [("refused", reason)]
    assert not answers_of(alice)
    (word,) = outbox.outbox
    assert word.to == ["alice@example.org"]
    assert word.extra_headers["Auto-Submitted"] == "auto-replied"
    return word.body


@pytest.mark.parametrize(
    "sender", ["bob@example.org", "alice@example.org.evil.example", "alice@example.org, bob@example.org", ""]
)
def test_another_sender_is_refused_and_their_words_are_not_put_into_a_mail_of_ours(token, alice, sender):
    come(gmail("Click here", token, From=sender))
    body = refused(alice, "stranger")
    assert "It came from another address than that of your account." in body
    assert "Click here" not in body


def test_a_forged_sender_is_refused(token, alice):
    come(gmail("Click here", token, Authentication_Results="mx.example; spf=fail smtp.mailfrom=alice@example.org"))
    body = refused(alice, "forged")
    assert "The mail servers say that it was not sent by you." in body
    assert "Click here" not in body


def test_the_words_of_others_do_not_lie_here_even_until_the_word_about_them_is_sent(token, alice, monkeypatch):
    monkeypatch.setattr(returning, "A_DAY", 0)
    come(gmail("Click here", token, From="bob@example.org"))
    with acting_as(alice):
        assert bytes(InboundMessage.objects.get().raw) == b""


@pytest.mark.parametrize("ending", ["expired", "ended"])
def test_an_address_that_has_ended_takes_nothing(token, alice, ending):
    with acting_as(alice):
        if ending == "ended":
            end_links(owner=alice)
        else:
            NudgeLink.objects.update(expires_at=timezone.now())
    come(gmail(token=token))
    assert SAID in refused(alice, "ended")


def test_only_quoted_text_is_no_answer(token, alice):
    come(gmail("", token))
    assert "We found no words of yours in it" in refused(alice, "empty")


def test_what_no_longer_fits_comes_back_with_its_text(token, alice):
    come(mail(text_part("x" * 30 + "\n" + "Long. " * 2000), token))
    body = refused(alice, "too_long")
    assert "Long. Long." in body
    assert "longer than 8000 characters" in body


def test_more_than_20_mb_is_refused_with_words_and_only_its_beginning_was_kept(token, alice):
    large = parts("mixed", text_part("See the video."), attached("film.mp4", bytes(16 * 1024 * 1024), "video/mp4"))
    raw = mail(large, token)
    assert len(raw) > inbound.MOST_BYTES
    inbound.accept(raw=raw, now=timezone.now())
    (row,) = lying()
    assert len(row.raw) == inbound.BEGINNING
    inbound.read(row.pk, timezone.now())
    body = refused(alice, "too_large")
    assert "It was larger than 20 MB." in body
    assert "See the video." in body


def test_what_was_attached_is_left_out_and_that_is_said(token, alice):
    come(mail(parts("mixed", text_part("See the note."), attached("a.pdf"), attached("b.jpg")), token))
    assert answers_of(alice) == ["See the note."]
    (word,) = outbox.outbox
    assert word.subject == "Your answer is kept, without what was attached"
    assert "2 attachments were left out." in word.body
    assert "See the note." not in word.body


# --- The word about it -----------------------------------------------------------------------------------------


def test_it_says_what_came_why_not_and_how_else_and_belongs_to_the_thread(token, alice):
    come(mail(text_part("A thing. " * 1000), token))
    (word,) = outbox.outbox
    headers = word.message()
    assert headers["In-Reply-To"] == headers["References"] == "<CAF+one@mail.example.org>"
    with acting_as(alice):
        assert f"http://testserver/reflections/answer/{Nudge.objects.get().pk}/" in word.body
        assert bytes(InboundMessage.objects.get().raw) == b""  # returned, so that it need not lie here


def test_at_most_one_for_a_message_and_five_a_day(token, alice):
    for number in range(8):
        pk = come(gmail("", token, Message_ID=f"<{number}@x>"))
        returning.answer(pk, alice, timezone.now())
    assert len(outbox.outbox) == 5
    with acting_as(alice):
        InboundMessage.objects.update(answered_at=timezone.now() - timedelta(days=2))
    come(gmail("", token, Message_ID="<next@x>"))
    assert len(outbox.outbox) == 6


def test_a_mail_server_that_says_later_is_asked_again(token, alice, monkeypatch):
    def later(*_):
        raise delivery.Later("421")

    with monkeypatch.context() as patch:
        patch.setattr(delivery.Whole, "address", later)
        come(gmail("", token))
    assert not outbox.outbox
    assert inbound.sweep(timezone.now())["answered"] == 0
    assert inbound.sweep(timezone.now() + returning.AFTER)["answered"] == 1
    assert len(outbox.outbox) == 1


def test_one_that_falls_silent_is_not_asked_again(token, alice, monkeypatch, caplog):
    def silent(*_):
        raise delivery.Unknown("silent")

    with monkeypatch.context() as patch:
        patch.setattr(delivery.Whole, "hand_over", silent)
        come(gmail("", token))
    assert "may not have arrived" in caplog.text
    assert inbound.sweep(timezone.now() + timedelta(days=1))["answered"] == 0
    assert not outbox.outbox


# --- What goes wrong --------------------------------------------------------------------------------------------


def test_a_failure_keeps_the_message_holds_up_nobody_and_is_tried_again(token, alice, bob, monkeypatch, caplog):
    def broken(*_, **__):
        raise RuntimeError("disk on fire")

    now = timezone.now()
    with monkeypatch.context() as patch:
        patch.setattr(inbound, "add_answer", broken)
        come(gmail(token=token))
    come(gmail("Bob's.", reply_token(bob), From="bob@example.org"))
    assert "could not be read, try 1" in caplog.text
    assert SAID not in caplog.text
    assert [row.tries for row in lying()] == [1]
    assert inbound.sweep(now)["read"] == 0
    assert inbound.sweep(now + timedelta(minutes=3))["read"] == 1
    assert answers_of(alice) == [SAID]
    assert answers_of(bob) == ["Bob's."]


def test_at_the_last_try_the_person_gets_it_back(token, alice, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    now = timezone.now()
    with monkeypatch.context() as patch:
        patch.setattr(inbound, "add_answer", broken)
        come(gmail(token=token))
        for day in range(1, inbound.MOST_TRIES + 3):
            inbound.sweep(now + timedelta(days=day))
    assert SAID in refused(alice, "unreadable")


def test_what_nobody_could_read_and_what_was_refused_goes_after_two_weeks(token, alice, monkeypatch, caplog):
    def unreadable(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(inbound, "_link", unreadable)
    inbound.accept(raw=gmail("Never"), now=timezone.now())
    for day in range(13):
        inbound.sweep(timezone.now() + timedelta(days=day))
    assert len(lying()) == 1
    inbound.sweep(timezone.now() + timedelta(days=15))
    assert not lying()
    assert "1 messages that nobody could read in 14 days are deleted" in caplog.text


def test_bytes_that_no_word_took_along_go_after_two_weeks(token, alice, monkeypatch):
    monkeypatch.setattr(returning, "A_DAY", 0)
    come(gmail("", token))
    with acting_as(alice):
        assert bytes(InboundMessage.objects.get().raw)
    assert inbound.sweep(timezone.now() + timedelta(days=15))["forgotten"] == 1
    with acting_as(alice):
        assert not bytes(InboundMessage.objects.get().raw)


def test_the_mail_room_sees_only_what_is_not_done_with(token, alice):
    come(gmail(token=token))
    assert receipts_of(alice) == [("stored", "")]
    assert not lying()


KILLED = """
import os, signal, sys
from uuid import UUID
import django
django.setup()
from django.utils import timezone
from apps.reflections import inbound
keep = inbound._keep
def killed(*arguments):
    keep(*arguments)
    print("the answer is written", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
inbound._keep = killed
inbound.read(UUID(sys.argv[1]), timezone.now())
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_writes_the_answer_loses_nothing_and_writes_it_once(alice):
    token = reply_token(alice)
    pk = inbound.accept(raw=gmail(token=token), now=timezone.now())
    command = [sys.executable, "-W", "default", "-c", KILLED, str(pk)]
    environment = {"DJANGO_SETTINGS_MODULE": "careerplanner.settings", "REPLY_ADDRESS": "reply@mail.example"}

    done = subprocess.run(
        command,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (-9, "the answer is written\n"), done.stderr
    assert not answers_of(alice)
    assert [bytes(row.raw) for row in lying()] == [gmail(token=token)]
    for _ in range(2):
        inbound.sweep(timezone.now() + timedelta(minutes=5))
    assert answers_of(alice) == [SAID]
    assert not lying()


# --- What the product says of it --------------------------------------------------------------------------------


def test_the_ledger_says_which_reply_could_not_be_kept(token, alice, as_alice):
    come(gmail(token=token))
    assert "could not be kept" not in as_alice.get("/reflections/").content.decode()
    come(gmail("", token, Message_ID="<empty@x>"))
    page = as_alice.get("/reflections/").content.decode()
    assert "A reply to it could not be kept." in page
    assert "We found no words of yours in it" in page


def test_the_page_asks_no_more_of_the_database_with_many_replies(token, alice, as_alice, count_queries):
    def asked():
        with count_queries() as queries:
            as_alice.get("/reflections/")
        return len(queries)

    none = asked()
    for number in range(30):
        come(gmail("", token, Message_ID=f"<{number}@x>"))
    assert asked() == none <= 8


def test_a_stranger_sees_none_of_it(token, as_bob):
    come(gmail("", token))
    assert "could not be kept" not in as_bob.get("/reflections/").content.decode()


# --- The whole way ---------------------------------------------------------------------------------------------


def test_the_e_mail_has_an_address_of_its_own_only_where_replies_are_taken(alice, settings):
    with acting_as(alice):
        first, second = (letter.compose(sent_nudge(alice, "", kind="asked"), alice) for _ in "12")
        one, other = (message.reply_to for message in (first, second))
        assert one != other
        assert first.text.splitlines()[0] == FIRST
        assert quoting.RULE in first.text.splitlines()[2]
        assert letter.beginnings() == (FIRST,)
        assert quoting.RULE in first.html
    reply = f"{SAID}\n\nOn Sun, 7 Jun 2026 at 17:00, careerplanner wrote:\n" + quoted(first.text)
    come(mail(text_part(reply), To=one))
    assert answers_of(alice) == [SAID]
    page = f"<p>{SAID}</p><blockquote>{second.html}</blockquote>"
    come(mail(text_part(page, "html"), To=other, Message_ID="<page@x>"))
    assert answers_of(alice) == [SAID, SAID]
    settings.REPLY_ADDRESS = ""
    with acting_as(alice):
        plain = letter.compose(sent_nudge(alice, "", kind="asked"), alice)
    assert not plain.reply_to
    assert quoting.RULE not in plain.text + plain.html
    assert "above this line" not in plain.text


@pytest.mark.parametrize(
    "own",
    ["{said}<div><hr></div>", "<div>{said}</div><div><b>From:</b> a@b.example<br><b>To:</b> x<br><b>On:</b> 7</div>"],
)
def test_a_page_that_marks_no_quotation_is_cut_at_our_line(token, alice, own):
    with acting_as(alice):
        page = letter.compose(sent_nudge(alice, "", kind="asked"), alice).html
    come(mail(text_part(own.format(said=SAID) + page, "html"), token))
    assert answers_of(alice) == [SAID]
