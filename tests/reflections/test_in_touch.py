"""People on Today and in the e-mail: promises first, one person at most, and no name in a subject."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.opportunities.models import Opportunity
from apps.people.actions import record_contact
from apps.people.models import Person, Promise
from apps.reflections import due, letter, prompts
from apps.reflections.in_touch import _DAY_ONE, Near
from apps.users.ownership import acting_as
from tests.achievements.conftest import queries_of

__all__ = ["queries_of"]
TODAY = timezone.localdate


def knows(owner: Any, name: str = "Leah Okafor", weeks_ago: int = 20, note: str = "her new shop in York") -> Person:
    with acting_as(owner):
        them = Person.objects.create(owner=owner, name=name, every_weeks=13)
        record_contact(person=them, happened_on=TODAY() - timedelta(weeks=weeks_ago), note=note)
        return them


def promised(them: Person, days: int, text: str = "send the checklist") -> Promise:
    with acting_as(them.owner):
        contact = record_contact(person=them, promises={"me": (text, TODAY() + timedelta(days=days))})
        return contact.promises.get()


def gathered(owner: Any) -> prompts.Material:
    with acting_as(owner):
        return prompts.gather(owner, TODAY())


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_julian_days_are_read_as_they_are_meant(day: date) -> None:
    julian = (day - date(2000, 1, 1)).days + 2_451_545  # the day of the epoch J2000.0
    near = Near()
    near.take("in_touch", Person().pk, day, julian, "Leah", "")
    assert near.them is not None
    assert near.them.last_on == day
    assert date.fromordinal(2_451_545 - _DAY_ONE) == date(2000, 1, 1)


def test_today_shows_one_person_with_what_was_last_spoken_of(as_alice: Any, alice: Any) -> None:
    knows(alice, "Amir", weeks_ago=14, note="his exam")
    leah = knows(alice)
    page = as_alice.get("/today/").content.decode()
    assert "A good time for a word" in page
    assert "Last time, 5 months ago: “her new shop in York”." in page
    assert "Amir" not in page
    them = gathered(alice).people.them
    assert them is not None
    assert (them.pk, them.last_on) == (leah.pk, TODAY() - timedelta(weeks=20))
    as_alice.post(f"/people/{leah.pk}/later/", {"weeks": "4", "next": "today"})
    assert "his exam" in as_alice.get("/today/").content.decode()


def test_nobody_is_shown_who_is_not_due_paused_let_go_or_never_asked_about(as_alice: Any, alice: Any) -> None:
    knows(alice, weeks_ago=2)
    for change in ({"state": "paused"}, {"state": "let_go"}, {"every_weeks": None}):
        them = knows(alice)
        with acting_as(alice):
            Person.objects.filter(pk=them.pk).update(**change)
    assert "A good time for a word" not in as_alice.get("/today/").content.decode()


@pytest.mark.parametrize(("note", "said"), [("", "You were last in touch 5 months ago."), ("a. ", "“a”")])
def test_without_words_the_time_is_told(as_alice: Any, alice: Any, note: str, said: str) -> None:
    knows(alice, note=note)
    assert said in as_alice.get("/today/").content.decode()


def test_somebody_never_met_since_is_told_of_plainly(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        Person.objects.create(owner=alice, name="Amir", every_weeks=1, added_on=TODAY() - timedelta(days=8))
    page = as_alice.get("/today/").content.decode()
    assert "Amir" in page
    assert "Last time" not in page


def test_what_was_promised_comes_before_all_else(as_alice: Any, alice: Any) -> None:
    leah = knows(alice)
    with acting_as(alice):
        Opportunity.objects.create(owner=alice, title="Lead", organisation="Harbour", deadline=TODAY())
    promise = promised(leah, 5)
    found = due.dates(gathered(alice), TODAY())
    assert found[0].text == "You promised Leah Okafor: send the checklist"
    assert "Harbour" in found[1].text
    page = as_alice.get("/today/").content.decode()
    assert page.index("send the checklist") < page.index("Harbour")
    as_alice.post(f"/people/promises/{promise.pk}/", {"outcome": "kept", "next": "today"})
    assert "send the checklist" not in as_alice.get("/today/").content.decode()


def test_a_promise_far_off_or_of_theirs_is_not_told_of(alice: Any) -> None:
    leah = knows(alice)
    promised(leah, 8, "much later")
    with acting_as(alice):
        record_contact(person=leah, promises={"them": ("an introduction", TODAY())})
        record_contact(person=leah, promises={"me": ("without a day", None)})  # asked about in two weeks
    assert gathered(alice).people.promises == []


def test_the_e_mail_asks_about_a_promise_first_and_its_subject_names_nobody(alice: Any) -> None:
    leah = knows(alice)
    promised(leah, 0)
    with acting_as(alice):
        Opportunity.objects.create(owner=alice, title="Lead", organisation="Harbour", deadline=TODAY())
        prompt = prompts.choose(prompts.gather(alice, TODAY()), alice, TODAY())
        mail = letter.preview(alice)
    assert prompt.kind == "promise"
    assert mail.subject == "What you promised: is it done, or does it need another day?"
    assert "You promised Leah Okafor: send the checklist." in mail.text
    assert mail.text.count("send the checklist") == 1  # not among the dates again


def test_an_old_promise_stays_on_today_and_is_mailed_no_more(alice: Any) -> None:
    leah = knows(alice, weeks_ago=1)
    promised(leah, -28)
    material = gathered(alice)
    assert [promise.text for promise in material.people.promises] == ["send the checklist"]
    with acting_as(alice):
        assert prompts.choose(material, alice, TODAY()).kind == "question"


def test_every_other_week_the_e_mail_may_ask_about_somebody_without_a_name_in_its_subject(alice: Any) -> None:
    knows(alice)
    kinds = set()
    for week in range(2):
        day = TODAY() + timedelta(weeks=week)
        with acting_as(alice):
            prompt = prompts.choose(prompts.gather(alice, day), alice, day)
        kinds.add(prompt.kind)
        if prompt.kind == "in_touch":
            assert letter.subject(prompt) == "What would you ask or tell them?"
            assert "Leah Okafor" in prompt.lead
            assert "her new shop in York" in prompt.lead
    assert kinds == {"in_touch", "question"}


def test_today_costs_no_query_more(as_alice: Any, alice: Any, queries_of: Any) -> None:
    before = queries_of(as_alice, "/today/")
    for number in range(30):
        promised(knows(alice, f"P {number}"), 1)
    for number in range(5):
        knows(alice, f"Q {number}")
    assert queries_of(as_alice, "/today/") == before
