"""Coming less often after long silence, saying so once, and one click that keeps it as it was."""

import email
import email.policy
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.reflections import claiming, delivery, silence, tasks
from apps.reflections.models import Nudge, NudgePlan, Reflection
from apps.reflections.visits import NoteVisit, is_first, note_visit
from tests.reflections.conftest import just_due, plan_for, sent_nudge

WEEK = timedelta(days=7)


@pytest.fixture
def deliver(ledger, monkeypatch, mailoutbox):
    """Claims what is due of a person, sends it, and returns the row and the message."""
    monkeypatch.setattr(claiming, "_ring", lambda told: None)

    def one(user):
        claiming.claim_due(timezone.now())
        tasks.send_nudges([(str(ledger(user)[0].pk), user.pk)])
        row = ledger(user)[0]
        sent = mailoutbox[-1].message().as_bytes()
        return row, email.message_from_bytes(sent, policy=email.policy.default)

    return one


def silent_for(user, weeks, acting_as, **values):
    """A plan that is due, and so many e-mails since anything was heard of its owner."""
    now = timezone.now()
    plan = plan_for(user, next_nudge_at=just_due(), **values)
    with acting_as(user):
        NudgePlan.objects.update(created_at=now - timedelta(days=400), seen_on=(now - timedelta(days=399)).date())
        for back in range(1, weeks + 1):
            then = now - back * WEEK
            sent_nudge(user, period=(now - back * WEEK).date(), sent_at=then, due_at=then, kind="planned")
    return plan


def plan_of(user, acting_as):
    with acting_as(user):
        return NudgePlan.objects.get(owner=user)


def link_in(message, what):
    text = message.get_body(("plain",)).get_content()
    return next(word for word in text.split() if f"/{what}/" in word).removeprefix("http://testserver")


def test_after_eight_weeks_the_next_one_says_that_it_comes_monthly_now(alice, deliver, acting_as):
    silent_for(alice, 8, acting_as)
    row, message = deliver(alice)
    assert (row.state, row.question) == ("sent", "")
    assert message["Subject"] == "From now on, once a month"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (text, html):
        assert "that is fine" in part
        assert link_in(message, "keep") in part
        assert "Keep it as it was (every week)" in part
    plan = plan_of(alice, acting_as)
    assert (plan.cadence, plan.kept_cadence, plan.is_active) == ("monthly", "weekly", True)
    assert plan.next_nudge_at.day <= 7


def test_seven_weeks_are_not_long(alice, deliver, acting_as):
    silent_for(alice, 7, acting_as)
    row, message = deliver(alice)
    assert row.question
    assert message["Subject"] == row.question
    assert plan_of(alice, acting_as).cadence == "weekly"


@pytest.mark.parametrize("sign", ["visit", "line", "answer", "passed"])
def test_any_sign_of_life_begins_the_count_anew(alice, deliver, acting_as, sign):
    silent_for(alice, 8, acting_as)
    with acting_as(alice):
        match sign:
            case "visit":
                note_visit(owner=alice, day=timezone.now().date())
            case "line":
                Achievement.objects.create(owner=alice, line="Trained five new hires")
            case "answer":
                Reflection.objects.create(owner=alice, question="What?", answer="That.")
            case "passed":
                row = Nudge.objects.owned_by(alice).first()
                Reflection.objects.create(owner=alice, question="What?", nudge=row, is_skipped=True)
    row, _ = deliver(alice)
    assert row.question


def test_three_silent_months_more_and_the_last_one_says_that_it_is_the_last(alice, deliver, acting_as):
    silent_for(alice, 3, acting_as, cadence="monthly", kept_cadence="weekly")
    row, message = deliver(alice)
    assert row.state == "sent"
    assert message["Subject"] == "This is our last e-mail for now"
    plan = plan_of(alice, acting_as)
    assert (plan.is_active, plan.next_nudge_at, plan.kept_cadence) == (False, None, "weekly")
    assert claiming.claim_due(timezone.now() + timedelta(days=60)) == 0


def test_one_click_without_login_keeps_it_as_it_was_and_looking_changes_nothing(alice, deliver, acting_as):
    silent_for(alice, 8, acting_as)
    _, message = deliver(alice)
    program = Client(enforce_csrf_checks=True)
    page = program.get(link_in(message, "keep"))
    assert "Keep the e-mail as it was?" in page.content.decode()
    assert plan_of(alice, acting_as).cadence == "monthly"
    for _ in range(2):
        page = program.post(link_in(message, "keep"))
        assert "The next one comes on Sunday" in page.content.decode()
        plan = plan_of(alice, acting_as)
        assert (plan.cadence, plan.kept_cadence) == ("weekly", "")
        assert plan.next_nudge_at - timezone.now() <= 2 * WEEK
    with acting_as(alice):
        assert silence._sent_since(alice, silence._last_seen(plan)) == 0


def test_the_click_starts_again_what_had_stopped(alice, deliver, acting_as):
    silent_for(alice, 3, acting_as, cadence="monthly", kept_cadence="fortnightly")
    _, message = deliver(alice)
    Client().post(link_in(message, "keep"))
    plan = plan_of(alice, acting_as)
    assert (plan.is_active, plan.cadence, plan.kept_cadence) == (True, "fortnightly", "")


def test_a_link_to_keep_it_cannot_stop_it_and_the_other_way_round(alice, deliver, acting_as):
    silent_for(alice, 8, acting_as)
    _, message = deliver(alice)
    keep, stop = link_in(message, "keep"), link_in(message, "stop")
    assert Client().post(keep.replace("/keep/", "/stop/")).status_code == 404
    assert Client().post(stop.replace("/stop/", "/keep/")).status_code == 404
    assert plan_of(alice, acting_as).is_active


def test_it_is_said_again_when_it_was_not_taken_and_nothing_changes_before(
    alice, ledger, amend, acting_as, by_smtp, monkeypatch
):
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    delivery._kept.__dict__.clear()
    silent_for(alice, 8, acting_as)
    by_smtp.behave("later_data")
    claiming.claim_due(timezone.now())
    row = ledger(alice)[0]
    tasks.send_nudges([(str(row.pk), alice.pk)])
    assert plan_of(alice, acting_as).cadence == "weekly"
    by_smtp.behave("accept")
    with acting_as(alice):
        Nudge.objects.filter(pk=row.pk).update(try_after=timezone.now())
    tasks.send_nudges([(str(row.pk), alice.pk)])
    delivery._kept.smtp.close()
    assert by_smtp.taken[0]["Subject"] == "From now on, once a month"
    assert plan_of(alice, acting_as).cadence == "monthly"


def test_the_page_says_so_and_one_press_undoes_it(as_alice, alice, acting_as):
    plan_for(alice, cadence="monthly", kept_cadence="weekly")
    page = as_alice.get("/reflections/").content.decode()
    assert "It was quiet for a while, so the e-mail comes once a month." in page
    assert "Again as before: every week" in page
    as_alice.post("/reflections/plan/as-before/")
    assert plan_of(alice, acting_as).cadence == "weekly"
    assert "quiet for a while" not in as_alice.get("/reflections/").content.decode()


def test_a_plan_kept_by_hand_is_no_longer_what_silence_made_of_it(as_alice, alice, acting_as):
    plan_for(alice, cadence="monthly", kept_cadence="weekly")
    typed = {"cadence": "monthly", "weekday": "6", "local_time": "17:00", "time_zone": "Europe/Berlin"}
    as_alice.post("/reflections/plan/", {**typed, "is_active": "on"})
    plan = plan_of(alice, acting_as)
    assert (plan.cadence, plan.kept_cadence) == ("monthly", "")


# --- Visits --------------------------------------------------------------------------------------------


def test_a_visit_is_noted_once_a_day(as_alice, alice, acting_as):
    plan_for(alice)
    assert plan_of(alice, acting_as).seen_on is None  # as_alice has been here today, as tests have it
    cache.clear()
    as_alice.get("/reflections/")
    assert plan_of(alice, acting_as).seen_on == timezone.now().date()
    assert not is_first(alice.pk, timezone.now().date())


def test_a_page_that_is_not_there_and_a_stranger_are_no_visit(as_alice, as_nobody, alice, acting_as):
    plan_for(alice)
    cache.clear()
    as_alice.get("/nothing/")
    as_nobody.get("/")
    assert plan_of(alice, acting_as).seen_on is None


def test_without_a_cache_the_page_comes_all_the_same(rf, alice, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/0"}
    }
    request = rf.get("/")
    request.user = alice
    assert NoteVisit(lambda request: HttpResponse("here"))(request).content == b"here"


# --- Skipped by wish -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", ["line", "answer", None])
def test_who_wrote_something_and_wanted_that_gets_none(alice, mailoutbox, ledger, acting_as, monkeypatch, kept):
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    plan_for(alice, next_nudge_at=just_due(), skips_when_logged=True)
    with acting_as(alice):
        if kept == "line":
            Achievement.objects.create(owner=alice, line="Trained five new hires")
        if kept == "answer":
            Reflection.objects.create(owner=alice, question="What?", answer="That.")
        old = Achievement.objects.create(owner=alice, line="Before the last one")
        Achievement.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    claiming.claim_due(timezone.now())
    tasks.send_nudges([(str(ledger(alice)[0].pk), alice.pk)])
    row = ledger(alice)[0]
    if kept:
        assert (row.state, row.told) == ("skipped", "you had already written something")
        assert mailoutbox == []
    else:
        assert row.state == "sent"


def test_the_wish_is_part_of_the_plan(as_alice, alice, acting_as):
    typed = {"cadence": "weekly", "weekday": "6", "local_time": "17:00", "time_zone": "Europe/Berlin"}
    as_alice.post("/reflections/plan/", {**typed, "is_active": "on", "skips_when_logged": "on"})
    assert plan_of(alice, acting_as).skips_when_logged
    assert "Skip it when I have written something since the last one" in as_alice.get("/reflections/").content.decode()
