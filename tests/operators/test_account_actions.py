"""What operators do to accounts, and that it is written down without anybody's content."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client

from apps.users.models import User
from apps.users.ownership import OwnedModel
from tests.conftest import PASSWORD

ACCOUNTS = "/admin/users/user/"


def logged_in(user) -> Client:
    """In the admin, for which staff need a second step."""
    Authenticator.objects.create(user=user, type="totp", data={})
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def operator(db):
    return logged_in(User.objects.create_superuser("operator@example.org", PASSWORD))


@pytest.fixture
def helper(db):
    """Staff who may change accounts, and not everything."""
    user = User.objects.create_user("helper@example.org", PASSWORD, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    return logged_in(user)


def act(browser, action, *users):
    return browser.post(ACCOUNTS, {"action": action, "_selected_action": [user.pk for user in users]}, follow=True)


def written_down():
    return list(LogEntry.objects.order_by("pk").values_list("object_id", "change_message"))


def session_of(user) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/today/").status_code == 200
    return client


def test_deactivating_shuts_the_door_and_activating_opens_it(operator, alice):
    browser = session_of(alice)
    assert "1 account: done, and written down." in act(operator, "deactivate", alice).content.decode()
    assert browser.get("/today/").status_code == 302
    alice.refresh_from_db()
    assert not alice.is_active
    act(operator, "activate", alice)
    alice.refresh_from_db()
    assert alice.is_active
    assert written_down() == [(str(alice.pk), "Deactivated"), (str(alice.pk), "Activated")]


def test_an_operator_cannot_shut_themselves_out(operator):
    me = User.objects.get(email="operator@example.org")
    assert "nothing to do" in act(operator, "deactivate", me).content.decode()
    me.refresh_from_db()
    assert me.is_active


def test_sessions_end_and_others_go_on(operator, alice, bob):
    hers, his = session_of(alice), session_of(bob)
    act(operator, "end_sessions", alice)
    assert hers.get("/today/").status_code == 302
    assert his.get("/today/").status_code == 200
    assert not UserSession.objects.filter(user=alice).exists()
    assert written_down() == [(str(alice.pk), "All sessions ended")]


def test_the_confirmation_goes_again_only_to_who_has_not_confirmed(operator, alice, bob):
    EmailAddress.objects.filter(user=alice).update(verified=False)
    act(operator, "resend_confirmation", alice, bob)
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]
    assert written_down() == [(str(alice.pk), "Confirmation sent again")]


def test_the_second_step_goes_with_all_sessions_and_the_person_is_told(operator, alice, bob):
    for user in (alice, bob):
        Authenticator.objects.create(user=user, type="totp", data={"secret": "quagga"})
    act(operator, "reset_second_step", alice)
    assert not Authenticator.objects.filter(user=alice).exists()
    assert Authenticator.objects.filter(user=bob).exists()
    (told,) = mail.outbox
    assert told.to == ["alice@example.org"]
    assert "took the second step off your login" in told.body
    assert written_down() == [(str(alice.pk), "Second step taken off")]


@pytest.mark.parametrize("action", ["deactivate", "end_sessions", "reset_second_step"])
def test_staff_who_may_not_do_everything_cannot_touch_those_who_may(helper, action):
    above = User.objects.create_superuser("above@example.org", PASSWORD)
    Authenticator.objects.create(user=above, type="totp", data={})
    act(helper, action, above)
    above.refresh_from_db()
    assert above.is_active
    assert Authenticator.objects.filter(user=above).exists()
    assert written_down() == []


def test_staff_cannot_make_themselves_more_than_they_are(helper):
    me = User.objects.get(email="helper@example.org")
    helper.post(f"{ACCOUNTS}{me.pk}/change/", {"is_active": "on", "is_staff": "on", "is_superuser": "on"})
    me.refresh_from_db()
    assert not me.is_superuser


def test_no_table_with_somebodys_words_is_registered():
    private = {model for model in admin.site._registry if issubclass(model, OwnedModel)}
    assert {model.__name__ for model in private} == {"Nudge", "NudgePlan"}, "those show no word of anybody"
