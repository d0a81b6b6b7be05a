"""Rating an offer: eleven lines, saved together, each of which may stay open."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity, Rating
from tests.forms_in_pages import Form, Forms
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


def read(path: str, content: str) -> list[Form]:
    """The forms of a page that was the answer to one."""
    reader = Forms(path)
    reader.feed(content)
    return reader.forms


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


# --- The slider -----------------------------------------------------------------------------------------------


def sliding(slider: str, choice: str = "open", number: str = "") -> dict[str, str]:
    return {"choice": choice, "number": number, "slider": slider}


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        (None, sliding("8"), "8"),
        (None, sliding("6.5"), "6.5"),
        (None, sliding("5"), None),  # where it rests
        (None, sliding("8", "between"), "8"),
        (None, sliding("8", "between", "8"), "8"),
        ("7", sliding("7", "open"), None),
        ("7", sliding("9.5", "7"), "9.5"),
        ("7", sliding("7", "3"), "3"),
        ("6.5", sliding("6.5", "between", "4"), "4"),
        ("6.5", sliding("2", "between", "6.5"), "2"),
        ("6.5", sliding("2", "between", ""), "2"),
        (None, sliding("0", "open") | {"shown": "0"}, None),
        (None, sliding("9", "0") | {"shown": "0"}, "9"),
        (None, sliding("8") | {"shown": "no number"}, "8"),
    ],
)
def test_a_slider_counts_when_it_was_moved(
    as_alice: Any, alice: Any, acting_as: Any, url: str, mine: Opportunity, stored: Any,
    before: str | None, line: dict[str, str], after: str | None,
) -> None:  # fmt: skip
    with acting_as(alice):
        rate(mine, "6", "6", pay=before)
    others = {factor: {"choice": "between", "number": "6"} for factor in FACTORS if factor != "pay"}
    assert as_alice.post(url, sheet(**others, pay=line)).status_code == 302
    assert stored()["pay"].value == (None if after is None else Decimal(after))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (sliding("8", "3"), "You picked a line above and moved the slider to 8"),
        (sliding("8", "open", "6"), "You wrote 6 and moved the slider to 8"),
        (sliding("8", "between", "6"), "the slider back to 5; to keep the slider, clear the number"),
        (sliding("11"), "from 0 to 10, in half steps"),
        (sliding("6.3"), "from 0 to 10, in half steps"),
        (sliding("NaN"), "from 0 to 10, in half steps"),
        (sliding("1e999999"), "from 0 to 10, in half steps"),
        (sliding("x\x00"), "from 0 to 10, in half steps"),
    ],
)
def test_a_slider_that_says_something_else_is_asked_about(
    as_alice: Any, url: str, stored: Any, line: dict[str, str], said: str
) -> None:
    answer = as_alice.post(url, sheet(pay={**line, "note": "kept"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert 'value="kept"' in text
    if line["slider"] == "8":
        assert 'name="pay-slider" value="8"' in text
    assert stored() == {}


def test_what_counts_is_what_was_moved_on_that_page(
    as_alice: Any, alice: Any, acting_as: Any, url: str, mine: Opportunity, stored: Any
) -> None:
    """Not what differs from what was stored meanwhile."""
    (form,) = [f for f in read(url, as_alice.get(url).content.decode()) if f.name == "opportunities:ratings"]
    with acting_as(alice):
        rate(mine, "9", "9")
    answer = as_alice.post(url, form.data(**{"pay-slider": "8", "seen": "0"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "changed somewhere else" in text
    assert "need another look" not in text
    assert as_alice.post(url, form.data(**{"pay-slider": "8", "seen": "1"})).status_code == 302
    assert stored()["pay"].value == 8


def test_a_slider_speaks_its_anchor(as_alice: Any, alice: Any, acting_as: Any, url: str, mine: Opportunity) -> None:
    with acting_as(alice):
        rate(mine, None, None, pay="6.5", growth="0")
    text = as_alice.get(url).content.decode()
    assert text.count('type="range"') == 11
    assert "6.5, between “It covers what you need and the saving you planned.” and “It covers needs" in text
    assert 'aria-valuetext="0: Nothing new after the first weeks."' in text
    assert text.count('aria-valuetext="not known yet"') == 9


def test_a_slider_always_sends_a_dot(as_alice: Any, alice: Any, url: str, stored: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    as_alice.post(url, sheet(pay=sliding("6.5"), growth=sliding("6.5", "between", "6,5")))
    assert stored()["pay"].value == stored()["growth"].value == Decimal("6.5")
    text = as_alice.get(url).content.decode()
    assert 'name="pay-slider" value="6.5"' in text
    assert 'name="pay-number" value="6,5"' in text
    assert 'data-half="0,5"' in text
    answer = as_alice.post(url, sheet(pay=sliding("8.5", "between", "3,5")))
    assert "You wrote 3,5 and moved the slider to 8,5" in answer.content.decode()


# --- The same as now --------------------------------------------------------------------------------------------


@pytest.fixture
def now(alice: Any, acting_as: Any) -> Opportunity:
    with acting_as(alice):
        made = offer(alice, "Shop assistant", organisation="Lindley", is_present_job=True)
        rate(made, "6", "3.5", tools=None)
    return made


def test_a_line_can_be_the_same_as_the_present_job(
    as_alice: Any, alice: Any, acting_as: Any, url: str, now: Opportunity, mine: Opportunity
) -> None:
    text = as_alice.get(url).content.decode()
    assert text.count('value="same"') == 10
    assert "Same as my present job (3.5)" in text
    as_alice.post(url, sheet(pay={"choice": "same", "known_by": "told"}, growth={"choice": "same", "slider": "3.5"}))
    with acting_as(alice):
        kept = {r.factor: (r.value, r.known_by) for r in mine.ratings.all()}
    assert kept == {"pay": (6, "told"), "growth": (Decimal("3.5"), "guess")}


def test_it_takes_the_value_of_when_it_is_saved(
    as_alice: Any, alice: Any, acting_as: Any, url: str, now: Opportunity, mine: Opportunity
) -> None:
    as_alice.get(url)
    with acting_as(alice):
        Rating.objects.filter(opportunity=now, factor="pay").update(value=2)
    as_alice.post(url, sheet(pay="same"))
    with acting_as(alice):
        assert Rating.objects.get(opportunity=mine, factor="pay").value == 2


def test_the_same_and_another_number_are_asked_about(as_alice: Any, url: str, now: Opportunity) -> None:
    answer = as_alice.post(url, sheet(pay={"choice": "same", "slider": "9"}))
    assert answer.status_code == 422
    assert "moved the slider to 9" in answer.content.decode()


def test_without_a_rating_of_the_present_job_there_is_no_same(as_alice: Any, url: str, now: Opportunity) -> None:
    assert 'value="same"' not in as_alice.get(reverse("opportunities:ratings", args=[now.pk])).content.decode()
    answer = as_alice.post(url, sheet(tools="same"))
    assert answer.status_code == 422
    assert "not one of the available choices" in answer.content.decode()


# --- Copied from another offer ------------------------------------------------------------------------------------


@pytest.fixture
def harbour(alice: Any, acting_as: Any) -> Opportunity:
    with acting_as(alice):
        made = offer(alice, "Shift planner", organisation="<Metro> & Co")
        rate(made, "7", "6.5", tools=None)
        Rating.objects.filter(opportunity=made).update(known_by="in_writing", note="theirs alone")
    return made


def test_open_lines_are_filled_from_another_offer(
    as_alice: Any, preview: str, harbour: Opportunity, stored: Any, alice: Any, acting_as: Any, mine: Opportunity
) -> None:
    sent = sheet(pay={"choice": "3", "note": "my own"}, benefits={"choice": "open", "known_by": "told"})
    answer = as_alice.post(preview, sent | {"copy": "1", "copy_from": str(harbour.pk)})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "9 lines are copied from &lt;Metro&gt; &amp; Co. Nothing is saved yet." in text
    assert text.count("copied from <bdi>&lt;Metro&gt; &amp; Co</bdi>") == 9
    assert 'value="my own"' in text
    assert "theirs alone" not in text
    with acting_as(alice):
        assert not Rating.objects.filter(opportunity=mine).exists()
    (form,) = [f for f in read(preview, text) if f.name == "opportunities:ratings"]
    filled = form.data()
    assert (filled["pay-choice"], filled["benefits-choice"], filled["growth-number"]) == ("3", "7", "6.5")
    assert (filled["tools-choice"], filled["benefits-known_by"], filled["growth-slider"]) == ("open", "guess", "6.5")
    assert as_alice.post(form.action, filled).status_code == 302
    with acting_as(alice):
        kept = {r.factor: (r.value, r.known_by) for r in Rating.objects.filter(opportunity=mine)}
    assert kept == {
        "pay": (3, "guess"),
        **dict.fromkeys(("benefits", "schedule", "location", "predictability", "workload"), (7, "guess")),
        **{key: (Decimal("6.5"), "guess") for key in ("growth", "achievements", "network", "advancement")},
    }


def test_a_copied_line_can_be_moved_before_it_is_saved(
    as_alice: Any, preview: str, harbour: Opportunity, alice: Any, acting_as: Any, mine: Opportunity
) -> None:
    text = as_alice.post(preview, sheet() | {"copy": "1", "copy_from": str(harbour.pk)}).content.decode()
    (form,) = [f for f in read(preview, text) if f.name == "opportunities:ratings"]
    worked_out = as_alice.post(preview, form.data(**{"pay-slider": "9"})).content.decode()
    assert worked_out.count("copied from <bdi>") == 9, "all but the one that was moved"
    (form,) = [f for f in read(preview, worked_out) if f.name == "opportunities:ratings"]
    assert as_alice.post(form.action, form.data(**{"growth-choice": "3"})).status_code == 302
    with acting_as(alice):
        kept = {r.factor: r.value for r in Rating.objects.filter(opportunity=mine)}
    assert (kept["pay"], kept["growth"], kept["benefits"]) == (9, 3, 7)


def test_lines_that_are_rated_are_not_copied_over(as_alice: Any, preview: str, harbour: Opportunity) -> None:
    sent = sheet(**dict.fromkeys(FACTORS, "5")) | {"copy": "1", "copy_from": str(harbour.pk)}
    text = as_alice.post(preview, sent).content.decode()
    assert "Nothing is copied" in text
    assert "copied from <bdi>" not in text


@pytest.mark.parametrize("source", ["theirs", "unrated", "mine", "nobody’s", "", "x\x00"])
def test_only_other_rated_offers_of_ones_own_are_copied_from(
    as_alice: Any, alice: Any, bob: Any, acting_as: Any, preview: str, harbour: Opportunity, mine: Opportunity,
    source: str,
) -> None:  # fmt: skip
    with acting_as(bob):
        theirs = offer(bob, "Quagga")
        rate(theirs, "10", "10")
    with acting_as(alice):
        unrated = offer(alice, "Bare")
    ids = {"theirs": theirs.pk, "unrated": unrated.pk, "mine": mine.pk, "nobody’s": UUID(int=7)}
    sent = sheet(pay={"choice": "3", "note": "my own"}) | {"copy": "1", "copy_from": str(ids.get(source, source))}
    answer = as_alice.post(preview, sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="my own"' in text
    assert "Quagga" not in text
    assert "copied from <bdi>" not in text
    assert 'id="copy-wrong"' in text


def test_without_another_rated_offer_there_is_nothing_to_copy_from(as_alice: Any, url: str) -> None:
    assert "Copy from another offer" not in as_alice.get(url).content.decode()


def test_archived_offers_can_be_copied_from(
    as_alice: Any, alice: Any, acting_as: Any, url: str, harbour: Opportunity
) -> None:
    with acting_as(alice):
        harbour.put_away()
    text = as_alice.get(url).content.decode()
    assert '<optgroup label="Archived"><option value="' in text


@pytest.mark.parametrize("rows", [1, 30])
def test_copying_takes_few_queries(
    as_alice: Any, alice: Any, acting_as: Any, url: str, preview: str, now: Opportunity, queries_of: Any, rows: int
) -> None:
    with acting_as(alice):
        for number in range(rows):
            rate(offer(alice, organisation=f"Place {number}"), "6", "4")
    as_alice.get(url)
    assert queries_of(as_alice, url) <= 7
    assert queries_of(as_alice, preview, sheet() | {"copy": "1", "copy_from": str(now.pk)}) <= 8


# --- What is seen while rating -----------------------------------------------------------------------------------


def test_the_preview_says_how_far_off_it_could_be(as_alice: Any, preview: str) -> None:
    line = {"choice": "5", "known_by": "told"}
    part = as_alice.post(preview, sheet(**dict.fromkeys(FACTORS, line)), headers={"HX-Request": "true"})
    text = part.content.decode()
    assert "Going by how you know each rating, it could be 3.5–6.5." in text
    assert f"{reverse('opportunities:method')}#known-by" in text
    assert 'id="progress" hx-swap-oob="true"' in text
    assert "<strong>11 of 11</strong> rated" in text
    nothing = as_alice.post(preview, sheet(), headers={"HX-Request": "true"}).content.decode()
    assert "Going by how you know" not in nothing
    assert "<strong>0 of 11</strong> rated" in nothing


def test_the_way_to_each_line_is_short(as_alice: Any, alice: Any, acting_as: Any, url: str, mine: Opportunity) -> None:
    with acting_as(alice):
        rate(mine, "7", None)
    text = as_alice.get(url).content.decode()
    assert "<strong>6 of 11</strong> rated" in text
    for factor in FACTORS:
        assert f'href="#factor-{factor}"' in text
        assert f'id="factor-{factor}"' in text
