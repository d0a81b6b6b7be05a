"""What a person has going on is read by texts that are kept: they say the same as those that are written anew."""

from datetime import date, datetime, time, timedelta
from functools import partial

import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections import material, standing
from apps.reflections.demo import PEOPLE, making
from apps.skills.practice import monday_of
from apps.users.models import User
from apps.users.prepared import asking_for_plans, kept_plans
from apps.users.together import together
from tests.users.queries import afresh

ZONES = ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT-14"]


def ways(user, today, asked_before):
    """Each reading, kept and anew."""
    days = {"today": today, "monday": monday_of(today), "asked_before": asked_before}
    yield partial(material.LOOKED_AT.written, user=user, **days), partial(material.looked_at, user, **days)
    for is_mailed in (False, True):
        told = partial(material.TOLD_OF.written, is_mailed, user=user, today=today)
        yield told, partial(material.told, is_mailed, user, today=today)
    yield partial(material.KEPT.written, user=user, today=today), partial(material.kept, user, today=today)


@given(st.integers(1, 2**40), st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-9, 9), st.sampled_from(ZONES))
def test_the_kept_text_is_the_one_that_django_writes(pk, today, days, zone):
    with timezone.override(zone), time_machine.travel(datetime.combine(today, time(12)) + timedelta(days=days)):
        for kept, anew in ways(User(pk=pk), today, today + timedelta(days=days)):
            assert kept() == afresh(anew())


def test_it_finds_the_rows_of_a_whole_person(db, acting_as):
    user, _, _ = making.make_person(person=PEOPLE[0])
    today, found = timezone.localdate(), 0
    with acting_as(user):
        for day in (today + timedelta(days=17 * n) for n in range(-20, 12)):
            for kept, anew in ways(user, day, day - timedelta(days=6)):
                rows, prepared = list(anew()), kept.func.__self__
                assert prepared(*kept.args, **kept.keywords) == rows
                with kept_plans(*together(asking_for_plans())):
                    assert prepared(*kept.args, **kept.keywords) == rows
                found += len(rows)
    assert found > 300


@given(st.integers(1, 2**40), st.emails(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_so_is_the_one_of_how_things_stand(pk, address, period):
    user = User(pk=pk, email=address)
    for kept, anew in ((standing.PLANNED, standing.planned), (standing.PLANLESS, standing.planless)):
        assert kept.written(user=user, period=period) == afresh(anew(user, period=period))
