"""Whether e-mails leave in time, as machines ask and as the log says."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from apps.reflections import claiming, health, health_views, tasks
from apps.reflections.models import Nudge, NudgePlan, Pulse
from apps.users.ownership import acting_as
from tests.reflections.conftest import plan_for

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ticking(db):
    """The dispatcher ran just now."""
    health.tick(timezone.now())


def test_liveness_asks_no_database(as_nobody):
    answer = as_nobody.get("/health/")  # without the db fixture a query would fail
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_in_time_it_is_ok_and_tells_a_stranger_no_more(as_nobody, as_alice, ticking, alice):
    plan_for(alice)
    for browser in (as_nobody, as_alice):
        answer = browser.get("/health/mail/")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_beat_that_stopped_is_late(as_nobody, db):
    health.tick(timezone.now() - 11 * MINUTE)
    answer = as_nobody.get("/health/mail/")
    assert (answer.status_code, answer.json()) == (503, {"status": "late"})


def test_a_beat_that_never_ran_is_late(as_nobody, db):
    assert as_nobody.get("/health/mail/").status_code == 503


def test_a_plan_that_nobody_claims_is_late(as_nobody, ticking, alice):
    plan_for(alice, next_nudge_at=timezone.now() - 5 * MINUTE)
    assert as_nobody.get("/health/mail/").status_code == 200
    with acting_as(alice):
        NudgePlan.objects.update(next_nudge_at=timezone.now() - 11 * MINUTE)
    assert as_nobody.get("/health/mail/").status_code == 503


@pytest.mark.parametrize(("minutes", "status"), [(20, 200), (31, 503)])
def test_a_row_that_no_worker_takes_is_late_after_it_was_told_again(as_nobody, ticking, alice, minutes, status):
    then = timezone.now() - minutes * MINUTE
    with acting_as(alice):
        Nudge.objects.create(
            owner=alice, period=then.date(), due_at=then, try_after=then, expires_at=then + timedelta(hours=20)
        )
    assert as_nobody.get("/health/mail/").status_code == status


def test_an_operator_sees_by_how_much_and_nobody_is_named(as_alice, alice, bob, ticking):
    type(alice).objects.filter(pk=alice.pk).update(is_staff=True)
    plan_for(bob, next_nudge_at=timezone.now() - 12 * MINUTE)
    told = as_alice.get("/health/mail/").json()
    assert told["late"] == ["plans"]
    assert 715 < told["oldest_due_seconds"] < 730
    assert told["last_beat_seconds_ago"] < 10
    assert (told["waiting"], told["oldest_waiting_seconds"]) == (0, None)
    assert "@" not in json.dumps(told)


def test_it_is_cheap_whatever_there_is(as_nobody, ticking, alice, django_assert_max_num_queries):
    now = timezone.now()
    with acting_as(alice):
        Nudge.objects.bulk_create(
            Nudge(owner=alice, kind="asked", period=now.date(), due_at=now, try_after=now, expires_at=now + 60 * MINUTE)
            for _ in range(30)
        )
    with django_assert_max_num_queries(8):  # three looks, and the window and the test's own savepoint
        as_nobody.get("/health/mail/")


def test_without_a_database_it_says_so(as_nobody, monkeypatch):
    def away(now):
        raise OperationalError("no connection")

    monkeypatch.setattr(health_views, "watch", away)
    answer = as_nobody.get("/health/mail/")
    assert (answer.status_code, answer.json()) == (503, {"status": "unreachable"})


def test_only_looking_is_allowed(as_nobody):
    assert as_nobody.post("/health/").status_code == 405
    assert as_nobody.post("/health/mail/").status_code == 405


# --- The alarm -----------------------------------------------------------------------------------------


def said(caplog):
    ours = [record for record in caplog.records if record.name == "apps.reflections.health"]
    return [(record.levelname, record.getMessage()) for record in ours]


def test_lateness_is_said_once_a_run_of_it(alice, ticking, caplog):
    caplog.set_level(logging.INFO, "apps.reflections.health")
    now = timezone.now()
    plan_for(alice, next_nudge_at=now - 11 * MINUTE)
    for later in range(3):
        health.watch(now + later * MINUTE)
    assert said(caplog) == [("ERROR", "e-mails are late: plans")]
    claiming.claim_due(now)
    health.watch(now)
    health.watch(now)
    assert said(caplog)[1:] == [("INFO", "e-mails are in time again")]
    health.watch(now + 11 * MINUTE)
    assert said(caplog)[2:] == [("ERROR", "e-mails are late: beat")]


def test_an_outage_that_nobody_asked_about_is_said_by_the_dispatcher_when_it_is_back(alice, caplog, monkeypatch):
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    caplog.set_level(logging.INFO, "apps.reflections.health")
    health.tick(timezone.now() - 60 * MINUTE)
    plan_for(alice, next_nudge_at=timezone.now() - 50 * MINUTE)
    tasks.claim_due_nudges()
    assert said(caplog) == [("ERROR", "e-mails are late: beat, plans")]
    tasks.claim_due_nudges()
    assert said(caplog)[1:] == [("INFO", "e-mails are in time again")]
    assert not Pulse.objects.filter(name=Pulse.LATE).exists()
