"""The two walls around a person's rows, proven on every private table and on the way a request runs."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from apps.achievements.models import Achievement, Organisation, Role
from apps.opportunities.models import Opportunity, Rating
from apps.skills.models import Skill
from apps.users.checks import role_is_bound
from apps.users.middleware import ActAsPerson
from apps.users.ownership import OwnedModel, OwnedQuerySet, acting_as, holding

PRIVATE = [model for model in apps.get_models() if issubclass(model, OwnedModel)]


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


# --- The catalogue ------------------------------------------------------------------------------------


def test_every_table_with_an_owner_is_a_private_model(db: None) -> None:
    found = {
        name for (name,) in rows("SELECT table_name FROM information_schema.columns WHERE column_name = 'owner_id'")
    }
    assert found == {model._meta.db_table for model in PRIVATE}
    assert len(found) >= 12


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_row_security_is_on_and_forced(db: None, model: Any) -> None:
    [(enabled, forced)] = rows(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", model._meta.db_table
    )
    assert (enabled, forced) == (True, True)
    [(using, check, roles, command)] = rows(
        "SELECT qual, with_check, roles::text, cmd FROM pg_policies WHERE policyname = 'owner_only' AND tablename = %s",
        model._meta.db_table,
    )
    assert using == check
    assert "owner_id" in using
    assert "app.user_id" in using
    assert (roles, command) == ("{public}", "ALL")


def test_no_policy_but_the_known_windows(db: None) -> None:
    found = set(rows("SELECT tablename, policyname FROM pg_policies WHERE policyname <> 'owner_only'"))
    assert found == {
        ("reflections_nudgeplan", "dispatch"),
        ("reflections_nudge", "dispatch"),
        ("reflections_parcel", "dispatch"),
        ("reflections_nudgelink", "holder"),
        ("reflections_inboundmessage", "mailroom"),
        ("opportunities_calendarfeed", "holder"),
        ("achievements_witness", "holder"),
        ("achievements_sharelink", "holder"),
    }


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_links_between_private_rows_cannot_leave_their_owner(db: None, model: Any) -> None:
    table = model._meta.db_table
    found = rows(
        """
        SELECT c.contype::text, array_agg(a.attname::text ORDER BY k.position)
        FROM pg_constraint c, unnest(c.conkey) WITH ORDINALITY AS k(number, position), pg_attribute a
        WHERE c.conrelid = %s::regclass AND a.attrelid = c.conrelid AND a.attnum = k.number
        GROUP BY c.oid, c.contype
        """,
        table,
    )
    assert ("u", ["owner_id", "id"]) in found
    for field in model._meta.local_fields:
        if field.related_model in PRIVATE:
            assert ("f", ["owner_id", field.column]) in found, f"{table}.{field.column} is not fenced"
            assert ("f", [field.column]) not in found


def test_the_app_role_cannot_get_around_it(db: None) -> None:
    [(superuser, bypass, owns)] = rows(
        """
        SELECT rolsuper, rolbypassrls,
               EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r')
        FROM pg_roles WHERE rolname = current_user
        """
    )
    assert (superuser, bypass, owns) == (False, False, False)
    assert role_is_bound(["default"]) == []
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
        rows("ALTER TABLE skills_skill NO FORCE ROW LEVEL SECURITY")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows("SET ROLE careerplanner_owner")


# --- Forgetting a filter shows nothing ---------------------------------------------------------------------


@pytest.fixture
def alices_offer(alice: Any) -> Opportunity:
    with acting_as(alice):
        offer = Opportunity.objects.create(owner=alice, title="Ward sister", organisation="Northside")
        Rating.objects.create(owner=alice, opportunity=offer, factor="pay", value=Decimal(6))
    return offer


def test_without_a_person_there_is_nothing(alices_offer: Opportunity) -> None:
    assert not Opportunity.objects.exists()
    assert not Rating.objects.exists()


def test_a_query_without_the_owner_filter_shows_nothing_of_others(
    alices_offer: Opportunity, alice: Any, bob: Any
) -> None:
    with acting_as(bob):
        assert not Opportunity.objects.all().exists()
        assert not Rating.objects.filter(opportunity_id=alices_offer.pk).exists()
        assert Opportunity.objects.filter(pk=alices_offer.pk).update(title="Mine now") == 0
        assert Opportunity.objects.filter(pk=alices_offer.pk).delete()[0] == 0
        assert rows("SELECT count(*) FROM opportunities_opportunity") == [(0,)]
    with acting_as(alice):
        assert Opportunity.objects.get().title == "Ward sister"


def test_pages_without_the_owner_filter_show_nothing_of_others(
    monkeypatch: pytest.MonkeyPatch, alices_offer: Opportunity, as_alice: Any, as_bob: Any
) -> None:
    monkeypatch.setattr(OwnedQuerySet, "owned_by", lambda self, user: self.all())
    mine, theirs = as_alice.get("/offers/"), as_bob.get("/offers/")
    assert "Northside" in mine.content.decode()
    assert theirs.status_code == 200
    assert "Northside" not in theirs.content.decode()
    assert as_alice.get(alices_offer.get_absolute_url()).status_code == 200
    assert as_bob.get(alices_offer.get_absolute_url()).status_code == 404


def test_nobody_writes_for_somebody_else(alice: Any, bob: Any) -> None:
    with acting_as(bob), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Skill.objects.create(owner=alice, name="Planted")
    with acting_as(bob):
        skill = Skill.objects.create(owner=bob, name="Mine")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Skill.objects.filter(pk=skill.pk).update(owner=alice)


def test_a_link_to_somebody_elses_row_is_refused(alice: Any, bob: Any) -> None:
    with acting_as(alice):
        role = Role.objects.create(owner=alice, title="Nurse", started_on="2020-01-01")
    with acting_as(bob), pytest.raises(IntegrityError), transaction.atomic():
        Achievement.objects.create(owner=bob, line="Took a role that is not mine", role_id=role.pk)
        rows("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_organisation_in_use_is_not_lost(acting_as_alice: Any) -> None:
    lindley = Organisation.objects.create(owner=acting_as_alice, name="Lindley")
    Role.objects.create(owner=acting_as_alice, title="Shop assistant", organisation=lindley, started_on="2020-01-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        lindley.delete()


# --- Acting as a person -----------------------------------------------------------------------------------


def test_one_person_inside_another_comes_back_to_the_first(alice: Any, bob: Any) -> None:
    with acting_as(alice):
        Skill.objects.create(owner=alice, name="Listening")
        with acting_as(bob):
            assert not Skill.objects.exists()
        assert Skill.objects.count() == 1
    assert not Skill.objects.exists()


def test_an_error_inside_brings_the_first_person_back_too(alice: Any, bob: Any) -> None:
    with acting_as(alice):
        Skill.objects.create(owner=alice, name="Listening")
        with pytest.raises(RuntimeError), acting_as(bob):
            Skill.objects.create(owner=bob, name="Shouting")
            raise RuntimeError
        assert [skill.name for skill in Skill.objects.all()] == ["Listening"]
    with acting_as(bob):
        assert not Skill.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_setting_ends_with_its_transaction() -> None:
    with holding("app.user_id", "42"):
        assert rows("SELECT current_setting('app.user_id', true)") == [("42",)]
    assert rows("SELECT coalesce(current_setting('app.user_id', true), '')") == [("",)]


Answer = Callable[[Any], Any]


def _raise(error: Exception) -> Any:
    raise error


@pytest.fixture
def visit(alice: Any) -> Callable[[Answer], Any]:
    """Send a request of Alice's through the middleware to a view, as Django's own handler would."""

    def visit(view: Answer) -> Any:
        request = RequestFactory().get("/")
        request.user = alice

        def handler(request: Any) -> Any:
            try:
                return view(request)
            except Http404 as error:
                middleware.process_exception(request, error)
                return HttpResponse(status=404)
            except ZeroDivisionError as error:
                middleware.process_exception(request, error)
                return HttpResponse(status=500)

        middleware = ActAsPerson(handler)
        return middleware(request)

    return visit


@pytest.mark.parametrize(
    ("ending", "kept"),
    [
        (lambda: HttpResponse(), 1),
        (lambda: HttpResponse(status=422), 1),
        (lambda: HttpResponse(status=500), 0),
        (lambda: _raise(ZeroDivisionError()), 0),
        (lambda: _raise(Http404()), 0),
    ],
    ids=["fine", "invalid", "500 returned", "error raised", "404 raised"],
)
@pytest.mark.django_db(transaction=True)
def test_what_a_failed_view_wrote_is_undone(alice: Any, visit: Any, ending: Callable[[], Any], kept: int) -> None:
    def view(request: Any) -> Any:
        Skill.objects.create(owner=alice, name="Half done")
        return ending()

    visit(view)
    with acting_as(alice):
        assert Skill.objects.count() == kept


def test_a_streamed_answer_still_runs_as_the_person(alice: Any, visit: Any) -> None:
    with acting_as(alice):
        Skill.objects.create(owner=alice, name="Patience")
    response = visit(lambda request: StreamingHttpResponse(skill.name for skill in Skill.objects.all().iterator()))
    assert b"".join(response.streaming_content) == b"Patience"
