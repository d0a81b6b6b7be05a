"""Guessing is slow from one address and for one account, whatever the headers say; nobody is locked out for ever."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.users import known_devices
from tests.conftest import PASSWORD
from tests.users.doors import browser, is_in, log_in, prove, turn_on

WRONG = "wrong wrong wrong"
REAL = "203.0.113.9"
TOO_OFTEN = "tried too often"


def through_proxy(spoofed: str, real: str = REAL) -> Client:
    """What arrives when somebody sends `spoofed` as X-Forwarded-For and our proxy adds where it came from."""
    return Client(headers={"X-Forwarded-For": f"{spoofed}, {real}".lstrip(", ")}, REMOTE_ADDR="10.0.0.1")


SPOOFS = {
    "a new one each time": lambda n: f"198.51.100.{n}",
    "many": lambda n: ", ".join(f"198.51.{n}.{m}" for m in range(30)),
    "sixes": lambda n: f"2001:db8::{n:x}",
    "rubbish": lambda n: f"unknown, {n}, for={n}, ,,",
    "nothing": lambda n: "",
}


@pytest.mark.parametrize("spoof", SPOOFS.values(), ids=SPOOFS)
def test_a_made_up_header_gives_no_further_tries(db: None, settings: Any, spoof: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [log_in(through_proxy(spoof(n)), f"person{n}@example.org", WRONG) for n in range(1, 13)]
    refused = [TOO_OFTEN in answer.text for answer in answers]
    assert refused == [False] * 10 + [True] * 2, "ten a minute from one address, whoever it is about"
    elsewhere = log_in(through_proxy(spoof(99), real="203.0.113.77"), "person99@example.org", WRONG)
    assert TOO_OFTEN not in elsewhere.text


def test_without_a_proxy_the_header_is_nothing(db: None) -> None:
    answers = [
        log_in(Client(headers={"X-Forwarded-For": f"198.51.100.{n}"}), f"person{n}@example.org", WRONG)
        for n in range(11)
    ]
    assert TOO_OFTEN in answers[-1].text
    assert TOO_OFTEN not in answers[-2].text


def from_anywhere(n: int) -> Client:
    return Client(REMOTE_ADDR=f"198.51.100.{n}")


def test_one_account_is_guessed_at_slowly_from_everywhere_together(alice: Any) -> None:
    answers = [log_in(from_anywhere(n), alice.email, WRONG) for n in range(7)]
    assert [TOO_OFTEN in answer.text for answer in answers] == [False] * 5 + [True] * 2
    assert not is_in(_after(from_anywhere(50), alice.email)), "the right one does not help while it is shut"
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1)):
        assert is_in(_after(from_anywhere(51), alice.email)), "it opens again by itself"


def _after(client: Client, email: str) -> Client:
    log_in(client, email)
    return client


def test_strangers_who_guess_do_not_lock_out_the_person_in_their_own_browser(alice: Any) -> None:
    hers = browser()
    log_in(hers, alice.email)
    hers.post(reverse("account_logout"))
    for n in range(20):
        log_in(from_anywhere(n), alice.email, WRONG)
    log_in(hers, alice.email)
    assert is_in(hers)


def test_a_browser_that_is_known_gets_no_more_tries_than_a_stranger(alice: Any) -> None:
    hers = browser()
    log_in(hers, alice.email)
    hers.post(reverse("account_logout"))
    answers = [log_in(hers, alice.email, WRONG) for _ in range(6)]
    assert [TOO_OFTEN in answer.text for answer in answers] == [False] * 5 + [True]


def test_being_known_is_for_one_account_and_cannot_be_made_up(alice: Any, bob: Any, rf: Any) -> None:
    his = browser()
    log_in(his, bob.email)
    cookie = his.cookies[known_devices.NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert bob.email not in cookie.value
    request = rf.get("/")
    request.COOKIES = {known_devices.NAME: cookie.value}
    assert known_devices.known_as(request, bob.email.upper())
    assert not known_devices.known_as(request, alice.email)
    for value in ("", "x", cookie.value[:-1], cookie.value + "x", "a:b:c"):
        request.COOKIES = {known_devices.NAME: value}
        assert not known_devices.known_as(request, bob.email)


def test_saying_again_that_it_is_you_is_limited_too(alice: Any) -> None:
    client = browser()
    log_in(client, alice.email)
    answers = [prove(client, WRONG) for _ in range(12)]
    assert answers[-1].status_code == 429
    assert TOO_OFTEN in answers[6].text
    assert is_in(client), "only the proof is refused"


def test_the_second_step_is_guessed_at_slowly(alice: Any) -> None:
    turn_on(alice)
    client = browser()
    log_in(client, alice.email)
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}) for n in range(7)]
    assert TOO_OFTEN in answers[-1].text
    assert Authenticator.objects.filter(user=alice, last_used_at=None).count() == 2


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_letters_to_one_address_are_few(alice: Any, mailoutbox: Any, name: str) -> None:
    for n in range(9):
        from_anywhere(n).post(reverse(name), {"email": alice.email})
    assert len(mailoutbox) <= 5


def test_right_passwords_between_wrong_ones_buy_no_tries(alice: Any, bob: Any) -> None:
    answers = []
    for _ in range(4):
        answers += [log_in(browser(), alice.email, WRONG) for _ in range(3)]
        log_in(browser(), bob.email, PASSWORD)
    assert TOO_OFTEN in answers[-1].text
