"""What is due becomes a row of the ledger, once for each person and period."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from apps.reflections import actions, claiming
from apps.reflections.forms import PlanForm
from apps.reflections.models import Nudge, NudgePlan
from apps.users.ownership import acting_as
from tests.reflections.conftest import just_due, plan_for


def states(rows):
    return [(row.state, row.reason) for row in rows]


@pytest.fixture
def rung(monkeypatch):
    """The broker's doorbell: what was told to the workers."""
    told = []
    monkeypatch.setattr(claiming, "_ring", told.extend)
    return told


def test_a_due_plan_becomes_one_row_and_points_at_its_next_time(
    alice, due, rung, ledger, django_capture_on_commit_callbacks
):
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        assert claiming.claim_due(now) == 1
    (row,) = ledger(alice)
    assert (row.state, row.due_at) == (Nudge.State.WAITING, due.next_nudge_at)
    assert rung == [(str(row.pk), alice.pk)]
    with acting_as(alice):
        assert NudgePlan.objects.get().next_nudge_at > now


def test_claiming_again_finds_nothing(alice, due, rung, ledger):
    claiming.claim_due(timezone.now())
    assert claiming.claim_due(timezone.now()) == 0
    assert len(ledger(alice)) == 1


def test_two_dispatchers_that_saw_the_same_plan_make_one_row(alice, due, rung, ledger):
    claiming.claim_due(timezone.now())
    with acting_as(alice):
        NudgePlan.objects.update(next_nudge_at=due.next_nudge_at)
    claiming.claim_due(timezone.now())
    assert len(ledger(alice)) == 1


def test_what_is_not_due_or_switched_off_is_left_alone(alice, bob, rung, ledger):
    plan_for(alice)
    plan_for(bob, is_active=False, next_nudge_at=just_due())
    assert claiming.claim_due(timezone.now()) == 0


def test_an_outage_of_four_weeks_sends_one_and_tells_of_the_others(alice, rung, ledger):
    now = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)  # a Sunday, half past seven in Berlin
    plan_for(alice, next_nudge_at=datetime(2026, 10, 25, 16, tzinfo=UTC))
    claiming.claim_due(now)
    rows = ledger(alice)
    assert [row.state for row in rows] == ["waiting", "expired", "expired", "expired", "expired"]
    assert {row.told for row in rows[1:]} == {"we could not send at that time"}
    with acting_as(alice):
        assert NudgePlan.objects.get().next_nudge_at == datetime(2026, 11, 29, 16, tzinfo=UTC)


def test_what_was_due_days_ago_expires_instead_of_coming_at_an_odd_hour(alice, rung, ledger):
    plan_for(alice, next_nudge_at=datetime(2026, 11, 15, 16, tzinfo=UTC))
    claiming.claim_due(datetime(2026, 11, 18, 3, tzinfo=UTC))
    assert states(ledger(alice)) == [("expired", "outage")]


def test_a_paused_week_is_told_and_not_sent(alice, rung, ledger, django_capture_on_commit_callbacks):
    plan_for(alice, next_nudge_at=just_due(), paused_until=date(2999, 1, 1))
    with django_capture_on_commit_callbacks(execute=True):
        claiming.claim_due(timezone.now())
    assert states(ledger(alice)) == [("skipped", "paused")]
    assert rung == []


def test_batches_follow_each_other_until_nothing_is_due(alice, bob, rung, ledger, monkeypatch):
    monkeypatch.setattr(claiming, "BATCH", 1)
    plan_for(alice, next_nudge_at=just_due())
    plan_for(bob, next_nudge_at=just_due())
    assert claiming.claim_due(timezone.now()) == 2
    assert len(ledger(alice)) == len(ledger(bob)) == 1


@pytest.mark.parametrize("apart", [timedelta(days=7), timedelta(days=-21)])
def test_plans_that_differ_in_their_fortnight_alone_go_on_in_their_own(alice, bob, rung, ledger, apart):
    now = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    anchor = date(2026, 11, 16)
    same = {"cadence": "fortnightly", "next_nudge_at": now - timedelta(minutes=1)}
    plan_for(alice, anchor=anchor, **same)
    plan_for(bob, anchor=anchor + apart, **same)
    assert claiming.claim_due(now) == 2
    after = {}
    for person in (alice, bob):
        with acting_as(person):
            after[person.pk] = NudgePlan.objects.get().next_nudge_at
    assert abs(after[alice.pk] - after[bob.pk]) == timedelta(days=7)


def test_a_zone_that_is_no_more_holds_up_nobody(alice, bob, rung, ledger):
    plan_for(alice, next_nudge_at=just_due())
    with acting_as(alice):
        NudgePlan.objects.update(time_zone="Atlantis/Poseidonis")
    plan_for(bob, next_nudge_at=just_due())
    assert claiming.claim_due(timezone.now()) == 2
    assert (len(ledger(alice)), len(ledger(bob))) == (0, 1)


def test_without_a_broker_the_row_is_kept_and_nobody_fails(alice, due, ledger, settings, caplog):
    from careerplanner.celery import app

    broken = type(app)("elsewhere", broker="redis://127.0.0.1:9/0", set_as_current=False)
    broken.conf.broker_transport_options = {"max_retries": 1, "interval_start": 0}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claiming, "current_app", broken)
        claiming._ring([("x", alice.pk)])
    assert "wait for the broker" in caplog.text


def test_the_window_of_the_dispatcher_shows_plans_and_ledger_and_nothing_anybody_wrote(alice, due, acting_as):
    from apps.achievements.models import Achievement
    from apps.reflections.models import NudgeLink, Reflection

    with acting_as(alice):
        Achievement.objects.create(owner=alice, line="Trained five new hires")
        Reflection.objects.create(owner=alice, question="What?", answer="That.")
        nudge = Nudge.objects.create(
            owner=alice, period=date(2026, 11, 23), due_at=just_due(), expires_at=just_due(), try_after=just_due()
        )
        NudgeLink.make(nudge=nudge, purpose="unsubscribe", expires_at=just_due())
    with claiming.dispatching():
        assert (NudgePlan.objects.count(), Nudge.objects.count()) == (1, 1)
        assert [model.objects.count() for model in (Achievement, Reflection, NudgeLink)] == [0, 0, 0]
    assert (NudgePlan.objects.count(), Nudge.objects.count()) == (0, 0)


# --- The sweeper ---------------------------------------------------------------------------------------


@pytest.fixture
def waiting(alice, due, rung, ledger):
    """One row that waits, told to the workers just now."""
    claiming.claim_due(timezone.now())
    return ledger(alice)[0]


def test_what_was_told_just_now_is_not_told_again(waiting):
    assert claiming.sweep(timezone.now()) == {"unknown": 0, "expired": 0, "again": 0}


def test_a_ring_that_was_lost_is_repeated(waiting, alice, rung, ledger, django_capture_on_commit_callbacks):
    later = timezone.now() + claiming.RING_AGAIN + timedelta(seconds=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert claiming.sweep(later)["again"] == 1
    assert rung == [(str(waiting.pk), alice.pk)]
    assert claiming.sweep(later)["again"] == 0


def test_a_lease_that_ran_out_before_the_hand_over_goes_back_to_a_worker(waiting, alice, amend, ledger):
    amend(alice, lease=waiting.pk, lease_until=timezone.now() - timedelta(seconds=1))
    assert claiming.sweep(timezone.now())["again"] == 1
    assert ledger(alice)[0].lease is None


def test_a_lease_that_holds_is_left_alone(waiting, alice, amend):
    amend(alice, lease=waiting.pk, lease_until=timezone.now() + timedelta(minutes=1))
    later = timezone.now() + timedelta(seconds=30)
    assert claiming.sweep(later) == {"unknown": 0, "expired": 0, "again": 0}


def test_a_lease_that_ran_out_after_the_hand_over_is_unknown_and_rings_an_alarm(waiting, alice, amend, ledger, caplog):
    past = timezone.now() - timedelta(seconds=1)
    amend(alice, lease=waiting.pk, lease_until=past, handed_at=past)
    assert claiming.sweep(timezone.now()) == {"unknown": 1, "expired": 0, "again": 0}
    assert ledger(alice)[0].state == "unknown"
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_what_could_not_be_sent_in_time_expires_with_what_stood_in_the_way(waiting, alice, amend, ledger):
    amend(alice, reason="451 Come back later")
    assert claiming.sweep(waiting.expires_at)["expired"] == 1
    assert states(ledger(alice)) == [("expired", "451 Come back later")]


# --- Plans that change ---------------------------------------------------------------------------------


def test_a_plan_that_changes_in_mid_week_neither_repeats_nor_skips(alice, rung, ledger, acting_as):
    sunday = datetime(2026, 11, 22, 16, tzinfo=UTC)
    plan = plan_for(alice, next_nudge_at=sunday)
    claiming.claim_due(sunday)
    with acting_as(alice):
        plan.weekday, plan.local_time = 6, time(19)  # later the same day
        plan.reschedule(sunday + timedelta(minutes=10))
        assert plan.next_nudge_at == datetime(2026, 11, 29, 18, tzinfo=UTC)
        plan.weekday, plan.time_zone = 2, "America/New_York"
        plan.reschedule(sunday + timedelta(minutes=10))
        assert plan.next_nudge_at == datetime(2026, 11, 26, 0, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [0, 30, 3_600])
@pytest.mark.parametrize("typed", [{}, {"weekday": 0}, {"skips_when_logged": "on"}, {"cadence": "fortnightly"}])
def test_a_plan_that_is_saved_when_it_is_due_and_not_seen_to_yet_loses_nothing(
    alice, rung, ledger, acting_as, time_machine, seconds, typed
):
    sunday = datetime(2026, 11, 29, 16, tzinfo=UTC)
    plan_for(alice, time_zone="Europe/Berlin", next_nudge_at=sunday)
    time_machine.move_to(sunday + timedelta(seconds=seconds), tick=False)
    said = {"is_active": "on", "cadence": "weekly", "weekday": 6, "local_time": "17:00", "time_zone": "Europe/Berlin"}
    with acting_as(alice):
        form = PlanForm(said | typed, instance=NudgePlan.objects.get(), owner=alice)
        assert form.is_valid(), form.errors
        form.save()
    claiming.claim_due(timezone.now())
    (row,) = ledger(alice)
    assert (row.state, row.due_at) == (Nudge.State.WAITING, sunday)
    with acting_as(alice):
        assert NudgePlan.objects.get().next_nudge_at > timezone.now()


def test_switched_on_once_more_when_it_is_due_it_loses_nothing(alice, rung, ledger, acting_as, time_machine):
    sunday = datetime(2026, 11, 29, 16, tzinfo=UTC)
    plan_for(alice, next_nudge_at=sunday)
    time_machine.move_to(sunday + timedelta(seconds=30), tick=False)
    with acting_as(alice):
        actions.start_plan(owner=alice)
    claiming.claim_due(timezone.now())
    assert [row.due_at for row in ledger(alice)] == [sunday]


def test_over_the_date_line_the_week_that_lost_its_hour_still_gets_its_e_mail(alice, rung, ledger, acting_as):
    sunday = datetime(2026, 11, 30, 3, tzinfo=UTC)  # five in the afternoon in Honolulu
    plan = plan_for(alice, time_zone="Pacific/Honolulu", next_nudge_at=sunday)
    with acting_as(alice):
        promised, plan.time_zone = plan.promise, "Pacific/Kiritimati"
        plan.reschedule(sunday - timedelta(hours=22), promised)  # there it is Sunday, seven in the evening
        assert (plan.next_nudge_at, plan.serves, plan.keeps_old_time) == (sunday, date(2026, 11, 23), True)
        plan.save()
    claiming.claim_due(sunday)
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        assert (plan.next_nudge_at, plan.serves, plan.keeps_old_time) == (
            datetime(2026, 12, 6, 3, tzinfo=UTC),
            None,
            False,
        )
    claiming.claim_due(plan.next_nudge_at)
    assert [row.period for row in ledger(alice)] == [date(2026, 11, 30), date(2026, 11, 23)]


def test_the_page_tells_the_first_time_after_a_pause(alice, acting_as):
    plan = plan_for(alice, paused_until=date(2026, 12, 10), next_nudge_at=datetime(2026, 11, 29, 16, tzinfo=UTC))
    assert plan.next_sending(datetime(2026, 11, 23, tzinfo=UTC)) == datetime(2026, 12, 13, 16, tzinfo=UTC)
    words = plan.next_words(datetime(2026, 11, 23, tzinfo=UTC))
    assert words == "The next one comes on Sunday, 13 December 2026 at 17:00, Berlin time."
