"""Who led to which offer, and whom one knows there already."""

from typing import Any

import pytest

from apps.opportunities.models import Opportunity, Referral
from apps.people.models import Person
from apps.users.ownership import acting_as
from tests.achievements.conftest import queries_of

__all__ = ["queries_of"]


@pytest.fixture
def offer(alice: Any) -> Opportunity:
    with acting_as(alice):
        return Opportunity.objects.create(owner=alice, title="Shop team leader", organisation="Fennel & Rye")


@pytest.fixture
def leah(alice: Any) -> Person:
    with acting_as(alice):
        return Person.objects.create(
            owner=alice, name="Leah Okafor", organisation="FENNEL & rye", known_as="store manager", kinds=["manager"]
        )


def test_who_led_to_an_offer_is_shown_on_both(as_alice: Any, alice: Any, offer: Opportunity, leah: Person) -> None:
    url = f"{offer.get_absolute_url()}led-by/"
    assert "Leah Okafor" in as_alice.get(url).content.decode()  # offered by name
    sent = {"who": "leah okafor", "how": "recommended", "note": "to the area manager"}
    assert as_alice.post(url, sent).url == offer.get_absolute_url()
    for page in (offer.get_absolute_url(), leah.get_absolute_url()):
        shown = as_alice.get(page).content.decode()
        assert "recommended me" in shown
        assert "to the area manager" in shown
    assert leah.get_absolute_url() in as_alice.get(offer.get_absolute_url()).content.decode()
    assert offer.get_absolute_url() in as_alice.get(leah.get_absolute_url()).content.decode()


def test_somebody_new_is_written_down_and_nobody_twice(as_alice: Any, alice: Any, offer: Opportunity) -> None:
    url = f"{offer.get_absolute_url()}led-by/"
    row = str(as_alice.get(url).context["form"].initial["row"])
    for _ in range(2):  # the same form sent twice
        assert as_alice.post(url, {"who": "Amir", "how": "told", "row": row}).status_code == 302
    answer = as_alice.post(url, {"who": "amir", "how": "introduced", "note": "kept"})
    assert answer.status_code == 422
    assert "They are there already." in answer.content.decode()
    assert 'value="kept"' in answer.content.decode()
    with acting_as(alice):
        assert Person.objects.get().name == "Amir"
        assert Referral.objects.get().how == "told"


@pytest.mark.parametrize(
    ("wrong", "said"), [({"who": " "}, "Write who it was."), ({"how": "x"}, "Select a valid choice")]
)
def test_what_is_wrong_is_said(as_alice: Any, alice: Any, offer: Opportunity, wrong: dict[str, str], said: str) -> None:
    answer = as_alice.post(
        f"{offer.get_absolute_url()}led-by/", {"who": "Amir", "how": "told", "note": "kept", **wrong}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="kept"' in answer.content.decode()
    with acting_as(alice):
        assert not Person.objects.exists()


def test_taken_off_both_stay(as_alice: Any, alice: Any, offer: Opportunity, leah: Person) -> None:
    with acting_as(alice):
        referral = Referral.objects.create(owner=alice, opportunity=offer, person=leah)
    url = f"/offers/referrals/{referral.pk}/remove/"
    assert "Take “Leah Okafor” off this offer?" in as_alice.get(url).content.decode()
    assert as_alice.post(url).url == offer.get_absolute_url()
    with acting_as(alice):
        assert (Opportunity.objects.count(), Person.objects.count(), Referral.objects.count()) == (1, 1, 0)


def test_the_network_of_an_offer_shows_whom_one_knows_there_and_what_to_ask(
    as_alice: Any, alice: Any, offer: Opportunity, leah: Person
) -> None:
    with acting_as(alice):
        Person.objects.create(owner=alice, name="Amir", organisation="Fennel & Rye Ltd")
        Person.objects.create(owner=alice, name="Lea", organisation="Fennel & Rye", state="let_go")
    page = as_alice.get(f"{offer.get_absolute_url()}ratings/").content.decode()
    network = page[page.index('id="factor-network"') :]
    network = network[: network.index("</fieldset>")]
    assert "You know somebody there already." in network
    assert "Leah Okafor" in network
    assert "Who decides there who moves on" in network
    assert page.count("You know somebody there already.") == 1
    assert "Amir" not in page
    assert "/people/" in network


def test_without_an_organisation_nobody_is_known_there(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        offer = Opportunity.objects.create(owner=alice, title="Florist")
        Person.objects.create(owner=alice, name="Amir")
    assert "Amir" not in as_alice.get(f"{offer.get_absolute_url()}ratings/").content.decode()


def test_pages_cost_the_same_with_1_and_with_30(
    as_alice: Any, alice: Any, offer: Opportunity, leah: Person, queries_of: Any
) -> None:
    def fill(number: int) -> None:
        with acting_as(alice):
            for place in range(number):
                them = Person.objects.create(owner=alice, name=f"P {place}", organisation="fennel & rye")
                Referral.objects.create(owner=alice, opportunity=offer, person=them)

    urls = [offer.get_absolute_url(), f"{offer.get_absolute_url()}ratings/", f"{offer.get_absolute_url()}led-by/"]
    fill(1)
    before = [queries_of(as_alice, url) for url in urls]
    fill(30)
    assert [queries_of(as_alice, url) for url in urls] == before
    assert max(before) <= 9  # one of them is the test’s own transaction
