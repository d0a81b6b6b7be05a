"""What to ask next, and answers that go straight into the ratings."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.opportunities.actions import Answer, mark_asked
from apps.opportunities.actions import rate as rate_by
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity, Rating, Season
from apps.opportunities.seasons import PRESETS
from tests.opportunities.people import offer, rate

TODAY = timezone.localdate


@pytest.fixture
def mine(alice: Any, acting_as: Any) -> Opportunity:
    """Everything told at 6 but for tools and network, which are open."""
    with acting_as(alice):
        made = offer(alice, organisation="Harbour")
        rate(made, "6", "6", tools=None, network=None)
    return made


def address(mine: Opportunity, factor: str, name: str = "answer") -> str:
    return reverse(f"opportunities:{name}", args=[mine.pk, factor])


@pytest.fixture
def rating(alice: Any, acting_as: Any, mine: Opportunity) -> Any:
    def rating(factor: str) -> Rating:
        with acting_as(alice):
            found: Rating = Rating.objects.get(opportunity=mine, factor=factor)
        return found

    return rating


def page(client: Any, url: Any) -> str:
    return str(client.get(url if isinstance(url, str) else url.get_absolute_url()).content.decode())


def sent(factor: str, choice: str = "7", **more: str) -> dict[str, str]:
    line = {"choice": choice, "number": "", "slider": "5", "shown": "", "known_by": "told", "note": ""} | more
    return {f"{factor}-{name}": value for name, value in line.items()}


def questions_of(text: str) -> list[str]:
    part = text[text.index('id="ask-next"') :]
    return [str(f.key) for f in FACTORS.values() if f"/ratings/{f.key}/asked/" in part]


def test_three_questions_say_what_hangs_on_them(as_alice: Any, mine: Opportunity) -> None:
    text = page(as_alice, mine)
    assert len(questions_of(text)) == 3
    assert {"tools", "network"} <= set(questions_of(text))
    assert "Which tools, machines or systems would I use each day" in text
    assert "could move the result by up to 1 point " in text
    assert "could move the result by less than half a point" in text
    assert f'href="{reverse("opportunities:method")}#ask-next"' in text


def test_what_was_told_is_asked_for_in_writing(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        told = offer(alice)
        rate(told, "6", "6")
        Rating.objects.filter(opportunity=told).exclude(factor__in=["pay", "growth"]).update(known_by="in_writing")
        Rating.objects.filter(opportunity=told, factor="growth").update(known_by="guess")
    text = page(as_alice, told)
    assert questions_of(text) == ["pay", "growth"]
    assert str(FACTORS["pay"].put_in_writing) in text
    assert str(FACTORS["pay"].ask) not in text
    assert str(FACTORS["growth"].ask) in text


def test_the_present_job_is_asked_nothing(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        now = offer(alice, is_present_job=True)
    assert 'id="ask-next"' not in page(as_alice, now)


def test_the_questions_can_be_sent_as_a_message(as_alice: Any, mine: Opportunity) -> None:
    text = page(as_alice, mine)
    letter = text[text.index("<textarea") : text.index("</textarea>")]
    assert "readonly" in letter
    assert all(f"\n{number}. " in letter for number in (1, 2, 3))
    assert str(FACTORS["network"].ask) in letter
    assert 'data-copy="letter-text"' in text


# --- Asked --------------------------------------------------------------------------------------------------


def test_a_question_is_marked_as_asked_and_makes_room(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    before = questions_of(page(as_alice, mine))
    answer = as_alice.post(address(mine, "tools", "asked"))
    assert answer.url == f"{mine.get_absolute_url()}#ask-next"
    assert rating("tools").asked_on == TODAY()
    text = page(as_alice, mine)
    assert set(before) < set(questions_of(text))
    assert "asked today" in text
    assert text.index("ratings/tools/asked/") > text.index("ratings/network/asked/")
    letter = text[text.index("<textarea") : text.index("</textarea>")]
    assert str(FACTORS["tools"].ask) not in letter


def test_a_question_about_what_was_never_rated_is_marked_too(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        bare = offer(alice)
    as_alice.post(address(bare, "pay", "asked"))
    with acting_as(alice):
        kept = Rating.objects.get(opportunity=bare)
    assert (kept.factor, kept.value, kept.asked_on) == ("pay", None, TODAY())


def test_days_pass_and_the_page_says_so(as_alice: Any, alice: Any, acting_as: Any, mine: Opportunity) -> None:
    with acting_as(alice):
        mark_asked(opportunity=mine, factor="tools", day=TODAY() - timedelta(days=3))
    assert ", 3 days ago" in page(as_alice, mine)


def test_asking_is_undone(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    as_alice.post(address(mine, "tools", "asked"))
    as_alice.post(address(mine, "tools", "asked"), {"undo": "1"})
    assert rating("tools").asked_on is None
    as_alice.post(address(mine, "advancement", "asked"), {"undo": "1"})
    assert rating("advancement").value == 6


def test_coming_back_from_the_login_marks_nothing(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    assert as_alice.get(address(mine, "tools", "asked")).url == f"{mine.get_absolute_url()}#ask-next"
    assert rating("tools").asked_on is None


def test_the_list_goes_on_to_the_next_question(as_alice: Any, mine: Opportunity) -> None:
    url = reverse("opportunities:list")
    assert str(FACTORS["tools"].ask) in page(as_alice, url)
    as_alice.post(address(mine, "tools", "asked"))
    text = page(as_alice, url)
    assert str(FACTORS["tools"].ask) not in text
    assert str(FACTORS["network"].ask) in text
    for factor in FACTORS:
        as_alice.post(address(mine, factor, "asked"))
    assert "Ask Harbour next" not in page(as_alice, url)


# --- Answered -----------------------------------------------------------------------------------------------


def test_an_answer_goes_into_the_rating_alone(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    answer = as_alice.post(address(mine, "tools"), sent("tools", "10", note="New till system"), follow=True)
    assert answer.redirect_chain == [(f"{mine.get_absolute_url()}#ask-next", 302)]
    kept = rating("tools")
    assert (kept.value, kept.known_by, kept.note) == (10, "told", "New till system")
    assert rating("pay").value == 6
    assert "Your answer is saved. For now: 5–7 → 6–7." in answer.content.decode()


def test_an_answer_that_moves_nothing_says_so(as_alice: Any, mine: Opportunity) -> None:
    answer = as_alice.post(address(mine, "pay"), sent("pay", "between", number="6", slider="6"), follow=True)
    assert "For now it stays at 5–7." in answer.content.decode()


def test_an_answer_in_writing_is_no_question_any_more(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    as_alice.post(address(mine, "tools", "asked"))
    as_alice.post(address(mine, "tools"), sent("tools", "7", known_by="in_writing"))
    assert rating("tools").asked_on is None
    assert "tools" not in questions_of(page(as_alice, mine))


def test_an_answer_that_was_only_told_is_no_longer_waited_for(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    as_alice.post(address(mine, "tools", "asked"))
    as_alice.post(address(mine, "tools"), sent("tools", "7"))
    assert rating("tools").asked_on is None
    assert str(FACTORS["tools"].put_in_writing) in page(as_alice, mine) or "tools" not in questions_of(
        page(as_alice, mine)
    )


@pytest.mark.parametrize(
    ("answer", "waiting"),
    [
        (Answer(None, "guess", "they will call"), True),
        (Answer(Decimal(6), "told", "still the same"), True),
        (Answer(Decimal(6), "in_writing"), False),
        (Answer(Decimal(7), "told"), False),
    ],
)
def test_only_news_ends_the_waiting(acting_as_alice: Any, answer: Answer, waiting: bool) -> None:
    one = offer(acting_as_alice)
    rate(one, "6", "6")
    mark_asked(opportunity=one, factor="pay", day=TODAY())
    rate_by(opportunity=one, answers={"pay": answer})
    assert (Rating.objects.get(opportunity=one, factor="pay").asked_on is not None) is waiting


def test_the_form_starts_with_how_one_will_know(as_alice: Any, alice: Any, acting_as: Any, mine: Opportunity) -> None:
    assert 'value="told" selected' in page(as_alice, address(mine, "tools"))
    assert 'value="in_writing" selected' in page(as_alice, address(mine, "pay"))
    with acting_as(alice):
        Rating.objects.filter(opportunity=mine, factor="pay").update(known_by="guess")
    assert 'value="told" selected' in page(as_alice, address(mine, "pay"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (sent("tools", "between", number="eleven", note="kept"), "could not read this as a number"),
        (sent("tools", "3", slider="8", note="kept"), "moved the slider to 8"),
        (sent("tools", "", note="kept"), "not known yet"),
        (sent("tools", "7", known_by="dream", note="kept"), "not one of the available choices"),
    ],
)
def test_a_bad_answer_saves_nothing_and_loses_nothing(
    as_alice: Any, mine: Opportunity, rating: Any, line: dict[str, str], said: str
) -> None:
    answer = as_alice.post(address(mine, "tools"), line)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert 'value="kept"' in text
    assert text.count('class="card rating"') == 1
    assert rating("tools").value is None


def test_an_old_question_does_not_overwrite_a_newer_rating(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    as_alice.post(address(mine, "tools"), sent("tools", "7") | {"seen": "1"})
    answer = as_alice.post(address(mine, "tools"), sent("tools", "3") | {"seen": "1"})
    assert answer.status_code == 422
    assert "changed somewhere else" in answer.content.decode()
    assert rating("tools").value == 7
    as_alice.post(address(mine, "tools"), sent("tools", "3") | {"seen": "2"})
    assert rating("tools").value == 3


def test_an_answer_sent_twice_is_saved_once(as_alice: Any, mine: Opportunity, rating: Any) -> None:
    for _ in range(2):
        assert as_alice.post(address(mine, "tools"), sent("tools", "7") | {"seen": "1"}).status_code == 302
    assert rating("tools").revision == 2  # it was there, open, before


@pytest.mark.parametrize("name", ["answer", "asked"])
def test_a_factor_that_is_none_is_not_found(as_alice: Any, mine: Opportunity, name: str) -> None:
    assert as_alice.get(address(mine, "luck", name)).status_code == 404
    assert as_alice.post(address(mine, "luck", name)).status_code == 404


@pytest.mark.parametrize("name", ["answer", "asked"])
def test_a_stranger_answers_nothing(as_bob: Any, as_nobody: Any, mine: Opportunity, rating: Any, name: str) -> None:
    assert as_bob.get(address(mine, "tools", name)).status_code == 404
    assert as_bob.post(address(mine, "tools", name), sent("tools")).status_code == 404
    assert reverse("account_login") in as_nobody.post(address(mine, "tools", name), sent("tools")).url
    assert (rating("tools").value, rating("tools").asked_on) == (None, None)


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(as_alice: Any, alice: Any, acting_as: Any, queries_of: Any, rows: int) -> None:
    with acting_as(alice):
        rate(offer(alice, "Mine now", is_present_job=True), "5", "5")
        Season.from_preset(PRESETS["health"], owner=alice).save()
        for number in range(rows):
            one = offer(alice, organisation=f"Place {number}")
            rate(one, "6", "4", tools=None)
            mark_asked(opportunity=one, factor="tools", day=TODAY())
    as_alice.get(reverse("opportunities:list"))
    assert queries_of(as_alice, reverse("opportunities:list")) <= 8
    assert queries_of(as_alice, one.get_absolute_url()) <= 8
    assert queries_of(as_alice, address(one, "tools")) <= 6
    assert queries_of(as_alice, address(one, "tools"), sent("tools")) <= 10
    assert queries_of(as_alice, address(one, "pay", "asked"), {}) <= 6
