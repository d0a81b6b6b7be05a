"""The offers room as a person uses it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.opportunities.board import PAGE
from apps.opportunities.models import Opportunity, Season
from tests.opportunities.people import offer, rate

LIST, NEW, COMPARE = reverse("opportunities:list"), reverse("opportunities:new"), reverse("opportunities:compare")
ARCHIVED, SEASON = reverse("opportunities:archived"), reverse("opportunities:season")
WITH_ID = ["detail", "edit", "ratings", "preview", "archive", "restore", "delete"]


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


@pytest.mark.parametrize("name", WITH_ID)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(as_bob: Any, alice: Any, acting_as: Any, name: str, method: str) -> None:
    with acting_as(alice):
        hers = offer(alice)
    answer = getattr(as_bob, method)(reverse(f"opportunities:{name}", args=[hers.pk]))
    assert answer.status_code == (405 if (name, method) == ("detail", "post") else 404)
    with acting_as(alice):
        assert Opportunity.objects.get(pk=hers.pk).archived_at is None


@pytest.mark.parametrize(
    "url", [LIST, NEW, COMPARE, ARCHIVED, SEASON, *(reverse(f"opportunities:{n}", args=[UUID(int=1)]) for n in WITH_ID)]
)
def test_nobody_is_asked_to_log_in(as_nobody: Any, url: str) -> None:
    for answer in (as_nobody.get(url), as_nobody.post(url)):
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url


# --- The list ---------------------------------------------------------------------------------------


def test_without_offers_the_page_says_what_belongs_here(as_alice: Any) -> None:
    text = page(as_alice.get(LIST))
    assert "No offers yet" in text
    assert f"{NEW}?now" in text
    assert "<svg" not in text


def test_one_offer_alone_asks_for_the_present_job(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, organisation="Harbour"), "7", "6")
    text = page(as_alice.get(LIST))
    assert "Compared with what?" in text
    assert "career step" in text


def test_only_a_present_job_waits_for_the_first_offer(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, "Shop assistant", is_present_job=True), "6", "3")
    text = page(as_alice.get(LIST))
    assert "Ready for the first offer" in text
    assert "chart-now" in text
    assert "What you would be trading" not in text


def test_two_offers_are_ordered_and_traded_in_words(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        metro = offer(alice, "Planner", organisation="Metro", pay_amount=2600, pay_currency="EUR")
        rate(metro, "8", "3", growth="2")
        north = offer(alice, "Support", organisation="Northside", pay_amount=2290, pay_currency="EUR")
        rate(north, "4", "9", pay="5", growth="9")
    text = page(as_alice.get(LIST))
    assert "If you take <strong><bdi>Northside</bdi></strong> over <strong><bdi>Metro</bdi></strong>" in text
    assert "more to learn (by a lot)" in text
    assert "pays about €310 more a month than" in text
    assert "If life fit counted for more than" in text
    assert f'href="{north.get_absolute_url()}#life"' in text
    assert text.index(">Northside</bdi></a>") < text.index(">Metro</bdi></a>")


def test_the_season_turns_the_order(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, "Planner", organisation="Metro"), "8", "3")
        rate(offer(alice, "Support", organisation="Northside"), "4", "9")
    as_alice.post(SEASON, {"preset": "health", "review_on": ""})
    text = page(as_alice.get(LIST))
    assert text.index(">Metro</bdi></a>") < text.index(">Northside</bdi></a>")
    assert "Keeping your health" in text
    assert "If the future counted for more than 40 of 100" in text


def test_equal_scores_are_called_a_tie(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, organisation="One"), "6", "6")
        rate(offer(alice, organisation="Two"), "6", "6")
    text = page(as_alice.get(LIST))
    assert text.count("firmness") == 2
    assert "are level, however much life fit counts" in text
    assert "differ by less than one point" in text


def test_the_better_one_everywhere_is_said_first(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, organisation="Good"), "9", "9")
        rate(offer(alice, organisation="Poor"), "2", "2")
    assert "No weighting makes <strong><bdi>Poor</bdi></strong> win." in page(as_alice.get(LIST))


def test_too_little_rated_is_not_ranked_but_named(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, organisation="Known"), "6", "6")
        rate(offer(alice, organisation="Vague"), "6", None, growth="9")
    text = page(as_alice.get(LIST))
    group = text[text.index("Not yet comparable") :]
    assert "Vague" in group
    assert "Missing: measurable achievements, modern tools, network and advancement" in group
    assert "Lowest: pay, benefits and 4 more, 6" in group


def test_two_offers_of_one_employer_have_names_of_their_own(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, "Day shift", organisation="Harbour"), "6", "6")
        rate(offer(alice, "Night shift", organisation="Harbour"), "5", "5")
    text = page(as_alice.get(LIST))
    assert "Day shift, Harbour" in text
    assert "Night shift, Harbour" in text


def test_sixty_offers_show_the_first_and_then_all(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        for number in range(60):
            rate(offer(alice, organisation=f"Place {number}"), str(number % 10), "6")
    first, all_of_them = page(as_alice.get(LIST)), page(as_alice.get(LIST + "?all=1"))
    assert first.count('class="offer-name"') == PAGE
    assert f"first {PAGE} of 60" in first
    assert all_of_them.count('class="offer-name"') == 60


def test_archived_offers_are_not_in_the_order(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, organisation="Gone", archived_at=timezone.now()), "9", "9")
        rate(offer(alice, organisation="Here"), "5", "5")
    assert "Gone" not in page(as_alice.get(LIST))


def test_a_name_is_text_and_never_markup(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, organisation="<script>alert(1)</script>{name}"), "7", "7")
        rate(offer(alice, organisation="שלום 🌱 %(x)s"), "6", "6")
    for url in (LIST, COMPARE):
        assert "<script>alert" not in page(as_alice.get(url))


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("path", ["list", "compare", "archived", "detail", "ratings", "edit", "season", "delete"])
def test_queries_do_not_grow(as_alice: Any, alice: Any, acting_as: Any, queries_of: Any, path: str, rows: int) -> None:
    with acting_as(alice):
        rate(offer(alice, "Mine now", is_present_job=True), "5", "5")
        for number in range(rows):
            one = offer(
                alice, organisation=f"Place {number}", archived_at=timezone.now() if path == "archived" else None
            )
            rate(one, "6", "4")
            Season.objects.create(
                owner=alice, preset="health", alpha="0.7", ended_at=timezone.now() + timedelta(1), swings={}
            )
    with_id = path in WITH_ID
    as_alice.get(LIST)
    assert queries_of(as_alice, reverse(f"opportunities:{path}", args=[one.pk] if with_id else [])) <= 8


# --- Log and edit -----------------------------------------------------------------------------------

FILLED = {
    "title": "Team lead",
    "organisation": "Harbour Retail",
    "place": "Bremen",
    "deadline": "2026-12-04",
    "link": "harbour.example/jobs/7",
    "pay_amount": "2,450.50",
    "pay_currency": "eur",
    "pay_period": "month",
    "hours_per_week": "37.5",
    "notes": "Said on the phone.",
}


def test_an_offer_is_logged_as_it_was_told(as_alice: Any, alice: Any, acting_as: Any) -> None:
    answer = as_alice.post(NEW, FILLED)
    with acting_as(alice):
        saved = Opportunity.objects.get()
    assert answer.url == reverse("opportunities:ratings", args=[saved.pk])
    assert saved.pay_amount == Decimal("2450.50")
    assert (saved.pay_currency, saved.deadline) == ("EUR", date(2026, 12, 4))
    assert saved.link == "https://harbour.example/jobs/7"
    text = page(as_alice.get(saved.get_absolute_url()))
    assert "€2,450.50 a month" in text
    assert "37.5 paid a week" in text


def test_the_currency_starts_as_the_persons_own(as_alice: Any, alice: Any) -> None:
    alice.currency = "CHF"
    alice.save()
    assert 'value="CHF"' in page(as_alice.get(NEW))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "required"),
        ("title", "x" * 161, "160"),
        ("title", "a\x00b", "Null characters"),
        ("deadline", "0026-11-30", "between 2000 and 2100"),
        ("deadline", "99999-01-01", "Write it like 2026-11-30"),
        ("deadline", "next week", "Write it like 2026-11-30"),
        ("link", "javascript:alert(1)", "valid URL"),
        ("pay_amount", "12,34,5.6.7", "could not read this as a number"),
        ("pay_amount", "-5", "greater than or equal to 0"),
        ("pay_amount", "99999999999999", "digits"),
        ("pay_amount", "NaN", "could not read this as a number"),
        ("pay_currency", "QQQ", "no currency code"),
        ("pay_currency", "", "Pay needs its currency"),
        ("pay_period", "fortnight", "not one of the available choices"),
        ("hours_per_week", "169", "less than or equal to 168"),
        ("notes", "x" * 8001, "8000"),
        ("row", "not-an-id\x00", "valid UUID"),
    ],
)
def test_bad_input_is_answered_and_kept(as_alice: Any, field: str, value: str, said: str) -> None:
    text = page(as_alice.post(NEW, FILLED | {field: value}), 422)
    assert said in text
    assert "Said on the phone." in text or field == "notes"


@pytest.mark.parametrize("title", ["مدير فريق", "Chef 👩🏽‍🍳", "‮reversed", "a" * 160, "<b>bold</b>"])
def test_every_script_is_welcome(as_alice: Any, title: str) -> None:
    answer = as_alice.post(NEW, FILLED | {"title": title}, follow=True)
    assert answer.status_code == 200
    assert "<b>bold" not in answer.content.decode()


def test_sent_twice_it_is_one_offer(as_alice: Any, alice: Any, acting_as: Any) -> None:
    sent = FILLED | {"row": str(uuid4()), "is_present_job": "on"}
    first, second = as_alice.post(NEW, sent), as_alice.post(NEW, sent)
    assert first.url == second.url
    with acting_as(alice):
        assert Opportunity.objects.count() == 1


def test_a_form_opened_before_a_change_does_not_overwrite_it(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, "First")
    url = reverse("opportunities:edit", args=[mine.pk])
    as_alice.post(url, FILLED | {"title": "Second", "seen": 1})
    text = page(as_alice.post(url, FILLED | {"title": "Third", "seen": 1}), 422)
    assert "changed somewhere else" in text
    assert "Third" in text
    assert as_alice.post(url, FILLED | {"title": "Third", "seen": 2}).status_code == 302


def test_a_second_present_job_is_refused_with_a_link(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        there = offer(alice, "Shop assistant", is_present_job=True)
    text = page(as_alice.post(NEW, FILLED | {"is_present_job": "on"}), 422)
    assert "You already have a present job here" in text
    assert reverse("opportunities:edit", args=[there.pk]) in text
    assert text.count("You already have a present job here") == 2  # beside the field and above the form
    assert (
        as_alice.post(reverse("opportunities:edit", args=[there.pk]), FILLED | {"is_present_job": "on"}).status_code
        == 302
    )


def test_amounts_are_read_as_the_person_writes_them(as_alice: Any, alice: Any, acting_as: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    as_alice.post(NEW, FILLED | {"pay_amount": "2.450,50", "hours_per_week": "37,5"})
    with acting_as(alice):
        saved = Opportunity.objects.get()
    assert (saved.pay_amount, saved.hours_per_week) == (Decimal("2450.50"), Decimal("37.5"))
    assert "2.450,5" in page(as_alice.get(reverse("opportunities:edit", args=[saved.pk])))


# --- One offer --------------------------------------------------------------------------------------


def test_a_number_shows_its_parts(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, organisation="Harbour")
        rate(mine, "6", "5", pay="3", network=None)
    text = page(as_alice.get(mine.get_absolute_url()))
    assert "It covers the bills, and nothing is left. (told)" in text
    assert "Lowest rating: pay, 3." in text
    assert "50/100 × 5.5 + 50/100 × 4–6 = 4.75–5.75" in text
    assert "80 of 100 of the weight is rated." in text
    assert "on the line" in text
    assert "Who would I work with in most weeks" in text


def test_an_offer_is_set_against_the_present_job(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, organisation="Harbour")
        rate(mine, "6", "8")
        now = offer(alice, "Shop assistant", is_present_job=True)
        rate(now, "7", "3")
    text = page(as_alice.get(mine.get_absolute_url()))
    assert "If you leave <strong><bdi>your present job</bdi></strong> for <strong><bdi>Harbour</bdi></strong>" in text
    assert f"option={mine.pk}&amp;option={now.pk}" in text


def test_archive_and_back(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, organisation="Harbour")
    as_alice.post(reverse("opportunities:archive", args=[mine.pk]))
    assert "Harbour" in page(as_alice.get(ARCHIVED))
    as_alice.post(reverse("opportunities:restore", args=[mine.pk]))
    assert "Harbour" in page(as_alice.get(LIST))


def test_an_archived_present_job_stays_away_while_there_is_another(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        old = offer(alice, "Old", is_present_job=True, archived_at=timezone.now())
        offer(alice, "New", is_present_job=True)
    text = page(as_alice.post(reverse("opportunities:restore", args=[old.pk]), follow=True))
    assert "Archive it first, then bring this one back" in text
    with acting_as(alice):
        assert Opportunity.objects.open().count() == 1


def test_delete_asks_first(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        mine = offer(alice, organisation="Harbour")
        rate(mine, "6", "8")
    url = reverse("opportunities:delete", args=[mine.pk])
    assert "cannot be brought back" in page(as_alice.get(url))
    with acting_as(alice):
        assert Opportunity.objects.exists()
    as_alice.post(url)
    with acting_as(alice):
        assert not Opportunity.objects.exists()
