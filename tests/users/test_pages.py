"""The landing page, the settings, and the way in, out and back in."""

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from tests.conftest import PASSWORD

LINK = re.compile(r"http://testserver(/\S+)")
SIGN_UP = {"email": "nadia@example.org", "password1": "five quiet harbour cranes"}


def the_link(message: Any) -> str:
    found = LINK.search(message.body)
    assert found, message.body
    return found[1]


def person(email: str) -> Any:
    from apps.users.models import User

    return User.objects.get(email=email)


# --- Landing ------------------------------------------------------------------------------------------


def test_landing_says_what_it_is_for_without_asking_the_database(
    db: None, as_nobody: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(0):
        page = as_nobody.get("/")
    assert page.status_code == 200
    assert reverse("account_signup") in page.text
    assert "django_htmx" not in page.text  # nothing there needs it


def test_landing_leads_people_who_are_logged_in_to_their_day(as_alice: Any) -> None:
    assert as_alice.get("/").headers["Location"] == reverse("reflections:today")


# --- Settings -----------------------------------------------------------------------------------------

PREFERENCES = {
    "name": "Alice",
    "time_zone": "Asia/Kolkata",
    "locale": "de-DE",
    "currency": "eur",
    "theme": "dark",
}


def test_settings_are_kept(as_alice: Any, alice: Any) -> None:
    answer = as_alice.post(reverse("users:settings"), PREFERENCES)
    assert answer.headers["Location"] == reverse("users:settings")
    alice.refresh_from_db()
    assert (alice.name, alice.time_zone, alice.locale, alice.currency) == ("Alice", "Asia/Kolkata", "de-DE", "EUR")
    page = as_alice.get(reverse("users:settings"))
    assert 'data-bs-theme="dark"' in page.text
    assert "Alice" in page.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("currency", "XQQ"),
        ("locale", "xx-YY-zz"),
        ("theme", "purple"),
        ("name", "a" * 81),
        ("name", "nul\x00l"),
    ],
)
def test_settings_refuse_what_makes_no_sense_and_keep_what_was_typed(
    as_alice: Any, alice: Any, field: str, value: str
) -> None:
    answer = as_alice.post(reverse("users:settings"), {**PREFERENCES, "name": "Ålice", field: value})
    assert answer.status_code == 422
    assert f"id_{field}" in answer.text.partition('role="alert"')[2].partition("</ul>")[0]
    if field != "name":
        assert "Ålice" in answer.text
    alice.refresh_from_db()
    assert alice.name == ""


def test_settings_keep_a_zone_that_is_named_for_no_place(as_alice: Any, alice: Any) -> None:
    alice.time_zone = "EST5EDT"
    alice.save()
    assert '<option value="EST5EDT" selected>' in as_alice.get(reverse("users:settings")).text


def test_settings_are_for_people_who_are_logged_in(as_nobody: Any) -> None:
    answer = as_nobody.get(reverse("users:settings"))
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={reverse('users:settings')}"


def test_settings_page_stays_small(as_alice: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        page = as_alice.get(reverse("users:settings"), headers={"Accept-Encoding": "gzip"})
    assert len(page.content) < 12_000  # bytes over the wire, with every time zone of the world


# --- The way in ---------------------------------------------------------------------------------------


def sign_up(browser: Any, **more: str) -> Any:
    return browser.post(reverse("account_signup"), {**SIGN_UP, **more}, headers={"Accept-Language": "de-CH,de;q=0.8"})


@pytest.mark.django_db
def test_sign_up_confirm_log_out_log_in_and_reset(as_nobody: Any) -> None:
    answer = sign_up(as_nobody, time_zone="Europe/Zurich")
    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    nadia = person("nadia@example.org")
    assert (nadia.time_zone, nadia.locale, nadia.currency) == ("Europe/Zurich", "de-CH", "CHF")

    confirmation = the_link(mail.outbox[0])
    assert as_nobody.get(confirmation).status_code == 200
    assert as_nobody.post(confirmation).headers["Location"] == reverse("reflections:today")
    assert as_nobody.get(reverse("users:settings")).status_code == 200

    answer = as_nobody.post(reverse("account_logout"))
    assert answer.headers["Location"] == reverse("landing")
    assert as_nobody.get(reverse("users:settings")).status_code == 302

    login = {"login": "Nadia@Example.org", "password": SIGN_UP["password1"]}
    assert as_nobody.post(reverse("account_login"), login).headers["Location"] == reverse("reflections:today")
    as_nobody.post(reverse("account_logout"))

    as_nobody.post(reverse("account_reset_password"), {"email": "nadia@example.org"})
    form = as_nobody.get(the_link(mail.outbox[-1]), follow=True)
    fresh = {"password1": "seven slow river barges", "password2": "seven slow river barges"}
    as_nobody.post(form.request["PATH_INFO"], fresh)
    assert as_nobody.post(reverse("account_login"), login).status_code == 200  # the old password is refused
    answer = as_nobody.post(reverse("account_login"), {**login, "password": fresh["password1"]})
    assert answer.headers["Location"] == reverse("reflections:today")


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "x" * 64])
def test_a_time_zone_that_is_none_is_no_reason_to_refuse_a_person(as_nobody: Any, zone: str) -> None:
    assert sign_up(as_nobody, time_zone=zone).status_code == 302
    assert person("nadia@example.org").time_zone == "UTC"


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "1234567890", "password123", "nadia@example.org"])
def test_weak_passwords_are_refused_with_the_address_kept(as_nobody: Any, password: str) -> None:
    answer = sign_up(as_nobody, password1=password)
    assert 'value="nadia@example.org"' in answer.text
    assert "is-invalid" in answer.text
    assert not mail.outbox


def plain(answer: Any) -> str:
    return re.sub(r'value="[^"]{64}"', "", answer.text)


def test_nobody_learns_who_has_an_account_by_signing_up(alice: Any, as_nobody: Any) -> None:
    taken = sign_up(as_nobody, email=alice.email)
    free = sign_up(as_nobody)
    assert (taken.status_code, taken.headers["Location"]) == (free.status_code, free.headers["Location"])
    assert [message.to for message in mail.outbox] == [[alice.email], ["nadia@example.org"]]
    assert not LINK.search(mail.outbox[0].body) or "confirm-email" not in mail.outbox[0].body


def test_nobody_learns_who_has_an_account_by_asking_for_a_password(alice: Any, as_nobody: Any) -> None:
    ask = reverse("account_reset_password")
    known = as_nobody.post(ask, {"email": alice.email})
    unknown = as_nobody.post(ask, {"email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_nobody_learns_who_has_an_account_by_logging_in(alice: Any, as_nobody: Any) -> None:
    login = reverse("account_login")
    known = as_nobody.post(login, {"login": alice.email, "password": "wrong wrong wrong"})
    unknown = as_nobody.post(login, {"login": "alise@example.org", "password": "wrong wrong wrong"})
    assert plain(known).replace(alice.email, "alise@example.org") == plain(unknown)


def test_logging_out_is_never_a_link(as_alice: Any) -> None:
    page = as_alice.get(reverse("account_logout"))
    assert page.status_code == 200
    assert as_alice.get(reverse("users:settings")).status_code == 200


def log_in_afresh(browser: Any, who: Any) -> None:
    """Log in and say once more that it is oneself, which what changes the ways in asks for."""
    browser.post(reverse("account_login"), {"login": who.email, "password": PASSWORD})
    asked = browser.get(reverse("mfa_activate_totp"))
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert browser.get(asked.headers["Location"]).text.count("<h1") == 1
    browser.post(asked.headers["Location"], {"password": PASSWORD})


# --- allauth's pages wear the house's look ---------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "usersessions_list",
        "account_logout",
    ],
)
def test_account_pages_are_pages_of_this_site(alice: Any, as_nobody: Any, name: str) -> None:
    log_in_afresh(as_nobody, alice)
    page = as_nobody.get(reverse(name))
    assert page.status_code == 200
    assert "css/app.css" in page.text
    assert page.text.count("<h1") == 1
    assert "data:" not in page.text  # the policy allows no picture that is written into the page


def test_second_step_from_turning_on_to_logging_in(alice: Any, as_nobody: Any) -> None:
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    log_in_afresh(as_nobody, alice)
    page = as_nobody.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.text
    secret = page.context["form"].secret
    code = hotp_value(secret, next(iter(yield_hotp_counters_from_time())))
    as_nobody.post(reverse("mfa_activate_totp"), {"code": f"{code:06}"})
    codes = as_nobody.get(reverse("mfa_view_recovery_codes"))
    one = re.findall(r"<li><code>(\w+)</code>", codes.text)[0]
    assert as_nobody.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert as_nobody.get(reverse("mfa_deactivate_totp")).status_code == 200
    as_nobody.post(reverse("account_logout"))

    step = as_nobody.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert step.headers["Location"] == reverse("mfa_authenticate")
    assert "css/app.css" in as_nobody.get(reverse("mfa_authenticate")).text
    done = as_nobody.post(reverse("mfa_authenticate"), {"code": one})
    assert done.headers["Location"] == reverse("reflections:today")


def test_log_in_by_code(alice: Any, as_nobody: Any) -> None:
    asked = as_nobody.post(reverse("account_request_login_code"), {"email": alice.email})
    assert asked.headers["Location"] == reverse("account_confirm_login_code")
    assert as_nobody.get(reverse("account_confirm_login_code")).text.count("<h1") == 1
    code = re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[0].body, re.MULTILINE)
    assert code
    done = as_nobody.post(reverse("account_confirm_login_code"), {"code": code[1]})
    assert done.headers["Location"] == reverse("reflections:today")
