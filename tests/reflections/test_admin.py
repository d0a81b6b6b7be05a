"""What operators see and may do: counts, codes and account ids, never a word of anybody."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.reflections import claiming, health
from apps.reflections.models import Nudge, NudgePlan
from apps.reflections.reasons import coded
from apps.users.models import User
from apps.users.ownership import acting_as
from tests.reflections.conftest import plan_for

LEDGER, PLANS = "/admin/reflections/nudge/", "/admin/reflections/nudgeplan/"
CANARY = "Quagga blue"
AGAIN = "try_again"


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    told = []
    monkeypatch.setattr(claiming, "_ring", told.extend)
    return told


@pytest.fixture
def operator(db):
    user = User.objects.create_superuser("operator@example.org", "x")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user)
    return client


def row(owner, state, **values):
    now = timezone.now()
    values = {"due_at": now - timedelta(hours=1), "expires_at": now + timedelta(hours=19), **values}
    with acting_as(owner):
        return Nudge.objects.create(
            owner=owner,
            kind="asked",
            period=now.date(),
            state=state,
            question=CANARY,
            try_after=now,
            handed_at=now if state in {"sent", "unknown", "failed"} else None,
            **values,
        )


@pytest.mark.parametrize("path", [LEDGER, PLANS])
def test_only_operators_come_in(as_nobody, as_alice, path):
    assert as_nobody.get(path).status_code == 302
    assert as_alice.get(path).status_code == 302
    User.objects.filter(email="alice@example.org").update(is_staff=True)
    assert as_alice.get(path).status_code == 302  # staff without a second step
    Authenticator.objects.create(user=User.objects.get(email="alice@example.org"), type="totp", data={})
    assert as_alice.get(path).status_code == 403  # staff without the right to see it


def test_the_ledger_shows_counts_reasons_and_the_lag_and_reads_nobodys_words(operator, alice, bob):
    row(alice, "sent")
    row(bob, "sent")
    row(alice, "failed", reason="550 5.1.1 <alice@example.org>: User unknown")
    row(bob, "failed", reason=f"{CANARY} of bob@example.org")
    row(bob, "expired", reason="outage")
    plan_for(alice, next_nudge_at=timezone.now() - timedelta(minutes=42))
    health.tick(timezone.now())
    with CaptureQueriesContext(connection) as captured:
        page = operator.get(LEDGER).content.decode()
    assert "Late:</strong>" not in page
    assert "plans" in page
    assert "42\xa0minutes" in page
    for cell in ("<td>2</td>", "550 5.1.1", "other", "outage"):
        assert cell in page
    assert str(alice.pk) in page
    for personal in (CANARY, "@example.org<", "alice@", "User unknown"):
        assert personal not in page
    asked = " ".join(query["sql"] for query in captured if "reflections_nudge" in query["sql"])
    assert asked
    for column in ("question", "about_id", "message_id", "users_user"):
        assert f'"{column}"' not in asked


def test_one_row_and_one_plan_can_be_looked_at_and_not_changed(operator, alice):
    nudge = row(alice, "failed", reason="550 5.1.1 <alice@example.org>: User unknown")
    plan = plan_for(alice)
    for path in (f"{LEDGER}{nudge.pk}/change/", f"{PLANS}{plan.pk}/change/"):
        answer = operator.get(path)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert str(alice.pk) in page
        assert 'name="_save"' not in page
        for personal in (CANARY, "alice@", "User unknown"):
            assert personal not in page
        assert operator.post(path, {}).status_code == 403
    for path in (f"{LEDGER}add/", f"{LEDGER}{nudge.pk}/delete/", f"{PLANS}{plan.pk}/delete/"):
        assert operator.get(path).status_code in {302, 403}


def test_plans_that_are_due(operator, alice, bob):
    plan_for(alice, next_nudge_at=timezone.now() - timedelta(minutes=2))
    plan_for(bob, time_zone="Asia/Tokyo")
    page = operator.get(f"{PLANS}?due=now").content.decode()
    assert "Europe/Berlin" in page
    assert "Asia/Tokyo" not in page
    assert "Asia/Tokyo" in operator.get(PLANS).content.decode()


def test_the_window_closes_with_the_page(operator, alice):
    plan_for(alice)
    operator.get(PLANS)
    assert NudgePlan.objects.count() == 0


def test_queries_do_not_grow_with_rows(operator, alice):
    counts = []
    operator.get(LEDGER)  # Django learns its content types once
    for _ in range(2):
        row(alice, "sent")
        with CaptureQueriesContext(connection) as captured:
            operator.get(LEDGER)
        counts.append(len(captured))
        for _ in range(20):
            row(alice, "failed", reason="451 4.3.0 Busy")
    assert counts[0] == counts[1]


def press(operator, *rows):
    return operator.post(LEDGER, {"action": AGAIN, "_selected_action": [str(r.pk) for r in rows]}, follow=True)


def test_trying_again_takes_what_failed_in_time_and_says_why_not_the_others(
    operator, alice, bob, rung, ledger, django_capture_on_commit_callbacks
):
    failed = row(alice, "failed", reason="554 5.7.1 Not this", lease=alice_lease(), tries=3)
    late = row(bob, "failed", expires_at=timezone.now() - timedelta(minutes=1))
    unknown, sent = row(bob, "unknown"), row(bob, "sent", sent_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        page = press(operator, failed, late, unknown, sent).content.decode()
    assert "1 e-mail is tried again." in page
    assert "1 was handed over and may have come: trying it again could make two, so it stays as it is." in page
    assert "1 is past its period" in page
    assert "1 had not failed." in page
    assert rung == [(str(failed.pk), alice.pk)]
    again = ledger(alice)[0]
    assert (again.state, again.lease, again.handed_at) == ("waiting", None, None)
    assert sorted(one.state for one in ledger(bob)) == ["failed", "sent", "unknown"]


def alice_lease():
    return "0199d1f0-0000-7000-8000-000000000000"


def test_who_may_only_look_cannot_try_again(alice, ledger):
    staff = User.objects.create_user("looks@example.org", "x", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_nudge"))
    Authenticator.objects.create(user=staff, type="totp", data={})
    client = Client()
    client.force_login(staff)
    failed = row(alice, "failed")
    assert client.get(LEDGER).status_code == 200
    press(client, failed)
    assert ledger(alice)[0].state == "failed"


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("", ""),
        ("paused", "paused"),
        ("550 5.1.1 <a@example.org> unknown", "550 5.1.1"),
        ("550-5.7.26 not from you, a@example.org", "550 5.7.26"),
        ("451 Come back later", "451"),
        ("a@example.org said no", "other"),
        ("5500 a@example.org", "550"),
    ],
)
def test_a_reason_is_shown_by_its_codes(reason, shown):
    assert coded(reason, {"paused"}) == shown
