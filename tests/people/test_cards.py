"""Cards of an address book, read and written; vobject, an independent library, says whether we are right."""

from uuid import uuid4

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from apps.people.cards import cards, escaped, unescaped, written
from apps.people.reading import Format, Why, read

# Of the ends of lines only \n comes back, and vobject takes control characters for ends of lines.
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("\\,;:\n\"'")
WORDS = st.text(LETTERS, max_size=60).map(str.strip)
NAMES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
PEOPLE = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "name": NAMES,
        "organisation": WORDS,
        "known_as": WORDS,
        "kinds": st.sampled_from(["", "mentor", "mentor, peer"]),
        "email": st.sampled_from(["", "leah@example.org"]),
        "phone": st.sampled_from(["", "+44 1904 0"]),
        "link": st.sampled_from(["", "https://example.org/a,b;c?d=1"]),
        "notes": WORDS,
    }
)


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


@given(st.lists(PEOPLE, min_size=1, max_size=4))
def test_what_is_written_is_read_again_by_us_and_by_another(people: list[dict[str, str]]) -> None:
    text = "".join(written(people))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = read(text)
    assert found is not None
    assert found.format is Format.CARDS
    for said, ours, theirs in zip(people, found.people, vobject.readComponents(text), strict=True):
        assert ours.said == {name: value for name, value in said.items() if value}
        assert theirs.fn.value == said["name"]
        assert getattr(theirs, "note", None) is None or theirs.note.value == said["notes"]
        assert [each.value for each in theirs.contents.get("email", [])] == [said["email"]] * bool(said["email"])
        assert [each.value[0] for each in theirs.contents.get("org", [])] == [said["organisation"]] * bool(
            said["organisation"]
        )


@given(WORDS)
def test_escaping_loses_nothing(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert "\n" not in escaped(text)


@given(st.text(max_size=100))
def test_nothing_that_is_no_card_breaks_the_reader(text: str) -> None:
    for found in cards(f"BEGIN:VCARD\nVERSION:3.0\n{text}\nEND:VCARD\n{text}"):
        assert found.number >= 1
        assert isinstance(found.name, str)


def test_what_another_library_writes_is_read() -> None:
    theirs = vobject.vCard()
    theirs.add("n").value = vobject.vcard.Name(family="Okafor", given="Leah")
    theirs.add("fn").value = "Leah Okafor, MBA"
    theirs.add("org").value = ["Lindley; Sons", "Stores"]
    theirs.add("note").value = "one\ntwo, " + "three " * 40
    mail = theirs.add("email")
    mail.value, mail.type_param = "leah@example.org", "INTERNET"
    found = read(theirs.serialize())
    assert found is not None
    (person,) = found.people
    assert person.said == {
        "name": "Leah Okafor, MBA",
        "organisation": "Lindley; Sons",
        "email": "leah@example.org",
        "notes": ("one\ntwo, " + "three " * 40).strip(),
    }


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["N:Okafor;Leah;M.;;"], {"name": "Leah M. Okafor"}),
        (["ORG:Lindley"], {"name": "Lindley", "organisation": "Lindley"}),
        (["FN:Leah", "item1.EMAIL;type=INTERNET:leah@example.org"], {"name": "Leah", "email": "leah@example.org"}),
        (
            ["FN:Leah", "EMAIL:a@example.org", 'EMAIL;TYPE="home,pref":b@example.org'],
            {"name": "Leah", "email": "b@example.org", "notes": "a@example.org"},
        ),
        (
            ["FN:Leah", "TEL;PREF=2:1", "TEL;VALUE=uri;PREF=1:tel:+44-1904;ext=5"],
            {"name": "Leah", "phone": "+44-1904", "notes": "1"},
        ),
        (["FN:Leah", "URL:https\\://example.org"], {"name": "Leah", "link": "https://example.org"}),
        (["FN:Le", " ah", "NOTE:a", "\tb"], {"name": "Leah", "notes": "ab"}),
        (["fn:Leah", "ROLE:Buyer", "PHOTO;ENCODING=b:AAAA", " BBBB"], {"name": "Leah", "known_as": "Buyer"}),
        (["FN:Leah", "CATEGORIES:mentor,Friends"], {"name": "Leah", "kinds": "mentor, Friends"}),
        (["FN:Leah", "EMAIL:", "NOTE: "], {"name": "Leah"}),
    ],
)
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_of_a_card_what_is_kept_here_is_read(version: str, lines: list[str], said: dict[str, str]) -> None:
    found = read(card(*lines, version=version))
    assert found is not None
    (person,) = found.people
    assert person.said == said
    assert not person.troubles


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (card("FN:Leah", version="2.1"), Why.OLD_CARD),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Leah\n", Why.NOT_CLOSED),
        (card("TEL:1"), Why.NO_NAME),
    ],
)
def test_a_card_that_cannot_be_read_is_reported_and_costs_no_other(text: str, why: Why) -> None:
    found = read(text + card("FN:Amir"))
    assert found is not None
    assert [person.troubles for person in found.people] == [(why,), ()]
    assert found.people[1].said["name"] == "Amir"


def test_our_own_id_comes_back_and_a_foreign_one_names_the_source() -> None:
    own, foreign = str(uuid4()), "https://phone.example/1"
    found = read(card("FN:A", f"UID:urn:uuid:{own}") + card("FN:B", f"UID:{foreign}"))
    assert found is not None
    assert [(person.said.get("id"), person.source) for person in found.people] == [
        (own, f"card urn:uuid:{own}"),
        (None, f"card {foreign}"),
    ]
