"""The money pages as a person uses them."""

from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.opportunities.board import PAGE
from apps.opportunities.models import ExchangeRate, Needs, Opportunity
from tests.opportunities.people import offer, rate

MONEY, NEEDS, RATES = (reverse(f"opportunities:{name}") for name in ("money", "needs", "rates"))
RATE_NEW = reverse("opportunities:rate_new")

STAY = {"pay_amount": 46000, "raise_percent": 2}
GROW = {"pay_amount": 41000, "raise_percent": 8}


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(unescape(str(response.content.decode())).split())


def known(owner: Any, name: str, **more: Any) -> Opportunity:
    """An offer of which all that a month and an hour need is known; pay by the year arrives in full."""
    told = {
        "pay_amount": 30000,
        "pay_currency": "EUR",
        "pay_period": "year",
        "hours_per_week": 40,
        "take_home": 100,
        "unpaid_hours": 0,
        "commute_hours": 0,
        "raise_percent": 2,
    }
    return offer(owner, organisation=name, **told | more)


def terms(one: Opportunity) -> str:
    return reverse("opportunities:terms", args=[one.pk])


@pytest.fixture
def two(alice: Any, acting_as: Any) -> tuple[Opportunity, Opportunity]:
    """The worked case: a present job at 46 000 and + 2 %, an offer at 41 000 and + 8 %."""
    with acting_as(alice):
        stay = known(alice, "Lindley", is_present_job=True, **STAY)
        return known(alice, "Northside IT", **GROW), stay


# --- Side by side -----------------------------------------------------------------------------------


def test_without_anything_the_page_says_how_to_begin(as_alice: Any) -> None:
    text = page(as_alice.get(MONEY))
    assert "Write down what a month costs" in text
    assert "There is nothing to reckon with yet" in text
    assert "Over seven years" not in text


def test_each_option_says_what_it_leaves(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=1500, debt=200, savings=1300)
        known(alice, "Metro", pay_amount=24000, take_home=80, commute_hours=10, unpaid_hours=2, commute_cost=50)
        known(alice, "Harbour", pay_amount=2600, pay_period="month", take_home=75)
    text = page(as_alice.get(MONEY))
    assert "With no pay at all, your savings would last 3 weeks." in text
    assert "€24,000 a year" in text
    assert "€1,550" in text
    assert "€150 short" in text
    assert "Your savings would make up for that for 37 weeks." in text
    assert "€6.90" in text
    assert "€2,600 a month" in text
    assert "€250 left" in text


def test_what_is_missing_is_named_with_a_link(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, organisation="Vague", pay_amount=15, pay_period="hour", pay_currency="EUR", bonus=500)
    text = page(as_alice.get(MONEY))
    for fact in ("hours_per_week", "take_home", "unpaid_hours", "commute_hours"):
        assert f'href="{terms(mine)}#id_{fact}"' in text
    assert f'href="{NEEDS}">what a month costs you' in text
    with acting_as(alice):
        Opportunity.objects.update(hours_per_week=40, take_home=80)
    text = page(as_alice.get(MONEY))
    assert "Not in the figures, because not known" in text
    assert f'href="{terms(mine)}#id_bonus_paid"' in text


def test_the_first_are_shown_then_all_or_those_that_were_asked_for(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        made = [known(alice, f"Place {number}") for number in range(PAGE + 5)]
    assert page(as_alice.get(MONEY)).count('class="offer-name"') == PAGE
    assert page(as_alice.get(MONEY + "?all=1")).count('class="offer-name"') == PAGE + 5
    asked = as_alice.get(MONEY, {"option": [made[3].pk, made[4].pk, uuid4()]})
    text = page(asked)
    assert text.count('class="offer-name"') == 2
    assert "These are 2 of 30." in text


def test_archived_offers_and_those_of_others_are_not_there(as_alice: Any, alice: Any, bob: Any, acting_as: Any) -> None:
    with acting_as(bob):
        theirs = known(bob, "Quagga")
    with acting_as(alice):
        known(alice, "Gone", archived_at=timezone.now())
        known(alice, "Here")
    text = page(as_alice.get(MONEY, {"option": str(theirs.pk)}))
    assert "Quagga" not in text
    assert "Gone" not in text


# --- Two over seven years ---------------------------------------------------------------------------


def test_the_worked_case_in_words_columns_and_a_table(as_alice: Any, alice: Any, acting_as: Any, two: Any) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=1500, savings=9000)
    text = page(as_alice.get(MONEY))
    said = text.replace("<strong><bdi>", "").replace("</bdi></strong>", "")
    assert "Northside IT brings less than your present job until year 4." in said
    assert "after year 3, you would be about €7,600 behind; your savings of €9,000 cover that." in said
    assert "From year 5 on you would be ahead." in said
    assert "The pay of Northside IT passes that of your present job after year 3." in said
    assert text.count("<rect") == 14
    assert 'aria-label="after year 1: -€5,000; after year 2: -€7,563;' in text
    assert "-€7,597</strong>" in text
    for by, needed in [(3, "14.1"), (5, "7.9"), (7, "5.9")]:
        assert f"To be level by year {by}, Northside IT needs raises of {needed} % a year." in said
    assert "You wrote down 8 % a year." in said


def test_savings_that_do_not_cover_it_say_so(as_alice: Any, alice: Any, acting_as: Any, two: Any) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=1500, savings=5000)
    assert "your savings of €5,000 do not cover that: about €2,600 is missing." in page(as_alice.get(MONEY))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pay_amount": 50000}, "is ahead of"),
        (STAY, "come to the same in each of the seven years"),
        ({"pay_amount": 30000, "raise_percent": 2}, "in each of the seven years. At the deepest, after year 7"),
        ({"pay_amount": 46000, "starting_cost": 900}, "in the first year. At the deepest, after year 1"),
        ({"pay_amount": 47000, "raise_percent": 0}, "starts better than"),
        ({"pay_amount": 20000, "raise_percent": 18}, "Not within seven years: after year 7"),
        ({"employer_saves": 1000}, "In your hand, without pension and shares, it would be about €7,600 at the most."),
    ],
)
def test_other_cases_have_their_own_words(
    as_alice: Any, alice: Any, acting_as: Any, two: Any, changed: dict[str, Any], said: str
) -> None:
    with acting_as(alice):
        Opportunity.objects.filter(pk=two[0].pk).update(**changed)
    assert said in page(as_alice.get(MONEY))


def test_no_raise_could_do_it(as_alice: Any, alice: Any, acting_as: Any, two: Any) -> None:
    with acting_as(alice):
        Opportunity.objects.filter(pk=two[0].pk).update(pay_amount=100)
    assert "no raise could do that" in page(as_alice.get(MONEY))


def test_a_raise_nobody_wrote_down_is_asked_for(as_alice: Any, alice: Any, acting_as: Any, two: Any) -> None:
    with acting_as(alice):
        Opportunity.objects.filter(pk=two[0].pk).update(raise_percent=None)
    text = page(as_alice.get(MONEY))
    assert f'href="{terms(two[0])}#id_raise_percent"' in text
    assert "the rise of pay you expect (Northside IT)" in text
    assert "14.1 % a year" in text, "the question turned round needs only the other's raise"
    assert "<rect" not in text


def test_two_are_picked_and_htmx_gets_the_part_that_changes(as_alice: Any, two: Any) -> None:
    sent = {"one": str(two[1].pk), "other": str(two[0].pk)}
    whole = page(as_alice.get(MONEY, sent))
    part = page(as_alice.get(MONEY, sent, headers={"HX-Request": "true"}))
    assert "<html" in whole
    assert "<html" not in part
    assert "Your present job</bdi></strong> starts better than" in part


@pytest.mark.parametrize("other", ["same", "nobody's", "bobs"])
def test_a_pair_that_is_none_is_refused(as_alice: Any, bob: Any, acting_as: Any, two: Any, other: str) -> None:
    with acting_as(bob):
        theirs = known(bob, "Quagga")
    picked = {"same": two[0].pk, "nobody's": "x", "bobs": theirs.pk}[other]
    text = page(as_alice.get(MONEY, {"one": str(two[0].pk), "other": str(picked)}), 422)
    assert "Quagga" not in text
    assert "<rect" not in text


# --- Currencies -------------------------------------------------------------------------------------


@pytest.fixture
def francs(alice: Any, acting_as: Any) -> Opportunity:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=1500)
        return known(alice, "Zürich", pay_amount=4000, pay_currency="CHF", pay_period="month")


def test_without_a_rate_the_page_asks_for_it(as_alice: Any, alice: Any, acting_as: Any, francs: Any) -> None:
    with acting_as(alice):
        known(alice, "Lindley", is_present_job=True)
    text = page(as_alice.get(MONEY))
    assert f'href="{RATE_NEW}?currency=CHF&into=EUR"' in text
    assert "4,000 a month" in text
    assert "<rect" not in text
    form = page(as_alice.get(RATE_NEW + "?currency=CHF&into=EUR"))
    assert 'value="CHF"' in form
    assert 'value="EUR"' in form


@pytest.mark.parametrize(("one", "into", "number"), [("CHF", "EUR", "1.05"), ("EUR", "CHF", "0.8")])
def test_at_the_persons_rate_it_is_counted_and_dated(
    as_alice: Any, alice: Any, acting_as: Any, francs: Any, one: str, into: str, number: str
) -> None:
    day = timezone.localdate() - timedelta(days=100)
    with acting_as(alice):
        known(alice, "Lindley", is_present_job=True)
        ExchangeRate.objects.create(owner=alice, currency=one, into=into, rate=number, as_of=day)
    text = page(as_alice.get(MONEY))
    assert f"At your rate of 1 {one} = {number} {into} from" in text
    assert "which is 100 days old" in text
    assert ("€2,700 left" if one == "CHF" else "€3,500 left") in text
    assert "<rect" in text


def test_two_currencies_without_needs_are_asked_about_too(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        known(alice, "Zürich", pay_currency="CHF")
        known(alice, "Lindley", is_present_job=True)
    assert "your rate between EUR and CHF" in page(as_alice.get(MONEY))


RATE = {"currency": "chf", "rate": "1.05", "into": "EUR", "as_of": "2026-01-03"}


def test_a_rate_is_put_down_changed_and_deleted(as_alice: Any, alice: Any, acting_as: Any) -> None:
    assert "No rates yet" in page(as_alice.get(RATES))
    assert as_alice.post(RATE_NEW, RATE | {"row": str(uuid4())}).url == RATES
    with acting_as(alice):
        row = ExchangeRate.objects.get()
    assert "1 CHF = 1.05 EUR" in page(as_alice.get(RATES))
    assert "worth a look" in page(as_alice.get(RATES))
    edit = reverse("opportunities:rate_edit", args=[row.pk])
    assert as_alice.post(edit, RATE | {"rate": "1.07", "seen": 1}).status_code == 302
    assert "changed somewhere else" in page(as_alice.post(edit, RATE | {"rate": "1.08", "seen": 1}), 422)
    delete = reverse("opportunities:rate_delete", args=[row.pk])
    assert "Delete this rate?" in page(as_alice.get(delete))
    as_alice.post(delete)
    with acting_as(alice):
        assert not ExchangeRate.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"currency": "QQQ"}, "“QQQ” is no currency code"),
        ({"currency": ""}, "required"),
        ({"into": "chf"}, "A rate is between two currencies"),
        ({"rate": "0"}, "greater than or equal to"),
        ({"rate": "much"}, "could not read this as a number"),
        ({"as_of": "2099-01-01"}, "still to come"),
        ({"as_of": "soon"}, "Write it like 2026-11-30"),
    ],
)
def test_a_rate_that_is_none_is_refused(as_alice: Any, changed: dict[str, str], said: str) -> None:
    text = page(as_alice.post(RATE_NEW, RATE | changed), 422)
    assert said in text
    assert 'value="1.05"' in text or "rate" in changed


@pytest.mark.parametrize(("one", "into"), [("CHF", "EUR"), ("EUR", "CHF")])
def test_a_second_rate_between_two_currencies_leads_to_the_first(
    as_alice: Any, alice: Any, acting_as: Any, one: str, into: str
) -> None:
    with acting_as(alice):
        there = ExchangeRate.objects.create(owner=alice, currency="CHF", into="EUR", rate="1.05")
        ExchangeRate.objects.create(owner=alice, currency="CHF", into="USD", rate="1.2")
    text = page(as_alice.post(RATE_NEW, RATE | {"currency": one, "into": into}), 422)
    assert "You already have a rate between these two" in text
    assert reverse("opportunities:rate_edit", args=[there.pk]) in text


# --- What a month costs -----------------------------------------------------------------------------

COSTS = {"currency": "EUR", "bills": "1,500", "debt": "", "saving": "", "savings": "", "discount_percent": ""}


def test_needs_are_one_row_and_start_in_the_persons_currency(as_alice: Any, alice: Any, acting_as: Any) -> None:
    alice.currency = "CHF"
    alice.save()
    assert 'value="CHF"' in page(as_alice.get(NEEDS))
    sent = COSTS | {"row": str(uuid4()), "seen": "1"}
    for _ in range(2):
        assert as_alice.post(NEEDS, sent).url == MONEY
    with acting_as(alice):
        row = Needs.objects.get()
    assert (row.bills, row.debt, row.discount_percent) == (1500, None, 3)


def test_a_second_empty_form_does_not_overwrite_what_was_kept(as_alice: Any, alice: Any, acting_as: Any) -> None:
    as_alice.post(NEEDS, COSTS | {"row": str(uuid4()), "seen": "1"})
    text = page(as_alice.post(NEEDS, COSTS | {"bills": "900", "row": str(uuid4()), "seen": "1"}), 422)
    assert "changed somewhere else" in text
    assert 'value="900"' in text
    with acting_as(alice):
        row = Needs.objects.get()
    assert row.bills == 1500
    again = COSTS | {"bills": "900", "row": str(row.pk), "seen": str(row.revision)}
    assert as_alice.post(NEEDS, again).status_code == 302


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"currency": ""}, "required"),
        ({"currency": "euro"}, "no currency code"),
        ({"bills": "-1"}, "greater than or equal to 0"),
        ({"savings": "lots"}, "could not read this as a number"),
        ({"discount_percent": "31"}, "less than or equal to 30"),
    ],
)
def test_needs_that_cannot_be_are_refused(as_alice: Any, changed: dict[str, str], said: str) -> None:
    text = page(as_alice.post(NEEDS, COSTS | {"debt": "77"} | changed), 422)
    assert said in text
    assert 'value="77"' in text


def test_no_message_says_an_amount(as_alice: Any) -> None:
    answer = as_alice.post(NEEDS, COSTS | {"savings": "7654"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Saved."]


# --- The terms of one offer -------------------------------------------------------------------------

TERMS = {
    "pay_amount": "2,450",
    "pay_currency": "eur",
    "pay_period": "month",
    "hours_per_week": "38",
    "pay_days_per_week": "",
    "take_home": "70",
    "unpaid_hours": "2",
    "commute_hours": "5",
    "commute_cost": "60",
    "bonus": "1,200.50",
    "bonus_paid": "2",
    "bonus_years": "3",
    "equity": "20,000",
    "equity_counts": "",
    "raise_percent": "-1.5",
}


@pytest.fixture
def mine(alice: Any, acting_as: Any) -> Opportunity:
    with acting_as(alice):
        return offer(alice, organisation="Harbour")


def test_terms_are_kept_as_they_were_told(as_alice: Any, alice: Any, acting_as: Any, mine: Any) -> None:
    assert as_alice.post(terms(mine), TERMS | {"seen": 1}).url == mine.get_absolute_url()
    with acting_as(alice):
        kept = Opportunity.objects.get()
    assert (kept.pay_amount, kept.pay_currency, kept.pay_days_per_week) == (2450, "EUR", 5)
    assert (kept.bonus, kept.bonus_paid, kept.bonus_years) == (Decimal("1200.50"), 2, 3)
    assert (kept.equity_counts, kept.raise_percent) == (0, Decimal("-1.5"))
    assert (kept.title, kept.organisation) == (mine.title, "Harbour")
    text = page(as_alice.get(terms(mine)))
    assert "€0 of €20,000 in shares is counted" in text


@pytest.mark.parametrize(
    ("locale", "pay", "bonus", "hours"),
    [
        ("de-DE", "2.450,50", "1.200,50", "37,5"),
        ("fr-FR", "2\u202f450,50", "1 200,50", "37,5"),
        ("de-CH", "2’450.50", "1’200.50", "37.5"),
        ("en-GB", "2,450.50", "1,200.50", "37.5"),
    ],
)
def test_numbers_are_read_as_the_person_writes_them(
    as_alice: Any, alice: Any, acting_as: Any, mine: Any, locale: str, pay: str, bonus: str, hours: str
) -> None:
    alice.locale = locale
    alice.save()
    sent = TERMS | {"pay_amount": pay, "bonus": bonus, "hours_per_week": hours, "equity": "", "raise_percent": ""}
    assert as_alice.post(terms(mine), sent).status_code == 302
    needs = {"currency": "EUR", "bills": pay, "savings": bonus}
    assert as_alice.post(NEEDS, needs).status_code == 302
    with acting_as(alice):
        kept, costs = Opportunity.objects.get(), Needs.objects.get()
    assert (kept.pay_amount, kept.bonus) == (Decimal("2450.50"), Decimal("1200.50"))
    assert kept.hours_per_week == Decimal("37.5")
    assert (costs.bills, costs.savings) == (Decimal("2450.50"), Decimal("1200.50"))


@pytest.mark.parametrize(
    ("sent", "share"),
    [
        ({"take_home": "", "arrives": "1,837.50"}, "75"),
        ({"take_home": "75.2", "arrives": "1837.50"}, "75"),
        ({"take_home": "70", "arrives": ""}, "70"),
        ({"take_home": "", "arrives": "2450"}, "100"),
    ],
)
def test_what_arrives_as_an_amount_becomes_a_share(
    as_alice: Any, alice: Any, acting_as: Any, mine: Any, sent: dict[str, str], share: str
) -> None:
    assert as_alice.post(terms(mine), TERMS | sent).status_code == 302
    with acting_as(alice):
        assert Opportunity.objects.get().take_home == Decimal(share)


def test_a_new_amount_replaces_a_share_that_was_left_alone(
    as_alice: Any, alice: Any, acting_as: Any, mine: Any
) -> None:
    as_alice.post(terms(mine), TERMS)
    as_alice.post(terms(mine), TERMS | {"arrives": "1,960"})
    with acting_as(alice):
        assert Opportunity.objects.get().take_home == 80


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pay_amount": "much"}, "could not read this as a number"),
        ({"pay_currency": ""}, "Pay needs its currency"),
        ({"pay_currency": "QQQ"}, "no currency code"),
        ({"pay_period": "fortnight"}, "not one of the available choices"),
        ({"pay_days_per_week": "8"}, "less than or equal to 7"),
        ({"take_home": "101"}, "less than or equal to 100"),
        ({"arrives": "2,000"}, "The share beside it says something else"),
        ({"arrives": "3,000"}, "more than the pay"),
        ({"arrives": "10", "pay_amount": ""}, "Write the pay above as well"),
        ({"unpaid_hours": "150"}, "make more than the 168 of a week"),
        ({"bonus_paid": "4"}, "in more years than there were"),
        ({"bonus_paid": "x"}, "whole number"),
        ({"equity_counts": "200"}, "less than or equal to 100"),
        ({"raise_percent": "-51"}, "greater than or equal to -50"),
        ({"starting_cost": "-1"}, "greater than or equal to 0"),
    ],
)
def test_terms_that_cannot_be_are_refused_and_kept(
    as_alice: Any, alice: Any, acting_as: Any, mine: Any, changed: dict[str, str], said: str
) -> None:
    sent = TERMS | {"starting_bonus": "777.77"} | changed
    for url, status in [(terms(mine), 422), (reverse("opportunities:terms_preview", args=[mine.pk]), 200)]:
        text = page(as_alice.post(url, sent), status)
        assert said in text
        assert 'value="777.77"' in text
    with acting_as(alice):
        assert Opportunity.objects.get().pay_amount is None


def test_terms_opened_before_a_change_do_not_overwrite_it(as_alice: Any, mine: Any) -> None:
    as_alice.post(terms(mine), TERMS | {"seen": 1})
    text = page(as_alice.post(terms(mine), TERMS | {"bonus": "4,321", "seen": 1}), 422)
    assert "changed somewhere else" in text
    assert 'value="4,321"' in text
    assert as_alice.post(terms(mine), TERMS | {"bonus": "4,321", "seen": 2}).status_code == 302


def test_the_result_is_shown_without_saving(as_alice: Any, alice: Any, acting_as: Any, mine: Any) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=1500, saving=300)
    url = reverse("opportunities:terms_preview", args=[mine.pk])
    part = page(as_alice.post(url, TERMS, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "€1,655" in part
    assert "€155 left" in part
    assert "On the pay rating, that is the line at 3" in part
    assert f"{reverse('opportunities:ratings', args=[mine.pk])}#factor-pay" in part
    whole = page(as_alice.post(url, TERMS))
    assert "<html" in whole
    assert 'value="2,450"' in whole
    assert as_alice.get(url).url == terms(mine), "back from logging in"
    with acting_as(alice):
        assert Opportunity.objects.get().pay_amount is None


@pytest.mark.parametrize(("bills", "said"), [("1700", "the line at 0"), ("1600", "the line at 5")])
def test_the_pay_rating_gets_a_hint_and_no_number(
    as_alice: Any, alice: Any, acting_as: Any, mine: Any, bills: str, said: str
) -> None:
    as_alice.post(terms(mine), TERMS)
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=bills)
    assert said in page(as_alice.get(terms(mine)))
    with acting_as(alice):
        assert not Opportunity.objects.get().ratings.exists()


# --- One offer's page, queries and strangers --------------------------------------------------------


def test_one_offer_has_a_money_card(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=2600, savings=1000)
        one = known(alice, "Harbour", starting_cost=2080)
    text = page(as_alice.get(one.get_absolute_url()))
    for said in ["€30,000 a year", "€2,500", "€100 short", "for 43 weeks", "€13.40", "in the first year, then €14.40"]:
        assert said in text
    assert terms(one) in text


def test_the_money_card_takes_one_query(as_alice: Any, alice: Any, acting_as: Any, queries_of: Any) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=2600)
        one = known(alice, "Harbour")
        rate(one, "6", "5")
    as_alice.get(MONEY)
    with CaptureQueriesContext(connection) as captured:
        as_alice.get(one.get_absolute_url())
    tables = ("opportunities_needs", "opportunities_exchangerate")
    assert sum(any(table in query["sql"] for table in tables) for query in captured) == 1
    assert queries_of(as_alice, one.get_absolute_url()) <= 8


@pytest.mark.parametrize("rows", [1, 30, 300])
@pytest.mark.parametrize("path", ["money", "money all", "needs", "rates", "rate_new", "terms"])
def test_queries_do_not_grow(as_alice: Any, alice: Any, acting_as: Any, queries_of: Any, path: str, rows: int) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=2600)
        ExchangeRate.objects.create(owner=alice, currency="CHF", into="EUR", rate=1)
        present = known(alice, "Now", is_present_job=True)
        fields = {"title": "Baker", "pay_amount": 9, "pay_currency": "CHF", "take_home": 80, "raise_percent": 1}
        Opportunity.objects.bulk_create(
            Opportunity(owner=alice, organisation=f"Place {number}", **fields) for number in range(rows)
        )
    name, _, everything = path.partition(" ")
    url = reverse(f"opportunities:{name}", args=[present.pk] if name == "terms" else [])
    as_alice.get(MONEY)
    assert queries_of(as_alice, url + ("?all=1" if everything else "")) <= 6


@pytest.mark.parametrize("name", ["rate_edit", "rate_delete", "terms", "terms_preview"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(as_bob: Any, alice: Any, acting_as: Any, name: str, method: str) -> None:
    with acting_as(alice):
        row = ExchangeRate.objects.create(owner=alice, currency="CHF", into="EUR", rate=1)
        hers = row if name.startswith("rate") else known(alice, "Harbour")
    assert getattr(as_bob, method)(reverse(f"opportunities:{name}", args=[hers.pk]), TERMS).status_code == 404
    with acting_as(alice):
        assert ExchangeRate.objects.exists()


def test_needs_of_a_stranger_are_not_shown(as_bob: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        Needs.objects.create(owner=alice, currency="EUR", bills=4321)
    for url in (MONEY, NEEDS):
        assert "4,321" not in page(as_bob.get(url))


@pytest.mark.parametrize("url", [MONEY, NEEDS, RATES, RATE_NEW])
def test_nobody_is_asked_to_log_in(as_nobody: Any, url: str) -> None:
    for answer in (as_nobody.get(url), as_nobody.post(url)):
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url


def test_a_pay_by_the_day_counts_its_days_in_the_list_too(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        daily = {"pay_amount": 200, "pay_period": "day", "pay_currency": "EUR", "pay_days_per_week": 3}
        offer(alice, organisation="Temp", **daily)
        loaded = Opportunity.objects.briefly().get()
        assert loaded.pay is not None
        assert loaded.pay.days_per_week == 3
        assert "pay_days_per_week" not in loaded.get_deferred_fields()
