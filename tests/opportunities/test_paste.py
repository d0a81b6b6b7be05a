"""An offer from pasted text: filled in for checking, said from where, and saved only when the person saves it."""

from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.opportunities.models import Opportunity
from tests.forms_in_pages import Form, Forms

PASTE, NEW = reverse("opportunities:paste"), reverse("opportunities:new")
ADVERT = """Night Care Assistant
Location: Harrogate
£12.85–£13.40 per hour, 33 hours per week
£140 per shift at weekends
Closing date: 12 December 2026
https://willowcourt.example/jobs/7
"""


def pasted(client: Client, text: str, **sent: str) -> tuple[str, Form]:
    """The page after pasting, and the form of an offer in it."""
    answer = client.post(PASTE, {"text": text, "keep": "on"} | sent)
    assert answer.status_code == 200
    reader = Forms(PASTE)
    reader.feed(answer.content.decode())
    (form,) = [form for form in reader.forms if form.action == NEW]
    return unescape(answer.content.decode()), form


def test_what_is_stated_is_filled_in_and_nothing_is_saved(as_alice: Any, alice: Any, acting_as: Any) -> None:
    page, form = pasted(as_alice, ADVERT)
    sent = form.data()
    assert {name: sent[name] for name in sent if name not in {"row", "seen", "notes"}} == {
        "title": "Night Care Assistant",
        "organisation": "",
        "place": "Harrogate",
        "deadline": "2026-12-12",
        "link": "https://willowcourt.example/jobs/7",
        "pay_amount": "12.85",
        "pay_currency": "GBP",
        "pay_period": "hour",
        "hours_per_week": "33",
        "teaches": "",
    }
    assert "From the text: “<bdi>£12.85–£13.40 per hour</bdi>”. This is the lower end; it goes up to £13.40." in page
    assert "From the text: “<bdi>33 hours per week</bdi>”." in page
    assert '<q dir="auto">£140 per shift</q> – for a shift or a night' in page
    with acting_as(alice):
        assert not Opportunity.objects.exists()


def test_it_is_saved_as_any_offer_is(as_alice: Any, alice: Any, acting_as: Any) -> None:
    _, form = pasted(as_alice, ADVERT)
    answer = as_alice.post(form.action, form.data(title="Night carer"))
    with acting_as(alice):
        saved = Opportunity.objects.get()
    assert answer.url == reverse("opportunities:ratings", args=[saved.pk])
    assert (saved.title, saved.pay_amount, saved.pay_period) == ("Night carer", Decimal("12.85"), "hour")
    assert saved.notes.startswith("Night Care Assistant")
    assert as_alice.post(form.action, form.data(title="Night carer")).status_code == 302
    with acting_as(alice):
        assert Opportunity.objects.count() == 1


def test_the_text_is_kept_only_where_it_is_wanted(as_alice: Any) -> None:
    answer = as_alice.post(PASTE, {"text": ADVERT})
    reader = Forms(PASTE)
    reader.feed(answer.content.decode())
    (form,) = [form for form in reader.forms if form.action == NEW]
    assert form.data()["notes"] == ""


def test_a_long_text_is_shortened_for_the_notes_and_that_is_said(as_alice: Any) -> None:
    page, form = pasted(as_alice, "Baker\n" + "Long words. " * 1000)
    assert "longer than the notes can hold" in page
    assert 7_900 < len(form.data()["notes"]) <= 8_000
    assert as_alice.post(form.action, form.data()).status_code == 302


def test_text_that_is_too_long_is_kept_and_asked_about(as_alice: Any) -> None:
    answer = as_alice.post(PASTE, {"text": "x" * 50_001})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This text has 50001 characters; up to 50000 can be read." in page
    assert "x" * 50_001 in page


def test_no_text_is_asked_for(as_alice: Any) -> None:
    answer = as_alice.post(PASTE, {"text": " \n "})
    assert answer.status_code == 422
    assert "Paste the text first." in answer.content.decode()


def test_text_that_states_nothing_says_so(as_alice: Any) -> None:
    page, form = pasted(as_alice, "👩🏽‍🚒🏳️‍🌈")
    assert "states nothing plainly enough" in page
    assert form.data()["title"] == ""
    assert form.data()["notes"] == "👩🏽‍🚒🏳️‍🌈"


def test_the_text_is_text_and_never_markup(as_alice: Any) -> None:
    text = (
        "Baker <script>alert(1)</script>\nLocation: <b>Hull</b> %(highest)s {x}\nUp to £40k<i> a year\n£12–£14 per hour"
    )
    page = as_alice.post(PASTE, {"text": text, "keep": "on"}).content.decode()
    assert "<script>alert" not in page
    assert "<b>Hull" not in page
    assert "“<bdi>&lt;b&gt;Hull&lt;/b&gt; %(highest)s {x}</bdi>”" in page


def test_null_characters_are_dropped(as_alice: Any) -> None:
    _, form = pasted(as_alice, "Job title: Ba\0ker\n")
    assert form.data()["title"] == "Baker"


def test_pay_without_a_currency_starts_with_the_usual_one(as_alice: Any, alice: Any) -> None:
    alice.currency = "CHF"
    alice.save()
    page, form = pasted(as_alice, "Barista\n12.50/h")
    assert (form.data()["pay_amount"], form.data()["pay_currency"]) == ("12.5", "CHF")
    assert "The text names no currency: check that it is yours." in page


def test_numbers_and_days_are_read_and_shown_in_the_persons_way(as_alice: Any, alice: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    _, form = pasted(
        as_alice, "Koch (m/w/d)\nGehalt: 2.450,50 € brutto im Monat, 37,5 Std./Woche\nBewerbungsfrist: 03.12.2026"
    )
    sent = form.data()
    assert (sent["pay_amount"], sent["hours_per_week"], sent["deadline"]) == ("2.450,5", "37,5", "2026-12-03")
    assert as_alice.post(form.action, sent).status_code == 302


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(as_alice: Any, alice: Any, acting_as: Any, queries_of: Any, rows: int) -> None:
    with acting_as(alice):
        for number in range(rows):
            Opportunity.objects.create(owner=alice, title=f"Offer {number}")
    as_alice.get(PASTE)
    assert queries_of(as_alice, PASTE) <= 8
    assert queries_of(as_alice, PASTE, {"text": ADVERT}) <= 8


def test_nobody_is_asked_to_log_in(as_nobody: Any) -> None:
    for answer in (as_nobody.get(PASTE), as_nobody.post(PASTE, {"text": ADVERT})):
        assert reverse("account_login") in answer.url
