"""What happened, what was promised and what was said, as a person writes it down."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.people.actions import put_off, record_contact
from apps.people.models import Contact, Feedback, Person, Promise
from apps.users.ownership import acting_as


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "helped",
        "happened_on_day": "3",
        "happened_on_month": "5",
        "happened_on_year": "2024",
        "note": "Her rota for the new shop",
        "mine": "send the checklist",
        "mine_until": "2024-05-20",
        "theirs": "",
        "theirs_until": "",
        **changes,
    }


def only(owner: Any) -> Contact:
    with acting_as(owner):
        return Contact.objects.owned_by(owner).prefetch_related("promises").get()


def test_a_contact_is_written_down_with_what_was_promised(as_alice: Any, alice: Any, leah: Person) -> None:
    answer = as_alice.post(f"{leah.get_absolute_url()}contact/", sent(theirs="put in a word"))
    assert answer.url == leah.get_absolute_url()
    kept = only(alice)
    assert (kept.kind, kept.when) == ("helped", "3 May 2024")
    promised = [(promise.by, promise.text, promise.until) for promise in kept.promises.all()]
    assert promised == [("me", "send the checklist", date(2024, 5, 20)), ("them", "put in a word", None)]
    page = as_alice.get(leah.get_absolute_url()).content.decode()
    for said in ("I helped them", "Her rota for the new shop", "send the checklist", "They promised"):
        assert said in page


def test_a_month_that_goes_on_counts_until_today(as_alice: Any, alice: Any, leah: Person) -> None:
    today = timezone.localdate()
    months = {"happened_on_day": "", "happened_on_month": str(today.month), "happened_on_year": str(today.year)}
    as_alice.post(f"{leah.get_absolute_url()}contact/", sent(**months))
    kept = only(alice)
    assert (kept.happened_on, kept.happened_precision) == (today, "month")
    year = {
        "happened_on_day": "",
        "happened_on_month": "",
        "happened_on_year": "2023",
        "row": str(kept.pk),
        "seen": "1",
    }
    as_alice.post(f"/people/contacts/{kept.pk}/edit/", sent(**year))
    changed = only(alice)
    assert (changed.happened_on, changed.when, changed.revision) == (date(2023, 12, 31), "2023", 2)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"happened_on_year": ""}, "Add the year"),
        ({"happened_on_day": "", "happened_on_month": "", "happened_on_year": ""}, "Say when it was"),
        ({"happened_on_year": "2099"}, "still to come"),
        ({"happened_on_day": "", "happened_on_month": "", "happened_on_year": "2099"}, "still to come"),
        ({"kind": "met"}, "Select a valid choice"),
        ({"mine": ""}, "Say what was promised, or take the day out."),
        ({"mine_until": "soon"}, "We could not read this as a day"),
        ({"mine_until": "0024-05-20"}, "Look at the year"),
        ({"theirs": "x" * 301}, "300"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    as_alice: Any, alice: Any, leah: Person, wrong: dict[str, str], said: str
) -> None:
    answer = as_alice.post(f"{leah.get_absolute_url()}contact/", sent(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Her rota for the new shop" in page
    with acting_as(alice):
        assert not Contact.objects.exists()


def test_sent_twice_it_is_there_once(as_alice: Any, alice: Any, leah: Person) -> None:
    url = f"{leah.get_absolute_url()}contact/"
    row = as_alice.get(url).context["form"].initial["row"]
    for _ in range(2):
        assert as_alice.post(url, sent(row=str(row))).status_code == 302
    assert only(alice).pk == row


def test_a_change_keeps_whether_a_promise_was_kept(as_alice: Any, alice: Any, leah: Person) -> None:
    with acting_as(alice):
        contact = record_contact(person=leah, promises={"me": ("the rota", None), "them": ("a call", None)})
        mine = contact.promises.get(by="me")
    as_alice.post(f"/people/promises/{mine.pk}/", {"outcome": "kept"})
    url = f"/people/contacts/{contact.pk}/edit/"
    form = as_alice.get(url).context["form"]
    assert (form["mine"].value(), form["theirs"].value()) == ("the rota", "a call")
    as_alice.post(url, sent(row=str(contact.pk), seen="1", mine="the rota for May"))
    (promise,) = only(alice).promises.all()
    assert (promise.pk, promise.text, promise.outcome) == (mine.pk, "the rota for May", "kept")


def test_a_promise_is_kept_let_go_and_open_again(as_alice: Any, alice: Any, leah: Person) -> None:
    with acting_as(alice):
        promise = record_contact(person=leah, promises={"me": ("the rota", None)}).promises.get()
    url = f"/people/promises/{promise.pk}/"
    for outcome, told in (("kept", "kept"), ("dropped", "let go"), ("", "")):
        assert as_alice.post(url, {"outcome": outcome}).url == leah.get_absolute_url()
        with acting_as(alice):
            found = Promise.objects.get()
        assert (found.outcome, found.closed_on is not None) == (outcome, bool(outcome))
        assert found.get_outcome_display() == told
    as_alice.post(url, {"outcome": "broken"})
    assert as_alice.get(url).url == leah.get_absolute_url()
    assert as_alice.post(url, {"outcome": "kept", "next": "today"}).url == "/today/"


def test_a_new_contact_ends_what_was_put_off_and_an_old_one_does_not(alice: Any, leah: Person) -> None:
    today = timezone.localdate()
    with acting_as(alice):
        record_contact(person=leah, happened_on=today - timedelta(weeks=20))
        put_off(leah, until=today + timedelta(weeks=40))
        record_contact(person=leah, happened_on=today - timedelta(weeks=30))
        assert Person.objects.get().not_before == today + timedelta(weeks=40)
        record_contact(person=leah)
        assert Person.objects.get().not_before is None
        assert Person.objects.with_due().get().due_on == today + timedelta(weeks=13)


def test_deleting_a_contact_lets_the_one_before_count(as_alice: Any, alice: Any, leah: Person) -> None:
    today = timezone.localdate()
    with acting_as(alice):
        record_contact(person=leah, happened_on=today - timedelta(weeks=20))
        newest = record_contact(person=leah, note="by mistake")
    assert "by mistake" in as_alice.get(f"/people/contacts/{newest.pk}/delete/").content.decode()
    as_alice.post(f"/people/contacts/{newest.pk}/delete/")
    with acting_as(alice):
        assert Person.objects.with_due().get().due_on == today - timedelta(weeks=7)


def test_more_contacts_than_fit_are_on_further_pages(as_alice: Any, alice: Any, leah: Person) -> None:
    with acting_as(alice):
        for day in range(21):
            record_contact(person=leah, happened_on=date(2024, 1, 1) + timedelta(days=day), note=f"talk {day:02}")
    first = as_alice.get(leah.get_absolute_url()).content.decode()
    assert "talk 20" in first
    assert "talk 00" not in first
    assert "talk 00" in as_alice.get(f"{leah.get_absolute_url()}?page=2").content.decode()
    assert as_alice.get(f"{leah.get_absolute_url()}?page=²").status_code == 200


def test_what_they_said_is_kept_changed_and_deleted(as_alice: Any, alice: Any, leah: Person) -> None:
    url = f"{leah.get_absolute_url()}feedback/"
    wrong = as_alice.post(url, {"quote": " ", "said_on": "2099-01-01", "may_show": "on"})
    assert wrong.status_code == 422
    assert "Write what was said." in wrong.content.decode()
    assert "still to come" in wrong.content.decode()
    as_alice.post(url, {"quote": "You never made me feel slow.", "said_on": "2024-05-03"})
    with acting_as(alice):
        said = Feedback.objects.get()
    page = as_alice.get(leah.get_absolute_url()).content.decode()
    assert "You never made me feel slow." in page
    assert "for you alone" in page
    as_alice.post(
        f"/people/feedback/{said.pk}/edit/",
        {"quote": "Never slow.", "may_show": "on", "row": str(said.pk), "seen": "1"},
    )
    assert "may be shown to others" in as_alice.get(leah.get_absolute_url()).content.decode()
    assert "Never slow." in as_alice.get(f"/people/feedback/{said.pk}/delete/").content.decode()
    as_alice.post(f"/people/feedback/{said.pk}/delete/")
    with acting_as(alice):
        assert not Feedback.objects.exists()
