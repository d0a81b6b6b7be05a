"""Asking somebody who saw it: a link with one purpose, for one answer, with an end, behind which nothing else shows."""

import logging
from datetime import timedelta
from html import unescape
from urllib.parse import unquote
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from apps.achievements import proving
from apps.achievements.actions import record_achievement
from apps.achievements.models import Proof, Witness
from apps.users.ownership import acting_as, holding
from careerplanner.logs import HideSecrets

SECRET = "Qzx hush"
INJECTED = "</q><script>alert(1)</script>{{ 7|add:7 }}\u202e"


def text_of(response):
    return unescape(response.content.decode())


def asked_of(owner, witness):
    with acting_as(owner):
        return Witness.objects.get(pk=witness.pk)


@pytest.fixture
def told(alice, shop):
    """An entry with a secret in every part but its line."""
    alice.name = "Nadia"
    alice.save()
    with acting_as(alice):
        entry = record_achievement(
            owner=alice,
            line="Trained five new hires on the till",
            duty=SECRET,
            outcome=SECRET,
            private_note=SECRET,
            skills=[SECRET],
            role_id=shop.pk,
            proofs={"https://qzx.example/hush": SECRET},
        )
        record_achievement(owner=alice, line=f"{SECRET}: another line")
    return entry


@pytest.fixture
def witness(alice, told):
    with acting_as(alice):
        return Witness.make(
            owner=alice,
            achievement=told,
            line=told.line,
            name="Priya Shah",
            relation="my manager",
            message="You were there.",
            expires_at=timezone.now() + timedelta(days=14),
        )


def path_of(witness):
    return f"/witness/{witness.token}/"


def answer(client, witness, **data):
    return client.post(path_of(witness), {"answer": "confirmed", **data})


# --- Asking ------------------------------------------------------------------------------------------------


def asking(**changes):
    return {"row": str(uuid4()), "name": "Priya  Shah", "relation": "my manager", "message": "", "days": "7", **changes}


def test_the_owner_names_somebody_and_gets_a_link(as_alice, alice, told):
    page = text_of(as_alice.get(f"/journal/{told.pk}/ask/"))
    assert told.line in page
    assert "“Nadia”" in page
    there = as_alice.post(f"/journal/{told.pk}/ask/", asking()).url
    with acting_as(alice):
        (made,) = Witness.objects.all()
    assert there == f"/journal/asked/{made.pk}/"
    assert (made.name, made.line, made.is_open) == ("Priya Shah", told.line, True)
    assert timedelta(days=6, hours=23) < made.expires_at - timezone.now() <= timedelta(days=7)
    page = text_of(as_alice.get(there))
    assert f'value="http://testserver/witness/{made.token}/"' in page
    assert f"http://testserver/witness/{made.token}/" in unquote(page.partition("mailto:")[2].partition('"')[0])
    assert "not opened yet" in text_of(as_alice.get(f"/journal/{told.pk}/"))


def test_the_same_form_twice_makes_one_link(as_alice, alice, told):
    data = asking()
    first, second = (as_alice.post(f"/journal/{told.pk}/ask/", data) for _ in range(2))
    assert first.url == second.url
    with acting_as(alice):
        assert Witness.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"name": " "}, "Write the name"), ({"days": "365"}, "365"), ({"message": "x" * 501}, "at most 500 characters")],
)
def test_what_is_wrong_is_said_and_kept(as_alice, alice, told, changes, said):
    refused = as_alice.post(f"/journal/{told.pk}/ask/", asking(**changes))
    assert refused.status_code == 422
    assert said in text_of(refused)
    assert "my manager" in text_of(refused)
    with acting_as(alice):
        assert not Witness.objects.exists()


def test_ten_people_at_once_and_no_more(as_alice, told):
    for number in range(10):
        assert as_alice.post(f"/journal/{told.pk}/ask/", asking(name=f"No. {number}")).status_code == 302
    refused = as_alice.post(f"/journal/{told.pk}/ask/", asking())
    assert refused.status_code == 422
    assert "Ten people have an open link" in text_of(refused)


def test_a_confidential_line_is_warned_about(as_alice, alice, told):
    with acting_as(alice):
        told.is_confidential = True
        told.save()
    assert "You marked this entry as confidential." in text_of(as_alice.get(f"/journal/{told.pk}/ask/"))


# --- What is behind the link -------------------------------------------------------------------------------


def test_one_line_and_who_asks_and_nothing_else_of_theirs(as_nobody, alice, witness):
    shown = as_nobody.get(path_of(witness))
    page = text_of(shown)
    for said in ("Trained five new hires on the till", "Nadia", "Priya Shah", "You were there."):
        assert said in page
    for hidden in (SECRET, "hush", alice.email, "Shop assistant", "Lindley", "my manager", str(witness.achievement_id)):
        assert hidden not in page
    assert shown["Referrer-Policy"] == "no-referrer"
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in shown["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert not shown.cookies
    assert "frame-ancestors 'none'" in shown["Content-Security-Policy"]


def test_the_line_is_as_it_stood(as_nobody, as_alice, alice, told, witness):
    with acting_as(alice):
        record_achievement(owner=alice, row=told.pk, line="Trained fifty new hires")
    page = text_of(as_nobody.get(path_of(witness)))
    assert "Trained five new hires on the till" in page
    assert "fifty" not in page
    assert "You have changed the line since." in text_of(as_alice.get(f"/journal/asked/{witness.pk}/"))


def test_looking_changes_nothing_but_that_it_was_opened(as_nobody, alice, witness):
    as_nobody.head(path_of(witness))
    assert asked_of(alice, witness).opened_at is None
    as_nobody.get(path_of(witness))
    opened = asked_of(alice, witness)
    assert opened.opened_at
    as_nobody.get(path_of(witness) + "?answer=confirmed")
    for field in Witness._meta.concrete_fields:
        if field.name != "opened_at":
            assert getattr(asked_of(alice, witness), field.attname) == getattr(witness, field.attname), field.name
    assert asked_of(alice, witness).opened_at == opened.opened_at


def test_the_owner_sees_what_they_see_and_cannot_answer(as_alice, alice, witness):
    assert "This is what Priya Shah sees." in text_of(as_alice.get(path_of(witness)))
    assert answer(as_alice, witness).status_code == 200
    assert asked_of(alice, witness).answer == ""
    assert asked_of(alice, witness).opened_at is None


@pytest.mark.parametrize("who", ["as_nobody", "as_bob"])
@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"answer": "confirmed", "comment": "All five stayed.", "may_show": "on"},
         ("confirmed", "All five stayed.", True)),
        ({"answer": "confirmed"}, ("confirmed", "", False)),
        ({"answer": "commented", "comment": "It was four."}, ("commented", "It was four.", False)),
        ({"answer": "declined", "may_show": "on"}, ("declined", "", False)),
    ],
)  # fmt: skip
def test_one_answer_is_kept(request, alice, witness, who, data, kept):
    client = request.getfixturevalue(who)
    assert answer(client, witness, **data).url == path_of(witness)
    now = asked_of(alice, witness)
    assert (now.answer, now.comment, now.may_show) == kept
    assert now.answered_at
    thanks = text_of(client.get(path_of(witness)))
    assert "The answer has reached Nadia." in thanks
    assert witness.line not in thanks
    again = answer(client, witness, answer="declined")
    assert again.status_code == 200
    assert asked_of(alice, witness).answer == data["answer"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"answer": ""}, "Choose one of the answers."),
        ({"answer": "commented"}, "Write how you would put it."),
        ({"answer": "accepted"}, "accepted"),
        ({"comment": "x" * 2001}, "longer than 2000 characters"),
        ({"comment": "a\0b"}, "Null characters"),
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_again(as_nobody, alice, witness, data, said):
    refused = answer(as_nobody, witness, **{"comment": "", **data})
    assert refused.status_code == 422
    assert said in text_of(refused)
    assert asked_of(alice, witness).answer == ""


def test_two_answers_at_once_are_one(alice, witness):
    first = proving.answer_by_link(witness=witness, answer="confirmed", comment="", may_show=True)
    second = proving.answer_by_link(witness=witness, answer="declined", comment="", may_show=False)
    assert (first, second) == (True, False)
    assert asked_of(alice, witness).answer == "confirmed"


# --- Links that do not work --------------------------------------------------------------------------------


def test_a_link_taken_back_looks_like_one_that_never_was(as_nobody, as_alice, alice, witness):
    assert as_alice.post(f"/journal/asked/{witness.pk}/end/").url == f"/journal/asked/{witness.pk}/"
    gone, unknown = as_nobody.get(path_of(witness)), as_nobody.get(f"/witness/{'x' * 43}/")
    assert gone.status_code == unknown.status_code == 404
    assert gone.content == unknown.content
    assert answer(as_nobody, witness).status_code == 404
    assert asked_of(alice, witness).answer == ""
    assert "you ended the link" in text_of(as_alice.get(f"/journal/asked/{witness.pk}/"))


def test_a_link_past_its_end_says_so_to_whoever_has_it(as_nobody, alice, witness):
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=5)):
        ended = as_nobody.get(path_of(witness))
        assert ended.status_code == 410
        assert "This link has ended" in text_of(ended)
        assert witness.line not in text_of(ended)
        assert "Nadia" not in text_of(ended)
        assert answer(as_nobody, witness).status_code == 410
    assert asked_of(alice, witness).answer == ""


def test_a_closed_account_answers_nobody(as_nobody, alice, witness):
    alice.is_active = False
    alice.save()
    assert as_nobody.get(path_of(witness)).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_only_looking_and_answering(as_nobody, witness, method):
    assert getattr(as_nobody, method)(path_of(witness)).status_code == 405


@pytest.mark.parametrize("token", ["x", "x" * 5000, "%00", "..%2F", "ünïcode", "' OR 1=1 --"])
def test_any_other_address_is_a_missing_page(db, as_nobody, token):
    assert as_nobody.get(f"/witness/{token}/").status_code == 404


# --- Rate limits -------------------------------------------------------------------------------------------


def test_a_link_is_opened_only_so_often(as_nobody, witness):
    for number in range(31):
        shown = as_nobody.get(path_of(witness), REMOTE_ADDR=f"10.0.0.{number}")
        assert shown.status_code == (200 if number < 30 else 429), number
    assert shown["Retry-After"] == "600"
    assert witness.line not in text_of(shown)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert as_nobody.get(path_of(witness)).status_code == 200


def test_guessing_from_one_place_is_slowed_down(as_nobody, witness):
    for number in range(60):
        assert as_nobody.get(f"/witness/{number:043}/").status_code == 404
    assert as_nobody.get(f"/witness/{'y' * 43}/").status_code == 429
    assert as_nobody.get(path_of(witness)).status_code == 429
    assert as_nobody.get(path_of(witness), REMOTE_ADDR="10.0.0.9").status_code == 200


def test_a_header_that_anybody_can_write_makes_nobody_new_unless_a_proxy_of_ours_wrote_it(as_nobody, settings, witness):
    def guess(number):
        forwarded = f"203.0.113.{number}, 198.51.100.{number}"
        return as_nobody.get(f"/witness/{number:043}/", headers={"X-Forwarded-For": forwarded}).status_code

    assert [guess(number) for number in range(61)] == [404] * 60 + [429]
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [guess(number) for number in range(61)] == [404] * 61


# --- The answer, for its owner -----------------------------------------------------------------------------


def test_an_answer_is_seen_on_the_entry_and_becomes_proof_in_one_step(as_nobody, as_alice, alice, told, witness):
    answer(as_nobody, witness, comment="All five stayed.", may_show="on")
    page = text_of(as_alice.get(f"/journal/{told.pk}/"))
    assert "All five stayed." in page
    assert "Take it as proof" in page
    for _ in range(2):
        assert as_alice.post(f"/journal/asked/{witness.pk}/accept/").url == f"/journal/{told.pk}/#proof"
    with acting_as(alice):
        (proof,) = Proof.objects.filter(kind="witness")
    assert (proof.said_by, proof.said_as, proof.quote, proof.may_show) == (
        "Priya Shah", "my manager", "All five stayed.", True,
    )  # fmt: skip
    page = text_of(as_alice.get(f"/journal/{told.pk}/"))
    assert "Take it as proof" not in page
    assert page.count("<blockquote") == 1
    assert as_alice.get(f"/journal/proof/{proof.pk}/edit/").status_code == 302, "their words are theirs"


@pytest.mark.parametrize("given", ["", "declined"])
def test_no_answer_is_no_proof(as_nobody, as_alice, alice, witness, given):
    if given:
        answer(as_nobody, witness, answer=given)
    as_alice.post(f"/journal/asked/{witness.pk}/accept/")
    with acting_as(alice):
        assert not Proof.objects.filter(kind="witness").exists()


def test_a_question_is_deleted_after_asking_and_what_was_accepted_stays(as_nobody, as_alice, alice, witness):
    answer(as_nobody, witness)
    as_alice.post(f"/journal/asked/{witness.pk}/accept/")
    assert "Priya Shah" in text_of(as_alice.get(f"/journal/asked/{witness.pk}/delete/"))
    assert as_alice.post(f"/journal/asked/{witness.pk}/delete/").status_code == 302
    with acting_as(alice):
        assert not Witness.objects.exists()
        assert Proof.objects.filter(kind="witness").exists()
    assert as_nobody.get(path_of(witness)).status_code == 404


def test_words_cannot_become_markup(as_nobody, as_alice, alice, told):
    there = as_alice.post(
        f"/journal/{told.pk}/ask/", asking(name=INJECTED, relation=INJECTED, message=INJECTED)
    ).url  # fmt: skip
    with acting_as(alice):
        made = Witness.objects.get()
    assert "<script>alert" not in as_nobody.get(path_of(made)).content.decode()
    answer(as_nobody, made, comment=INJECTED)
    for page in (there, f"/journal/{told.pk}/", f"{there}delete/"):
        assert "<script>alert" not in as_alice.get(page).content.decode(), page
        assert "14" not in text_of(as_alice.get(page)).partition("alert(1)")[2][:20]


# --- Whose it is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["", "end/", "accept/", "delete/"])
def test_a_stranger_gets_404_and_nobody_is_asked_to_log_in(as_bob, as_nobody, alice, witness, what):
    url = f"/journal/asked/{witness.pk}/{what}"
    assert as_bob.get(url).status_code == as_bob.post(url).status_code == 404
    assert as_nobody.post(url).url == f"/accounts/login/?next={url}"
    assert asked_of(alice, witness).works


def test_a_stranger_asks_nobody_about_a_line(as_bob, told):
    assert as_bob.post(f"/journal/{told.pk}/ask/", asking()).status_code == 404


def test_back_from_logging_in_nothing_has_happened(as_alice, alice, witness):
    for what in ("end", "accept"):
        assert as_alice.get(f"/journal/asked/{witness.pk}/{what}/").status_code == 302
    assert asked_of(alice, witness).works


def test_forms_of_the_owner_from_another_site_are_refused(alice, told, witness):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    for url in (
        f"/journal/{told.pk}/ask/",
        *(f"/journal/asked/{witness.pk}/{x}/" for x in ("end", "accept", "delete")),
    ):
        assert client.post(url, asking()).status_code == 403


def test_whoever_has_the_link_needs_no_cookie_to_answer(alice, witness):
    assert answer(Client(enforce_csrf_checks=True), witness).status_code == 302
    assert asked_of(alice, witness).answer == "confirmed"


def test_the_secret_opens_one_row_for_reading_and_no_more(alice, witness):
    with acting_as(alice):
        Witness.make(
            owner=alice, achievement=witness.achievement, line="Other", name="Sam", expires_at=timezone.now()
        )  # fmt: skip
    with holding("app.link", witness.digest):
        assert [row.pk for row in Witness.objects.all()] == [witness.pk]
        assert not Proof.objects.exists()
        assert Witness.objects.update(answer="confirmed", answered_at=timezone.now()) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Witness.make(
                owner=alice, achievement=witness.achievement, line="x", name="x", expires_at=timezone.now()
            )  # fmt: skip
    connection.check_constraints()


def test_the_log_keeps_the_path_and_not_the_secret(as_nobody, witness, caplog):
    caplog.handler.addFilter(HideSecrets())
    as_nobody.put(path_of(witness))
    as_nobody.get(f"/witness/{'y' * 43}/")
    said = "\n".join(caplog.handler.format(record) for record in caplog.records)
    assert said.count("/witness/…/") == 2
    assert witness.token not in said
    assert "y" * 43 not in said
    record = logging.LogRecord("x", logging.INFO, "", 0, '"GET /witness/abc?x=1 HTTP/1.1"', (), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == '"GET /witness/…?x=1 HTTP/1.1"'
