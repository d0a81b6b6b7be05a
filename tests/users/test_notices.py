"""Who is told when a way into the account changes, and that the letters hold no secret."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.users.doors import SECRET, app_code, browser, log_in, prove, turn_on

NEW = "alice.new@example.org"


@pytest.fixture
def proved(alice: Any) -> Client:
    client = browser()
    log_in(client, alice.email)
    prove(client)
    mail.outbox.clear()
    return client


def letters_to(email: str) -> list[str]:
    return [f"{letter.subject}\n{letter.body}" for letter in mail.outbox if letter.to == [email]]


def test_the_old_address_is_told_of_the_new_one(proved: Client, alice: Any) -> None:
    EmailAddress.objects.create(user=alice, email=NEW, verified=True)
    proved.post(reverse("account_email"), {"email": NEW, "action_primary": ""})
    alice.refresh_from_db()
    assert alice.email == NEW
    (told,) = letters_to("alice@example.org")
    assert "alice@example.org to alice.new@example.org" in told
    assert "look where you are logged in" in told


def test_an_address_that_is_not_confirmed_does_not_become_the_main_one(proved: Client, alice: Any) -> None:
    proved.post(reverse("account_email"), {"email": NEW, "action_add": ""})
    proved.post(reverse("account_email"), {"email": NEW, "action_primary": ""})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"


def test_a_removed_address_is_told_to_the_main_one(proved: Client, alice: Any) -> None:
    EmailAddress.objects.create(user=alice, email=NEW, verified=True)
    proved.post(reverse("account_email"), {"email": NEW, "action_remove": ""})
    (told,) = letters_to(alice.email)
    assert f"{NEW} was removed" in told


def turn_app_on(client: Client) -> None:
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    client.post(reverse("mfa_activate_totp"), {"code": app_code()})


def turn_app_off(client: Client) -> None:
    client.post(reverse("mfa_deactivate_totp"))


def make_codes(client: Client) -> None:
    client.post(reverse("mfa_generate_recovery_codes"))


CHANGES = {
    "app turned on": (turn_app_on, "An authenticator app was added"),
    "app turned off": (turn_app_off, "The authenticator app was turned off"),
    "codes made": (make_codes, "New recovery codes were made"),
}


@pytest.mark.parametrize(("change", "subject"), CHANGES.values(), ids=CHANGES)
@pytest.mark.django_db(transaction=True)
def test_a_changed_second_step_is_told(alice: Any, change: Callable[[Client], None], subject: str) -> None:
    log_in(client := browser(), alice.email)
    prove(client)
    codes = turn_on(alice) if change is not turn_app_on else []
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        change(client)
    told = [letter for letter in letters_to(alice.email) if letter.startswith(subject)]
    assert len(told) == 1
    assert SECRET not in told[0]
    assert not [code for code in codes if code in told[0]]
    assert not re.search(r"\b\d{6,8}\b", told[0])
    assert "Firefox on Windows" in told[0]


def test_what_happens_at_the_door_is_logged_without_a_person(alice: Any, caplog: Any) -> None:
    caplog.set_level("INFO", logger="careerplanner.accounts")
    turn_on(alice)
    log_in(client := browser(), alice.email, "wrong wrong wrong")
    log_in(client, alice.email)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    client.post(reverse("account_logout"))
    said = [record.getMessage() for record in caplog.records if record.name == "careerplanner.accounts"]
    assert said == [
        "a password was refused",
        f"account {alice.pk} logged in with password and totp",
        f"account {alice.pk} logged out",
    ]
