"""People, as a person meets them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.people.actions import record_contact
from apps.people.models import Contact, Feedback, Person, Promise
from apps.users.ownership import acting_as

URL = "/people/"


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Leah Okafor",
        "known_as": "my first store manager",
        "organisation": "Lindley",
        "kinds": ["mentor", "manager"],
        "met_on_day": "",
        "met_on_month": "",
        "met_on_year": "2019",
        "every_weeks": "13",
        "email": "leah@example.org",
        "phone": "+44 1904 000000",
        "link": "https://example.org/leah",
        "notes": "Likes plain words",
        **changes,
    }


def test_an_empty_page_teaches_by_an_example(as_alice: Any) -> None:
    page = as_alice.get(URL).content.decode()
    assert "Who helped you get where you are?" in page
    assert "Leah, my first store manager" in page


def test_somebody_is_kept_with_all_that_was_said(as_alice: Any, alice: Any) -> None:
    answer = as_alice.post(f"{URL}new/", sent())
    with acting_as(alice):
        them = Person.objects.owned_by(alice).get()
    assert answer.url == them.get_absolute_url()
    assert (them.kinds, them.met, them.every_weeks) == (["mentor", "manager"], "2019", 13)
    page = as_alice.get(them.get_absolute_url()).content.decode()
    for said in ("my first store manager", "Lindley", "leah@example.org", "About every quarter of a year", "2019"):
        assert said in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Write what you call them."),
        ({"email": "leah"}, "valid e"),
        ({"link": "javascript:alert(1)"}, "This is no web address."),
        ({"every_weeks": "often"}, "whole number of weeks"),
        ({"every_weeks": "0"}, "at least 1 week"),
        ({"every_weeks": "9999"}, "at most 520 weeks"),
        ({"kinds": ["friend"]}, "Choose from the list."),
        ({"met_on_year": "2099"}, "still to come"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    as_alice: Any, alice: Any, wrong: dict[str, Any], said: str
) -> None:
    answer = as_alice.post(f"{URL}new/", sent(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Likes plain words" in page
    with acting_as(alice):
        assert not Person.objects.exists()


def test_a_change_keeps_the_row_and_one_unseen_is_not_overwritten(as_alice: Any, alice: Any, leah: Person) -> None:
    changed = sent(name="Leah  Hill", row=str(leah.pk), seen="1")
    assert as_alice.post(f"{URL}{leah.pk}/edit/", changed).status_code == 302
    with acting_as(alice):
        assert Person.objects.get().name == "Leah Hill"
    assert as_alice.post(f"{URL}{leah.pk}/edit/", sent(row=str(leah.pk), seen="1")).status_code == 422


def test_sent_twice_somebody_is_there_once(as_alice: Any, alice: Any) -> None:
    row = as_alice.get(f"{URL}new/").context["form"].initial["row"]
    for _ in range(2):
        assert as_alice.post(f"{URL}new/", sent(row=str(row))).status_code == 302
    with acting_as(alice):
        assert Person.objects.get().pk == row


def test_the_list_puts_first_with_whom_a_word_would_be_welcome(as_alice: Any, alice: Any, leah: Person) -> None:
    today = timezone.localdate()
    with acting_as(alice):
        amir = Person.objects.create(owner=alice, name="Amir", every_weeks=4)
        Person.objects.create(owner=alice, name="Zoe")
        record_contact(person=leah, happened_on=today - timedelta(weeks=14), note="her new shop in York")
        record_contact(person=amir, happened_on=today - timedelta(weeks=1))
    page = as_alice.get(URL).content.decode()
    places = [page.index(f"<bdi>{name}</bdi>") for name in ("Leah Okafor", "Amir", "Zoe")]
    assert places == sorted(places)
    assert page.count("a good time for a word") == 1
    assert "next word in 3 weeks" in page
    assert "her new shop in York" in page
    due = as_alice.get(f"{URL}?show=due").content.decode()
    assert "Leah Okafor" in due
    assert "Amir" not in due


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lind", {"Leah Okafor"}),
        ("q=STORE", {"Leah Okafor"}),
        ("q=zeppelin", set()),
        ("kind=mentor", {"Leah Okafor"}),
        ("kind=peer", {"Amir"}),
        ("show=paused", {"Paul"}),
        ("show=let_go", {"Lea"}),
        ("show=nonsense&kind=nonsense", {"Leah Okafor", "Amir", "Paul"}),
        ("q=%00", {"Leah Okafor", "Amir", "Paul"}),
    ],
)
def test_the_list_is_narrowed_down(as_alice: Any, alice: Any, leah: Person, query: str, found: set[str]) -> None:
    with acting_as(alice):
        Person.objects.create(owner=alice, name="Amir", kinds=["peer"])
        Person.objects.create(owner=alice, name="Paul", state="paused")
        Person.objects.create(owner=alice, name="Lea", state="let_go")
    rows = as_alice.get(f"{URL}?{query}").context["rows"]
    assert {known.them.name for known in rows} == found


def test_asking_is_put_off_paused_and_let_go_without_a_reproach(as_alice: Any, alice: Any, leah: Person) -> None:
    today, url = timezone.localdate(), f"{URL}{leah.pk}/"

    def due() -> Any:
        with acting_as(alice):
            return Person.objects.owned_by(alice).with_due().get().due_on

    with acting_as(alice):
        record_contact(person=leah, happened_on=today - timedelta(weeks=20))
    assert due() == today - timedelta(weeks=7)
    assert as_alice.post(f"{url}later/", {"weeks": "4"}).status_code == 302
    assert due() == today + timedelta(weeks=4)
    as_alice.post(f"{url}later/", {"weeks": "a year"})
    assert due() == today + timedelta(weeks=1)
    as_alice.post(f"{url}state/", {"state": "paused"})
    assert due() is None
    assert "Take them up again" in as_alice.get(url).content.decode()
    as_alice.post(f"{url}state/", {"state": "in_touch"})
    assert due() == today - timedelta(weeks=7)  # what was put off is not put off any more
    page = as_alice.post(f"{url}state/", {"state": "let_go"}, follow=True).content.decode()
    assert "Let go. That is fine" in page
    as_alice.post(f"{url}state/", {"state": "nonsense"})
    assert due() is None
    assert as_alice.get(f"{url}later/").url == as_alice.get(f"{url}state/").url == url


def test_deleting_asks_first_and_takes_everything_along(as_alice: Any, alice: Any, leah: Person) -> None:
    with acting_as(alice):
        record_contact(person=leah, promises={"me": ("the rota", None)})
        Feedback.objects.create(owner=alice, person=leah, quote="You never made me feel slow.")
    asked = as_alice.get(f"{URL}{leah.pk}/delete/").content.decode()
    assert "Delete “Leah Okafor”?" in asked
    assert "one contact" in asked
    as_alice.post(f"{URL}{leah.pk}/delete/")
    with acting_as(alice):
        assert not any(model.objects.exists() for model in (Person, Contact, Promise, Feedback))


def test_the_account_takes_them_along(alice: Any, leah: Person, no_row_security: Any) -> None:
    with acting_as(alice):
        record_contact(person=leah, promises={"them": ("an introduction", None)})
        Feedback.objects.create(owner=alice, person=leah, quote="Calm.")
        alice.delete()
        assert not any(model.objects.exists() for model in (Person, Contact, Promise, Feedback))


def test_the_page_says_how_other_peoples_data_is_kept(as_alice: Any) -> None:
    page = as_alice.get(f"{URL}privacy/").content.decode()
    assert "never look anybody up" in page
    assert f'href="{URL}privacy/"' in as_alice.get(URL).content.decode()


def test_a_name_with_markup_runs_nothing(as_alice: Any, alice: Any) -> None:
    as_alice.post(f"{URL}new/", sent(name="<script>alert(1)</script>", notes="<b>"))
    for url in (URL, as_alice.get(URL).context["rows"][0].them.get_absolute_url()):
        page = as_alice.get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_pages_cost_the_same_at_1_and_at_30(as_alice: Any, alice: Any, leah: Person, queries_of: Any) -> None:
    def fill(number: int) -> None:
        with acting_as(alice):
            for place in range(number):
                them = Person.objects.create(owner=alice, name=f"P {place}", every_weeks=4, organisation="Lindley")
                for each in (them, leah):
                    record_contact(person=each, promises={"me": ("the rota", None), "them": ("a call", None)})
                Feedback.objects.create(owner=alice, person=leah, quote="Calm.")

    urls = [URL, f"{URL}?q=p&show=due", leah.get_absolute_url()]
    fill(1)
    before = [queries_of(as_alice, url) for url in urls]
    fill(30)
    assert [queries_of(as_alice, url) for url in urls] == before
    assert max(before) <= 9  # one of them is the test’s own transaction
