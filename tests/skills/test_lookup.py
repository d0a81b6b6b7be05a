"""Names that the catalogue offers while one types."""

from typing import Any

import pytest

from apps.skills.cataloguing import bring_in, skills_of
from apps.skills.lookup import Offer, offers
from apps.skills.models import Skill
from apps.skills.sources.records import named
from apps.users.ownership import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db: None) -> None:
    """Everyday names, and what two lists call the same and other things."""
    everyday = [("First aid", ["emergency aid"]), ("Electrical installation", ["wiring"]), ("Welding", [])]
    listed = [
        ("manage staff", ["lead a team"]),
        ("first aid", []),
        ("electrical engineering", []),
        ("manage electrical equipment, tools", []),
        ("x" * 130, []),
        ("supervise children", ["look after pupils"]),
    ]
    bring_in(skills_of("starter"), [named(n, name, name, also) for n, (name, also) in enumerate(everyday)])
    bring_in(skills_of("esco"), [named(n, str(n), name, also) for n, (name, also) in enumerate(listed)])
    bring_in(skills_of("esco", "de"), [named(0, "0", "Personal führen", ["Mitarbeiter anleiten"])])
    slips = ["word procesing", "typewriting", "use a word processor", "wiring"]
    bring_in(skills_of("onet"), [named(0, "w", "use word processing software", ["process texts"], hidden=slips)])


def found(typed: str, **more: Any) -> list[Offer]:
    return offers(typed, **{"language": "en", "most": 6, "fits": 120} | more)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("e", ["Electrical installation", "First aid", "electrical engineering"]),
        ("electr", ["Electrical installation", "electrical engineering"]),
        ("ELECTRICAL  eng", ["electrical engineering"]),
        ("aid first", ["First aid"]),
        ("staff", ["manage staff"]),
        ("electrcal", ["Electrical installation", "electrical engineering"]),
        ("frst ad", ["First aid"]),
        ("suprvise childern", ["supervise children"]),
        ("wellding", ["Welding"]),
        ("typewriting", ["use word processing software"]),
        ("word procesing", ["use word processing software"]),
        ("typewritting", []),
        ("manage stafff", ["manage staff"]),
        ("a very long name that has far more words than anything", []),
        ("Mitarbeiter", []),
        ("", []),
        ("%", []),
        ("_", []),
        ("qqqq", []),
        ("\\", []),
    ],
)
def test_names_are_found_by_beginning_by_words_and_nearly(catalogue: None, typed: str, names: list[str]) -> None:
    assert [offer.name for offer in found(typed)] == names


def test_the_other_name_that_matched_is_said(catalogue: None) -> None:
    assert found("emerg") == [Offer("First aid", "emergency aid")]
    assert found("first") == [Offer("First aid")]


def test_a_hidden_name_leads_to_the_skill_and_is_never_shown(catalogue: None, alice: Any, as_alice: Any) -> None:
    assert found("typewr") == [Offer("use word processing software")]
    assert found("process t") == [Offer("use word processing software", "process texts")]
    page = as_alice.get("/skills/suggest/", {"skills": "typewr"}).content.decode()
    assert page.count("typewriting") == 0
    with acting_as(alice):
        (typed,) = Skill.objects.called(alice, ["Typewriting"])
        (wiring,) = Skill.objects.called(alice, ["wiring"])
    assert typed.catalogue.name == "use word processing software"
    assert wiring.catalogue.name == "Electrical installation"  # rather a name that is shown


def test_one_s_own_language_is_looked_through_beside_english(catalogue: None) -> None:
    assert [offer.name for offer in found("mitarb", language="de")] == ["Personal führen"]
    assert [offer.name for offer in found("welding", language="de")] == ["Welding"]


def test_what_is_named_already_is_not_offered_and_the_rest_is_bounded(catalogue: None) -> None:
    assert [offer.name for offer in found("e", without=["ELECTRICAL installation"], most=1)] == [
        "electrical engineering"
    ]


def test_a_skill_made_under_a_name_of_the_catalogue_is_linked_to_it(catalogue: None, alice: Any, as_alice: Any) -> None:
    with acting_as(alice):
        aid, own = sorted(Skill.objects.called(alice, ["EMERGENCY aid", "Own word"]), key=lambda skill: skill.name)
        assert (aid.catalogue.name, aid.catalogue.source) == ("First aid", "starter")
        assert own.catalogue is None

    as_alice.post("/skills/", {"name": "welding"})
    as_alice.post(f"/skills/{own.pk}/rename/", {"name": "Wiring", "stated_level": "since school", "is_bound": "on"})

    with acting_as(alice):
        assert Skill.objects.get(name="welding").catalogue.name == "Welding"
        own.refresh_from_db()
        assert (own.catalogue.name, own.stated_level, own.is_bound) == ("Electrical installation", "since school", True)
    page = as_alice.get(f"/skills/{own.pk}/").content.decode()
    assert "since school" in page
    assert "of use with one employer only" in page


def test_fields_offer_own_skills_first_then_the_catalogue(catalogue: None, alice: Any, as_alice: Any) -> None:
    with acting_as(alice):
        Skill.objects.called(alice, ["Emergency calls", "Welding"])

    page = as_alice.get("/skills/suggest/", {"skills": "patience, emergancy"}).content.decode()
    assert page.index("Yours:") < page.index("Emergency calls") < page.index("Often called:") < page.index("First aid")
    assert "– also: emergency aid" in page

    one = as_alice.get("/skills/suggest/one/", {"name": "weld"}).content.decode()
    assert "You have:" in one
    assert 'value="Welding"' not in one
    taken = as_alice.get("/skills/suggest/one/", {"name": "weld", "add": 'Electrical "x"'}).content.decode()
    assert 'value="Electrical &quot;x&quot;"' in taken
    assert "hx-swap-oob" in taken
