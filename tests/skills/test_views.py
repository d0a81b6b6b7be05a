"""The stack of skills, as a person meets it."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.models import Achievement, Evidence
from apps.skills.models import Skill
from apps.users.ownership import acting_as
from tests.achievements.conftest import queries_of

__all__ = ["queries_of"]


@pytest.fixture
def patience(alice: Any) -> Skill:
    """A skill that two roles and a line without a role show."""
    with acting_as(alice):
        nurse = record_role(owner=alice, title="Nurse", organisation="St Brigid’s", started_on=date(2020, 1, 1))
        care = record_role(owner=alice, kind="caregiving", title="Carer for my father", started_on=date(2024, 1, 1))
        lines = [
            ("No falls on the ward for three months", nurse.pk, date(2023, 5, 1)),
            ("Answered calls", nurse.pk, date(2022, 5, 1)),
            ("Dad walks unaided again", care.pk, date(2025, 2, 1)),
            ("Calmed a neighbour", None, date(2021, 1, 1)),
        ]
        for line, role, day in lines:
            record_achievement(owner=alice, line=line, role_id=role, happened_on=day, skills=["Patience"])
        return Skill.objects.get()


def test_an_empty_stack_teaches_by_an_example(as_alice: Any) -> None:
    assert "Calming people down" in as_alice.get("/skills/").content.decode()


def test_the_stack_counts_evidence_and_calls_a_claim_a_claim(as_alice: Any, patience: Skill) -> None:
    as_alice.post("/skills/", {"name": "  Welding "})
    as_alice.post("/skills/", {"name": "Baking"})

    page = as_alice.get("/skills/").content.decode()

    for shown in ("a claim so far", ">Welding<", "Carer for my father; Nurse", "2025", "duty"):
        assert shown in page
    assert page.index(">Patience<") < page.index(">Baking<") < page.index(">Welding<")


def test_a_skill_shows_its_evidence_role_by_role(as_alice: Any, patience: Skill) -> None:
    page = as_alice.get(patience.get_absolute_url()).content.decode()

    order = ["Carer for my father</a>", "Dad walks", "Nurse, St Brigid’s</a>", "No falls", "Answered", "Without a role"]
    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "This field is required"),
        ("x" * 121, "120"),
        ("nul\0l", "Null characters"),
        ("PATIENCE", "You have a skill of this name already"),
        ("reading, writing", "One skill at a time"),
    ],
)
def test_a_bad_name_is_answered_by_a_sentence_and_kept(
    as_alice: Any, alice: Any, patience: Skill, name: str, sentence: str
) -> None:
    for url in ("/skills/", reverse("skill_names:rename", args=[patience.pk])):
        if name == "PATIENCE" and url != "/skills/":
            continue  # the same skill in another case is a rename
        answer = as_alice.post(url, {"name": name})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert "\0" in name or name in answer.content.decode()
    with acting_as(alice):
        assert [skill.name for skill in Skill.objects.all()] == ["Patience"]


def test_a_name_sent_twice_makes_one_skill(as_alice: Any, alice: Any) -> None:
    row = str(uuid4())
    for _ in range(2):
        assert as_alice.post("/skills/", {"name": "Welding 😀", "row": row}).status_code == 302
    with acting_as(alice):
        assert Skill.objects.get().name == "Welding 😀"


def test_renaming_keeps_the_evidence(as_alice: Any, alice: Any, patience: Skill) -> None:
    answer = as_alice.post(f"/skills/{patience.pk}/rename/", {"name": "Calm", "seen": "1"}, follow=True)

    assert "No falls" in answer.content.decode()
    assert as_alice.post(f"/skills/{patience.pk}/rename/", {"name": "Late", "seen": "1"}).status_code == 422


def test_deleting_says_what_becomes_of_the_evidence(as_alice: Any, alice: Any, patience: Skill) -> None:
    url = f"/skills/{patience.pk}/delete/"
    assert "4 journal entries show it: they stay" in as_alice.get(url).content.decode()

    as_alice.post(url)

    with acting_as(alice):
        assert not Skill.objects.exists()
        assert not Evidence.objects.exists()
        assert Achievement.objects.count() == 4


def test_suggestions_continue_what_is_typed_after_the_last_comma(as_alice: Any, alice: Any, bob: Any) -> None:
    with acting_as(alice):
        Skill.objects.called(alice, ["Patience", "Patient lifting", "Outpatients", "Welding"])
    with acting_as(bob):
        Skill.objects.called(bob, ["Patisserie"])

    def suggested(**asked: str) -> list[str]:
        page = as_alice.get("/skills/suggest/", asked).content.decode()
        names = ["Patience", "Patient lifting", "Outpatients", "Welding", "Patisserie"]
        found = [name for name in names if f">{name}</button>" in page]
        return sorted(found, key=lambda name: page.index(f">{name}</button>"))

    assert suggested(q="pat") == ["Patience", "Patient lifting", "Outpatients"]
    assert suggested(skills="welding, pat") == ["Patience", "Patient lifting", "Outpatients"]
    assert suggested(skills="PATIENCE, pat") == ["Patient lifting", "Outpatients"]
    assert "Patisserie" not in suggested(skills="")
    assert suggested(skills="%") == []


def test_a_suggestion_taken_comes_back_inside_the_field(as_alice: Any) -> None:
    page = as_alice.get("/skills/suggest/", {"skills": "welding, pat", "add": "Patience"}).content.decode()

    assert "welding, Patience, </textarea>" in page


@pytest.mark.parametrize("typed", ["\0", "x" * 9000, "😀,,,;", "ع،ب"])
def test_anything_may_be_typed(as_alice: Any, typed: str) -> None:
    assert as_alice.get("/skills/suggest/", {"skills": typed, "add": typed}).status_code == 200


@pytest.mark.parametrize("name", ["detail", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_404_and_nobody_is_sent_to_log_in(
    as_bob: Any, as_nobody: Any, alice: Any, patience: Skill, name: str, method: str
) -> None:
    url = reverse(f"skills:{name}", args=[patience.pk])

    assert getattr(as_bob, method)(url, {"name": "Mine"}).status_code == 404
    assert getattr(as_nobody, method)(url)["Location"].startswith("/accounts/login/")
    with acting_as(alice):
        assert Skill.objects.get().name == "Patience"


@pytest.mark.parametrize("name", ["list", "suggest"])
def test_nobody_is_sent_to_log_in(as_nobody: Any, name: str) -> None:
    assert as_nobody.get(reverse(f"skills:{name}"))["Location"].startswith("/accounts/login/")


def test_pages_cost_the_same_at_1_and_at_30_skills(as_alice: Any, alice: Any, patience: Skill, queries_of: Any) -> None:
    urls = ["/skills/", patience.get_absolute_url(), "/skills/suggest/?q=a", f"/skills/{patience.pk}/delete/"]
    before = [queries_of(as_alice, url) for url in urls]
    with acting_as(alice):
        for n in range(29):
            record_achievement(owner=alice, line=f"Line {n}", skills=["Patience", f"Skill {n}"])

    assert [queries_of(as_alice, url) for url in urls] == before
    assert max(before) <= 8


def test_a_long_stack_has_pages_in_one_order(as_alice: Any, alice: Any, patience: Skill) -> None:
    with acting_as(alice):
        Skill.objects.called(alice, [f"Claim {n:02}" for n in range(40)])

    first, second = (as_alice.get(f"/skills/?page={n}").content.decode() for n in (1, 2))

    names = [re.findall(r'/">(Patience|Claim \d\d)</a>', page) for page in (first, second)]
    assert names[0] == ["Patience", *(f"Claim {n:02}" for n in range(29))]
    assert names[1] == [f"Claim {n:02}" for n in range(29, 40)]
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert as_alice.get("/skills/?page=moon").status_code == 200


def test_a_claim_leads_to_an_entry_that_names_it(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        claim = Skill.objects.create(owner=alice, name="C & S")
    assert 'href="/journal/new/?skill=C+%26+S"' in as_alice.get(claim.get_absolute_url()).content.decode()
