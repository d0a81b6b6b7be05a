"""Rating an offer: eleven lines, saved together, each of which may stay open."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from apps.opportunities.models import Opportunity, Rating
from tests.opportunities.people import offer, rate, sheet


@pytest.fixture
def mine(alice: Any, acting_as: Any) -> Opportunity:
    with acting_as(alice):
        return offer(alice, organisation="Harbour")


@pytest.fixture
def url(mine: Opportunity) -> str:
    return reverse("opportunities:ratings", args=[mine.pk])


@pytest.fixture
def preview(mine: Opportunity) -> str:
    return reverse("opportunities:preview", args=[mine.pk])


@pytest.fixture
def stored(alice: Any, acting_as: Any) -> Any:
    def values() -> dict[str, Any]:
        with acting_as(alice):
            return {r.factor: r for r in Rating.objects.all()}

    return values


def between(number: str, **more: str) -> dict[str, str]:
    return {"choice": "between", "number": number, **more}


def test_all_lines_are_saved_in_one_go(as_alice: Any, url: str, mine: Opportunity, stored: Any) -> None:
    sent = sheet(
        pay={"choice": "7", "known_by": "in_writing", "note": "in the contract"}, growth=between("6.5"), tools="0"
    )
    assert as_alice.post(url, sent).url == mine.get_absolute_url()
    ratings = stored()
    assert set(ratings) == {"pay", "growth", "tools"}
    assert (ratings["pay"].value, ratings["pay"].known_by, ratings["pay"].note) == (7, "in_writing", "in the contract")
    assert ratings["growth"].value == Decimal("6.5")
    assert ratings["tools"].value == 0


def test_saving_takes_few_queries(as_alice: Any, url: str, queries_of: Any) -> None:
    as_alice.get(url)
    assert queries_of(as_alice, url, sheet(pay="7", growth="5", tools="3", network="10")) <= 9


def test_a_rating_can_be_opened_again_and_keeps_its_note(as_alice: Any, url: str, stored: Any) -> None:
    as_alice.post(url, sheet(pay={"choice": "7", "note": "she said so"}))
    assert 'value="7" class="form-check-input"' in as_alice.get(url).content.decode()
    as_alice.post(url, sheet(pay={"choice": "open", "note": "asked again"}))
    assert stored()["pay"].value is None
    assert stored()["pay"].note == "asked again"


def test_a_number_typed_over_counts_without_moving_the_choice(as_alice: Any, url: str, stored: Any) -> None:
    as_alice.post(url, sheet(pay={"choice": "open", "number": "6.5"}))
    assert stored()["pay"].value == Decimal("6.5")


def test_moving_the_choice_away_from_a_number_counts_too(as_alice: Any, url: str, stored: Any) -> None:
    as_alice.post(url, sheet(pay=between("6.5")))
    as_alice.post(url, sheet(pay={"choice": "3", "number": "6.5"}))
    assert stored()["pay"].value == 3


def test_numbers_are_read_as_the_person_writes_them(as_alice: Any, alice: Any, url: str, stored: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    as_alice.post(url, sheet(pay=between("6,5")))
    assert stored()["pay"].value == Decimal("6.5")
    assert 'value="6,5"' in as_alice.get(url).content.decode()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (between("11"), "less than or equal to 10"),
        (between("-1"), "greater than or equal to 0"),
        (between("6.3"), "Half steps, please"),
        (between(""), "Write the number"),
        (between("lots"), "could not read this as a number"),
        (between("1e9"), "could not read this as a number"),
        ({"choice": "4"}, "not one of the available choices"),
        ({"choice": "7\x00"}, "not one of the available choices"),
        ({"choice": ""}, "not known yet"),
        ({"choice": "7", "number": "2"}, "Keep one of them"),
        ({"choice": "7", "known_by": "dream"}, "not one of the available choices"),
        ({"choice": "7", "note": "x" * 501}, "500"),
        ({"choice": "7", "note": "a\x00"}, "Null characters"),
    ],
)
def test_a_bad_line_saves_nothing_and_loses_nothing(
    as_alice: Any, url: str, stored: Any, line: dict[str, str], said: str
) -> None:
    answer = as_alice.post(url, sheet(pay=line, growth={"choice": "5", "note": "kept 🌱 שלום"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "kept 🌱 שלום" in text
    assert "#factor-pay" in text
    assert stored() == {}


def test_an_old_page_does_not_overwrite_newer_ratings(as_alice: Any, url: str, stored: Any) -> None:
    as_alice.post(url, sheet(pay="7", seen="1"))
    answer = as_alice.post(url, sheet(pay="3", seen="1"))
    assert answer.status_code == 422
    assert "changed somewhere else" in answer.content.decode()
    assert stored()["pay"].value == 7
    assert 'name="seen" value="2"' in answer.content.decode()
    as_alice.post(url, sheet(pay="3", seen="2"))
    assert stored()["pay"].value == 3


def test_sent_twice_it_is_saved_once(as_alice: Any, url: str, stored: Any) -> None:
    for _ in range(2):
        assert as_alice.post(url, sheet(pay="7", seen="1")).status_code == 302
    assert stored()["pay"].revision == 1


def test_an_empty_post_is_answered(as_alice: Any, url: str) -> None:
    assert as_alice.post(url, {}).status_code == 422


def test_the_preview_shows_what_it_would_come_to(as_alice: Any, preview: str, stored: Any) -> None:
    sent = sheet(**dict.fromkeys(["pay", "benefits", "schedule", "location", "predictability", "workload"], "7"))
    part = as_alice.post(preview, sent, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert '<span class="figure-number">7</span> <span class="muted">strong</span>' in part
    assert '<span class="figure-number">0–10</span> <span class="muted">on the line</span>' in part
    assert "<html" in as_alice.post(preview, sent).content.decode()
    assert stored() == {}


def test_the_preview_bears_a_line_half_typed(as_alice: Any, preview: str) -> None:
    answer = as_alice.post(preview, sheet(pay=between("6.")), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    answer = as_alice.post(preview, sheet(pay=between("x")), headers={"HX-Request": "true"})
    assert "counted as they were" in answer.content.decode()


def test_ratings_show_every_anchor(as_alice: Any, alice: Any, url: str, mine: Opportunity, acting_as: Any) -> None:
    with acting_as(alice):
        rate(mine, "7", "5.5")
    text = as_alice.get(url).content.decode()
    assert text.count('class="card rating"') == 11
    assert text.count('type="radio"') == 77
    assert "It does not cover bills and minimum debt payments." in text
    assert 'value="5.5"' in text
