"""Prepared queries answer what Django's own do, and what is there now."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count, Q, Value
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from apps.achievements.models import Achievement, Organisation, Role
from apps.skills.models import Skill
from apps.users.models import User
from apps.users.prepared import MOST, Prepared

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
