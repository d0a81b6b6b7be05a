"""Closing an account: shut at once, opened again by its person, deleted after two weeks without a trace."""

import contextlib
import io
import logging
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.reflections import erasing
from apps.reflections.takeaway import packing
from apps.reflections.takeaway.catalogue import private
from apps.users import closing
from apps.users.models import DeletedAccount, User
from apps.users.ownership import acting_as
from tests.conftest import PASSWORD

CLOSE, CLOSED, LOGIN = reverse("reflections:data_close"), reverse("users:closed"), reverse("account_login")
CANARY = "quaggacanary"


def log_in(user: Any) -> Client:
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    return client


def test_closing_asks_twice_and_ends_every_session(alice: Any, django_capture_on_commit_callbacks: Any) -> None:
    one, other = log_in(alice), log_in(alice)
    assert b"What does not" in one.get(CLOSE).content
    one.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert one.post(CLOSE).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert one.post(CLOSE, {"sure": "on"}).headers["Location"] == CLOSED
    assert other.get(reverse("reflections:today")).status_code == 302
    assert not UserSession.objects.filter(user=alice).exists()
    alice.refresh_from_db()
    assert not alice.is_active
    assert alice.leaves_at - timezone.now() > timedelta(days=13)
    assert [message.to for message in mail.outbox] == [[alice.email]]
    assert b"will be deleted on" in one.get(CLOSED).content


def test_closing_needs_the_password_again(alice: Any, as_alice: Client) -> None:
    assert as_alice.post(CLOSE, {"sure": "on"}).headers["Location"].startswith(reverse("account_reauthenticate"))
    alice.refresh_from_db()
    assert alice.is_active


def test_logging_in_leads_to_the_question_and_keeping_it_opens_it_again(alice: Any) -> None:
    closing.close(owner=alice, now=timezone.now())
    client = log_in(alice)
    assert client.get(reverse("reflections:today")).status_code == 302  # not logged in
    assert b"Keep my account" in client.get(CLOSED).content
    assert client.post(CLOSED).headers["Location"] == LOGIN
    alice.refresh_from_db()
    assert (alice.is_active, alice.leaves_at) == (True, None)
    assert log_in(alice).get(reverse("reflections:today")).status_code == 200
    assert erasing.delete_due(timezone.now() + timedelta(days=20)) == 0


def test_without_the_password_there_is_no_door(alice: Any, as_nobody: Client) -> None:
    closing.close(owner=alice, now=timezone.now())
    as_nobody.post(LOGIN, {"login": alice.email, "password": "wrong horse battery"})
    assert as_nobody.post(CLOSED).headers["Location"] == LOGIN
    alice.refresh_from_db()
    assert not alice.is_active


def test_links_stop_at_once_and_an_account_in_its_days_of_grace_stays(db: None) -> None:
    from tests.filled import fill

    nadia = fill()
    nobody = Client()
    assert nobody.get(nadia.shared).status_code == nobody.get(nadia.vouch).status_code == 200
    closing.close(owner=nadia.user, now=timezone.now())
    assert nobody.get(nadia.shared).status_code == nobody.get(nadia.vouch).status_code == 404
    assert erasing.delete_due(timezone.now() + timedelta(days=13)) == 0
    assert User.objects.filter(pk=nadia.user.pk).exists()


def test_who_was_deleted_is_deleted_again_after_a_restore_and_nobody_else(alice: Any, bob: Any) -> None:
    now = timezone.now()
    DeletedAccount.objects.create(user_id=alice.pk, deleted_at=now)
    DeletedAccount.objects.create(user_id=bob.pk, deleted_at=bob.date_joined - timedelta(days=1))  # a number used again
    call_command("forget_deleted", stdout=io.StringIO())
    assert not User.objects.filter(pk=alice.pk).exists()
    assert User.objects.filter(pk=bob.pk).exists()
    assert erasing.delete_again([]) == 0


# --- The canary ---------------------------------------------------------------------------------------


def spread(user: Any) -> None:
    """The canary sits in every text, list and file of every private row that no rule holds to other words."""
    for model in private():
        for field in model._meta.concrete_fields:
            if field.generated or field.choices or field.primary_key or field.name in {"time_zone", "place"}:
                continue
            rows = model._default_manager.filter(owner_id=user.pk, **{f"{field.name}__isnull": False})
            for number, pk in enumerate(rows.values_list("pk", flat=True)):
                said = canary(field, number)
                with contextlib.suppress(IntegrityError), transaction.atomic():
                    if said is not None and rows.get(pk=pk).__dict__[field.attname] not in ("", b""):
                        rows.filter(pk=pk).update(**{field.name: said})


def canary(field: Any, number: int) -> Any:
    """What this column can hold of it; None where it has no room."""
    if isinstance(field, models.BinaryField):
        return CANARY.encode()
    if isinstance(field, models.JSONField):
        return {"said": CANARY}
    if isinstance(field, models.CharField | models.TextField) and (field.max_length or 99) >= 60:
        return f"{CANARY}{number}"
    return None


def found_in_tables(database: Any) -> list[str]:
    """Every column of every table that holds the canary, as a superuser sees it."""
    columns = database.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'tsvector', 'USER-DEFINED')"
    ).fetchall()
    found = []
    for table, column, kind in columns:
        told = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
        [(n,)] = database.execute(f"SELECT count(*) FROM \"{table}\" WHERE {told} ILIKE '%{CANARY}%'").fetchall()
        found += [f"{table}.{column}"] * bool(n)
    return found


def found_in_cache() -> list[bytes]:
    client = cache._cache.get_client(write=True)
    kinds = {b"string": client.get, b"hash": client.hgetall, b"list": lambda key: client.lrange(key, 0, -1)}
    kinds |= {b"set": client.smembers, b"zset": lambda key: client.zrange(key, 0, -1)}
    return [key for key in client.scan_iter() if CANARY.encode() in key or CANARY in repr(kinds[client.type(key)](key))]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_after_the_deletion_the_canary_is_nowhere(
    no_row_security: Any, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    from tests.filled import fill

    caplog.set_level(logging.DEBUG)
    nadia = fill(f"{CANARY}@example.org").user
    nadia.set_password(PASSWORD)
    nadia.name = CANARY
    nadia.save()
    EmailAddress.objects.get_or_create(user=nadia, email=nadia.email, primary=True, verified=True)
    with acting_as(nadia):
        spread(nadia)
        parcel = packing.ask(owner=nadia)
    packing.carry(parcel.pk, nadia)
    client = log_in(nadia)
    client.post(reverse("account_reset_password"), {"email": nadia.email})
    for page in ("reflections:data", "achievements:list"):
        client.get(reverse(page))
    Client().post(reverse("account_request_login_code"), {"email": nadia.email})  # a session that is half logged in
    seen = found_in_tables(no_row_security)
    assert len(seen) > 60, seen  # the canary is in every room before
    with acting_as(nadia):
        assert packing.Parcel.objects.owned_by(nadia).exists()
    closing.close(owner=nadia, now=timezone.now())
    assert erasing.delete_due(timezone.now() + timedelta(days=15)) == 1
    assert found_in_tables(no_row_security) == []
    assert found_in_cache() == []
    assert CANARY not in caplog.text
    assert list(DeletedAccount.objects.values_list("user_id", flat=True)) == [nadia.pk]
    for model in apps.get_models():
        if model in private():
            table = model._meta.db_table
            [(n,)] = no_row_security.execute(f'SELECT count(*) FROM "{table}" WHERE owner_id = {nadia.pk}').fetchall()
            assert n == 0, table
