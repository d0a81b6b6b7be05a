"""Bounces and complaints, as mail servers and two providers tell them: stopping, saying so, and writing again."""

import hashlib
import hmac
import json
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from apps.reflections import claiming, delivery, hooks, reports, tasks
from apps.reflections.bounces import Word
from apps.reflections.models import NudgeLink, NudgePlan, Suppression
from apps.reflections.tracking import note_word
from tests.reflections.conftest import just_due, plan_for
from tests.reflections.provider_keys import KEYS

REPORTS = json.loads((Path(__file__).parent / "reports.json").read_text())


@pytest.fixture
def provider(settings):
    """Mailgun and MailerSend are configured."""
    settings.ROOT_URLCONF = "tests.reflections.provider_urls"
    settings.ANYMAIL = KEYS
    return Client(enforce_csrf_checks=True)


def report(client, name, recipient, key=None):
    """Post a provider's report as it does, signed."""
    esp = name.partition("_")[0]
    key = (key or KEYS[reports.SIGNED[esp]]).encode()
    sent = json.dumps(REPORTS[name]).replace("recipient@example.com", recipient)
    headers = {}
    if esp == "mailgun":
        whole = json.loads(sent)
        signed = f"{whole['signature']['timestamp']}{whole['signature']['token']}".encode()
        whole["signature"]["signature"] = hmac.new(key, signed, hashlib.sha256).hexdigest()
        sent = json.dumps(whole)
    else:
        headers["Signature"] = hmac.new(key, sent.encode(), hashlib.sha256).hexdigest()
    return client.post(f"/anymail/{esp}/tracking/", sent, "application/json", headers=headers)


def fate_of(user, acting_as):
    with acting_as(user):
        return Suppression.objects.of(user).first()


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("mailgun_failed_for_good", "bounced"),
        ("mailgun_complained", "complained"),
        ("mailersend_hard_bounced", "bounced"),
        ("mailersend_spam_complaint", "complained"),
    ],
)
def test_for_good_it_stops_and_says_so_where_one_looks(provider, alice, as_alice, acting_as, name, cause):
    plan_for(alice)
    assert report(provider, name, "Alice@Example.org").status_code == 200
    fate = fate_of(alice, acting_as)
    assert (fate.cause, fate.is_stopped) == (cause, True)
    for page in ("/reflections/", "/settings/"):
        text = as_alice.get(page).content.decode()
        assert "Your e-mail does not reach you" in text
        assert "alice@example.org" in text
        assert ("I want it again" if cause == "complained" else "My address works again") in text


@pytest.mark.parametrize("name", ["mailgun_failed_for_now", "mailersend_soft_bounced"])
def test_for_now_is_counted_and_an_arrival_resets_it(provider, alice, as_alice, acting_as, name):
    esp = name.partition("_")[0]
    report(provider, name, "alice@example.org")
    report(provider, name, "alice@example.org")  # about the same e-mail
    assert (fate_of(alice, acting_as).bounces, fate_of(alice, acting_as).is_stopped) == (1, False)
    assert "does not reach you" not in as_alice.get("/reflections/").content.decode()
    report(provider, f"{esp}_delivered", "alice@example.org")
    assert fate_of(alice, acting_as).bounces == 0


def test_five_in_a_row_for_now_are_enough(alice, acting_as):
    now = timezone.now()
    for week in range(5):
        assert week == 0 or not fate_of(alice, acting_as).is_stopped
        note_word(owner=alice, word=Word.NOT_NOW, answer="452 4.2.2 Mailbox full", now=now + timedelta(days=7 * week))
    fate = fate_of(alice, acting_as)
    assert (fate.cause, fate.bounces, fate.said) == ("full", 5, "452 4.2.2 Mailbox full")


def test_one_that_arrives_late_does_not_undo_a_stop(alice, acting_as):
    note_word(owner=alice, word=Word.COMPLAINED, answer="", now=timezone.now())
    note_word(owner=alice, word=Word.ARRIVED, answer="", now=timezone.now())
    assert fate_of(alice, acting_as).is_stopped


def test_unsubscribing_at_the_provider_is_stopping(provider, alice, acting_as):
    plan_for(alice)
    report(provider, "mailersend_unsubscribed", "alice@example.org")
    with acting_as(alice):
        assert not NudgePlan.objects.get().is_active
    assert fate_of(alice, acting_as) is None


@pytest.mark.parametrize("name", ["mailgun_failed_for_good", "mailersend_hard_bounced"])
def test_a_signature_that_is_not_the_providers_changes_nothing(provider, alice, acting_as, name):
    assert report(provider, name, "alice@example.org", key="guessed").status_code == 400
    assert fate_of(alice, acting_as) is None


def test_a_report_about_nobody_is_taken_and_changes_nothing(provider, alice, bob, acting_as):
    assert report(provider, "mailgun_failed_for_good", "nobody@example.org").status_code == 200
    assert report(provider, "mailgun_delivered", "alice@example.org").status_code == 200
    assert fate_of(alice, acting_as) is None
    report(provider, "mailgun_failed_for_good", "alice@example.org")
    assert fate_of(bob, acting_as) is None


def test_a_provider_without_a_key_has_no_address(provider):
    """It would take whatever anybody sends."""
    assert provider.post("/anymail/postmark/tracking/", "{}", "application/json").status_code == 404


def test_the_doors_are_those_of_which_there_is_a_key():
    assert reports.doors({}) == []
    assert [door.name for door in reports.doors(KEYS)] == ["mailersend_tracking_webhook", "mailgun_tracking_webhook"]
    by_password = {door.name for door in reports.doors({"WEBHOOK_SECRET": "name:password"})}
    assert "postmark_tracking_webhook" in by_password
    assert "mailgun_tracking_webhook" not in by_password


@pytest.mark.parametrize("provider", reports.NEEDED)
def test_a_door_whose_library_is_missing_is_not_there(provider):
    """Whoever knocked would make an error, key or no key."""
    keys = {"WEBHOOK_SECRET": "name:password", "POSTAL_WEBHOOK_KEY": "key"}
    found = [str(door.name) for door in [*reports.doors(keys), *hooks.doors(keys)]]
    there = any(name.startswith(provider) for name in found)
    assert there == (find_spec(reports.NEEDED[provider]) is not None)


def test_no_provider_no_address_for_reports(as_nobody, db):
    assert as_nobody.post("/anymail/mailgun/tracking/").status_code == 404


def test_a_report_stops_what_waits_and_what_is_asked_for(alice, as_alice, ledger, acting_as, mailoutbox, monkeypatch):
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    plan_for(alice, next_nudge_at=just_due())
    claiming.claim_due(timezone.now())
    note_word(owner=alice, word=Word.COMPLAINED, answer="", now=timezone.now())
    tasks.send_nudges([(str(ledger(alice)[0].pk), alice.pk)])
    assert (ledger(alice)[0].state, ledger(alice)[0].told) == ("suppressed", "our e-mail was marked as spam")
    page = as_alice.post("/reflections/send-now/", follow=True).content.decode()
    assert "does not take our e-mail at present" in page
    assert len(ledger(alice)) == 1
    assert mailoutbox == []


def test_a_bounce_between_address_and_hand_over_holds_it_back(alice, by_smtp, ledger, monkeypatch, due):
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    delivery._kept.__dict__.clear()
    address = delivery.Smtp.address

    def meanwhile(self, *envelope):
        address(self, *envelope)
        note_word(owner=alice, word=Word.GONE, answer="550 5.1.1 No", now=timezone.now())

    monkeypatch.setattr(delivery.Smtp, "address", meanwhile)
    claiming.claim_due(timezone.now())
    tasks.send_nudges([(str(ledger(alice)[0].pk), alice.pk)])
    delivery._kept.smtp.close()
    assert (ledger(alice)[0].state, ledger(alice)[0].reason) == ("suppressed", "bounced")
    assert by_smtp.taken == []


@pytest.mark.parametrize(
    ("mode", "said"),
    [("refuse", "550 5.1.1 No such person"), ("refuse_data", None)],  # the other, 554 5.7.1, is about the message
)
def test_a_mail_server_that_names_the_mailbox_is_believed_at_once(
    alice, by_smtp, ledger, monkeypatch, due, acting_as, mode, said
):
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    delivery._kept.__dict__.clear()
    by_smtp.behave(mode)
    claiming.claim_due(timezone.now())
    tasks.send_nudges([(str(ledger(alice)[0].pk), alice.pk)])
    delivery._kept.smtp.close()
    assert ledger(alice)[0].state == "failed"
    fate = fate_of(alice, acting_as)
    assert (fate and (fate.cause, fate.said)) == (said and ("bounced", said))


# --- Writing again -------------------------------------------------------------------------------------


@pytest.fixture
def stopped(alice, acting_as):
    """Alice's address does not take our e-mail."""
    plan_for(alice)
    note_word(owner=alice, word=Word.GONE, answer="550 5.1.1 No such person", now=timezone.now())


def test_my_address_works_again_is_shown_by_an_e_mail_that_arrives(stopped, alice, as_alice, acting_as, mailoutbox):
    page = as_alice.post("/reflections/address/", follow=True).content.decode()
    assert "Look into alice@example.org" in page
    assert fate_of(alice, acting_as).is_stopped  # saying so is not enough
    (message,) = mailoutbox
    link = next(word for word in message.body.split() if "/address/" in word).removeprefix("http://testserver")
    program = Client(enforce_csrf_checks=True)
    assert "Shall the weekly one come again" in program.get(link).content.decode()
    assert fate_of(alice, acting_as).is_stopped
    for _ in range(2):
        assert "we write to you again" in program.post(link).content.decode()
        assert not fate_of(alice, acting_as).is_stopped
    assert "does not reach you" not in as_alice.get("/reflections/").content.decode()


def test_only_the_newest_link_is_good_and_it_does_only_this(stopped, alice, as_alice, acting_as, mailoutbox):
    as_alice.post("/reflections/address/")
    as_alice.post("/reflections/address/")
    first, second = (next(w for w in m.body.split() if "/address/" in w)[17:] for m in mailoutbox)
    assert Client().post(first).status_code == 404
    assert Client().post(second.replace("/address/", "/stop/")).status_code == 404
    with acting_as(alice):
        NudgeLink.objects.update(expires_at=timezone.now())
    assert Client().post(second).status_code == 404
    assert fate_of(alice, acting_as).is_stopped


def test_three_an_hour(stopped, as_alice, mailoutbox):
    for _ in range(3):
        as_alice.post("/reflections/address/")
    page = as_alice.post("/reflections/address/", follow=True).content.decode()
    assert "Try again in a little while." in page
    assert len(mailoutbox) == 3


def test_a_mail_server_that_is_away_is_said(stopped, as_alice, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = as_alice.post("/reflections/address/", follow=True).content.decode()
    assert "Try again later." in page


def test_another_address_is_another_matter(stopped, alice, acting_as):
    type(alice).objects.filter(pk=alice.pk).update(email="alice@new.example")
    alice.refresh_from_db()
    with acting_as(alice):
        assert not Suppression.objects.of(alice).exists()
