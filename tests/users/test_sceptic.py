"""What a sceptic asks of the ways into an account, by the pages themselves: nothing goes round, nothing goes unseen."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.users.ownership import acting_as
from tests.conftest import PASSWORD
from tests.users.doors import browser, is_in, log_in, mailed_code, prove, steps_of, turn_on

STEP, LIST = reverse("mfa_authenticate"), reverse("usersessions_list")
FRESH = "five quiet harbour cranes"
OTHER = "alice.new@example.org"


def passkey(user: Any) -> Authenticator:
    """The row of a passkey; its device is nowhere, so that nobody can show it."""
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "Work laptop", "credential": {}})


def the_link(letter: Any) -> str:
    found = re.search(r"http://testserver(/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]


def after_the_proof(**time: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**time))


# --- No door goes round a passkey that is the only second step -----------------------------------------


def test_a_reset_does_not_go_round_a_passkey(alice: Any) -> None:
    passkey(alice)
    client = browser()
    client.post(reverse("account_reset_password"), {"email": alice.email})
    form = client.get(the_link(mail.outbox[-1]), follow=True).request["PATH_INFO"]
    client.post(form, {"password1": FRESH, "password2": FRESH})
    assert log_in(client, alice.email, FRESH).headers["Location"] == STEP
    assert not is_in(client)
    assert steps_of(alice) == {"webauthn"}


def test_a_mailed_code_does_not_go_round_a_passkey(alice: Any) -> None:
    passkey(alice)
    client = browser()
    client.post(reverse("account_request_login_code"), {"email": alice.email})
    step = client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    assert step.headers["Location"] == STEP
    assert not is_in(client)


def test_an_address_confirmed_by_its_link_does_not_go_round_the_second_step(alice: Any) -> None:
    log_in(client := browser(), alice.email)
    prove(client)
    client.post(reverse("account_email"), {"email": OTHER, "action_add": ""})
    link = the_link(next(letter for letter in mail.outbox if letter.to == [OTHER]))
    turn_on(alice)
    elsewhere = browser()
    elsewhere.post(link)
    assert not is_in(elsewhere)


# --- Asked again, whichever second step there is -------------------------------------------------------


def changes(user: Any) -> dict[str, tuple[str, str, dict[str, str]]]:
    """What changes or shows a way in: how it is asked, where, and with what."""
    key = Authenticator.objects.get(user=user, type="webauthn")
    return {
        "the main address": ("post", reverse("account_email"), {"email": OTHER, "action_primary": ""}),
        "an address taken away": ("post", reverse("account_email"), {"email": OTHER, "action_remove": ""}),
        "the form for a passkey": ("get", reverse("mfa_add_webauthn"), {}),
        "a passkey added": ("post", reverse("mfa_add_webauthn"), {"credential": "{}"}),
        "a passkey taken away": ("post", reverse("mfa_remove_webauthn", args=[key.pk]), {}),
        "the app turned off": ("post", reverse("mfa_deactivate_totp"), {}),
        "codes made": ("post", reverse("mfa_generate_recovery_codes"), {}),
        "codes seen": ("get", reverse("mfa_view_recovery_codes"), {}),
        "codes downloaded": ("get", reverse("mfa_download_recovery_codes"), {}),
        "sessions ended": ("post", LIST, {}),
    }


def test_nothing_of_a_way_in_is_changed_or_shown_without_a_proof(alice: Any) -> None:
    codes = turn_on(alice)
    passkey(alice)
    EmailAddress.objects.create(user=alice, email=OTHER, verified=True)
    log_in(there := browser(), alice.email)
    there.post(STEP, {"code": codes[0]})
    log_in(client := browser(), alice.email)
    client.post(STEP, {"code": codes[1]})
    assert is_in(client)
    before = list(Authenticator.objects.filter(user=alice).order_by("pk").values_list("pk", "data"))
    for what, (method, address, sent) in changes(alice).items():
        answer = getattr(client, method)(address, sent)
        assert answer.status_code == 302, what
        assert re.match(r"/accounts/(2fa/)?reauthenticate/", answer.headers["Location"]), what
        assert not [code for code in codes if code in answer.text], what
    assert list(Authenticator.objects.filter(user=alice).order_by("pk").values_list("pk", "data")) == before
    assert set(alice.emailaddress_set.values_list("email", "primary")) == {(alice.email, True), (OTHER, False)}
    assert is_in(there)


def test_the_present_password_is_no_proof_where_there_is_a_second_step(alice: Any) -> None:
    codes = turn_on(alice)
    log_in(client := browser(), alice.email)
    client.post(STEP, {"code": codes[0]})
    prove(client)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 302


# --- Told, whatever changes ---------------------------------------------------------------------------


def test_the_main_address_is_told_when_another_is_confirmed(alice: Any) -> None:
    log_in(client := browser(), alice.email)
    prove(client)
    client.post(reverse("account_email"), {"email": OTHER, "action_add": ""})
    link = the_link(next(letter for letter in mail.outbox if letter.to == [OTHER]))
    mail.outbox.clear()
    client.post(link)
    assert alice.emailaddress_set.get(email=OTHER).verified
    (letter,) = [letter for letter in mail.outbox if letter.to == ["alice@example.org"]]
    assert f"{OTHER} was added" in letter.body
    assert "look where you are logged in" in letter.body


def test_who_confirms_a_first_address_is_told_nothing_more(db: None) -> None:
    client = browser()
    client.post(reverse("account_signup"), {"email": OTHER, "password1": FRESH})
    client.post(the_link(mail.outbox[0]))
    assert is_in(client)
    assert len(mail.outbox) == 1


# --- Long passwords, by the pages ---------------------------------------------------------------------


@pytest.mark.parametrize("length", [64, 128, 256])
def test_so_many_characters_are_taken_and_each_counts(db: None, length: int) -> None:
    long = ("tram lamp quay heron " * 13)[: length - 4] + "zu 7"
    client = browser()
    client.post(reverse("account_signup"), {"email": OTHER, "password1": long})
    client.post(the_link(mail.outbox[0]))
    client.post(reverse("account_logout"))
    assert log_in(client, OTHER, long[:-1] + "8").status_code == 200
    assert log_in(client, OTHER, long[:-1]).status_code == 200
    log_in(client, OTHER, long)
    assert is_in(client)


# --- Made-up addresses of where one comes from --------------------------------------------------------

DOORS = {
    "sign-up": ("account_signup", lambda n: {"email": f"p{n}@example.org", "password1": "short"}, 20),
    "reset": ("account_reset_password", lambda n: {"email": f"p{n}@example.org"}, 20),
    "code": ("account_request_login_code", lambda n: {"email": f"p{n}@example.org"}, 20),
}


@pytest.mark.parametrize(("name", "form", "most"), DOORS.values(), ids=DOORS)
def test_a_made_up_address_gives_no_more_tries_at_any_door(
    db: None, settings: Any, name: str, form: Any, most: int
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def is_refused(number: int, real: str) -> bool:
        came = {"X-Forwarded-For": f"198.51.100.{number}, {real}"}
        answer = Client(headers=came, REMOTE_ADDR="10.0.0.1").post(reverse(name), form(number))
        return answer.status_code == 429 or "tried too often" in answer.text

    answers = [is_refused(number, "203.0.113.9") for number in range(most + 2)]
    assert answers == [False] * most + [True] * 2
    assert not is_refused(99, "203.0.113.77")


def test_the_second_step_is_counted_for_the_account_wherever_tries_come_from(alice: Any, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    codes = turn_on(alice)
    for number in range(6):
        client = Client(headers={"X-Forwarded-For": f"198.51.100.{number}"}, REMOTE_ADDR="10.0.0.1")
        log_in(client, alice.email)
        client.post(STEP, {"code": "00000000"})
    log_in(client, alice.email)
    client.post(STEP, {"code": codes[0]})
    assert not is_in(client), "not even the right one, for five minutes"
    cache.clear()
    client.post(STEP, {"code": codes[0]})
    assert is_in(client)


# --- A session that was ended can do nothing ----------------------------------------------------------


@pytest.mark.parametrize("by", ["list", "password"])
def test_an_ended_session_can_neither_read_nor_write(alice: Any, by: str) -> None:
    log_in(there := browser(), alice.email)
    prove(there)
    log_in(here := browser(), alice.email)
    prove(here)
    if by == "list":
        here.post(LIST)
    else:
        sent = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
        here.post(reverse("account_change_password"), sent)
    for headers in ({}, {"HX-Request": "true"}):
        line = {"row": str(uuid4()), "seen": "1", "line": "Written by a thief"}
        for answer in (
            there.post(reverse("achievements:log"), line, headers=headers),
            there.get(reverse("achievements:list"), headers=headers),
            there.post(reverse("account_email"), {"email": "thief@example.org", "action_add": ""}, headers=headers),
            there.post(reverse("mfa_generate_recovery_codes"), headers=headers),
        ):
            assert answer.status_code in {302, 401, 403} or "HX-Redirect" in answer.headers
            assert alice.email not in answer.text
    with acting_as(alice):
        assert not Achievement.objects.filter(line="Written by a thief").exists()
    assert alice.emailaddress_set.count() == 1
    assert is_in(here)
