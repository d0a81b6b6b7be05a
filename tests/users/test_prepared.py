"""Prepared queries answer what Django's own do, and what is there now."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count, Q, Value
from django.db.models.functions import TruncDate
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from apps.achievements.models import Achievement, Organisation, Role
from apps.skills.models import Focus, Skill
from apps.users import prepared
from apps.users.models import User
from apps.users.ownership import acting_as, alone_as
from apps.users.prepared import MOST, Prepared, answers, asking_for_plans, kept_plans
from apps.users.stand_ins import Day
from apps.users.together import Statement, together
from tests.users.queries import afresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acting_as_alice")]


def _roles(owner: int, since: date | None) -> object:
    roles = Role.objects.filter(owner=owner).told().annotate(entries=Count("achievements"))
    return roles.filter(started_on__gte=since) if since else roles


@pytest.fixture
def role(alice: User) -> Role:
    employer = Organisation.objects.create(owner=alice, name="Lindley")
    return Role.objects.create(owner=alice, organisation=employer, title="Porter", started_on=date(2020, 1, 1))


def test_models_come_with_what_was_selected_beside_them(alice: User, role: Role) -> None:
    Achievement.objects.create(owner=alice, role=role, line="Moved the ward in a night")
    roles = Prepared(_roles)  # type: ignore[arg-type]  # its querysets are typed elsewhere
    with CaptureQueriesContext(connection) as asked:
        (found,) = roles(owner=alice.pk, since=None)
        assert (found, str(found), found.entries) == (role, "Porter, Lindley", 1)
        assert [row.pk for row in roles(owner=alice.pk, since=date(2019, 1, 1))] == [role.pk]
        assert roles(owner=alice.pk, since=date(2021, 1, 1)) == []
    assert len(asked) == 3
    assert not found._state.adding


def test_fields_that_are_left_out_are_read_when_asked_for(alice: User, role: Role) -> None:
    (found,) = Prepared(lambda owner: Role.objects.filter(owner=owner).defer("summary"))(owner=alice.pk)
    assert found.get_deferred_fields() == {"summary"}
    assert found.summary == ""


def test_a_change_shows_at_once(alice: User) -> None:
    names = Prepared(lambda owner: Skill.objects.filter(owner=owner).order_by("name").values_list("name"))
    assert names(owner=alice.pk) == []
    skill = Skill.objects.create(owner=alice, name="Listening")
    assert names(owner=alice.pk) == [("Listening",)]
    skill.name = "Hearing"
    skill.save()
    assert names(owner=alice.pk) == [("Hearing",)]


def test_lists_of_any_length(alice: User) -> None:
    skills = [Skill.objects.create(owner=alice, name=f"Skill {n}") for n in range(3)]
    those = Prepared(lambda owner, of: Skill.objects.filter(owner=owner, pk__in=of).values_list("pk"))
    for some in ([], skills[:1], skills):
        keys: list[UUID] = [skill.pk for skill in some]
        assert {pk for (pk,) in those(owner=alice.pk, of=keys)} == set(keys)
    others = Prepared(lambda of: Skill.objects.exclude(pk__in=of).values_list("pk"))
    assert len(others(of=[])) == 3
    assert others(of=[skill.pk for skill in skills[1:]]) == [(skills[0].pk,)]


def test_what_somebody_else_owns_is_not_there(alice: User, bob: User, role: Role) -> None:
    roles = Prepared(lambda owner, pk: Role.objects.filter(owner=owner, pk=pk))
    assert roles.one(owner=alice.pk, pk=role.pk) == role
    for owner, pk in ((bob.pk, role.pk), (alice.pk, uuid4())):
        with pytest.raises(Http404):
            roles.one(owner=owner, pk=pk)


def test_a_value_that_does_not_come_through_is_refused() -> None:
    with pytest.raises(ValueError, match="typed"):
        Prepared(lambda typed: Skill.objects.filter(name__icontains=typed))(typed="a")
    with pytest.raises(ValueError, match="in"):
        Prepared(lambda some: Skill.objects.filter(Q(pk=Value(some[0]))))(some=[uuid4()])


def test_structures_do_not_pile_up(alice: User) -> None:
    pages = Prepared(lambda page, owner: Skill.objects.filter(owner=owner)[page : page + 1])
    for page in range(MOST + 5):
        assert pages(page, owner=alice.pk) == []
    assert len(pages.ready) <= MOST


# --- People, days and the zone -----------------------------------------------------------------------------


def focuses(user: User, *, today: date) -> Any:
    month, year = today.replace(day=1), (today - timedelta(days=30)).replace(month=1, day=1)
    ending = Focus.objects.owned_by(user).filter(ends_on__range=(month, today + timedelta(days=9)))
    return ending.exclude(started_on__lt=year).values_list("pk", "ends_on", TruncDate("updated_at"), Value("somehow"))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Etc/GMT+5"])
@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_person_days_and_zone_are_put_in(today: date, zone: str) -> None:
    prepared = Prepared(focuses)
    prepared.written(user=User(pk=1), today=date(2020, 5, 5))
    with timezone.override(zone):
        for pk in (2, 3):
            user = User(pk=pk)
            assert prepared.written(user=user, today=today) == afresh(focuses(user, today=today))


def test_it_finds_the_rows_of_whoever_asks(alice: User, bob: User) -> None:
    today = date(2026, 11, 24)
    skill = Skill.objects.create(owner=alice, name="Patience")
    week = {"started_on": today, "ends_on": today + timedelta(days=3)}
    Focus.objects.create(owner=alice, skill=skill, slot=1, hours_per_week=2, **week)
    prepared = Prepared(focuses)
    assert prepared(user=alice, today=today) == list(focuses(alice, today=today)) != []
    assert prepared(user=alice, today=today + timedelta(days=400)) == []
    assert prepared(user=bob, today=today) == []


def test_the_person_of_a_request_is_somebody_too() -> None:
    lazy: Any = SimpleLazyObject(lambda: User(pk=5))
    today = date(2026, 11, 24)
    assert Prepared(focuses).written(user=lazy, today=today) == afresh(focuses(lazy, today=today))


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
def test_what_would_hold_for_one_day_only_is_refused(hangs_on: Callable[[date], object]) -> None:
    with pytest.raises(TypeError):
        hangs_on(Day.called("today"))


def test_a_day_that_nobody_gave_is_refused() -> None:
    prepared = Prepared(lambda user: Skill.objects.owned_by(user).filter(created_at__date=date.today()))
    with pytest.raises(TypeError, match="day of its own"):
        prepared.written(user=User(pk=1))


# --- Plans that the server keeps -----------------------------------------------------------------------------


def asked_with_plans(*asked: Any) -> tuple[list[list[Any]], str]:
    """The answers, and what was sent for them."""
    with kept_plans(*together(asking_for_plans())), CaptureQueriesContext(connection) as captured:
        found = answers(*asked)
    return found, "".join(query["sql"] for query in captured)


def test_a_plan_is_made_once_and_answers_for_any_values(alice: User) -> None:
    today, skill = date(2026, 11, 24), Skill.objects.create(owner=alice, name="Patience")
    week = {"started_on": today, "ends_on": today + timedelta(days=3)}
    Focus.objects.create(owner=alice, skill=skill, slot=1, hours_per_week=2, **week)
    prepared, ways = Prepared(focuses), []
    for zone in ("UTC", "Asia/Kathmandu", "Etc/GMT+5"):
        for day in (today, today - timedelta(days=400)):
            with timezone.override(zone):
                ((rows,), way) = asked_with_plans(prepared.asked(user=alice, today=day))
                assert rows == list(focuses(alice, today=day)) == prepared(user=alice, today=day)
            ways.append("PREPARE" in way)
    assert ways == [True, False, False, False, False, False]
    together(Statement("DEALLOCATE ALL", []))  # another connection of the server knows nothing of it
    assert "PREPARE" in asked_with_plans(prepared.asked(user=alice, today=today))[1]


def test_after_columns_have_changed_no_plan_of_before_is_used(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def way() -> str:
        return asked_with_plans(Prepared(lambda owner: Skill.objects.filter(owner=owner)).asked(owner=alice.pk))[1]

    assert ["PREPARE" in way(), "PREPARE" in way()] == [True, False]
    monkeypatch.setattr(Skill._meta.get_field("name"), "max_length", 77)  # as a migration would
    prepared._columns.cache_clear()
    try:
        assert "PREPARE" in way()
    finally:
        prepared._columns.cache_clear()


def test_several_are_asked_at_once_in_their_order(alice: User) -> None:
    skills = [Skill.objects.create(owner=alice, name=name) for name in ("Listening", "100 % %s")]
    those = Prepared(
        lambda owner, of: Skill.objects.filter(owner=owner, pk__in=of).order_by("name").values_list("name")
    )
    named = Prepared(lambda name: Skill.objects.filter(name=name).values_list(Value("50 %"), "name"))
    asked = [
        named.asked(name="100 % %s"),
        those.asked(owner=alice.pk, of=[skill.pk for skill in skills]),
        named.asked(name="nobody"),
    ]
    expected = [[("50 %", "100 % %s")], [("100 % %s",), ("Listening",)], []]
    assert answers(*asked) == expected
    for _ in range(2):
        found, way = asked_with_plans(*asked)
        assert found == expected
    assert "PREPARE" not in way


def test_the_same_plan_shows_each_person_their_own_rows_only(alice: User, bob: User) -> None:
    everything = Prepared(lambda: Skill.objects.order_by("name").values_list("name"))
    for person, name in ((alice, "Listening"), (bob, "Welding")):
        with acting_as(person):
            Skill.objects.create(owner=person, name=name)
    for _ in range(2):
        for person, name in ((alice, "Listening"), (bob, "Welding")):
            with acting_as(person, asking_for_plans()) as (known,), kept_plans(known):
                assert everything() == [(name,)]


def test_one_statement_alone_changes_the_persons_own_rows_only(alice: User, bob: User) -> None:
    skill = Skill.objects.create(owner=alice, name="Listening")
    rename = Statement("UPDATE skills_skill SET name = %s WHERE id = %s", ["Hearing", skill.pk])
    alone_as(bob.pk, rename)
    assert Skill.objects.get().name == "Listening"
    alone_as(alice.pk, rename)
    assert Skill.objects.get().name == "Hearing"


def test_what_is_sent_along_is_carried_out_as_the_person(alice: User, bob: User) -> None:
    Skill.objects.create(owner=alice, name="Listening")
    names = Statement("SELECT name FROM skills_skill", [])
    with acting_as(bob, names) as answers_to_bob, acting_as(alice, names, names) as answers_to_alice:
        assert (answers_to_bob, answers_to_alice) == ([[]], [[("Listening",)], [("Listening",)]])
