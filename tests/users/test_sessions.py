"""Sessions: named anew at each proof, over when unused, listed with their devices, ended one by one or together."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD
from tests.users.doors import FIREFOX, SAFARI, app_code, browser, is_in, log_in, mailed_code, prove, turn_on

LIST = reverse("usersessions_list")
FRESH = "five quiet harbour cranes"


def key_of(client: Client) -> str:
    return client.cookies[site.SESSION_COOKIE_NAME].value


def after(**time: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**time))


# --- Names and cookies --------------------------------------------------------------------------------


def test_a_session_gets_a_new_name_at_login_and_the_old_one_opens_nothing(alice: Any) -> None:
    client = browser()
    client.post(reverse("account_request_login_code"), {"email": alice.email})  # begins a session before the login
    before = key_of(client)
    client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    assert is_in(client)
    assert key_of(client) != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_gets_a_new_name_at_each_proof_and_stays_in_the_list(alice: Any) -> None:
    client = browser()
    log_in(client, alice.email)
    before = key_of(client)
    prove(client)
    assert key_of(client) != before
    stolen = Client()
    stolen.cookies[site.SESSION_COOKIE_NAME] = before
    assert not is_in(stolen)
    assert client.get(LIST).context["session_count"] == 1


def test_the_cookie_of_a_session_is_closed_to_scripts_and_other_sites(alice: Any) -> None:
    client = browser()
    log_in(client, alice.email)
    cookie = client.cookies[site.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert cookie["max-age"] == "", "gone with the browser, unless somebody asked to be kept"
    log_in(client := browser(), alice.email, remember="on")
    assert client.cookies[site.SESSION_COOKIE_NAME]["max-age"] == 60 * 60 * 24 * 30


def test_logging_out_ends_the_session_here_and_empties_the_browser(alice: Any) -> None:
    client = browser()
    log_in(client, alice.email)
    key = key_of(client)
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    stolen = Client()
    stolen.cookies[site.SESSION_COOKIE_NAME] = key
    assert not is_in(stolen)


# --- Limits -------------------------------------------------------------------------------------------


def test_a_session_that_lies_unused_is_over(alice: Any) -> None:
    log_in(passing := browser(), alice.email)
    log_in(kept := browser(), alice.email, remember="on")
    with after(hours=7):
        assert is_in(passing)
    with after(hours=14):
        assert is_in(passing), "it was in use seven hours ago"
    with after(hours=24):
        assert not is_in(passing)
        assert is_in(kept)
    with after(days=17):
        assert not is_in(kept)


def test_a_session_is_over_in_the_end_however_much_it_is_used(alice: Any) -> None:
    log_in(kept := browser(), alice.email, remember="on")
    for day in range(5, 30, 5):
        with after(days=day):
            assert is_in(kept)
    with after(days=30, minutes=1):
        assert not is_in(kept)


def test_an_operators_session_is_short(alice: Any) -> None:
    alice.is_staff = True
    alice.save()
    log_in(client := browser(), alice.email, remember="on")
    with after(minutes=50):
        assert is_in(client)
    with after(hours=3):
        assert not is_in(client)


def test_using_a_session_writes_to_the_database_every_ten_minutes_only(alice: Any) -> None:
    log_in(client := browser(), alice.email)
    client.get(reverse("users:settings"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("users:settings"))
    assert not [query for query in queries if "session" in query["sql"] and not query["sql"].startswith("SELECT")]


# --- The list -----------------------------------------------------------------------------------------


def two_devices(alice: Any) -> tuple[Client, Client]:
    here, there = browser(FIREFOX), browser(SAFARI)
    log_in(there, alice.email)
    log_in(here, alice.email)
    prove(here)
    return here, there


def test_the_list_says_where_in_words_and_since_when(alice: Any) -> None:
    here, _ = two_devices(alice)
    page = here.get(LIST)
    assert "Firefox on Windows" in page.text
    assert "Safari on iPhone" in page.text
    assert page.text.count("this one") == 1
    assert "logged in" in page.text
    assert "127.0.0.1" in page.text
    assert not re.search(r"[a-z0-9]{32}(?![a-zA-Z0-9])", re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"', "", page.text))


def test_one_is_ended_and_the_others_stay(alice: Any) -> None:
    here, there = two_devices(alice)
    third = browser()
    log_in(third, alice.email)
    other = next(row for row in here.get(LIST).context["sessions"] if "iPhone" in row.user_agent)
    assert here.post(LIST, {"session": other.pk}).headers["Location"] == LIST
    assert (is_in(here), is_in(there), is_in(third)) == (True, False, True)


def test_all_others_are_ended_at_once(alice: Any, bob: Any) -> None:
    here, there = two_devices(alice)
    log_in(his := browser(), bob.email)
    here.post(LIST)
    assert (is_in(here), is_in(there), is_in(his)) == (True, False, True)


def test_nobody_ends_the_session_of_somebody_else(alice: Any, bob: Any) -> None:
    here, there = two_devices(alice)
    log_in(his := browser(), bob.email)
    prove(his)
    for row in here.get(LIST).context["sessions"]:
        assert his.post(LIST, {"session": row.pk}).status_code == 404
    assert his.post(LIST, {"session": "x"}).status_code == 404
    assert is_in(here)
    assert is_in(there)


def test_ending_asks_who_it_is_and_then_does_what_was_asked(alice: Any) -> None:
    log_in(there := browser(SAFARI), alice.email)
    log_in(here := browser(), alice.email)
    asked = here.post(LIST)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert is_in(there)
    here.post(asked.headers["Location"], {"password": PASSWORD})
    assert not is_in(there)
    assert is_in(here)


def test_the_list_costs_the_same_with_many_devices(alice: Any) -> None:
    log_in(here := browser(), alice.email)
    asked = []
    for devices in (0, 12):
        for _ in range(devices):
            Client().force_login(alice)
            log_in(browser(), alice.email)
        with CaptureQueriesContext(connection) as queries:
            here.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 8


# --- A new password, a new second step --------------------------------------------------------------


def test_a_changed_password_ends_every_other_session(alice: Any) -> None:
    here, there = two_devices(alice)
    told = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
    assert here.post(reverse("account_change_password"), told).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert here.get(LIST).context["session_count"] == 1


def test_a_reset_password_ends_every_session(alice: Any, mailoutbox: Any) -> None:
    here, there = two_devices(alice)
    stranger = browser()
    stranger.post(reverse("account_reset_password"), {"email": alice.email})
    link = re.search(r"http://testserver(/\S+)", mailoutbox[-1].body)
    assert link
    form = stranger.get(link[1], follow=True).request["PATH_INFO"]
    assert "Every device is logged out" in stranger.get(form).text
    stranger.post(form, {"password1": FRESH, "password2": FRESH})
    assert (is_in(here), is_in(there), is_in(stranger)) == (False, False, False)
    assert log_in(stranger, alice.email, FRESH).headers["Location"] == reverse("reflections:today")


@pytest.mark.parametrize("page", ["mfa_index", "mfa_view_recovery_codes"])
def test_a_new_second_step_offers_to_end_the_others(alice: Any, page: str) -> None:
    turn_on(alice)
    log_in(client := browser(), alice.email)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    with after(seconds=31):
        client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
        assert f'href="{LIST}"' in client.get(reverse(page)).text


def test_an_account_that_is_closed_is_out_at_once(alice: Any) -> None:
    log_in(client := browser(), alice.email)
    alice.is_active = False
    alice.save()
    assert not is_in(client)
    assert log_in(browser(), alice.email).headers["Location"] == reverse("account_inactive")
