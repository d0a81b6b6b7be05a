"""The admin: behind everybody's door and a second step; accounts without secrets, and nothing to take one over with."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from apps.users.models import User
from tests.conftest import PASSWORD
from tests.users.doors import SECRET, app_code, browser, is_in, log_in, turn_on

INDEX = reverse("admin:index")


@pytest.fixture
def nora(db: None) -> Any:
    """Nora runs the site."""
    user = User.objects.create_superuser("nora@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@pytest.fixture
def as_nora(nora: Any) -> Client:
    turn_on(nora)
    log_in(client := browser(), nora.email)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    return client


def test_the_door_of_the_admin_is_everybodys(db: None, as_nobody: Any) -> None:
    door = as_nobody.get(INDEX).headers["Location"]
    assert as_nobody.get(door).headers["Location"].startswith(reverse("account_login"))
    posted = as_nobody.post(reverse("admin:login"), {"username": "nora@example.org", "password": PASSWORD})
    assert posted.headers["Location"].startswith(reverse("account_login")), "no second door without limits"


def test_a_password_alone_does_not_open_it(nora: Any) -> None:
    log_in(client := browser(), nora.email)
    assert is_in(client)
    assert client.get(INDEX).status_code == 302
    led = client.get(INDEX, follow=True)
    assert led.request["PATH_INFO"] == reverse("mfa_index")
    assert "Turn on a second step first" in led.text


def test_with_a_second_step_it_opens(as_nora: Client) -> None:
    assert as_nora.get(INDEX).status_code == 200
    assert as_nora.get(reverse("admin:password_change")).headers["Location"] == reverse("account_change_password")


def test_people_do_not_get_in_whatever_their_second_step(alice: Any) -> None:
    turn_on(alice)
    log_in(client := browser(), alice.email)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    assert client.get(INDEX).status_code == 302
    assert client.get(reverse("admin:login")).status_code == 403


def test_no_page_of_the_admin_shows_a_secret_of_a_login(as_nora: Client, alice: Any) -> None:
    codes = turn_on(alice)
    log_in(hers := browser(), alice.email)
    hers.post(reverse("account_request_login_code"))
    key = hers.session.session_key
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [as_nora.get(reverse(f"{name}_changelist"))]
        pages += [as_nora.get(reverse(f"{name}_change", args=[row.pk])) for row in model._default_manager.all()[:5]]
        for page in pages:
            assert page.status_code in {200, 302}, name
            assert not [word for word in (SECRET, key, alice.password, "f1:", *codes) if word in page.text], name


def test_an_operator_cannot_give_an_account_a_way_in(as_nora: Client, alice: Any) -> None:
    address = alice.emailaddress_set.get()
    tries = [
        (reverse("admin:account_emailaddress_add"), {"user": alice.pk, "email": "nora2@example.org", "verified": "on"}),
        (reverse("admin:account_emailaddress_change", args=[address.pk]), {"email": "nora2@example.org"}),
        (reverse("admin:mfa_authenticator_add"), {"user": alice.pk, "type": "totp", "data": "{}"}),
    ]
    assert [as_nora.post(path, sent).status_code for path, sent in tries] == [403] * 3
    sent = {"email": "nora2@example.org", "password": "x", "is_active": "on"}
    as_nora.post(reverse("admin:users_user_change", args=[alice.pk]), sent)
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert alice.check_password(PASSWORD)
    assert not Authenticator.objects.filter(user=alice).exists()


def test_an_operator_can_log_somebody_out_everywhere(as_nora: Client, alice: Any, bob: Any) -> None:
    log_in(hers := browser(), alice.email)
    log_in(his := browser(), bob.email)
    sent = {"action": "end_sessions", "_selected_action": [alice.pk]}
    page = as_nora.post(reverse("admin:users_user_changelist"), sent, follow=True)
    assert "1 account: done, and written down." in page.text
    assert (is_in(hers), is_in(his)) == (False, True)
