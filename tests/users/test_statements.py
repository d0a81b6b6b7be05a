"""A text that is kept says what Django would write anew."""

from datetime import date, timedelta

import pytest
from django.db.models import Value
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from apps.skills.models import Focus, Skill
from apps.users.models import User
from apps.users.statements import Day, Statement, afresh


def focuses(user, *, today):
    month, year = today.replace(day=1), (today - timedelta(days=30)).replace(month=1, day=1)
    ending = Focus.objects.owned_by(user).filter(ends_on__range=(month, today + timedelta(days=9)))
    return ending.exclude(started_on__lt=year).values_list("pk", "ends_on", TruncDate("updated_at"), Value("somehow"))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Etc/GMT+5"])
@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_person_days_and_zone_are_put_in(today, zone):
    statement = Statement(focuses)
    statement.written(User(pk=1), today=date(2020, 5, 5))
    with timezone.override(zone):
        for pk in (2, 3):
            user = User(pk=pk)
            assert statement.written(user, today=today) == afresh(focuses(user, today=today))


def test_it_finds_the_rows_of_whoever_asks(alice, bob, acting_as):
    today = date(2026, 11, 24)
    for user in (alice, bob):
        with acting_as(user):
            skill = Skill.objects.create(owner=user, name="Patience")
            Focus.objects.create(
                owner=user, skill=skill, slot=1, hours_per_week=2, started_on=today, ends_on=today + timedelta(days=3)
            )
    statement = Statement(focuses)
    for user in (alice, bob):
        with acting_as(user):
            assert statement.rows(user, today=today) == list(focuses(user, today=today)) != []
            assert statement.rows(user, today=today + timedelta(days=400)) == []


def test_the_person_of_a_request_is_somebody_too():
    lazy, today = SimpleLazyObject(lambda: User(pk=5)), date(2026, 11, 24)
    assert Statement(focuses).written(lazy, today=today) == afresh(focuses(lazy, today=today))


@pytest.mark.parametrize(
    "hangs_on",
    [
        lambda day: day.weekday(),
        lambda day: day.isoweekday(),
        lambda day: day.toordinal(),
        lambda day: day < date(2026, 1, 1),
        lambda day: day - date(2026, 1, 1),
    ],
)
def test_what_would_hold_for_one_day_only_is_refused(hangs_on):
    with pytest.raises(TypeError):
        hangs_on(Day.called("today"))


def test_a_day_that_nobody_gave_is_refused():
    statement = Statement(lambda user, *, today: Skill.objects.owned_by(user).filter(created_at__date=date.today()))
    with pytest.raises(TypeError, match="day of its own"):
        statement.written(User(pk=1), today=date(2026, 11, 24))
