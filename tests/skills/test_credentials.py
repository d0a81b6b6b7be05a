"""Credentials, as a person meets them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.skills.crediting import record_credential
from apps.skills.models import Credential, Skill
from apps.users.ownership import acting_as

URL = "/skills/credentials/"


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Fork-lift licence",
        "issuer": "RTITB",
        "issued_on_day": "",
        "issued_on_month": "5",
        "issued_on_year": "2024",
        "expires_on_day": "",
        "expires_on_month": "",
        "expires_on_year": "2027",
        "skills": "Fork-lift, reach truck",
        "identifier": "F-17",
        "url": "",
        "note": "",
        **changes,
    }


def only(owner: Any) -> Credential:
    with acting_as(owner):
        return Credential.objects.owned_by(owner).prefetch_related("skills").get()


def test_an_empty_page_teaches_by_an_example(as_alice: Any) -> None:
    assert "First aid at work" in as_alice.get(URL).content.decode()


def test_a_credential_is_kept_with_what_it_vouches_for(as_alice: Any, alice: Any) -> None:
    assert as_alice.post(f"{URL}new/", sent()).status_code == 302
    kept = only(alice)
    assert (kept.issued, kept.expires, kept.identifier) == ("May 2024", "2027", "F-17")
    assert str(kept.expires_on) == "2027-12-31"  # the year as a whole
    assert {skill.name for skill in kept.skills.all()} == {"Fork-lift", "reach truck"}
    page = as_alice.get(URL).content.decode()
    assert "holds until 2027" in page
    assert "reach truck" in page


def test_what_it_no_longer_vouches_for_stays_a_skill(as_alice: Any, alice: Any) -> None:
    as_alice.post(f"{URL}new/", sent())
    kept = only(alice)
    changed = sent(seen=str(kept.revision), skills="FORK-LIFT", row=str(kept.pk))
    assert as_alice.post(f"{URL}{kept.pk}/edit/", changed).status_code == 302
    assert [skill.name for skill in only(alice).skills.all()] == ["Fork-lift"]
    with acting_as(alice):
        assert Skill.objects.owned_by(alice).count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Say what it is called."),
        ({"expires_on_year": "2020"}, "It ends before it was issued"),
        ({"url": "javascript:alert(1)"}, "This is no web address."),
        ({"issued_on_year": "2099"}, "This day is still to come."),
        ({"expires_on_month": "6", "expires_on_year": ""}, "Add the year"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    as_alice: Any, alice: Any, wrong: dict[str, str], said: str
) -> None:
    answer = as_alice.post(f"{URL}new/", sent(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "RTITB" in page
    assert "reach truck" in page
    with acting_as(alice):
        assert not Credential.objects.exists()


def test_sent_twice_it_is_there_once(as_alice: Any, alice: Any) -> None:
    row = as_alice.get(f"{URL}new/").context["form"].initial["row"]
    for _ in range(2):
        assert as_alice.post(f"{URL}new/", sent(row=str(row))).status_code == 302
    assert only(alice).pk == row


@pytest.mark.parametrize(
    ("days", "said"), [(-3, "has ended. Do you renew it?"), (40, "ends. What does renewing it take?")]
)
def test_what_ends_is_due_on_today(as_alice: Any, alice: Any, days: int, said: str) -> None:
    with acting_as(alice):
        day = timezone.localdate() + timedelta(days=days)
        record_credential(owner=alice, name="First aid", expires_on=day)
    assert f"“First aid” {said}" in as_alice.get("/today/").content.decode()
    assert ('pill-line">ended' in as_alice.get(URL).content.decode()) == (days < 0)


@pytest.mark.parametrize("days", [-40, 120, None])
def test_what_ended_long_ago_or_ends_much_later_is_not(as_alice: Any, alice: Any, days: int | None) -> None:
    with acting_as(alice):
        day = None if days is None else timezone.localdate() + timedelta(days=days)
        record_credential(owner=alice, name="First aid", expires_on=day)
    assert "First aid" not in as_alice.get("/today/").content.decode()


def test_deleting_asks_first_and_keeps_the_skills(as_alice: Any, alice: Any) -> None:
    as_alice.post(f"{URL}new/", sent())
    kept = only(alice)
    assert "Delete “Fork-lift licence”?" in as_alice.get(f"{URL}{kept.pk}/delete/").content.decode()
    as_alice.post(f"{URL}{kept.pk}/delete/")
    with acting_as(alice):
        assert not Credential.objects.exists()
        assert Skill.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_grow(
    as_alice: Any, alice: Any, django_assert_max_num_queries: Any, rows: int
) -> None:
    with acting_as(alice):
        for number in range(rows):
            record_credential(owner=alice, name=f"Licence {number}", skills=[f"skill {number}"])
    as_alice.get(URL)
    with django_assert_max_num_queries(14):  # of these the test's own transaction makes eight
        as_alice.get(URL)
