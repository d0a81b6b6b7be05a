"""Operators see accounts and operations: nobody's content, no secret that would let them in as somebody else."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.users.models import User
from apps.users.ownership import OwnedModel

# Everything that is registered, and what for. Private tables: only the dispatcher's two, by chosen columns.
REGISTERED = {
    "auth.Group": "rights of operators",
    "account.EmailAddress": "whether an address is confirmed",
    "mfa.Authenticator": "whether somebody has a second factor; it can be taken away, not seen",
    "usersessions.UserSession": "where somebody is logged in; it can be ended, not taken over",
    "users.User": "accounts",
    "reflections.NudgePlan": "when whose e-mail is due",
    "reflections.Nudge": "what became of it",
}
SECRET = "quagga-secret-of-alice"


@pytest.fixture
def operator(db: None) -> Client:
    """Staff with every permission there is, but no superuser."""
    user = User.objects.create_user(email="operator@example.org", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    Authenticator.objects.create(user=user, type="totp", data={})  # without one the admin stays shut
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def superuser(db: None) -> Client:
    user = User.objects.create_user(email="root@example.org", password="x", is_staff=True, is_superuser=True)
    Authenticator.objects.create(user=user, type="totp", data={})
    client = Client()
    client.force_login(user)
    return client


def test_registered_is_what_operators_need(db: None) -> None:
    assert {model._meta.label for model in admin.site._registry} == set(REGISTERED)
    private = {model._meta.label for model in apps.get_models() if issubclass(model, OwnedModel)}
    assert private & set(REGISTERED) == {"reflections.NudgePlan", "reflections.Nudge"}


@pytest.mark.parametrize("who", ["operator", "superuser"])
def test_what_would_let_one_in_as_somebody_else_is_not_shown(
    who: str, alice: User, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(who)
    kept = Authenticator.objects.create(user=alice, type="totp", data={"secret": SECRET})
    session = UserSession.objects.create(user=alice, session_key=SECRET[:40], ip="192.0.2.1", user_agent="Firefox")
    address = EmailAddress.objects.get(user=alice)
    for row in (kept, session, address, alice):
        for page in ("change", "delete", "history"):
            answer = client.get(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk]))
            assert answer.status_code in {200, 403}, (row, page)
            assert SECRET not in answer.content.decode(), (row, page)
            assert alice.password not in answer.content.decode(), (row, page)
        listed = client.get(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist"))
        assert SECRET not in listed.content.decode()


@pytest.mark.parametrize("who", ["operator", "superuser"])
def test_nobody_s_address_or_second_factor_becomes_the_operators(
    who: str, alice: User, request: pytest.FixtureRequest
) -> None:
    """Whoever could give an account another address could reset its password, and read it."""
    client = request.getfixturevalue(who)
    address = EmailAddress.objects.get(user=alice)
    kept = Authenticator.objects.create(user=alice, type="totp", data={"secret": SECRET})
    session = UserSession.objects.create(user=alice, session_key=SECRET, ip="192.0.2.1", user_agent="x")
    sent: dict[str, Any] = {"user": alice.pk, "email": "operator@example.org", "verified": "on", "primary": "on"}
    sent |= {"type": "totp", "data": "{}", "session_key": "mine", "ip": "192.0.2.2", "user_agent": "y"}
    sent |= {"last_used_at_0": "", "last_used_at_1": "", "password": "mine", "is_active": "on", "owner": "1"}
    for row in (address, kept, session, alice):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        client.post(reverse(f"{name}_change", args=[row.pk]), sent)
        assert client.post(reverse(f"{name}_add"), sent).status_code == 403, name
    again = [(r.__class__.objects.get(pk=r.pk), r) for r in (address, kept, session)]
    for now, before in again:
        assert {f.attname: getattr(now, f.attname) for f in now._meta.fields} == {
            f.attname: getattr(before, f.attname) for f in before._meta.fields
        }
    now_alice = User.objects.get(pk=alice.pk)
    assert (now_alice.email, now_alice.password) == (alice.email, alice.password)
    assert EmailAddress.objects.filter(user=alice).count() == 1


def test_an_operator_does_not_make_a_superuser_of_themselves(operator: Client, superuser: Client) -> None:
    me = User.objects.get(email="operator@example.org")
    there = reverse("admin:users_user_change", args=[me.pk])
    sent = {"is_active": "on", "is_staff": "on", "is_superuser": "on"}
    operator.post(there, sent)
    me.refresh_from_db()
    assert not me.is_superuser
    superuser.post(there, sent)
    me.refresh_from_db()
    assert me.is_superuser


@pytest.mark.parametrize("who", ["operator", "superuser"])
def test_parts_of_an_account_go_by_actions_that_are_written_down_alone(
    who: str, alice: User, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(who)
    kept = Authenticator.objects.create(user=alice, type="totp", data={"secret": SECRET})
    session = UserSession.objects.create(user=alice, session_key=SECRET, ip="192.0.2.1", user_agent="x")
    for row in (kept, session, EmailAddress.objects.get(user=alice)):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"})
        sent = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
        client.post(reverse(f"{name}_changelist"), sent)
        assert row.__class__.objects.filter(pk=row.pk).exists(), name
