"""Deal-breakers as a person names, orders, judges and removes them, and what the pages of offers then show."""

import threading
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.db.utils import IntegrityError
from django.urls import reverse
from django.utils import timezone

from apps.opportunities import places
from apps.opportunities.forms.deal_breakers import DealBreakerForm
from apps.opportunities.models import DealBreaker, Verdict
from apps.opportunities.models.deal_breaker import MOST
from tests.opportunities.people import offer, rate

LIST, PAGE = reverse("opportunities:list"), reverse("opportunities:deal_breakers")
OWN = {"kind": "own", "text": "No weekends", "threshold": "", "currency": "EUR"}
PAY = {"kind": "least_pay", "text": "", "threshold": "1,900.50", "currency": "eur"}


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def named(owner: Any, *texts: str) -> list[DealBreaker]:
    """Deal-breakers that are judged, in this order; run it inside `acting_as(owner)`."""
    start = DealBreaker.objects.count() + 1
    return [DealBreaker.objects.create(owner=owner, place=start + n, text=text) for n, text in enumerate(texts)]


def order_of(owner: Any, acting_as: Any) -> list[tuple[int, str]]:
    with acting_as(owner):
        return list(DealBreaker.objects.values_list("place", "text"))


def url(name: str, row: Any) -> str:
    return reverse(f"opportunities:{name}", args=[row.pk])


# --- Whose are they -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["deal_breaker_edit", "deal_breaker_move", "deal_breaker_delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(as_bob: Any, alice: Any, acting_as: Any, name: str, method: str) -> None:
    with acting_as(alice):
        hers, _ = named(alice, "No weekends", "No nights")
    assert getattr(as_bob, method)(url(name, hers), {**OWN, "way": "down"}).status_code == 404
    assert order_of(alice, acting_as) == [(1, "No weekends"), (2, "No nights")]


def test_a_strangers_offer_is_not_judged(as_bob: Any, alice: Any, bob: Any, acting_as: Any) -> None:
    with acting_as(alice):
        hers = offer(alice)
    with acting_as(bob):
        (his,) = named(bob, "No weekends")
    assert as_bob.post(url("verdict", hers), {"breaker": his.pk, "state": "fail"}).status_code == 404
    with acting_as(bob):
        assert not Verdict.objects.exists()


def test_by_a_strangers_deal_breaker_nothing_is_judged(as_bob: Any, alice: Any, bob: Any, acting_as: Any) -> None:
    with acting_as(alice):
        (hers,) = named(alice, "No weekends")
    with acting_as(bob):
        his = offer(bob)
    text = text_of(as_bob.post(url("verdict", his), {"breaker": hers.pk, "state": "fail"}), 422)
    assert "not there any more" in text
    assert "No weekends" not in text
    for user in (alice, bob):
        with acting_as(user):
            assert not Verdict.objects.exists()


@pytest.mark.parametrize("name", ["deal_breaker_edit", "deal_breaker_move", "deal_breaker_delete", "verdict"])
def test_nobody_is_asked_to_log_in(as_nobody: Any, name: str) -> None:
    for address in (PAGE, reverse(f"opportunities:{name}", args=[uuid4()])):
        for answer in (as_nobody.get(address), as_nobody.post(address)):
            assert answer.status_code == 302
            assert reverse("account_login") in answer.url


# --- Naming them --------------------------------------------------------------------------------------


def test_the_empty_page_says_what_belongs_here(as_alice: Any) -> None:
    text = text_of(as_alice.get(PAGE))
    for example in ["Never more than two nights in a row", "No early shift", "No weeks away from home"]:
        assert example in text
    assert "never points" in text
    assert "with more every offer fails" in text


def test_named_and_read_back(as_alice: Any, alice: Any, acting_as: Any) -> None:
    for sent in (OWN, PAY, {"kind": "most_commute", "text": "The school run", "threshold": "7.5", "currency": "EUR"}):
        assert as_alice.post(PAGE, sent).url == PAGE
    with acting_as(alice):
        found = list(DealBreaker.objects.values_list("place", "kind", "text", "threshold", "currency"))
    assert found == [
        (1, "own", "No weekends", None, ""),
        (2, "least_pay", "", Decimal("1900.50"), "EUR"),
        (3, "most_commute", "The school run", Decimal("7.5"), ""),
    ]
    text = text_of(as_alice.get(PAGE))
    for said in ["No weekends", "Take-home pay of at least €1,900.50 a month", "The school run"]:
        assert said in text
    assert "At most 7.5 hours a week on the way" in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": ""}, "Say in a few words what must hold"),
        ({"text": "x" * 161}, "160"),
        ({"threshold": "3"}, "You judge this one yourself"),
        ({"kind": ""}, "Pick one of these"),
        ({"kind": "nonsense"}, "not one of the available choices"),
        (PAY | {"threshold": ""}, "Say how much"),
        (PAY | {"threshold": "-1"}, "greater than or equal to 0"),
        (PAY | {"threshold": "lots"}, "could not read this as a number"),
        (PAY | {"threshold": "9" * 14}, "digits"),
        (PAY | {"currency": ""}, "Money needs its currency"),
        (PAY | {"currency": "QQQ"}, "no currency code"),
        ({"kind": "most_hours", "threshold": "169"}, "A week has 168 hours"),
        ({"row": "no-id"}, "valid UUID"),
    ],
)
def test_bad_input_is_answered_and_kept(
    as_alice: Any, alice: Any, acting_as: Any, changed: dict[str, str], said: str
) -> None:
    sent = OWN | changed
    text = text_of(as_alice.post(PAGE, sent), 422)
    assert said in text
    assert not sent["text"] or f'value="{sent["text"]}"' in text
    assert not sent["threshold"] or f'value="{sent["threshold"]}"' in text
    assert order_of(alice, acting_as) == []


def test_sent_twice_it_is_there_once(as_alice: Any, alice: Any, acting_as: Any) -> None:
    for kind in (OWN, PAY, {"kind": "most_hours", "text": "", "threshold": "40", "currency": "EUR"}):
        sent = kind | {"row": str(uuid4())}
        assert as_alice.post(PAGE, sent).status_code == as_alice.post(PAGE, sent).status_code == 302
    assert len(order_of(alice, acting_as)) == 3


def test_a_sixth_is_refused_kindly(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        named(alice, "a", "b", "c", "d", "e")
    page = text_of(as_alice.get(PAGE))
    assert "That makes five" in page
    assert "Make it a deal-breaker" not in page
    text = text_of(as_alice.post(PAGE, OWN), 422)
    assert "You have five, and that is the most" in text
    assert 'value="No weekends"' in text
    assert len(order_of(alice, acting_as)) == MOST


@pytest.mark.parametrize("place", [0, 6])
def test_the_database_has_five_places(alice: Any, acting_as: Any, place: int) -> None:
    with pytest.raises(IntegrityError, match="five_deal_breakers"), acting_as(alice):
        DealBreaker.objects.create(owner=alice, place=place, text="One too many")


def test_two_in_one_place_are_refused(alice: Any, acting_as: Any) -> None:
    with pytest.raises(IntegrityError, match="deal_breaker_place"), acting_as(alice):
        DealBreaker.objects.create(owner=alice, place=1, text="One")
        DealBreaker.objects.create(owner=alice, place=1, text="Other")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("there", "heard"), [(3, [True]), (4, [False])])
def test_two_at_once_take_two_places_or_the_second_hears_why_not(
    alice: Any, acting_as: Any, there: int, heard: list[bool]
) -> None:
    answers: list[bool] = []

    def second() -> None:
        try:
            with acting_as(alice):
                late = DealBreakerForm(OWN, owner=alice)
                answers.append(bool(late.is_valid() and late.save()))
        finally:
            connections.close_all()

    thread = threading.Thread(target=second)
    with acting_as(alice):
        named(alice, *"abcd"[:there])
        first = DealBreakerForm(OWN, owner=alice)
        assert first.is_valid()
        first.save()
        thread.start()
        thread.join(0.5)  # it has come as far as it can by now
    thread.join(10)
    assert answers == heard
    assert [place for place, _ in order_of(alice, acting_as)] == [1, 2, 3, 4, 5]


def test_changed(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        (mine,) = named(alice, "No weekends")
    page = url("deal_breaker_edit", mine)
    assert 'value="No weekends"' in text_of(as_alice.get(page))
    assert as_alice.post(page, PAY | {"seen": 1}).url == PAGE
    with acting_as(alice):
        mine.refresh_from_db()
    assert (mine.place, mine.kind, mine.threshold) == (1, "least_pay", Decimal("1900.50"))
    stale = text_of(as_alice.post(page, OWN | {"seen": 1}), 422)
    assert "changed somewhere else" in stale
    assert 'value="No weekends"' in stale


@pytest.mark.parametrize(
    ("text", "way", "order"),
    [
        ("a", "down", "bac"),
        ("c", "up", "acb"),
        ("b", "up", "bac"),
        ("a", "up", "abc"),
        ("c", "down", "abc"),
        ("b", "", "abc"),
    ],
)
def test_moved(as_alice: Any, alice: Any, acting_as: Any, text: str, way: str, order: str) -> None:
    with acting_as(alice):
        mine = {made.text: made for made in named(alice, "a", "b", "c")}
        there = offer(alice)
    answer = as_alice.post(url("deal_breaker_move", mine[text]), {"way": way})
    assert answer.url == f"{PAGE}#{mine[text].pk}"
    assert order_of(alice, acting_as) == list(enumerate(order, start=1))
    for page in (PAGE, url("detail", there)):
        shown = text_of(as_alice.get(page))
        places_on_page = [shown.index(f"<bdi>{mine[letter].text.upper()}</bdi>") for letter in order]
        assert places_on_page == sorted(places_on_page)


def test_five_can_be_moved_though_no_place_is_free(alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = named(alice, *"abcde")
        for _ in range(MOST):  # once more than there are steps
            places.move_deal_breaker(breaker=mine[4], up=True)
    assert order_of(alice, acting_as) == list(enumerate("eabcd", start=1))


def test_removed_after_asking_and_the_gap_closes(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = named(alice, "a", "b", "c")
        places.judge(breaker=mine[0], opportunity=offer(alice), state="fail")
    page = url("deal_breaker_delete", mine[0])
    assert "Remove this deal-breaker?" in text_of(as_alice.get(page))
    assert as_alice.post(page).url == PAGE
    assert order_of(alice, acting_as) == [(1, "b"), (2, "c")]
    with acting_as(alice):
        assert not Verdict.objects.exists()
        places.remove_deal_breaker(breaker=mine[0])  # from another tab, too late
    assert order_of(alice, acting_as) == [(1, "b"), (2, "c")]


def test_the_page_shows_where_each_offer_stands(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        (mine,) = named(alice, "No weekends")
        for number, verdict in enumerate(["fail", "pass", None]):
            one = offer(alice, organisation=f"Place {number}")
            if verdict:
                places.judge(breaker=mine, opportunity=one, state=verdict)
        offer(alice, organisation="Put away", archived_at=timezone.now())
    text = text_of(as_alice.get(PAGE))
    for pill, place in [("not met", "Place 0"), ("ask", "Place 2"), ("met", "Place 1")]:
        start = text.index(f">{pill}</span></dt>")
        assert place in text[start : text.index("</dd>", start)]
    assert "Put away" not in text


# --- On one offer -------------------------------------------------------------------------------------


def test_an_offer_is_judged(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, organisation="Harbour")
        (breaker,) = named(alice, "no weekends")
    page = mine.get_absolute_url()
    assert "You have not said yet whether this holds." in text_of(as_alice.get(page))
    for state, said in [("fail", "You said that it does not."), ("pass", "You said that it does.")]:
        answer = as_alice.post(url("verdict", mine), {"breaker": breaker.pk, "state": state})
        assert answer.url == f"{page}#deal-breakers"
        text = text_of(as_alice.get(page))
        assert said in text
        assert f'value="{state}" aria-pressed="true"' in text
        assert (">ruled out</a>" in text) is (state == "fail")
    with acting_as(alice):
        assert Verdict.objects.count() == 1


@pytest.mark.parametrize("state", ["", "maybe", "x" * 9000])
def test_a_verdict_that_is_none(as_alice: Any, alice: Any, acting_as: Any, state: str) -> None:
    with acting_as(alice):
        mine = offer(alice)
        (breaker,) = named(alice, "no weekends")
    text = text_of(as_alice.post(url("verdict", mine), {"breaker": breaker.pk, "state": state}), 422)
    assert f"{mine.get_absolute_url()}#deal-breakers" in text


def test_what_is_measured_is_not_judged(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice)
        breaker = DealBreaker.objects.create(owner=alice, place=1, kind="most_commute", threshold=10)
    assert as_alice.post(url("verdict", mine), {"breaker": breaker.pk, "state": "pass"}).status_code == 422


def test_what_is_measured_says_why_and_where_to_write_it_down(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, commute_hours=28)
        DealBreaker.objects.create(owner=alice, place=1, kind="most_commute", threshold=10)
        DealBreaker.objects.create(owner=alice, place=2, kind="most_hours", threshold=40)
    text = text_of(as_alice.get(mine.get_absolute_url()))
    assert "28 hours a week on the way; your limit is 10." in text
    assert "Not known yet: the paid hours a week and the unpaid hours a week." in text
    assert f'href="{url("edit", mine)}#id_hours_per_week"' in text


def test_after_logging_in_a_verdict_leads_back(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice)
    assert as_alice.get(url("verdict", mine)).url == mine.get_absolute_url()


# --- On the list --------------------------------------------------------------------------------------


def test_the_top_one_is_ruled_out_and_asked_about(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        best, good, poor = (offer(alice, organisation=name) for name in ("Harbour", "Metro", "Depot"))
        rate(best, "9", "9")
        rate(good, "7", "7")
        rate(poor, "4", "4")
    assert "Anything you cannot do without?" in text_of(as_alice.get(LIST))
    with acting_as(alice):
        (breaker,) = named(alice, "no weekends")
        places.judge(breaker=breaker, opportunity=best, state="fail")
        places.judge(breaker=breaker, opportunity=good, state="pass")
    text = text_of(as_alice.get(LIST))
    table = text[text.index("offers-table") : text.index("</table>")]
    assert "Harbour" not in table
    assert table.index("Metro") < table.index("Depot")
    assert table.count("Ask: ") == 1
    assert "Ask: <bdi>no weekends</bdi>" in table[table.index("Depot") :]
    assert "1 deal-breaker<" in text
    out = text[text.index('id="ruled-out"') :]
    assert "Harbour" in out
    assert "You said that it does not." in out
    assert "Life fit 9, future value 9, for now 9" in out
    quote = text[text.index("quote") :]
    assert "If you take <strong><bdi>Metro</bdi></strong> over <strong><bdi>Depot</bdi></strong>" in quote
    for page in (text, text_of(as_alice.get(PAGE))):
        assert "“no weekends”</bdi></strong>, <strong><bdi>Harbour</bdi></strong> would come first." in page
        assert url("deal_breaker_edit", breaker) in page
    assert text.count('class="chart-out"') == 2  # in the wide picture and in that of a phone
    assert "ruled out by a deal-breaker" in text


@pytest.mark.parametrize(("good", "said"), [("fail", "Nothing is left"), ("pass", "One is left")])
def test_with_fewer_than_two_left_the_page_says_so(
    as_alice: Any, alice: Any, acting_as: Any, good: str, said: str
) -> None:
    with acting_as(alice):
        (breaker,) = named(alice, "no weekends")
        for name, state in [("Harbour", "fail"), ("Metro", good)]:
            one = offer(alice, organisation=name)
            rate(one, "7", "7")
            places.judge(breaker=breaker, opportunity=one, state=state)
    text = text_of(as_alice.get(LIST))
    assert said in text
    assert "What you would be trading" not in text


def test_many_ruled_out_show_the_first_and_then_all(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        DealBreaker.objects.create(owner=alice, place=1, kind="most_commute", threshold=10)
        for number in range(12):
            offer(alice, organisation=f"Place {number}", commute_hours=11)
    first, whole = text_of(as_alice.get(LIST)), text_of(as_alice.get(f"{LIST}?all=1"))
    assert first.count("ruled-why") == 10
    assert "first 10 of 12" in first
    assert whole.count("ruled-why") == 12


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(as_alice: Any, alice: Any, acting_as: Any, queries_of: Any, rows: int) -> None:
    with acting_as(alice):
        plain = offer(alice, organisation="First", pay_amount=2000, pay_currency="EUR", hours_per_week=38)
        rate(plain, "6", "4")
    as_alice.get(LIST)
    before = {page: queries_of(as_alice, page) for page in (LIST, plain.get_absolute_url())}
    with acting_as(alice):
        for number in range(rows):
            one = offer(alice, organisation=f"Place {number}", pay_amount=2000, pay_currency="EUR", hours_per_week=38)
            rate(one, "6", "5")
        for place, kind in enumerate(["least_pay", "most_hours", "most_commute", "least_hourly"], start=1):
            DealBreaker.objects.create(owner=alice, place=place, kind=kind, threshold=30, currency="EUR")
        own = DealBreaker.objects.create(owner=alice, place=5, text="no weekends")
        for each in (plain, one):
            places.judge(breaker=own, opportunity=each, state="fail")
    after = {page: queries_of(as_alice, page) for page in before}
    assert after == before, "the deal-breakers with all verdicts are one query, there or not"
    assert max(after.values()) <= 8
    assert queries_of(as_alice, PAGE) <= 8
    assert queries_of(as_alice, url("deal_breaker_edit", own)) <= 5
