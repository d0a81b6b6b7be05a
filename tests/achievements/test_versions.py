"""What an entry said before."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.achievements.actions import bring_back, record_achievement, remove_role
from apps.achievements.models import Achievement, PastVersion, Role
from apps.users.ownership import acting_as
from tests.achievements.conftest import entry_data

FULL: dict[str, Any] = {
    "line": "Cut falls on the ward",
    "duty": "Watch over patients",
    "outcome": "Fewer falls",
    "beneficiary": "the patients of ward 4",
    "measure_before": Decimal("9.5"),
    "measure_after": Decimal(2),
    "measure_unit": "falls a month",
    "happened_on": date(2025, 3, 1),
    "happened_precision": "month",
    "skills": ["Patience", "Care"],
    "private_note": "Kim’s idea",
    "is_confidential": True,
    "state_chosen": "qualitative",
}


def past(owner: Any) -> list[PastVersion]:
    return list(PastVersion.objects.owned_by(owner))


def test_a_change_keeps_what_it_said_and_a_save_without_one_keeps_nothing(acting_as_alice: Any) -> None:
    alice = acting_as_alice
    entry = record_achievement(owner=alice, **FULL)
    assert past(alice) == []
    record_achievement(owner=alice, row=entry.pk, **{**FULL, "skills": ["care", "PATIENCE"]})
    assert past(alice) == []

    record_achievement(owner=alice, row=entry.pk, **{**FULL, "line": "Cut falls"})

    (version,) = past(alice)
    assert version.contents["line"] == "Cut falls on the ward"
    assert version.contents["skills"] == ["Care", "Patience"]
    assert version.contents["measure_before"] == "9.5"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("duty", ""),
        ("outcome", "None at all"),
        ("beneficiary", ""),
        ("measure_before", None),
        ("measure_after", Decimal(3)),
        ("measure_unit", "falls"),
        ("happened_on", date(2025, 4, 1)),
        ("happened_precision", "year"),
        ("skills", ["Care"]),
        ("private_note", ""),
        ("is_confidential", False),
        ("state_chosen", ""),
    ],
)
def test_every_field_has_its_history_and_comes_back(as_alice: Any, alice: Any, name: str, value: Any) -> None:
    with acting_as(alice):
        entry = record_achievement(owner=alice, proofs={"https://a.example/": "a"}, **FULL)
        record_achievement(owner=alice, row=entry.pk, **{**FULL, name: value})
        (version,) = past(alice)
    page = as_alice.get(f"/journal/{entry.pk}/history/").content.decode()
    assert page.count("<h3>") == 1
    assert "taken out:" in page or "put in:" in page

    assert as_alice.post(f"/journal/{entry.pk}/history/", {"version": version.pk}).status_code == 302

    with acting_as(alice):
        now = Achievement.objects.owned_by(alice).told().get()
        told = {field: getattr(now, field) for field in FULL if field != "skills"}
        assert told == {field: said for field, said in FULL.items() if field != "skills"}
        assert now.skill_names == "Care, Patience"
        assert now.proofs.count() == 1
        assert len(past(alice)) == 2  # bringing back is a change, too


def test_a_role_that_is_gone_stays_gone(acting_as_alice: Any, alice: Any, shop: Role) -> None:
    entry = record_achievement(owner=alice, line="One", role_id=shop.pk)
    record_achievement(owner=alice, row=entry.pk, line="Two", role_id=shop.pk)
    remove_role(owner=alice, role_id=shop.pk)
    back = bring_back(owner=alice, achievement_id=entry.pk, version_id=past(alice)[0].pk)
    assert back is not None
    assert (back.line, back.role_id) == ("One", None)


def test_words_are_marked_as_taken_out_and_put_in(as_alice: Any, alice: Any, entry: Achievement) -> None:
    data = entry_data(line="Increased the <i>average</i> basket by 20 %", skills="merchandising", seen="1")
    as_alice.post(f"/journal/{entry.pk}/edit/", data)

    page = as_alice.get(f"/journal/{entry.pk}/history/").content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    assert "&lt;i&gt;average&lt;/i&gt;" in page
    assert "sales metrics</del>" in page
    assert f"/journal/{entry.pk}/history/" in as_alice.get(f"/journal/{entry.pk}/").content.decode()


def test_an_entry_that_never_changed_says_so(as_alice: Any, entry: Achievement) -> None:
    assert "You have not changed this entry" in as_alice.get(f"/journal/{entry.pk}/history/").content.decode()
    assert "/history/" not in as_alice.get(f"/journal/{entry.pk}/").content.decode()


def test_deleting_the_entry_deletes_its_history(acting_as_alice: Any, alice: Any) -> None:
    entry = record_achievement(owner=alice, line="One")
    record_achievement(owner=alice, row=entry.pk, line="Two")
    entry.delete()
    assert past(alice) == []


@pytest.mark.parametrize("version", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_version_that_is_not_there_changes_nothing(as_alice: Any, entry: Achievement, version: str) -> None:
    answer = as_alice.post(f"/journal/{entry.pk}/history/", {"version": version}, follow=True)
    assert "That version is not there any more. Nothing has changed." in answer.content.decode()
    assert entry.line in answer.content.decode()


def test_a_version_of_another_one_is_not_brought_back(as_alice: Any, alice: Any, as_bob: Any, entry: Any) -> None:
    with acting_as(alice):
        other = record_achievement(owner=alice, line="One")
        record_achievement(owner=alice, row=other.pk, line="Two")
        (version,) = past(alice)
    answer = as_alice.post(f"/journal/{entry.pk}/history/", {"version": version.pk}, follow=True)
    assert "That version is not there any more." in answer.content.decode()
    assert entry.line in as_alice.get(f"/journal/{entry.pk}/").content.decode()
    assert as_bob.post(f"/journal/{other.pk}/history/", {"version": version.pk}).status_code == 404
    assert as_bob.get(f"/journal/{other.pk}/history/").status_code == 404


def test_the_history_costs_the_same_at_1_and_at_30_changes(as_alice: Any, alice: Any, queries_of: Any) -> None:
    with acting_as(alice):
        entry = record_achievement(owner=alice, line="Line", skills=["a", "b"])
        record_achievement(owner=alice, row=entry.pk, line="Line 0")
    url = f"/journal/{entry.pk}/history/"
    one = queries_of(as_alice, url)
    with acting_as(alice):
        for n in range(60):
            record_achievement(owner=alice, row=entry.pk, line=f"Line {n + 1}")
    assert queries_of(as_alice, url) == one <= 8
    assert "The latest 50 changes" in as_alice.get(url).content.decode()
