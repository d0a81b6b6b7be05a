"""Changing what counts: α, the swing points, the quick start from an order, and the history of it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.opportunities.actions import choose_season
from apps.opportunities.factors import FACTORS, FUTURE, LIFE
from apps.opportunities.models import Season
from apps.opportunities.seasons import PRESETS
from tests.opportunities.people import offer, rate

SEASON, EDIT, ORDER, REVIEWED = (
    reverse(f"opportunities:{name}") for name in ("season", "season_edit", "season_order", "season_reviewed")
)
DEBT = f"{EDIT}?preset=debt"
HTMX = {"HX-Request": "true"}
SHOWN = {key: {"alpha": round(p.alpha * 100), **p.swings} for key, p in PRESETS.items()}


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def sent(preset: str = "debt", *, slider: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    """What the page of a preset sends, with numbers changed by name (pay=80) and others as they are (why="…")."""
    shown = SHOWN[preset]
    data: dict[str, Any] = {"shown": " ".join(str(shown[key]) for key in ("alpha", *FACTORS))}
    for key, value in shown.items():
        data |= {f"{key}-slider": value, f"{key}-number": value}
    data |= {f"{key}-slider": value for key, value in (slider or {}).items()}
    names = {key: f"{key}-number" for key in shown} | {"life_best": "life-best", "future_best": "future-best"}
    return data | {names.get(key, key): value for key, value in changed.items()}


@pytest.fixture
def now(alice: Any, acting_as: Any) -> Any:
    def current() -> Season:
        with acting_as(alice):
            return Season.objects.current().get()

    return current


@pytest.fixture
def two(alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        rate(offer(alice, "Planner", organisation="Metro"), "8", "3")
        rate(offer(alice, "Support", organisation="Northside"), "4", "9")


# --- Changing -----------------------------------------------------------------------------------------


def test_the_page_asks_for_alpha_first_and_shows_what_each_swing_spans(as_alice: Any) -> None:
    text = page(as_alice.get(DEBT))
    assert text.index("First: now, or later?") < text.index("Imagine a job where every line here is at its worst")
    assert "life 65 : future 35" in text
    assert text.count('type="range"') == 12
    for factor in FACTORS.values():
        assert f"from “{factor.anchors[0]}” to “{factor.anchors[10]}”" in text
    assert "counts 28 of 100" in text  # pay: 100 of 360
    assert 'name="life-best" value="pay" class="form-check-input" id="id_life-best_0" checked' in text


def test_a_changed_season_is_kept_with_its_reason(as_alice: Any, now: Any) -> None:
    as_alice.post(SEASON, {"preset": "debt", "review_on": ""})
    answer = as_alice.post(EDIT, sent(alpha=60, benefits=90, why="My back.", review_on="2090-01-31"))
    assert answer.url == reverse("opportunities:list")
    season = now()
    assert season.alpha == Decimal("0.6")
    assert season.swings == PRESETS["debt"].swings | {"benefits": 90}
    assert (season.how, season.why, season.review_on) == ("edited", "My back.", date(2090, 1, 31))
    assert str(season) == "Paying down debt, changed by you"
    assert "Paying down debt, changed by you" in page(as_alice.get(reverse("opportunities:list")))


def test_the_best_swing_is_rescaled_to_a_hundred(as_alice: Any, now: Any) -> None:
    as_alice.post(DEBT, sent(pay=70, benefits=50, schedule=0, location=0, predictability=35, workload=0))
    swings = now().swings
    assert swings["pay"] == 100
    assert swings["benefits"] == "71.43"
    assert swings["predictability"] == 50
    shares = now().weights.life.shares
    assert abs(shares["benefits"] - Fraction(50, 155)) < Fraction(1, 10_000)


def test_the_slider_alone_counts_as_well_as_the_number(as_alice: Any, now: Any) -> None:
    as_alice.post(DEBT, sent(slider={"alpha": 40, "benefits": 70}, schedule=10))
    assert now().alpha == Decimal("0.4")
    assert (now().swings["benefits"], now().swings["schedule"]) == (70, 10)


def test_the_one_most_wanted_has_a_hundred(as_alice: Any, now: Any) -> None:
    as_alice.post(DEBT, sent(life_best="schedule", future_best="advancement", pay=60))
    assert (now().swings["schedule"], now().swings["pay"]) == (100, 60)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"slider": {"pay": 90}, "pay": 80}, "say different things"),
        ({"slider": {"alpha": 90}, "alpha": 80}, "say different things"),
        ({"pay": ""}, "Write a number from 0 to 100"),
        ({"pay": "101"}, "less than or equal to 100"),
        ({"pay": "-1"}, "greater than or equal to 0"),
        ({"pay": "6.5"}, "Too many decimals"),
        ({"pay": "lots"}, "could not read this as a number"),
        ({"slider": {"pay": "lots"}}, "whole number"),
        ({"slider": {"pay": 1000}}, "less than or equal to 100"),
        ({"life_best": "schedule", "schedule": 60}, "You picked schedule as the one you most want"),
        ({"life_best": "growth"}, "not one of the available choices"),
        (dict.fromkeys((factor.key for factor in LIFE), 0), "Something has to count here"),
        (dict.fromkeys((factor.key for factor in FUTURE), "0"), "Something has to count here"),
        ({"shown": "garbage\x00"}, "Null characters"),
        ({"shown": "", "pay": 80}, "say different things"),
        ({"why": "x" * 501}, "500"),
        ({"review_on": "2020-01-01"}, "has passed"),
    ],
)
def test_what_makes_no_sense_is_asked_about_and_kept(
    as_alice: Any, alice: Any, acting_as: Any, changed: dict[str, Any], said: str
) -> None:
    data = sent(**{"why": "kept 🌱 שלום", "workload": "41"} | changed)
    text = page(as_alice.post(DEBT, data), 422)
    assert said in text
    assert data["why"] in text
    assert 'value="41"' in text or "workload" in changed
    with acting_as(alice):
        assert not Season.objects.exists()


def test_an_empty_post_is_answered(as_alice: Any) -> None:
    assert "things to put right" in page(as_alice.post(EDIT, {}), 422)


@pytest.mark.parametrize(
    "query", ["?preset=winter", "?life=luck", "?life=pay,pay", "?future=pay", "?life=growth&future=pay"]
)
def test_an_address_that_begins_nowhere_is_not_found(as_alice: Any, query: str) -> None:
    assert as_alice.get(EDIT + query).status_code == 404


def test_left_as_proposed_it_is_as_proposed(as_alice: Any, now: Any) -> None:
    as_alice.post(DEBT, sent())
    assert now().how == "preset"
    as_alice.post(EDIT, sent(alpha=60))
    assert now().how == "edited"
    as_alice.post(EDIT, sent())
    assert now().how == "preset", "taken back, it is what was proposed"
    assert str(now()) == "Paying down debt"


def test_sent_twice_it_is_one_season(as_alice: Any, alice: Any, acting_as: Any) -> None:
    for why in ("first", "second"):
        as_alice.post(EDIT + "?preset=debt", sent(pay=70, benefits=50, why=why, review_on="2090-01-31"))
        as_alice.post(EDIT, sent(pay=70, benefits=50, why=why, review_on="2091-01-31"))
    with acting_as(alice):
        season = Season.objects.get()
    assert (season.why, season.review_on) == ("second", date(2091, 1, 31))


def test_a_preset_is_changed_from_its_card_and_nothing_typed_is_lost(as_alice: Any, alice: Any, acting_as: Any) -> None:
    data = {"preset": "health", "review_on": "2090-01-31", "why": "My back.", "change": "1"}
    text = page(as_alice.post(SEASON, data))
    assert "life 75 : future 25" in text
    assert f'action="{EDIT}?preset=health"' in text
    assert "My back." in text
    assert "2090-01-31" in text
    with acting_as(alice):
        assert not Season.objects.exists()


# --- Looking first ------------------------------------------------------------------------------------


def test_what_it_would_change_is_shown_and_not_saved(as_alice: Any, alice: Any, two: None, acting_as: Any) -> None:
    data = sent(alpha=90, benefits=90, look="1")
    whole, part = page(as_alice.post(DEBT, data)), page(as_alice.post(DEBT, data, headers=HTMX))
    for text in (whole, part):
        assert "life 90 : future 10" in text
        assert "counts 23 of 100" in text  # benefits: 90 of 390
        assert "<strong><bdi>Metro</bdi></strong> would come first." in text
        before, after = text[text.index("As it is now") :].split("With these weights")
        assert before.index("Northside") < before.index("Metro")
        assert after.index("Metro") < after.index("Northside")
    assert "<html" not in part
    assert part.count("hx-swap-oob") == 12
    with acting_as(alice):
        assert not Season.objects.exists()


def test_after_looking_the_next_change_is_told_from_what_was_said(as_alice: Any, now: Any) -> None:
    text = page(as_alice.post(DEBT, sent(slider={"pay": 80}, look="1")))
    shown = [65, 80, 60, 30, 50, 80, 40, 80, 70, 50, 50, 100]
    assert f'name="shown" value="{" ".join(map(str, shown))}"' in text
    assert text.count('name="pay-slider" value="80"') == text.count('name="pay-number" value="80"') == 1
    data = sent(shown=" ".join(map(str, shown)), slider={"pay": 50}, pay=80)
    as_alice.post(DEBT, data)
    assert now().swings["pay"] == "62.5"


def test_a_line_half_typed_is_borne(as_alice: Any, two: None) -> None:
    text = page(as_alice.post(DEBT, sent(pay="", look="1"), headers=HTMX))
    assert "cannot be read yet" in text
    assert "With these weights" not in text
    assert "cannot be read yet" in page(as_alice.post(DEBT, sent(pay="", look="1")), 422)


def test_ties_ranges_and_what_is_not_comparable_are_respected(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        for name in ("One", "Two"):
            rate(offer(alice, organisation=name), "6", "6")
        rate(offer(alice, organisation="Ranged"), "5", "5", tools=None)
        rate(offer(alice, organisation="Vague"), "9", None)
    text = page(as_alice.get(DEBT))
    shift = text[text.index("As it is now") :]
    assert shift.count(">tie<") == 4
    assert "4–6" in shift or "4.5–5.5" in shift
    assert "Vague" not in shift
    assert "The first places stay as they are." in text


def test_without_two_rated_offers_it_says_what_to_do(as_alice: Any) -> None:
    text = page(as_alice.get(EDIT))
    assert "Rate two offers on most lines" in text
    assert "As it is now" not in text


# --- From an order ------------------------------------------------------------------------------------


def placed(life: str = "", future: str = "") -> dict[str, str]:
    names = {"life": life, "future": future}
    return {f"{axis}-{n}": key for axis, keys in names.items() for n, key in enumerate(keys.split(), 1)}


FULL = ("pay predictability workload benefits schedule location", "advancement growth tools network achievements")


def test_an_order_becomes_rank_sum_weights_to_look_at(as_alice: Any, alice: Any, now: Any, acting_as: Any) -> None:
    there = as_alice.post(ORDER, placed(*FULL)).url
    text = page(as_alice.get(there))
    assert "Balanced, in your own order" in text
    assert "counts 29 of 100" in text  # 6 of 21
    assert 'name="workload-number" value="67"' in text
    with acting_as(alice):
        assert not Season.objects.exists()
    shown = [50, 100, 50, 33, 17, 83, 67, 80, 20, 60, 40, 100]
    pairs = dict(zip(("alpha", *FACTORS), shown, strict=True))
    data = {f"{k}-{kind}": v for k, v in pairs.items() for kind in ("slider", "number")}
    as_alice.post(there, data | {"shown": " ".join(map(str, shown))})
    season = now()
    assert (season.how, str(season)) == ("ranked", "Balanced, in your own order")
    assert season.swings["workload"] == "66.67"
    for place, key in enumerate(FULL[0].split(), 1):
        assert abs(season.weights.life.shares[key] - Fraction(2 * (7 - place), 42)) < Fraction(1, 10_000)
    as_alice.post(there, data | {"shown": " ".join(map(str, shown)), "alpha-number": 60})
    assert now().how == "edited"


def test_later_places_may_stay_empty(as_alice: Any) -> None:
    text = page(as_alice.get(as_alice.post(ORDER, placed("pay")).url))
    assert text.count('-number" value="50"') == 1 + 5, "α, and the five lines of life fit that are level"
    assert text.count('-number" value="100"') == 1 + 5


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (placed("pay pay"), "Pay has place 1 already"),
        ({"life-1": "pay", "life-3": "workload"}, "Fill place 2 first"),
        (placed("growth"), "not one of the available choices"),
        (placed(future="growth\x00"), "not one of the available choices"),
    ],
)
def test_an_order_that_makes_no_sense_is_asked_about(as_alice: Any, data: dict[str, str], said: str) -> None:
    text = page(as_alice.post(ORDER, data | {"future-5": ""}), 422)
    assert said in text
    assert '<option value="pay" selected' in text or "pay" not in data.values()


# --- What came first, and looking again -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "value", "seen"),
    [({}, "6", True), ({}, None, False), ({"archived_at": timezone.now()}, "6", False)],
)
def test_choosing_after_the_scores_were_seen_is_said_and_noted(
    as_alice: Any, alice: Any, now: Any, acting_as: Any, fields: dict[str, Any], value: str | None, seen: bool
) -> None:
    with acting_as(alice):
        rate(offer(alice, **fields), value, value)
    assert ("You have seen the scores already" in page(as_alice.get(EDIT))) is seen
    as_alice.post(DEBT, sent())
    assert now().after_seeing is seen
    assert ("chosen after the scores were seen" in page(as_alice.get(SEASON))) is seen


def test_somebody_elses_ratings_were_not_seen(as_alice: Any, bob: Any, now: Any, acting_as: Any) -> None:
    with acting_as(bob):
        rate(offer(bob), "6", "6")
    as_alice.post(DEBT, sent())
    assert not now().after_seeing


def test_the_history_tells_each_season(as_alice: Any, alice: Any, acting_as: Any) -> None:
    as_alice.post(SEASON, {"preset": "debt", "review_on": "", "why": "The card at 24 %."})
    as_alice.post(EDIT, sent(alpha=40))
    text = page(as_alice.get(SEASON))
    history = text[text.index("What you need, and what you needed before") :]
    first, second = history.split("Change it</a>")
    assert "Paying down debt, changed by you" in first
    assert "set by hand" in first
    assert "Life fit 40 of 100: mostly pay, predictability and benefits" in first
    assert "as proposed" in second
    assert "Life fit 65 of 100: mostly pay, predictability and benefits" in second
    assert "Future value 35 of 100: mostly advancement, skill growth and measurable achievements" in second
    assert "“The card at 24 %.”" in second
    with acting_as(alice):
        old = Season.objects.exclude(ended_at=None).get()
    assert reverse("opportunities:season_again", args=[old.pk]) in second


def test_an_old_season_is_looked_at_again_and_keeps_its_weights(
    as_alice: Any, alice: Any, now: Any, acting_as: Any
) -> None:
    as_alice.post(DEBT, sent(pay=60, benefits=50, why="Then."))
    old = now()
    as_alice.post(SEASON, {"preset": "learning", "review_on": ""})
    there = reverse("opportunities:season_again", args=[old.pk])
    text = page(as_alice.get(there))
    assert "You begin with “Paying down debt, changed by you”" in text
    assert 'name="benefits-number" value="63"' in text
    assert old.swings["benefits"] == "62.5"
    assert now().preset == "learning", "looking saves nothing"
    shown = {"alpha": 65, **{key: int(Decimal(points) + Decimal("0.5")) for key, points in old.swings.items()}}
    data = {f"{key}-{kind}": value for key, value in shown.items() for kind in ("slider", "number")}
    as_alice.post(there, data | {"shown": " ".join(str(shown[key]) for key in ("alpha", *FACTORS))})
    assert now().pk != old.pk
    assert (now().swings, now().how) == (old.swings, "edited")
    with acting_as(alice):
        assert Season.objects.get(pk=old.pk).swings == old.swings
        assert Season.objects.count() == 3


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_cannot_look_at_it_again(as_bob: Any, alice: Any, acting_as: Any, method: str) -> None:
    with acting_as(alice):
        hers = choose_season(owner=alice, preset=PRESETS["debt"], review_on=None)
    for pk in (hers.pk, UUID(int=1)):
        address = reverse("opportunities:season_again", args=[pk])
        assert getattr(as_bob, method)(address, sent() if method == "post" else {}).status_code == 404


@pytest.mark.parametrize("url", [EDIT, ORDER, REVIEWED, reverse("opportunities:season_again", args=[UUID(int=1)])])
def test_nobody_is_asked_to_log_in(as_nobody: Any, url: str) -> None:
    for answer in (as_nobody.get(url), as_nobody.post(url, {"answer": "right"})):
        assert answer.status_code == 302
        assert reverse("account_login") in answer.url


@pytest.fixture
def due(alice: Any, acting_as: Any) -> Season:
    with acting_as(alice):
        season = choose_season(owner=alice, preset=PRESETS["debt"], review_on=None)
        season.review_on = timezone.localdate() - timedelta(days=2)
        season.save()
        return season


def test_a_due_review_has_three_answers(as_alice: Any, due: Season) -> None:
    text = page(as_alice.get(SEASON))
    assert "Is “Paying down debt” still what you need?" in text
    for answer in ("Still right", "Change it", "Not now, ask in a week"):
        assert answer in text
    in_a_quarter = timezone.localdate() + timedelta(weeks=13)
    assert f'value="{in_a_quarter}"' in text, "a day that has passed would be refused"


@pytest.mark.parametrize(("answer", "weeks", "confirmed"), [("right", 13, True), ("later", 1, False)])
def test_the_answer_moves_the_review_and_is_noted(
    as_alice: Any, due: Season, now: Any, answer: str, weeks: int, confirmed: bool
) -> None:
    today = timezone.localdate()
    for _ in range(2):
        assert as_alice.post(REVIEWED, {"answer": answer}).url == SEASON
    assert now().pk == due.pk
    assert now().review_on == today + timedelta(weeks=weeks)
    assert (now().confirmed_on == today) is confirmed
    text = page(as_alice.get(SEASON))
    assert ("still right on" in text) is confirmed
    assert "still what you need?" not in text


@pytest.mark.parametrize("answer", ["", "maybe\x00"])
def test_another_answer_changes_nothing(as_alice: Any, due: Season, now: Any, answer: str) -> None:
    assert as_alice.post(REVIEWED, {"answer": answer}).url == SEASON
    assert as_alice.get(REVIEWED).url == SEASON
    assert now().revision == due.revision


def test_an_answer_without_a_season_finds_nothing(as_alice: Any) -> None:
    assert as_alice.post(REVIEWED, {"answer": "right"}).status_code == 404


# --- What it takes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["season", "season_edit", "season_order", "season_again"])
def test_pages_take_as_many_queries_with_one_row_as_with_thirty(
    as_alice: Any, alice: Any, acting_as: Any, queries_of: Any, name: str
) -> None:
    with acting_as(alice):
        first = choose_season(owner=alice, preset=PRESETS["debt"], review_on=None)
        rate(offer(alice), "6", "6")
    url = reverse(f"opportunities:{name}", args=[first.pk] if name == "season_again" else [])
    as_alice.get(url)
    few = queries_of(as_alice, url)
    with acting_as(alice):
        for number in range(30):
            preset = PRESETS["learning" if number % 2 else "debt"]
            choose_season(owner=alice, preset=preset, review_on=None, alpha=Decimal(number) / 100)
            rate(offer(alice, organisation=f"Place {number}"), "6", "6")
    assert queries_of(as_alice, url) == few <= 8


def test_looking_and_saving_take_few_queries(as_alice: Any, two: None, queries_of: Any) -> None:
    as_alice.get(EDIT)
    assert queries_of(as_alice, DEBT, sent(look="1", alpha=20)) <= 8
    assert queries_of(as_alice, DEBT, sent(alpha=20)) <= 9
