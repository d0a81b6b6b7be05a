"""What would leave with the person, and what would stay."""

from datetime import date
from typing import Any

import pytest

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.leaving import leaving, place_of
from apps.achievements.models import Role
from apps.skills.models import Skill
from apps.users.ownership import acting_as

URL = "/timeline/leaving/"


def wrote(owner: Any, line: str, role: Role, *skills: str, **more: Any) -> None:
    record_achievement(owner=owner, line=line, role_id=role.pk, skills=skills, **more)


@pytest.fixture
def told(alice: Any, shop: Role) -> Role:
    """Three entries at Lindley, in two roles there, and one at home."""
    with acting_as(alice):
        lead = record_role(owner=alice, title="Shift lead", organisation="Lindley", started_on=date(2024, 1, 1))
        home = record_role(owner=alice, title="Carer", kind="caregiving", started_on=date(2022, 1, 1))
        proof = {"https://example.org/note": "a thank-you"}
        wrote(alice, "Cut the queue from 12 people to 4", shop, "queues", "LinTill", proofs=proof)
        wrote(alice, "Raised the average basket by 12 %", lead, "merchandising", "queues")
        wrote(alice, "Answered the phones", lead, "phones")
        wrote(alice, "Settled the case with the supplier", lead, "talks", is_confidential=True)
        wrote(alice, "Got my father walking unaided again", home, "talks")
        Skill.objects.filter(name="LinTill").update(is_bound=True)
    return lead


def test_entries_and_skills_are_split_by_what_one_can_show(alice: Any, told: Role) -> None:
    with acting_as(alice):
        found = leaving(alice, told, list(Role.objects.all()))
    assert (found.entries, found.proven, found.on_word, found.kept_back) == (4, 1, 2, 1)
    assert [entry.line for entry in found.to_prove] == ["Raised the average basket by 12 %"]  # a duty proves nothing
    assert [(used.skill.name, used.here, used.elsewhere) for used in found.anywhere] == [("talks", 1, 1)]
    assert [used.skill.name for used in found.only_here] == ["queues", "merchandising", "phones"]
    assert [used.skill.name for used in found.bound] == ["LinTill"]


def test_the_page_says_it_for_the_likeliest_place_and_for_any_other(as_alice: Any, alice: Any, told: Role) -> None:
    page = " ".join(as_alice.get(URL).content.decode().split())
    assert "Worth proving before you go" in page
    assert "Raised the average basket by 12 %" in page
    assert "supplier" not in page
    with acting_as(alice):
        care = Role.objects.get(kind="caregiving")
    assert "walking unaided" in as_alice.get(f"{URL}?role={care.pk}").content.decode()


def test_of_many_skills_the_first_are_shown_until_all_are_asked_for(as_alice: Any, alice: Any, told: Role) -> None:
    with acting_as(alice):
        wrote(alice, "Did a bit of everything", told, *(f"skill {number:02}" for number in range(30)))
    begun = as_alice.get(URL).content.decode()
    assert ("skill 21" in begun, "skill 29" in begun, "Show all 33" in begun) == (True, False, True)
    assert "skill 29" in as_alice.get(f"{URL}?role={told.pk}&all=1").content.decode()


def test_without_a_role_it_says_how_to_begin(as_alice: Any) -> None:
    assert "Nothing to leave yet" in as_alice.get(URL).content.decode()


def test_a_role_of_somebody_else_is_not_picked(as_alice: Any, told: Role, bobs_role: Role) -> None:
    page = as_alice.get(f"{URL}?role={bobs_role.pk}").content.decode()
    assert "Bob’s secret job" not in page
    assert "Worth proving" in page


@pytest.mark.parametrize("asked", ["", "nonsense", "\0"])
def test_nonsense_is_the_likeliest_place(as_alice: Any, told: Role, asked: str) -> None:
    assert as_alice.get(URL, {"role": asked}).status_code == 200


def test_the_likeliest_place_is_the_newest_paid_one_that_goes_on() -> None:
    def role(kind: str, ended: date | None = None) -> Role:
        return Role(kind=kind, started_on=date(2020, 1, 1), ended_on=ended)

    gone, care, job = role("employment", date(2021, 1, 1)), role("caregiving"), role("employment")
    assert place_of([care, job, gone]) is job
    assert place_of([gone, care]) is care
    assert place_of([gone]) is gone
    assert place_of([]) is None


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(as_alice: Any, alice: Any, told: Role, queries_of: Any, rows: int) -> None:
    with acting_as(alice):
        for number in range(rows):
            wrote(alice, f"Cut waste by {number + 2} %", told, f"skill {number}")
    as_alice.get(URL)
    assert queries_of(as_alice, URL) <= 8
