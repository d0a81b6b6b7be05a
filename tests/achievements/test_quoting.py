"""Between people and the journal: words as proof, a contact as an entry, asking for feedback and for a witness."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest

from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement, ContactEntry, Proof
from apps.achievements.quoting import begun_line, begun_skills
from apps.people.actions import record_contact
from apps.people.models import Contact, Feedback, Person
from apps.users.ownership import acting_as


@pytest.fixture
def leah(alice: Any) -> Person:
    with acting_as(alice):
        return Person.objects.create(
            owner=alice, name="Leah Okafor", known_as="my first store manager", email="leah@example.org"
        )


@pytest.fixture
def words(alice: Any, leah: Person) -> Feedback:
    with acting_as(alice):
        return Feedback.objects.create(
            owner=alice, person=leah, quote="You never made me feel slow.", said_on=date(2026, 3, 4), may_show=True
        )


# --- Words become proof -----------------------------------------------------------------------------------------


def test_what_was_said_becomes_proof_in_one_step(
    as_alice: Any, alice: Any, leah: Person, words: Feedback, entry: Achievement
) -> None:
    url = f"/people/feedback/{words.pk}/proof/"
    page = as_alice.get(url).content.decode()
    assert "You never made me feel slow." in page
    assert "Increased the average basket" in page
    for _ in range(2):  # sent twice it is there once
        answer = as_alice.post(url, {"entry": str(entry.pk), "may_show": "on"})
        assert answer.url == f"{entry.get_absolute_url()}#proof"
    with acting_as(alice):
        proof = Proof.objects.get(kind="feedback")
    assert (proof.quote, proof.said_by, proof.said_as) == (words.quote, "Leah Okafor", "my first store manager")
    assert (proof.said_on, proof.may_show, proof.person_id) == (date(2026, 3, 4), True, leah.pk)
    assert leah.get_absolute_url() in as_alice.get(entry.get_absolute_url()).content.decode()
    theirs = as_alice.get(leah.get_absolute_url()).content.decode()
    assert theirs.count("You never made me feel slow.</blockquote>") == 1
    assert "Backs up:" in theirs


def test_whether_it_may_be_shown_is_asked_again_there(
    as_alice: Any, alice: Any, words: Feedback, entry: Achievement
) -> None:
    as_alice.post(f"/people/feedback/{words.pk}/proof/", {"entry": str(entry.pk)})
    with acting_as(alice):
        assert not Proof.objects.get(kind="feedback").may_show
        assert not Feedback.objects.get().may_show


def test_an_entry_is_chosen_and_it_is_ones_own(
    as_alice: Any, alice: Any, bob: Any, words: Feedback, entry: Achievement
) -> None:
    with acting_as(bob):
        theirs = record_achievement(owner=bob, line="Bob’s line")
    for sent in ({}, {"entry": str(theirs.pk)}, {"entry": "x"}):
        answer = as_alice.post(f"/people/feedback/{words.pk}/proof/", {**sent, "may_show": "on"})
        assert answer.status_code == 422
        assert "Bob’s line" not in answer.content.decode()
    with acting_as(alice):
        assert not Proof.objects.filter(kind="feedback").exists()


def test_an_older_entry_is_found_by_a_word(as_alice: Any, alice: Any, words: Feedback) -> None:
    with acting_as(alice):
        old = record_achievement(owner=alice, line="Painted the zeppelin", happened_on=date(2001, 1, 1))
        for number in range(31):
            record_achievement(owner=alice, line=f"Line {number}")
    url = f"/people/feedback/{words.pk}/proof/"
    assert "zeppelin" not in as_alice.get(url).content.decode()
    assert "Painted the zeppelin" in as_alice.get(f"{url}?q=ZEPP").content.decode()
    as_alice.post(f"{url}?q=ZEPP", {"entry": str(old.pk)})
    with acting_as(alice):
        assert Proof.objects.get(kind="feedback").achievement_id == old.pk
    assert "No entry has this word." in as_alice.get(f"{url}?q=quagga").content.decode()


def test_proof_stays_when_the_person_and_their_words_go(
    as_alice: Any, alice: Any, leah: Person, words: Feedback, entry: Achievement
) -> None:
    as_alice.post(f"/people/feedback/{words.pk}/proof/", {"entry": str(entry.pk)})
    as_alice.post(f"{leah.get_absolute_url()}delete/")
    with acting_as(alice):
        proof = Proof.objects.get(kind="feedback")
    assert (proof.said_by, proof.person_id, proof.feedback_id) == ("Leah Okafor", None, None)
    assert "You never made me feel slow." in as_alice.get(entry.get_absolute_url()).content.decode()


def test_words_written_down_with_the_entry_are_linked_to_who_said_them(
    as_alice: Any, alice: Any, leah: Person, entry: Achievement
) -> None:
    url = f"/journal/{entry.pk}/add/feedback/"
    assert '<option value="Leah Okafor">' in as_alice.get(url).content.decode()
    as_alice.post(url, {"quote": "Calm.", "said_by": "leah okafor", "may_show": "on"})
    as_alice.post(url, {"quote": "Quick.", "said_by": "Somebody else"})
    with acting_as(alice):
        linked = dict(Proof.objects.filter(kind="feedback").values_list("quote", "person"))
    assert linked == {"Calm.": leah.pk, "Quick.": None}
    assert "Calm." in as_alice.get(leah.get_absolute_url()).content.decode()


# --- A contact becomes an entry ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "kinds", "line", "skills"),
    [
        ("helped", [], "Helped a colleague: her rota", ["helping colleagues"]),
        ("helped", ["mentee"], "Coached a colleague: her rota", ["mentoring"]),
        ("across", [], "Worked across teams: her rota", ["working across teams"]),
        ("introduced", [], "Brought people together: her rota", []),
        ("talked", ["peer"], "her rota", []),
    ],
)
def test_an_entry_begins_with_what_was_done_and_names_nobody(
    kind: str, kinds: list[str], line: str, skills: list[str]
) -> None:
    contact = Contact(kind=kind, note="her\nrota", person=Person(name="Leah Okafor", kinds=kinds))
    assert begun_line(contact) == line
    assert begun_skills(contact) == skills


def test_help_given_becomes_an_entry_once(as_alice: Any, alice: Any, leah: Person) -> None:
    with acting_as(alice):
        contact = record_contact(
            person=leah,
            kind="helped",
            note="her rota",
            happened_on=date(2026, 5, 31),
            happened_precision="month",
        )
    url = f"/people/contacts/{contact.pk}/entry/"
    form = as_alice.get(url).context["form"]
    assert (form["line"].value(), form["skills"].value()) == ("Helped a colleague: her rota", "helping colleagues")
    sent = {
        "line": "Taught a new manager to plan a rota",
        "happened_on_month": "5",
        "happened_on_year": "2026",
        "skills": "rota planning, mentoring",
    }
    assert as_alice.post(url, {**sent, "line": " "}).status_code == 422
    answer = as_alice.post(url, sent)
    with acting_as(alice):
        entry = Achievement.objects.get()
        assert {skill.name for skill in entry.skills.all()} == {"rota planning", "mentoring"}
        assert ContactEntry.objects.get().contact_id == contact.pk
    assert answer.url == entry.get_absolute_url()
    assert entry.when == "May 2026"
    assert as_alice.get(url).url == entry.get_absolute_url()  # there is one already
    as_alice.post(url, sent)
    with acting_as(alice):
        assert Achievement.objects.count() == 1
    page = as_alice.get(leah.get_absolute_url()).content.decode()
    assert "In your journal:" in page
    assert "Make it a journal entry" not in page


# --- Asking -----------------------------------------------------------------------------------------------------


def test_a_text_is_made_from_the_entry_and_sent_by_nobody_but_oneself(
    as_alice: Any, leah: Person, entry: Achievement, mailoutbox: list[Any]
) -> None:
    url = f"/journal/{entry.pk}/ask/feedback/"
    plain = as_alice.get(url).context["text"]
    assert "“Increased the average basket by 12 % with a new checkout display”" in plain
    assert plain.startswith("Hello,")
    asked = as_alice.get(f"{url}?to={leah.pk}").context
    assert asked["text"].startswith("Hello Leah Okafor,")
    assert asked["mailto"].startswith("mailto:leah@example.org?subject=A%20question%20about%20my%20work&body=")
    assert unquote(asked["mailto"].partition("&body=")[2]).replace("\r\n", "\n") == asked["text"]
    assert not mailoutbox
    for nobody in ("x", "00000000-0000-0000-0000-000000000000"):
        assert as_alice.get(f"{url}?to={nobody}").context["text"] == plain


def test_that_one_asked_is_noted_with_somebody_known_or_new(
    as_alice: Any, alice: Any, leah: Person, entry: Achievement
) -> None:
    url = f"/journal/{entry.pk}/ask/feedback/"
    assert as_alice.post(url, {"who": " "}).status_code == 422
    assert as_alice.post(url, {"who": "LEAH  okafor"}).url == leah.get_absolute_url()
    as_alice.post(url, {"who": "Amir"})
    with acting_as(alice):
        asked = {contact.person.name: contact for contact in Contact.objects.select_related("person")}
        assert asked.keys() == {"Leah Okafor", "Amir"}
        assert {contact.kind for contact in asked.values()} == {"asked"}
        assert "Increased the average basket" in asked["Amir"].note


def test_the_witness_link_is_offered_for_the_same_person(as_alice: Any, leah: Person, entry: Achievement) -> None:
    asking = as_alice.get(f"/journal/{entry.pk}/ask/feedback/?to={leah.pk}").content.decode()
    assert f"/journal/{entry.pk}/ask/?person={leah.pk}" in asking
    form = as_alice.get(f"/journal/{entry.pk}/ask/?person={leah.pk}").context["form"]
    assert (form["name"].value(), form["relation"].value()) == ("Leah Okafor", "my first store manager")


def test_a_confidential_line_is_warned_about(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        secret = record_achievement(owner=alice, line="Settled a claim", is_confidential=True)
    assert (
        "You marked this entry as confidential" in as_alice.get(f"/journal/{secret.pk}/ask/feedback/").content.decode()
    )
