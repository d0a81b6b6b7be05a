"""Plans worked out anew when the time zones are of another edition."""

from datetime import UTC, datetime, time

import pytest

from apps.reflections import tasks, zone_rules
from apps.reflections.models import NudgePlan, Pulse
from apps.users.ownership import acting_as
from tests.reflections.conftest import plan_for

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
RIGHT = datetime(2026, 11, 29, 16, tzinfo=UTC)  # Sunday at five in Berlin
BEFORE = datetime(2026, 11, 29, 15, tzinfo=UTC)  # what other rules had made of it


def next_of(user):
    with acting_as(user):
        return NudgePlan.objects.get(owner=user).next_nudge_at


@pytest.fixture
def other_edition(db):
    Pulse.note(Pulse.ZONES, NOW, "1999a")


def test_another_edition_moves_each_plan_to_its_hour_and_is_noted(alice, bob, other_edition):
    plan_for(alice, next_nudge_at=BEFORE)
    plan_for(bob, next_nudge_at=RIGHT)
    assert zone_rules.keep_up(NOW) == 1
    assert (next_of(alice), next_of(bob)) == (RIGHT, RIGHT)
    assert Pulse.objects.get(name=Pulse.ZONES).said == zone_rules.EDITION


def test_the_same_edition_costs_one_look(alice, other_edition, django_assert_num_queries):
    zone_rules.keep_up(NOW)
    plan_for(alice, next_nudge_at=BEFORE)
    with django_assert_num_queries(1):
        assert zone_rules.keep_up(NOW) == 0
    assert next_of(alice) == BEFORE


def test_a_site_that_never_noted_an_edition_is_looked_through_too(alice):
    plan_for(alice, next_nudge_at=BEFORE)
    assert zone_rules.keep_up(NOW) == 1


def test_it_goes_on_where_it_stopped(alice, bob, other_edition, monkeypatch):
    first, second = sorted(
        [plan_for(alice, next_nudge_at=BEFORE), plan_for(bob, next_nudge_at=BEFORE)], key=lambda p: p.pk
    )
    monkeypatch.setattr(zone_rules, "BATCH", 1)
    assert zone_rules._next_batch(NOW) == 1
    assert Pulse.objects.get(name=Pulse.ZONES).said == f"{zone_rules.EDITION} {first.pk}"
    assert next_of(second.owner) == BEFORE
    assert zone_rules.keep_up(NOW) == 1
    assert next_of(second.owner) == RIGHT


def test_an_hour_that_is_over_by_the_new_rules_keeps_the_old_one_this_once(alice, other_edition):
    soon = datetime(2026, 11, 29, 16, 40, tzinfo=UTC)
    plan_for(alice, next_nudge_at=soon)
    zone_rules.keep_up(datetime(2026, 11, 29, 16, 10, tzinfo=UTC))
    assert next_of(alice) == soon


def test_what_is_off_overdue_or_in_a_zone_that_is_no_more_is_left_alone(alice, bob, other_edition):
    plan_for(alice, next_nudge_at=NOW)
    plan_for(bob, next_nudge_at=BEFORE)
    with acting_as(bob):
        NudgePlan.objects.update(time_zone="Atlantis/Poseidonis")
    assert zone_rules.keep_up(NOW) == 0
    assert (next_of(alice), next_of(bob)) == (NOW, BEFORE)


def test_the_dispatcher_sees_to_it_each_minute(alice, other_edition):
    with acting_as(alice):
        plan = plan_for(alice, local_time=time(9))
        right = plan.next_nudge_at
        NudgePlan.objects.update(next_nudge_at=right.replace(minute=59))
    tasks.claim_due_nudges()
    assert next_of(alice) == right
