"""People in the whole export: all of it for oneself, none of it in what is meant for others, and in no log."""

import json
import logging
from typing import Any

import pytest

from apps.achievements.actions import record_achievement
from apps.achievements.quoting import make_entry, quote
from apps.people.actions import record_contact
from apps.people.models import Contact, Feedback, Person
from apps.users.ownership import acting_as


@pytest.fixture
def known(alice: Any, leah: Person) -> Person:
    with acting_as(alice):
        contact = record_contact(person=leah, kind="helped", note="her rota", promises={"me": ("the list", None)})
        made = {"happened_on": contact.happened_on, "happened_precision": "day", "skills": ["mentoring"]}
        make_entry(owner=alice, contact=contact, line="Helped a colleague with a rota", **made)
        said = Feedback.objects.create(owner=alice, person=leah, quote="Calm.", may_show=True)
        quote(feedback=said, achievement=record_achievement(owner=alice, line="Ran the floor"), may_show=True)
    return leah


def test_the_export_for_oneself_holds_everything(as_alice: Any, known: Person) -> None:
    document = json.loads(as_alice.get("/journal/export/career.json").getvalue())["x-careerplanner"]
    (person,), (contact,) = document["people"], document["contacts"]
    assert (person["name"], person["kinds"], person["every_weeks"]) == ("Leah Okafor", ["manager", "mentor"], 13)
    assert (contact["person"], contact["note"]) == (person["id"], "her rota")
    assert document["promises"][0]["text"] == "the list"
    assert document["feedback"][0]["quote"] == "Calm."
    assert document["entries_of_contacts"][0]["contact"] == contact["id"]
    (proof,) = document["proofs"]
    assert (proof["person"], proof["feedback"]) == (person["id"], document["feedback"][0]["id"])


def test_what_is_meant_for_others_holds_the_words_and_nobody_else(as_alice: Any, known: Person) -> None:
    sent = as_alice.get("/journal/export/career.json?for=others").getvalue().decode()
    document = json.loads(sent)["x-careerplanner"]
    assert not document.keys() & {"people", "contacts", "promises", "feedback", "entries_of_contacts"}
    assert not document["proofs"][0].keys() & {"person", "feedback"}
    assert document["proofs"][0]["quote"] == "Calm."
    assert "her rota" not in sent


def test_nothing_of_them_is_logged(as_alice: Any, as_bob: Any, known: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with acting_as(known.owner):
        contact = Contact.objects.get()
    as_bob.get(known.get_absolute_url())  # a stranger’s 404 is logged by its path
    as_alice.post(known.get_absolute_url() + "contact/", {"note": "a secret", "kind": "x"})
    as_alice.post(f"/people/contacts/{contact.pk}/delete/")
    as_alice.get("/people/?q=Okafor")
    as_alice.post("/people/import/", {"text": "name\nLeah Okafor\n"})
    for said in ("Leah", "Okafor", "her rota", "a secret", "Calm."):
        assert said not in "\n".join(line for line in caplog.text.splitlines() if "django.db" not in line)
