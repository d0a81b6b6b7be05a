"""A skill that is renamed or merged is followed by what names it: directions, and offers that would build it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.opportunities.models import OfferSkill, Opportunity
from apps.skills.crediting import record_credential
from apps.skills.models import Direction, DirectionNeed, Skill
from apps.users.ownership import acting_as

pytestmark = pytest.mark.django_db


def taught(owner: Any) -> dict[str, list[str]]:
    with acting_as(owner):
        found: dict[str, list[str]] = {}
        for title, name in OfferSkill.objects.owned_by(owner).values_list("opportunity__title", "name"):
            found.setdefault(title, []).append(name)
        return found


@pytest.fixture
def two(alice: Any) -> tuple[Skill, Skill]:
    """Two names of the same thing; offers and a direction name the one, the other, or both."""
    with acting_as(alice):
        goes, stays = Skill.objects.called(alice, ["Till", "Cash handling"])
        offers = {"Old": ["TILL", "Rota"], "Both": ["Till", "cash handling"], "New": ["Cash handling"]}
        for title, names in offers.items():
            OfferSkill.objects.rewrite(Opportunity.objects.create(owner=alice, title=title), names)
        direction = Direction.objects.create(owner=alice, title="Shift lead")
        DirectionNeed.objects.create(owner=alice, direction=direction, name="till")
        return (goes, stays) if goes.name == "Till" else (stays, goes)


def test_offers_and_directions_name_the_skill_that_stays(as_alice: Any, alice: Any, two: tuple[Skill, Skill]) -> None:
    goes, stays = two
    page = as_alice.get(reverse("skill_names:merge", args=[goes.pk]), {"into": stays.pk}).content.decode()
    assert "or an offer would build it, the one that stays is named." in page

    as_alice.post(reverse("skill_names:merge", args=[goes.pk]), {"into": stays.pk})

    assert taught(alice) == {"Old": ["Cash handling", "Rota"], "Both": ["cash handling"], "New": ["Cash handling"]}
    as_alice.get("/skills/")  # where one is told
    page = as_alice.get("/direction/").content.decode()
    assert "Till" not in page
    assert "Cash handling" in page


@pytest.mark.parametrize(
    ("name", "old", "both"),
    [
        ("Working the till", ["Rota", "Working the till"], ["cash handling", "Working the till"]),
        ("TILL", ["Rota", "TILL"], ["cash handling", "TILL"]),  # another case is no other name
    ],
)
def test_a_new_name_is_followed(
    as_alice: Any, alice: Any, two: tuple[Skill, Skill], name: str, old: list[str], both: list[str]
) -> None:
    url = reverse("skill_names:rename", args=[two[0].pk])
    form = as_alice.get(url).context["form"]
    sent = {field: form[field].value() or "" for field in ("row", "seen")}

    assert as_alice.post(url, {**sent, "name": name}).status_code == 302

    assert taught(alice) == {"Old": old, "Both": both, "New": ["Cash handling"]}
    with acting_as(alice):
        assert DirectionNeed.objects.get().name == name


@pytest.mark.parametrize(
    ("days", "stack", "direction"),
    [(0, "proven by a credential", "Proven"), (-1, "a claim so far", "Claimed")],
)
def test_stack_and_direction_say_the_same_of_what_a_credential_vouches_for(
    as_alice: Any, alice: Any, two: tuple[Skill, Skill], days: int, stack: str, direction: str
) -> None:
    with acting_as(alice):
        expires = timezone.localdate() + timedelta(days=days)
        record_credential(owner=alice, name="Cashier’s certificate", expires_on=expires, skills=["Till"])
        two[1].delete()

    for page in ("/skills/", two[0].get_absolute_url()):
        shown = as_alice.get(page).content.decode()
        assert stack in shown
        assert ("a claim so far" in shown) == (stack == "a claim so far")
    assert (two[0].get_absolute_url() in as_alice.get("/skills/?show=claimed").content.decode()) == (days < 0)
    assert f"{direction}</h" in as_alice.get("/direction/").content.decode()


def test_what_others_name_stays(as_alice: Any, alice: Any, bob: Any, two: tuple[Skill, Skill]) -> None:
    with acting_as(bob):
        OfferSkill.objects.rewrite(Opportunity.objects.create(owner=bob, title="His"), ["Till"])
    as_alice.post(reverse("skill_names:merge", args=[two[0].pk]), {"into": two[1].pk})
    assert taught(bob) == {"His": ["Till"]}


def test_a_stranger_finds_nothing_to_rename(as_bob: Any, as_nobody: Any, two: tuple[Skill, Skill]) -> None:
    url = reverse("skill_names:rename", args=[two[0].pk])
    assert as_bob.post(url, {"name": "Mine"}).status_code == 404
    assert reverse("account_login") in as_nobody.get(url).url
