"""The timeline and its roles, as a person meets them."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.models import Achievement, Organisation, Role
from apps.users.ownership import acting_as
from tests.achievements.conftest import role_data


def only_role(owner: Any) -> Role:
    with acting_as(owner):
        return Role.objects.owned_by(owner).told().get()


def test_an_empty_timeline_teaches_by_an_example(as_alice: Any) -> None:
    assert "Carer for my father" in as_alice.get("/timeline/").content.decode()


def test_a_job_a_promotion_and_care_stand_on_the_timeline(as_alice: Any, shop: Role) -> None:
    ended = role_data(seen="1", ended_on_month="5", ended_on_year="2023")
    promoted = role_data(
        title="Shift lead", organisation="LINDLEY", started_on_month="6", started_on_year="2023", is_promotion="on"
    )
    care = role_data(
        kind="caregiving",
        title="Carer for my father",
        organisation="",
        place="",
        started_on_month="",
        started_on_year="2022",
    )
    assert as_alice.post(f"/timeline/{shop.pk}/edit/", ended).status_code == 302
    for data in (promoted, care):
        assert as_alice.post("/timeline/new/", data).status_code == 302

    page = as_alice.get("/timeline/").content.decode()

    assert page.count("<h2>Lindley</h2>") == 1
    assert page.index(">Shift lead<") < page.index(">Shop assistant<")
    assert "promoted within Lindley" in page
    assert "Mar 2021 – May 2023" in page
    assert "2022 – now" in page
    assert "Care for family" in page
    assert "At the same time: Shift lead, Lindley; Shop assistant, Lindley" in " ".join(page.split())
    assert "gap" not in page.lower()
    assert page.count("<rect") == 3
    with acting_as(shop.owner):
        assert Organisation.objects.get().name == "Lindley"


@pytest.mark.parametrize(
    ("parts", "kept", "precision", "shown"),
    [
        (("", "", "2019"), date(2019, 1, 1), "year", "2019 – now"),
        (("", "2", "2020"), date(2020, 2, 1), "month", "Feb 2020 – now"),
        (("29", "2", "2020"), date(2020, 2, 29), "day", "29 Feb 2020 – now"),
    ],
)
def test_dates_are_kept_as_exactly_as_they_are_known(
    as_alice: Any, alice: Any, parts: tuple[str, str, str], kept: date, precision: str, shown: str
) -> None:
    day, month, year = parts
    data = role_data(started_on_day=day, started_on_month=month, started_on_year=year)
    as_alice.post("/timeline/new/", data)

    role = only_role(alice)
    assert (role.started_on, role.started_precision, role.ended_on) == (kept, precision, None)
    assert shown in as_alice.get("/timeline/").content.decode()
    form = as_alice.get(f"/timeline/{role.pk}/edit/").content.decode()
    assert f'id="id_started_on_year" value="{year}"' in form
    assert f'id="id_started_on_day" value="{day}"' in form


def test_a_year_may_end_in_the_year_it_began_in(as_alice: Any, alice: Any) -> None:
    as_alice.post("/timeline/new/", role_data(ended_on_year="2021"))

    assert only_role(alice).ended_on == date(2021, 12, 31)
    assert "Mar 2021 – 2021" in as_alice.get("/timeline/").content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "t" * 161}, "160"),
        ({"organisation": "o" * 161}, "160"),
        ({"organisation": "o\0"}, "Null characters"),
        ({"summary": "s" * 2001}, "2000"),
        ({"started_on_year": "", "started_on_month": ""}, "This field is required"),
        ({"started_on_year": ""}, "Add the year"),
        ({"started_on_year": "1899"}, "between 1900 and 2100"),
        ({"started_on_year": "21"}, "between 1900 and 2100"),
        ({"started_on_year": "2101"}, "between 1900 and 2100"),
        ({"started_on_day": "30", "started_on_month": "2"}, "That month has 28 days"),
        ({"ended_on_year": "2020"}, "The end is before the start"),
        ({"kind": "gap"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_answered_by_a_sentence_and_kept(
    as_alice: Any, alice: Any, changes: dict[str, str], sentence: str
) -> None:
    answer = as_alice.post("/timeline/new/", role_data(**{"place": "typed with care", **changes}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert page.count("The end is before") <= 2  # above the form and at the field
    assert "typed with care" in page
    with acting_as(alice):
        assert not Role.objects.exists()


def test_a_form_sent_twice_makes_one_role(as_alice: Any, alice: Any) -> None:
    data = role_data(row=str(uuid4()))
    for _ in range(2):
        assert as_alice.post("/timeline/new/", data).status_code == 302

    assert only_role(alice).title == "Shop assistant"


def test_a_stale_form_is_not_saved_unseen(as_alice: Any, alice: Any, shop: Role) -> None:
    url = f"/timeline/{shop.pk}/edit/"
    as_alice.post(url, role_data(title="From the phone", seen="1"))

    answer = as_alice.post(url, role_data(title="From the laptop", seen="1"))

    assert answer.status_code == 422
    assert "From the laptop" in answer.content.decode()
    assert only_role(alice).title == "From the phone"


def test_an_organisation_left_without_roles_goes(as_alice: Any, alice: Any, shop: Role) -> None:
    as_alice.post(f"/timeline/{shop.pk}/edit/", role_data(organisation="Harbour Retail", seen="1"))

    with acting_as(alice):
        assert [organisation.name for organisation in Organisation.objects.all()] == ["Harbour Retail"]


def test_deleting_a_role_says_that_its_entries_stay(as_alice: Any, alice: Any, entry: Achievement, shop: Role) -> None:
    url = f"/timeline/{shop.pk}/delete/"
    assert "stays in your journal" in as_alice.get(url).content.decode()

    assert as_alice.post(url)["Location"] == "/timeline/"

    with acting_as(alice):
        assert not Role.objects.exists()
        assert not Organisation.objects.exists()
        assert Achievement.objects.get().role is None


def test_a_role_lists_what_was_done_there(as_alice: Any, entry: Achievement, shop: Role) -> None:
    page = as_alice.get(f"/timeline/{shop.pk}/").content.decode()

    assert "average basket" in page
    assert f"/journal/new/?role={shop.pk}" in page


@pytest.mark.parametrize("name", ["role_detail", "role_edit", "role_delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_404_and_nobody_is_sent_to_log_in(
    as_bob: Any, as_nobody: Any, alice: Any, shop: Role, name: str, method: str
) -> None:
    url = reverse(f"achievements:{name}", args=[shop.pk])

    assert getattr(as_bob, method)(url, role_data()).status_code == 404
    assert getattr(as_nobody, method)(url)["Location"].startswith("/accounts/login/")
    assert only_role(alice).title == "Shop assistant"


@pytest.mark.parametrize("name", ["timeline", "role_new"])
def test_nobody_is_sent_to_log_in(as_nobody: Any, name: str) -> None:
    assert as_nobody.get(reverse(f"achievements:{name}"))["Location"].startswith("/accounts/login/")


def test_a_strangers_organisations_are_never_offered(as_alice: Any, bob: Any) -> None:
    with acting_as(bob):
        record_role(owner=bob, title="Spy", organisation="Secret service", started_on=date(2020, 1, 1))

    assert "Secret" not in as_alice.get("/timeline/new/").content.decode()


def test_pages_cost_the_same_at_1_and_at_30_roles(
    as_alice: Any, alice: Any, entry: Achievement, shop: Role, queries_of: Any
) -> None:
    urls = ["/timeline/", "/timeline/new/", f"/timeline/{shop.pk}/", f"/timeline/{shop.pk}/edit/", "/journal/new/"]
    before = [queries_of(as_alice, url) for url in urls]
    with acting_as(alice):
        for n in range(29):
            record_role(owner=alice, title=f"Role {n}", organisation=f"Place {n // 3}", started_on=date(1990 + n, 1, 1))
            record_achievement(owner=alice, line=f"Line {n}", role_id=shop.pk, skills=[f"skill {n}"])

    assert [queries_of(as_alice, url) for url in urls] == before
    assert max(before) <= 8


@pytest.mark.parametrize(
    ("kind", "shown", "not_shown"),
    [
        ("caregiving", "What was in your hands, such as “her medicines", "People you led"),
        ("employment", "People you led", "What was in your hands"),
    ],
)
def test_a_role_that_has_ended_is_spoken_of_as_what_it_was(
    as_alice: Any, alice: Any, kind: str, shown: str, not_shown: str
) -> None:
    with acting_as(alice):
        role = record_role(
            owner=alice, title="Carer", kind=kind, started_on=date(2019, 10, 1), ended_on=date(2025, 8, 31)
        )
    page = as_alice.get(role.get_absolute_url()).content.decode()
    assert shown in page
    assert not_shown not in page
    assert "What you want to learn here" not in page, "there is nothing to plan where one is no longer"


def test_an_old_thing_noted_today_asks_when_it_was_and_an_entry_begun_there_starts_in_its_last_year(
    as_alice: Any, alice: Any
) -> None:
    with acting_as(alice):
        role = record_role(owner=alice, title="Carer", started_on=date(2019, 10, 1), ended_on=date(2025, 8, 31))
        after = record_achievement(owner=alice, line="Mum walked again", role_id=role.pk)
        within = record_achievement(owner=alice, line="Ramp built", role_id=role.pk, happened_on=date(2025, 8, 31))

    assert "after “Carer” (Oct 2019 – Aug 2025)" in as_alice.get(after.get_absolute_url()).content.decode()
    assert "Say when it was" not in as_alice.get(within.get_absolute_url()).content.decode()
    begun = as_alice.get(f"/journal/new/?role={role.pk}").context["form"]["happened_on"].value()
    assert (begun.day, begun.precision) == (date(2025, 1, 1), "year")
    assert 'id="div_id_happened_on"' in as_alice.get(f"/journal/{after.pk}/edit/").content.decode()
