"""Replies that providers bring, in the very form in which they bring them."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.reflections import hooks, inbound, reports
from tests.reflections.coming import answers_of, lying, read_all, receipts_of
from tests.reflections.mails import PAGE, SAID, attached, gmail, mail, parts, quoted, text_part

pytestmark = [pytest.mark.usefixtures("replies_on"), pytest.mark.urls("tests.reflections.hooked_urls")]
KEY, SECRET = "key-of-the-signature", "hook:a-long-secret"


@pytest.fixture(autouse=True)
def keys(settings):
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}


# --- Mailgun: a form, signed -------------------------------------------------------------------------------


def signed(key=KEY, **fields):
    stamp, nonce = "1780848131", "a" * 50
    signature = hmac.new(key.encode(), f"{stamp}{nonce}".encode(), hashlib.sha256).hexdigest()
    return {"timestamp": stamp, "token": nonce, "signature": signature, **fields}


def from_mailgun(token, raw=None, **more):
    """Its “raw MIME” route."""
    return signed(
        **{
            "recipient": f"reply+{token}@mail.example",
            "sender": "alice@example.org",
            "from": "Alice <alice@example.org>",
            "subject": "Re: What went better because it was you?",
            "body-mime": (raw or gmail(token=token)).decode(),
        },
        **more,
    )


def parsed_by_mailgun(token, **files):
    """Its “fully parsed” route: headers as JSON, text and page apart, files beside."""
    plain = f"{SAID}\r\n\r\nOn Sun, 7 Jun 2026 at 17:00, careerplanner <a@b.example> wrote:\r\n\r\n{quoted()}"
    headers = [
        ["X-Mailgun-Incoming", "Yes"],
        ["X-Envelope-From", "<alice@example.org>"],
        ["X-Mailgun-Spf", "Pass"],
        ["X-Mailgun-Dkim-Check-Result", "Pass"],
        ["From", "Alice <alice@example.org>"],
        ["To", f"careerplanner <reply+{token}@mail.example>"],
        ["Message-Id", "<CAF+one@mail.example.org>"],
        ["Subject", "Re: What went better because it was you?"],
    ]
    files = {name.replace("_", "-"): file for name, file in files.items()}
    count = {"attachment-count": str(len(files))} if files else {}
    fields = {"message-headers": json.dumps(headers), "body-plain": plain, "body-html": f"<p>{SAID}</p>{PAGE}"}
    return from_mailgun(token) | {"body-mime": ""} | fields | count | files


def without_mime(fields):
    return {name: value for name, value in fields.items() if name != "body-mime"}


def test_mailgun_brings_a_reply(token, alice, as_nobody, replies_on, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert as_nobody.post("/anymail/mailgun/inbound_mime/", from_mailgun(token)).status_code == 200
    assert replies_on == [str(lying()[0].pk)]
    read_all()
    assert answers_of(alice) == [SAID]


def test_mailgun_brings_it_in_parts_with_pictures(token, alice, as_nobody):
    photo = SimpleUploadedFile("photo.jpg", bytes(3 * 1024 * 1024), "image/jpeg")
    sent = without_mime(parsed_by_mailgun(token, attachment_1=photo))
    assert as_nobody.post("/anymail/mailgun/inbound/", sent).status_code == 200
    read_all()
    assert answers_of(alice) == [SAID]
    assert receipts_of(alice) == [("stored", "")]


def test_brought_twice_it_counts_once(token, alice, as_nobody):
    for sent in (from_mailgun(token), from_mailgun(token), without_mime(parsed_by_mailgun(token))):
        as_nobody.post("/anymail/mailgun/inbound_mime/", sent)
        read_all()
    assert answers_of(alice) == [SAID]


@pytest.mark.parametrize(
    "spoiled",
    [
        {"signature": "0" * 64},
        {"signature": hmac.new(b"another key", b"1780848131" + b"a" * 50, hashlib.sha256).hexdigest()},
        {"timestamp": "1780848132"},
        {"signature": ""},
        {"token": ""},
    ],
)
def test_a_wrong_signature_is_refused_and_logged_without_the_text(token, as_nobody, caplog, spoiled):
    response = as_nobody.post("/anymail/mailgun/inbound_mime/", from_mailgun(token) | spoiled)
    assert response.status_code == 400
    assert not lying()
    assert "AnymailWebhookValidationFailure" in str([record.name for record in caplog.records])
    assert SAID not in caplog.text
    assert token not in caplog.text


def test_a_bounce_that_mailgun_brings_is_known_by_its_sender(token, alice, as_nobody):
    as_nobody.post("/anymail/mailgun/inbound_mime/", from_mailgun(token) | {"sender": ""})
    read_all()
    assert not answers_of(alice)


@pytest.mark.parametrize(("size", "outcome"), [(3, ("stored", "")), (5, ("refused", "too_large"))])
def test_a_message_larger_than_a_form_may_be_comes_through_or_is_refused(
    token, alice, as_nobody, monkeypatch, size, outcome
):
    monkeypatch.setattr(inbound, "MOST_BYTES", 5 * 1024 * 1024)
    film = attached("film.mp4", bytes(size * 1024 * 1024), "video/mp4")
    raw = mail(parts("mixed", text_part("See the film."), film), token)
    assert as_nobody.post("/anymail/mailgun/inbound_mime/", from_mailgun(token, raw)).status_code == 200
    read_all()
    assert receipts_of(alice) == [outcome]


def test_far_too_much_is_not_even_read(as_nobody, monkeypatch):
    monkeypatch.setattr(hooks, "LARGEST", 1000)
    assert as_nobody.post("/anymail/mailgun/inbound_mime/", {"body-mime": "x" * 1000}).status_code == 413


def test_large_ones_come_thirty_in_ten_minutes_from_one_place(token, as_nobody, settings, monkeypatch):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500
    monkeypatch.setattr(hooks, "LARGE_ONES", 2)
    codes = [as_nobody.post("/anymail/mailgun/inbound_mime/", from_mailgun(token)).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


# --- Postmark: JSON, and a password ---------------------------------------------------------------------------


def from_postmark(token, **more):
    return {
        "FromName": "Alice",
        "From": "alice@example.org",
        "FromFull": {"Email": "alice@example.org", "Name": "Alice", "MailboxHash": ""},
        "To": f'"careerplanner" <reply+{token}@mail.example>',
        "ToFull": [{"Email": f"reply+{token}@mail.example", "Name": "careerplanner", "MailboxHash": token}],
        "Cc": "",
        "CcFull": [],
        "Bcc": "",
        "BccFull": [],
        "OriginalRecipient": f"reply+{token}@mail.example",
        "Subject": "Re: What went better because it was you?",
        "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
        "ReplyTo": "",
        "MailboxHash": token,
        "Date": "Sun, 7 Jun 2026 18:02:11 +0200",
        "TextBody": f"{SAID}\n\nAm So., 7. Juni 2026 um 17:00 Uhr schrieb careerplanner <a@b.example>:\n\n{quoted()}",
        "HtmlBody": f"<div>{SAID}</div><blockquote>{PAGE}</blockquote>",
        "StrippedTextReply": SAID,
        "Tag": "",
        "Headers": [
            {"Name": "Return-Path", "Value": "<alice@example.org>"},
            {"Name": "Received-SPF", "Value": "Pass (sender SPF authorized) identity=mailfrom"},
            {"Name": "MIME-Version", "Value": "1.0"},
            {"Name": "Message-ID", "Value": "<CAF+one@mail.example.org>"},
        ],
        "Attachments": [],
        **more,
    }


@pytest.fixture
def postmark(settings, as_nobody):
    """Posts as Postmark does, with the password in the address it was given."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}

    def post(sent, secret=SECRET):
        known = {"authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}
        return as_nobody.post("/anymail/postmark/inbound/", json.dumps(sent), "application/json", headers=known)

    return post


def test_postmark_brings_a_reply(token, alice, postmark):
    assert postmark(from_postmark(token)).status_code == 200
    read_all()
    assert answers_of(alice) == [SAID]


def test_postmark_brings_it_raw_with_letters_of_every_kind(token, alice, postmark):
    raw = gmail("Fünf neue 同事 an der Kasse 🎉", token).decode()
    assert postmark(from_postmark(token, RawEmail=raw, TextBody="", HtmlBody="")).status_code == 200
    assert postmark(from_postmark(token, TextBody="Überall 同事", Headers=[])).status_code == 200
    read_all()
    assert answers_of(alice) == ["Fünf neue 同事 an der Kasse 🎉\n\nÜberall 同事"]


def test_postmark_brings_what_is_too_large_and_it_is_refused_with_words(
    token, alice, postmark, mailoutbox, monkeypatch
):
    monkeypatch.setattr(inbound, "MOST_BYTES", 3 * 1024 * 1024)
    film = base64.b64encode(bytes(4 * 1024 * 1024)).decode()
    attachment = {"Name": "film.mp4", "Content": film, "ContentType": "video/mp4", "ContentLength": 4 * 1024 * 1024}
    assert postmark(from_postmark(token, Attachments=[attachment])).status_code == 200
    read_all()
    assert receipts_of(alice) == [("refused", "too_large")]
    assert SAID in mailoutbox[0].body


def test_a_sender_whom_postmark_found_forged_is_refused(token, alice, postmark):
    said = [{"Name": "Received-SPF", "Value": "Fail (sender not authorized)"}]
    postmark(from_postmark(token, Headers=said))
    read_all()
    assert receipts_of(alice) == [("refused", "forged")]


@pytest.mark.parametrize("secret", ["", "hook:another", "hook", "x" * 500])
def test_without_the_password_nothing_comes_in(token, postmark, caplog, secret):
    assert postmark(from_postmark(token), secret).status_code == 400
    assert not lying()
    assert SAID not in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("sent", [b"", b"{", b"[\xff]", b'{"TextBody": "Quagga blue"'])
@pytest.mark.parametrize("door", ["inbound", "tracking"])
def test_what_is_no_json_is_refused_and_not_quoted(as_nobody, db, caplog, postmark, sent, door):
    known = {"authorization": f"Basic {base64.b64encode(SECRET.encode()).decode()}"}
    answer = as_nobody.post(f"/anymail/postmark/{door}/", sent, "application/json", headers=known)
    assert (answer.status_code, answer.content) == (400, b"This is no JSON.")
    assert "Quagga" not in caplog.text
    assert not lying()


# --- The doors ---------------------------------------------------------------------------------------------


def test_only_doors_with_a_key_are_there():
    assert hooks.doors({}) == []
    assert hooks.doors({"WEBHOOK_SECRET": ""}) == []
    signed = {"MAILGUN_WEBHOOK_SIGNING_KEY": "x"}
    assert {door.name for door in hooks.doors(signed)} == {"mailgun_inbound_webhook"}
    assert {door.name for door in reports.doors(signed)} == {"mailgun_tracking_webhook"}
    assert "postmark_inbound_webhook" in {door.name for door in hooks.doors({"WEBHOOK_SECRET": "x:y"})}


@pytest.mark.urls("careerplanner.urls")
def test_without_keys_there_are_no_doors(as_nobody, db):
    assert as_nobody.post("/anymail/mailgun/inbound/", {}).status_code == 404


def test_where_replies_are_off_what_comes_is_let_go(token, as_nobody, settings):
    settings.REPLY_ADDRESS = ""
    assert as_nobody.post("/anymail/mailgun/inbound_mime/", from_mailgun(token)).status_code == 200
    assert not lying()


def test_where_it_cannot_be_written_down_the_provider_hears_no_and_comes_again(token, as_nobody, monkeypatch):
    def full(**_):
        raise OSError("no space left")

    as_nobody.raise_request_exception = False
    monkeypatch.setattr(inbound, "accept", full)
    assert as_nobody.post("/anymail/mailgun/inbound_mime/", from_mailgun(token)).status_code == 500


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"REPLY_ADDRESS": "reply"}, "REPLY_ADDRESS must be an address"),
        ({"REPLY_ADDRESS": "Reply <reply@x.example>"}, "REPLY_ADDRESS must be an address"),
        ({"IMAP_URL": "https://mail.example"}, "IMAP_URL must look like"),
        ({"REPLY_ADDRESS": "r@x.example", "IMAP_URL": "imaps://u:p@x.example", "ANYMAIL_WEBHOOK_SECRET": "a:b"}, "on"),
    ],
)
def test_the_environment_turns_it_on_and_a_bad_value_stops_the_start(given, says):
    script = (
        "import careerplanner.settings as s\n"
        "print('on' if s.ANYMAIL and {'poll-replies', 'sweep-replies'} < s.CELERY_BEAT_SCHEDULE.keys() else 'off')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert says in done.stdout + done.stderr
