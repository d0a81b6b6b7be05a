"""One or two skills at a time, as a person works on them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.skills.focusing import BothTaken, TakenUpAlready, end, take_up
from apps.skills.models import Focus, Practice
from apps.users.ownership import acting_as

URL = "/skills/focus/"


def today() -> Any:
    return timezone.localdate()


def sent(**changes: Any) -> dict[str, Any]:
    begins, ends = today(), today() + timedelta(days=42)
    plain = {"skill": "Spanish", "hours_per_week": "2", "why": "For the ward"}
    return {**plain, "started_on": str(begins), "ends_on": str(ends), **changes}


def begin(owner: Any, skill: str = "Spanish", **more: Any) -> Focus:
    with acting_as(owner):
        ends = {"ends_on": today() + timedelta(days=42)}
        return take_up(owner=owner, skill=skill, hours_per_week=Decimal(2), **{**ends, **more})


def only(owner: Any) -> Focus:
    with acting_as(owner):
        return Focus.objects.owned_by(owner).with_minutes().get()


def test_an_empty_page_teaches_by_an_example(as_alice: Any) -> None:
    assert "Spanish for the ward" in as_alice.get(URL).content.decode()


def test_a_skill_is_taken_up(as_alice: Any, alice: Any) -> None:
    assert as_alice.post(f"{URL}new/", sent(hours_per_week="1.5")).status_code == 302
    kept = only(alice)
    assert (kept.skill.name, kept.hours_per_week, kept.slot, kept.why) == ("Spanish", Decimal("1.5"), 1, "For the ward")
    assert "1.5 hours a week planned" in as_alice.get(URL).content.decode()


def test_a_third_one_waits_until_one_of_two_has_ended(as_alice: Any, alice: Any) -> None:
    first, _ = begin(alice, "Spanish"), begin(alice, "Welding")
    answer = as_alice.post(f"{URL}new/", sent(skill="Chess"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "You work on two already." in page
    assert "Finish or drop Spanish" in page
    assert 'value="Chess"' in page
    assert as_alice.post(f"{URL}{first.pk}/review/", {"choice": "dropped", "note": "No time"}).status_code == 302
    assert as_alice.post(f"{URL}new/", sent(skill="Chess")).status_code == 302
    with acting_as(alice):
        assert {f.skill.name for f in Focus.objects.owned_by(alice).active()} == {"Chess", "Welding"}


def test_the_database_holds_it_too(alice: Any) -> None:
    first = begin(alice)
    begin(alice, "Welding")
    with acting_as(alice), pytest.raises(BothTaken):
        take_up(owner=alice, skill="Chess", hours_per_week=Decimal(1), ends_on=today())
    with pytest.raises(IntegrityError), acting_as(alice):
        Focus.objects.create(owner=alice, skill=first.skill, slot=1, hours_per_week=1, ends_on=today())


def test_the_same_skill_is_not_taken_up_twice(as_alice: Any, alice: Any) -> None:
    begin(alice)
    answer = as_alice.post(f"{URL}new/", sent(skill="SPANISH"))
    assert answer.status_code == 422
    assert "You work on this one already." in answer.content.decode()
    with acting_as(alice), pytest.raises(TakenUpAlready):
        take_up(owner=alice, skill="spanish", hours_per_week=Decimal(1), ends_on=today())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"skill": ""}, "Say which skill"),
        ({"skill": "Spanish, French"}, "One skill at a time"),
        ({"hours_per_week": "0"}, "greater than or equal to 0.5"),
        ({"hours_per_week": "168"}, "less than or equal to 80"),
        ({"ends_on": "2020-01-01"}, "This is before you begin."),
        ({"ends_on": "2099-01-01"}, "Pick a day within a year"),
        ({"ends_on": "soon"}, "We could not read this as a day"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    as_alice: Any, alice: Any, wrong: dict[str, str], said: str
) -> None:
    answer = as_alice.post(f"{URL}new/", sent(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "For the ward" in answer.content.decode()
    with acting_as(alice):
        assert not Focus.objects.exists()


def test_practice_is_noted_in_one_line_changed_and_taken_away(as_alice: Any, alice: Any) -> None:
    focus = begin(alice)
    there = f"{URL}{focus.pk}/"
    line = {"spent": "1:30", "done_on": str(today()), "note": "Chapter 3"}
    assert as_alice.post(f"{there}practise/", line).url == there
    assert only(alice).minutes == 90
    page = as_alice.get(there).content.decode()
    assert "1.5 h so far; 2 hours a week planned" in page
    assert page.count('class="effort-bar"') == 1
    with acting_as(alice):
        session = Practice.objects.get()
    changed = {**line, "spent": "45", "row": str(session.pk), "seen": str(session.revision)}
    as_alice.post(f"/skills/practice/{session.pk}/edit/", changed)
    assert only(alice).minutes == 45
    as_alice.post(f"/skills/practice/{session.pk}/delete/")
    assert only(alice).minutes is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"spent": "a while"}, "Write it like 45, 1:30"), ({"done_on": "2099-01-01"}, "This day is still to come")],
)
def test_a_line_that_cannot_be_read_comes_back(as_alice: Any, alice: Any, wrong: dict[str, str], said: str) -> None:
    focus = begin(alice)
    line = {"spent": "45", "done_on": str(today()), "note": "Chapter 3", **wrong}
    answer = as_alice.post(f"{URL}{focus.pk}/practise/", line)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Chapter 3" in answer.content.decode()
    with acting_as(alice):
        assert not Practice.objects.exists()


def test_today_notes_practice_and_asks_when_the_time_has_come(as_alice: Any, alice: Any) -> None:
    focus = begin(alice, started_on=today() - timedelta(days=40), ends_on=today())
    page = as_alice.get("/today/").content.decode()
    assert "Nothing noted this week yet; 2 hours planned." in page
    assert "“Spanish”: keep at it, finish, or drop it?" in page
    line = {"spent": "30", "done_on": str(today()), "next": "today"}
    assert as_alice.post(f"{URL}{focus.pk}/practise/", line).url == "/today/"
    assert "30 min this week; 2 hours planned." in as_alice.get("/today/").content.decode()


def test_it_shows_the_entries_it_led_to(as_alice: Any, alice: Any) -> None:
    focus = begin(alice, started_on=today() - timedelta(days=10))
    with acting_as(alice):
        for line, days in (("Explained a discharge letter in Spanish", 3), ("Ordered lunch in Spanish", 30)):
            record_achievement(owner=alice, line=line, skills=["Spanish"], happened_on=today() - timedelta(days=days))
    page = as_alice.get(f"{URL}{focus.pk}/").content.decode()
    assert "discharge letter" in page
    assert "Ordered lunch" not in page
    assert "/journal/new/?skill=Spanish" in page
    assert "Spanish" in as_alice.get("/journal/new/?skill=Spanish").context["form"]["skills"].value()


@pytest.mark.parametrize(
    ("choice", "state"), [("keep", Focus.State.ACTIVE), ("finished", "finished"), ("dropped", "dropped")]
)
def test_a_review_keeps_finishes_or_drops(as_alice: Any, alice: Any, choice: str, state: str) -> None:
    focus = begin(alice)
    until = today() + timedelta(days=30)
    said = {"choice": choice, "until": str(until), "note": "I can read a letter now"}
    assert as_alice.post(f"{URL}{focus.pk}/review/", said).status_code == 302
    kept = only(alice)
    assert (kept.state, kept.closing_note, kept.reviewed_on) == (state, "I can read a letter now", today())
    assert (kept.ends_on == until) == (choice == "keep")
    assert "I can read a letter now" in as_alice.get(f"{URL}{focus.pk}/").content.decode()
    gone = as_alice.get(f"{URL}{focus.pk}/review/").status_code
    assert gone == (200 if choice == "keep" else 404)


@pytest.mark.parametrize("said", [{}, {"choice": "keep", "until": ""}, {"choice": "keep", "until": "2020-01-01"}])
def test_a_review_that_says_nothing_comes_back(as_alice: Any, alice: Any, said: dict[str, str]) -> None:
    focus = begin(alice)
    answer = as_alice.post(f"{URL}{focus.pk}/review/", {"note": "typed", **said})
    assert answer.status_code == 422
    assert "typed" in answer.content.decode()
    assert only(alice).reviewed_on is None


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("page", ["list", "one", "/today/"])
def test_queries_do_not_grow(
    as_alice: Any, alice: Any, django_assert_max_num_queries: Any, rows: int, page: str
) -> None:
    focus = begin(alice)
    with acting_as(alice):
        for number in range(rows):
            Practice.objects.create(owner=alice, focus=focus, minutes=number + 1)
            end(take_up(owner=alice, skill=f"s{number}", hours_per_week=Decimal(1), ends_on=today()), state="dropped")
            record_achievement(owner=alice, line=f"Line {number}", skills=["Spanish"])
    url = {"list": URL, "one": f"{URL}{focus.pk}/"}.get(page, page)
    as_alice.get(url)
    with django_assert_max_num_queries(16):  # eight, and eight of the test's own transaction
        as_alice.get(url)
