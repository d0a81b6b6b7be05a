"""Known and unknown addresses get the same answer for the same work, at every door."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.users.models import User
from tests.conftest import PASSWORD
from tests.users.doors import browser, counted, log_in, prove, seen

KNOWN, UNKNOWN = "alice@example.org", "alyce@example.org"
FRESH = "five quiet harbour cranes"


def at_login(client: Client, email: str) -> Any:
    return log_in(client, email, "wrong wrong wrong")


def at_sign_up(client: Client, email: str) -> Any:
    return client.post(reverse("account_signup"), {"email": email, "password1": FRESH})


def at_reset(client: Client, email: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email})


def at_code(client: Client, email: str) -> Any:
    return client.post(reverse("account_request_login_code"), {"email": email})


DOORS = {"login": at_login, "sign-up": at_sign_up, "reset": at_reset, "code": at_code}
Door = Callable[[Client, str], Any]


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_answer_page_behind_it_and_work_are_the_same(alice: Any, door: Door) -> None:
    told, work = [], []
    with counted() as hashes:
        for email in (KNOWN, UNKNOWN):
            client, letters = browser(), len(mail.outbox)
            hashes()
            answer = door(client, email)
            work.append((hashes(), len(mail.outbox) - letters))
            behind = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
            told.append((seen(answer, email), seen(behind, email)))
    assert told[0] == told[1]
    assert work[0] == work[1], "passwords hashed, letters sent"
    assert work[0] == {at_login: (1, 0), at_sign_up: (1, 1), at_reset: (0, 1), at_code: (0, 1)}[door]


ENDS = {"RELEASE", "ROLLBACK"}  # of a savepoint: kept in one statement, undone in two that cost nothing


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_the_database_does_the_same(alice: Any, door: Door) -> None:
    done = []
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            door(browser(), email)
        verbs = [query["sql"].partition(" ")[0] for query in queries]
        done.append(Counter(verb for verb in verbs if verb not in ENDS))
    assert done[0] == done[1]
    assert done[0]["SELECT"] >= 2


def test_signing_up_with_a_taken_address_leaves_nobody_behind(alice: Any) -> None:
    at_sign_up(browser(), KNOWN)
    assert list(User.objects.values_list("email", flat=True)) == [KNOWN]
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [KNOWN]
    assert [letter.to for letter in mail.outbox] == [[KNOWN]]


def test_a_sign_up_that_breaks_leaves_no_half_of_an_account(db: None, monkeypatch: Any) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("allauth.account.forms.setup_user_email", broken)
    with pytest.raises(RuntimeError):
        at_sign_up(browser(), UNKNOWN)
    assert not User.objects.exists()


def test_a_code_for_nobody_is_refused_like_a_wrong_one(alice: Any) -> None:
    told = []
    for email in (KNOWN, UNKNOWN):
        client = browser()
        at_code(client, email)
        told.append(
            [seen(client.post(reverse("account_confirm_login_code"), {"code": "ABCDEF"}), email) for _ in range(4)]
        )
    assert told[0] == told[1]


def test_somebody_elses_address_is_added_like_one_of_nobody(alice: Any, bob: Any) -> None:
    told = []
    for email in (alice.email, "nobody@example.org"):
        client = browser()
        log_in(client, bob.email)
        prove(client)
        letters = len(mail.outbox)
        answer = client.post(reverse("account_email"), {"email": email, "action_add": ""})
        told.append((seen(answer, email), len(mail.outbox) - letters, mail.outbox[-1].to == [email]))
        behind = client.get(answer.headers["Location"])
        assert email in behind.text
        bob.emailaddress_set.filter(email=email).delete()
    assert told[0] == told[1]
    assert alice.emailaddress_set.filter(verified=True).count() == 1


def test_an_account_that_is_closed_answers_a_wrong_password_like_any(alice: Any) -> None:
    alice.is_active = False
    alice.save()
    with counted() as hashes:
        known = at_login(browser(), KNOWN)
        first = hashes()
        unknown = at_login(browser(), UNKNOWN)
        assert first == hashes() == 1
    assert seen(known, KNOWN) == seen(unknown, UNKNOWN)
    assert "wrong" not in known.text
    assert PASSWORD not in known.text
