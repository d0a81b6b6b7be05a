"""The plan, the preview, sending it now, and stopping from the e-mail."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.utils import timezone

from apps.reflections import claiming
from apps.reflections.models import Nudge, NudgeLink, NudgePlan
from tests.reflections.conftest import plan_for, sent_nudge

PLAN = {"is_active": "on", "cadence": "weekly", "weekday": "6", "local_time": "17:00", "time_zone": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """The broker's doorbell: what was told to the workers."""
    told = []
    monkeypatch.setattr(claiming, "_ring", told.extend)
    return told


# --- The plan ------------------------------------------------------------------------------------------


def test_nothing_is_planned_until_the_person_says_yes(as_alice, alice, acting_as):
    as_alice.get("/today/")
    as_alice.get("/reflections/")
    with acting_as(alice):
        assert not NudgePlan.objects.exists()


def test_yes_makes_a_plan_in_the_persons_zone(as_alice, alice, acting_as):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    as_alice.post("/reflections/plan/start/")
    as_alice.post("/reflections/plan/start/")
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        assert (plan.time_zone, plan.weekday, plan.is_active) == ("Asia/Tokyo", 6, True)
        assert plan.next_nudge_at.hour == 8  # 17:00 in Tokyo
    page = as_alice.get("/reflections/").content.decode()
    assert "at 17:00, Tokyo time." in page
    assert "One e-mail a week?" not in as_alice.get("/today/").content.decode()


def test_no_is_kept_and_not_asked_again(as_alice, alice, acting_as):
    as_alice.post("/reflections/plan/decline/")
    with acting_as(alice):
        assert (NudgePlan.objects.get().is_active, NudgePlan.objects.get().next_nudge_at) == (False, None)
    assert "One e-mail a week?" not in as_alice.get("/today/").content.decode()
    assert "It is switched off." in as_alice.get("/reflections/").content.decode()


def test_another_day_hour_and_zone(as_alice, alice, acting_as):
    plan_for(alice)
    sent = {**PLAN, "weekday": "2", "local_time": "07:30", "time_zone": "America/Chicago", "cadence": "fortnightly"}
    assert as_alice.post("/reflections/plan/", sent).url == "/reflections/"
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        assert plan.anchor == plan.local_day(timezone.now())
    page = as_alice.get("/reflections/").content.decode()
    assert "Wednesday" in page
    assert "at 07:30, Chicago time." in page
    assert "Your account is in UTC." in page


def test_a_change_by_the_form_leaves_this_weeks_where_its_new_day_is_over(as_alice, alice, acting_as):
    with time_machine.travel(datetime(2026, 11, 26, 12, tzinfo=UTC), tick=False):
        plan_for(alice)
        as_alice.post("/reflections/plan/", {**PLAN, "weekday": "0"})
        with acting_as(alice):
            plan = NudgePlan.objects.get()
            assert (plan.weekday, plan.keeps_old_time) == (0, True)
        page = as_alice.get("/reflections/").content.decode()
        assert "The next one comes on Sunday, 29 November 2026 at 17:00, Berlin time." in page
        assert "The one that was still to come keeps its old time." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weekday", "9"),
        ("local_time", "25:00"),
        ("time_zone", "Atlantis/Poseidonis"),
        ("cadence", "hourly"),
        ("paused_until", "9999-12-31"),
        ("paused_until", "soon"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_changes(as_alice, alice, acting_as, field, value):
    before = plan_for(alice)
    response = as_alice.post("/reflections/plan/", {**PLAN, field: value})
    assert response.status_code == 422
    with acting_as(alice):
        after = NudgePlan.objects.get()
        assert (after.next_nudge_at, after.weekday) == (before.next_nudge_at, before.weekday)


def test_switching_off_and_pausing(as_alice, alice, acting_as):
    plan_for(alice)
    until = timezone.localdate() + timedelta(days=30)
    as_alice.post("/reflections/plan/", {**PLAN, "paused_until": until.isoformat()})
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        assert plan.local_day(plan.next_sending(timezone.now())) >= until
    as_alice.post("/reflections/plan/", {key: value for key, value in PLAN.items() if key != "is_active"})
    with acting_as(alice):
        assert NudgePlan.objects.get().next_nudge_at is None


def test_the_ledger_says_what_became_of_each_e_mail(as_alice, alice, acting_as):
    with acting_as(alice):
        sent_nudge(alice)
        sent_nudge(alice, period=date(2026, 1, 5), state="failed", reason="550 5.1.1 No such person", kind="planned")
    page = as_alice.get("/reflections/").content.decode()
    assert "550 5.1.1 No such person" in page
    assert ">sent<" in page


# --- Preview and sending now -----------------------------------------------------------------------------


def test_the_preview_shows_both_parts_and_its_frame_can_run_nothing(as_alice):
    page = as_alice.get("/reflections/preview/")
    assert "Stop this e-mail:" in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    frame = as_alice.get("/reflections/preview/html/")
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_looking_at_the_preview_keeps_nothing(as_alice, alice, acting_as):
    as_alice.get("/reflections/preview/")
    with acting_as(alice):
        assert not Nudge.objects.exists()
        assert not NudgeLink.objects.exists()


def gone(alice, acting_as):
    """All that was asked for is out, since some minutes."""
    with acting_as(alice):
        now, ago = timezone.now(), F("due_at") - timedelta(minutes=5)
        Nudge.objects.update(state=Nudge.State.SENT, handed_at=now, sent_at=now, due_at=ago)


@pytest.mark.parametrize(("state", "count"), [("waiting", 1), ("sent", 1), ("unknown", 1), ("failed", 2)])
def test_pressed_twice_it_is_sent_once(as_alice, alice, acting_as, rung, state, count):
    as_alice.post("/reflections/send-now/")
    with acting_as(alice):
        Nudge.objects.update(state=state, handed_at=timezone.now(), sent_at=timezone.now() if state == "sent" else None)
    page = as_alice.post("/reflections/send-now/", follow=True).content.decode()
    assert "It is on its way to alice@example.org." in page
    with acting_as(alice):
        assert Nudge.objects.count() == count


def test_send_it_to_me_now_goes_through_the_ledger_three_times_an_hour(
    as_alice, alice, rung, acting_as, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = as_alice.post("/reflections/send-now/", follow=True).content.decode()
    assert "It is on its way to alice@example.org." in page
    with acting_as(alice):
        assert rung == [(str(Nudge.objects.get(kind="asked").pk), alice.pk)]
    for _ in range(2):
        gone(alice, acting_as)
        as_alice.post("/reflections/send-now/")
    gone(alice, acting_as)
    page = as_alice.post("/reflections/send-now/", follow=True).content.decode()
    assert "You asked for three in the last hour." in page
    with acting_as(alice):
        assert Nudge.objects.count() == 3


# --- Stopping from the e-mail ----------------------------------------------------------------------------


@pytest.fixture
def stop_url(alice, acting_as):
    """The address in an e-mail of Alice's, who has a plan."""
    plan_for(alice)
    with acting_as(alice):
        expires = timezone.now() + timedelta(days=1)
        token = NudgeLink.make(nudge=sent_nudge(alice), purpose="unsubscribe", expires_at=expires)
    return f"/nudge/{token}/stop/"


def is_active(alice, acting_as):
    with acting_as(alice):
        return NudgePlan.objects.get().is_active


def test_looking_stops_nothing(stop_url, alice, acting_as, as_nobody):
    page = as_nobody.get(stop_url)
    assert page.status_code == 200
    assert "Stop the weekly e-mail?" in page.content.decode()
    assert is_active(alice, acting_as)


def test_one_click_stops_without_login_cookies_or_csrf_and_twice_is_as_good(stop_url, alice, acting_as):
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = program.post(stop_url, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
        assert response.status_code == 200  # RFC 8058: no redirect
        assert not is_active(alice, acting_as)
    with acting_as(alice):
        assert NudgePlan.objects.get().next_nudge_at is None


def test_the_stop_page_pauses_four_weeks_instead_and_twice_is_no_longer(stop_url, alice, acting_as, as_nobody):
    assert "Pause four weeks instead" in as_nobody.get(stop_url).content.decode()
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        page = program.post(stop_url, {"pause": "4"}).content.decode()
        assert "No weekly e-mail before" in page
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        until = plan.local_day(timezone.now()) + timedelta(weeks=4)
        assert (plan.is_active, plan.paused_until) == (True, until)
        assert plan.local_day(plan.next_sending(timezone.now())) >= until
    assert "Stop it altogether" in page


def test_a_longer_pause_stays_and_a_stopped_plan_is_not_started_by_pausing(stop_url, alice, acting_as, as_nobody):
    longer = timezone.localdate() + timedelta(days=90)
    with acting_as(alice):
        NudgePlan.objects.update(paused_until=longer)
    as_nobody.post(stop_url, {"pause": "4"})
    with acting_as(alice):
        assert NudgePlan.objects.get().paused_until == longer
    as_nobody.post(stop_url)
    assert "There is nothing to pause" in as_nobody.post(stop_url, {"pause": "4"}).content.decode()
    assert not is_active(alice, acting_as)


def test_somebody_else_who_is_logged_in_stops_the_letters_owner_and_keeps_their_own(
    stop_url, alice, bob, as_bob, acting_as
):
    plan_for(bob)
    as_bob.post(stop_url)
    assert not is_active(alice, acting_as)
    assert is_active(bob, acting_as)


@pytest.mark.parametrize("token", ["x", "é", "A" * 43, "a" * 5000])
def test_an_unknown_link_tells_another_way(as_nobody, db, token):
    for response in (as_nobody.get(f"/nudge/{token}/stop/"), as_nobody.post(f"/nudge/{token}/stop/")):
        assert response.status_code == 404
        assert "take the tick from" in response.content.decode()


def test_a_link_that_is_too_old_or_for_something_else_is_unknown(stop_url, alice, acting_as, as_nobody):
    with acting_as(alice):
        NudgeLink.objects.update(purpose="answer")
    assert as_nobody.post(stop_url).status_code == 404
    with acting_as(alice):
        NudgeLink.objects.update(purpose="unsubscribe", expires_at=timezone.now())
    assert as_nobody.post(stop_url).status_code == 404
    assert is_active(alice, acting_as)
