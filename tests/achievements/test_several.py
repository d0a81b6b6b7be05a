"""Doing one thing to several entries, and taking it back."""

import re
from typing import Any
from uuid import uuid4

import pytest

from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement, PastVersion, Role
from apps.skills.models import Skill
from apps.users.ownership import acting_as

SEVERAL = "/journal/several/"


@pytest.fixture
def three(alice: Any) -> list[Achievement]:
    with acting_as(alice):
        return [
            record_achievement(owner=alice, line="Counted stock", skills=["Counting", "Till"]),
            record_achievement(owner=alice, line="Opened the shop", skills=["Till"]),
            record_achievement(owner=alice, line="Trained Kim", is_confidential=True),
        ]


def send(client: Any, entries: list[Achievement], do: str, **more: Any) -> Any:
    return client.post(SEVERAL, {"entry": [str(entry.pk) for entry in entries], "do": do, **more}, follow=True)


def skills_of(alice: Any) -> dict[str, str]:
    with acting_as(alice):
        return {entry.line: entry.skill_names for entry in Achievement.objects.owned_by(alice).told()}


def versions(alice: Any) -> int:
    with acting_as(alice):
        return PastVersion.objects.owned_by(alice).count()


def test_boxes_stand_before_the_entries_only_when_one_chooses(as_alice: Any, three: Any) -> None:
    assert b'type="checkbox"' not in as_alice.get("/journal/").content
    page = as_alice.get("/journal/?choose=1&q=stock").content.decode()
    assert page.count('name="entry"') == 1
    assert 'name="query" value="choose=1&amp;q=stock"' in page
    assert 'name="choose" value="1"' in page  # the search stays in it


def test_skills_are_added_and_how_many_changed_is_told(as_alice: Any, alice: Any, three: Any) -> None:
    answer = send(as_alice, three, "add_skills", skills="till, Patience", query="choose=1&q=x")

    assert answer.redirect_chain == [("/journal/?choose=1&q=x", 302)]
    assert "3 entries are changed." in answer.content.decode()
    assert skills_of(alice) == {
        "Counted stock": "Counting, Patience, Till",
        "Opened the shop": "Patience, Till",
        "Trained Kim": "Patience, Till",
    }
    assert versions(alice) == 3
    again = send(as_alice, three, "add_skills", skills="Till").content.decode()
    assert "Nothing had to be changed. 3 were like that already." in again
    assert versions(alice) == 3


def test_skills_are_taken_off_where_they_are(as_alice: Any, alice: Any, three: Any) -> None:
    page = send(as_alice, three, "remove_skills", skills="TILL, unheard of").content.decode()

    assert "2 entries are changed. One was like that already." in page
    assert set(skills_of(alice).values()) == {"Counting", ""}
    with acting_as(alice):
        assert set(Skill.objects.values_list("name", flat=True)) == {"Counting", "Till"}


def test_a_role_is_set_and_taken_away(as_alice: Any, alice: Any, three: Any, shop: Role) -> None:
    send(as_alice, three[:2], "set_role", role=str(shop.pk))
    with acting_as(alice):
        assert Achievement.objects.owned_by(alice).filter(role=shop).count() == 2
    page = send(as_alice, three, "set_role", role="none").content.decode()
    assert "2 entries are changed. One was like that already." in page
    with acting_as(alice):
        assert not Achievement.objects.owned_by(alice).filter(role=shop).exists()


@pytest.mark.parametrize(("do", "confidential"), [("confidential", 3), ("not_confidential", 0)])
def test_confidential_is_said_of_several(as_alice: Any, alice: Any, three: Any, do: str, confidential: int) -> None:
    send(as_alice, three, do)
    with acting_as(alice):
        assert Achievement.objects.owned_by(alice).filter(is_confidential=True).count() == confidential


def test_a_change_to_several_makes_forms_that_are_open_stale(as_alice: Any, alice: Any, three: Any) -> None:
    send(as_alice, three[:1], "confidential")
    with acting_as(alice):
        assert Achievement.objects.get(pk=three[0].pk).revision == 2


def test_deleting_asks_first(as_alice: Any, alice: Any, three: Any) -> None:
    asked = send(as_alice, three[:2], "delete", query="q=stock")
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Delete these 2 entries?" in page
    assert "Counted stock" in page
    assert len(skills_of(alice)) == 3

    done = send(as_alice, three[:2], "delete", sure="1", query="q=stock")
    assert done.redirect_chain == [("/journal/?q=stock", 302)]
    assert "2 entries are deleted." in done.content.decode()
    assert list(skills_of(alice)) == ["Trained Kim"]


def test_all_on_the_page_without_a_script(as_alice: Any, alice: Any, three: Any) -> None:
    shown = " ".join(str(entry.pk) for entry in three)
    as_alice.post(SEVERAL, {"all_shown": "1", "shown": shown, "do": "confidential"})
    with acting_as(alice):
        assert Achievement.objects.owned_by(alice).filter(is_confidential=True).count() == 3


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"entry": []}, "Tick the entries first"),
        ({"do": "add_skills", "skills": " , "}, "Write which skills first"),
        ({"do": "add_skills", "skills": "s" * 200}, "too long for one skill"),
        ({"do": "set_role"}, "Choose a role first"),
        ({"do": "set_role", "role": str(uuid4())}, "Select a valid choice"),
        ({"do": "shred"}, "Select a valid choice"),
        ({"do": ""}, "Choose a button"),
        ({"entry": ["nonsense"]}, "not here any more"),
        ({"entry": [str(uuid4())]}, "not here any more"),
        ({"entry": [str(uuid4()) for _ in range(201)]}, "At most 200"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_ticks_stay(
    as_alice: Any, alice: Any, three: Any, sent: dict[str, Any], sentence: str
) -> None:
    data = {"entry": [str(three[0].pk)], "do": "confidential", "query": "choose=1&q=stock", **sent}
    answer = as_alice.post(SEVERAL, data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert page.count('name="entry"') == 1  # the list is the one that was asked for
    assert ("checked>" in page) == ("entry" not in sent)
    assert sent.get("skills", "") in page
    assert versions(alice) == 0


def test_a_strangers_entry_is_refused_with_all_others(as_bob: Any, bob: Any, alice: Any, three: Any) -> None:
    with acting_as(bob):
        own = record_achievement(owner=bob, line="Bob’s own")
    for do in ("confidential", "delete"):
        answer = send(as_bob, [own, three[0]], do, sure="1")
        assert answer.status_code == 422
        assert "Counted stock" not in answer.content.decode()
    with acting_as(bob):
        assert not Achievement.objects.get(pk=own.pk).is_confidential
    assert len(skills_of(alice)) == 3


def test_a_strangers_role_is_no_choice(as_alice: Any, three: Any, bobs_role: Role) -> None:
    assert send(as_alice, three, "set_role", role=str(bobs_role.pk)).status_code == 422


def offered(answer: Any) -> dict[str, str]:
    """What the button after a change sends."""
    form = answer.content.decode().split('action="/journal/several/undo/"')[1].split("</form>")[0]
    return dict(re.findall(r'name="(batch|query)" value="([^"]*)"', form))


def said(alice: Any) -> dict[str, tuple[str, Any, bool]]:
    with acting_as(alice):
        entries = Achievement.objects.owned_by(alice).told()
        return {entry.line: (entry.skill_names, entry.role_id, entry.is_confidential) for entry in entries}


@pytest.mark.parametrize(
    ("do", "more"),
    [
        ("add_skills", {"skills": "till, Patience"}),
        ("remove_skills", {"skills": "Till"}),
        ("set_role", {"role": "shop"}),
        ("confidential", {}),
    ],
)
def test_one_press_takes_it_back_and_another_does_it_again(
    as_alice: Any, alice: Any, three: Any, shop: Role, do: str, more: dict[str, str]
) -> None:
    before = said(alice)
    changed = send(as_alice, three, do, query="choose=1", **(more | ({"role": str(shop.pk)} if "role" in more else {})))
    after = said(alice)
    assert after != before

    undone = as_alice.post(f"{SEVERAL}undo/", offered(changed), follow=True)

    assert said(alice) == before
    assert undone.redirect_chain == [("/journal/?choose=1", 302)]
    assert "as they were" in undone.content.decode() or "as it was" in undone.content.decode()
    assert as_alice.post(f"{SEVERAL}undo/", offered(undone)).status_code == 302
    assert said(alice) == after


def test_what_was_changed_since_is_named_and_left_alone(as_alice: Any, alice: Any, three: Any) -> None:
    changed = send(as_alice, three[:2], "confidential")
    with acting_as(alice):
        record_achievement(owner=alice, row=three[0].pk, line="Counted all <stock>", is_confidential=True)

    page = as_alice.post(f"{SEVERAL}undo/", offered(changed), follow=True).content.decode()

    assert "One entry is as it was. One was changed since then, and is left as it is:" in page
    assert f'<a href="{three[0].get_absolute_url()}" dir="auto">Counted all &lt;stock&gt;</a>' in page
    assert [confidential for *_rest, confidential in said(alice).values()] == [True, False, True]


def test_skills_renamed_meanwhile_keep_their_new_name_and_those_deleted_come_back(
    as_alice: Any, alice: Any, three: Any
) -> None:
    changed = send(as_alice, three, "remove_skills", skills="Till, Counting")
    with acting_as(alice):
        Skill.objects.filter(name="Till").update(name="Cash desk")
        Skill.objects.get(name="Counting").delete()

    as_alice.post(f"{SEVERAL}undo/", offered(changed))

    assert skills_of(alice) == {
        "Counted stock": "Cash desk, Counting",
        "Opened the shop": "Cash desk",
        "Trained Kim": "",
    }


def test_a_role_deleted_meanwhile_stays_gone(as_alice: Any, alice: Any, three: Any, shop: Role) -> None:
    send(as_alice, three, "set_role", role=str(shop.pk))
    changed = send(as_alice, three, "set_role", role="none")
    with acting_as(alice):
        shop.delete()
    assert (
        "3 entries are as they were."
        in as_alice.post(f"{SEVERAL}undo/", offered(changed), follow=True).content.decode()
    )
    assert {role for _skills, role, _secret in said(alice).values()} == {None}


def test_undoing_twice_or_what_never_was_changes_nothing(as_alice: Any, alice: Any, three: Any) -> None:
    changed = send(as_alice, three, "confidential")
    as_alice.post(f"{SEVERAL}undo/", offered(changed))
    kept = versions(alice)
    for batch in (offered(changed)["batch"], str(uuid4()), "nonsense", ""):
        page = as_alice.post(f"{SEVERAL}undo/", {"batch": batch}, follow=True).content.decode()
        assert "There is nothing to undo any more: nothing was changed." in page
    assert versions(alice) == kept
    assert 'action="/journal/several/undo/"' not in as_alice.get("/journal/").content.decode()


def test_nothing_is_offered_where_nothing_changed_or_all_is_gone(as_alice: Any, three: Any) -> None:
    for do, more in (("remove_skills", {"skills": "unheard of"}), ("delete", {"sure": "1"})):
        assert "several/undo" not in send(as_alice, three, do, **more).content.decode()


def test_a_stranger_cannot_undo(as_alice: Any, as_bob: Any, as_nobody: Any, alice: Any, three: Any) -> None:
    changed = send(as_alice, three, "confidential")
    page = as_bob.post(f"{SEVERAL}undo/", offered(changed), follow=True).content.decode()
    assert "nothing to undo" in page
    assert "Counted stock" not in page
    assert as_nobody.post(f"{SEVERAL}undo/", offered(changed))["Location"].startswith("/accounts/login/")
    assert all(secret for *_rest, secret in said(alice).values())
    assert as_alice.get(f"{SEVERAL}undo/")["Location"] == "/journal/"


def test_undoing_costs_the_same_for_1_and_for_30(as_alice: Any, alice: Any, django_assert_max_num_queries: Any) -> None:
    taken = []
    for count in (1, 30):
        with acting_as(alice):
            entries = [record_achievement(owner=alice, line=f"Line {n}", skills=[f"Skill {n}"]) for n in range(count)]
        changed = offered(send(as_alice, entries, "add_skills", skills="Calm"))
        with django_assert_max_num_queries(40) as seen:
            as_alice.post(f"{SEVERAL}undo/", changed)
        taken.append(len(seen))
    assert taken[0] == taken[1]


def test_coming_back_from_logging_in_leads_to_the_list(as_alice: Any, as_nobody: Any) -> None:
    assert as_alice.get(SEVERAL)["Location"] == "/journal/?choose=1"
    assert as_nobody.post(SEVERAL)["Location"].startswith("/accounts/login/")


def test_choosing_costs_the_same_at_1_and_at_30(as_alice: Any, alice: Any, three: Any, queries_of: Any) -> None:
    one = queries_of(as_alice, "/journal/?choose=1&q=stock")
    with acting_as(alice):
        for n in range(30):
            record_achievement(owner=alice, line=f"Counted stock {n}", skills=[f"skill {n}"])
    assert queries_of(as_alice, "/journal/?choose=1&q=stock") == one <= 8
