"""The answers so far: by week, searched, and how many weeks of the year hold something."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.reflections.answers import NOTHING, answers_of
from apps.reflections.models import Reflection
from apps.reflections.week import weeks_written
from tests.reflections.conftest import plan_for, sent_nudge

TEXTS = {
    "queue": ("What went more smoothly because you were there?", "The queue was gone by noon, and nobody shouted."),
    "rota": ("What was harder than it looked?", "Planning nurse/carer shifts around the school run."),
    "laden": ("Was lief besser?", "Der Laden war mittags auf."),
    "passed": ("What did you say no to?", ""),
    "tags": ("Whom did you help?", "<b>Kim’s</b> team & mine"),
}


@pytest.fixture
def kept(alice, acting_as):
    """An answer of each kind, one a day."""
    today = timezone.localdate()
    with acting_as(alice):
        for number, (question, answer) in enumerate(TEXTS.values()):
            Reflection.objects.create(
                owner=alice,
                question=question,
                answer=answer,
                is_skipped=not answer,
                answered_on=today - timedelta(days=10 + number),
            )


def found(client, typed):
    page = client.get(f"/reflections/?{urlencode({'q': typed})}").content.decode().replace("<mark>", "")
    page = page.replace("</mark>", "")
    return {name for name, (question, _) in TEXTS.items() if f'class="meta" dir="auto">{question}<' in page}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("queues", {"queue"}),  # stems
        ("QUE", {"queue"}),  # begun
        ("smoothly", {"queue"}),  # of the question
        ("carer", {"rota"}),
        ("nurse/carer", {"rota"}),
        ("laden", {"laden"}),
        ('"gone by noon"', {"queue"}),
        ('"noon by gone"', set()),
        ("queue OR shifts", {"queue", "rota"}),
        ("help -kim", set()),
        ("kim’s", {"tags"}),
        ("no", {"passed", "queue"}),  # nobody
        ("zeppelin", set()),
        ("'quoted\\", set()),
        ("a & e | !c:* <-> (z", set()),
    ],
)
def test_answers_are_found_by_the_words_of_both(as_alice, kept, typed, names):
    assert found(as_alice, typed) == names


def test_what_was_found_is_marked_counted_and_everything_else_escaped(as_alice, kept):
    page = as_alice.get("/reflections/?q=queue").content.decode()
    assert "The <mark>queue</mark> was gone by noon" in page
    assert "Found once." in page
    assert 'value="queue"' in page
    page = as_alice.get("/reflections/?q=kim").content.decode()
    assert "&lt;b&gt;<mark>Kim" in page
    assert "<b>Kim" not in page


def test_a_search_that_finds_nothing_says_so_and_what_is_no_word_too(as_alice, kept):
    assert "None of your answers matches." in as_alice.get("/reflections/?q=zep").content.decode()
    page = as_alice.get("/reflections/?q=%3F%00%3F").content.decode()
    assert "There is no word to look for" in page
    assert "The queue was gone by noon" in page


def test_nobody_finds_what_others_answered(as_bob, kept):
    assert found(as_bob, "queue") == set()


def test_an_answer_that_is_changed_is_found_by_its_new_words(as_alice, alice, kept, acting_as):
    with acting_as(alice):
        row = Reflection.objects.get(question=TEXTS["queue"][0])
    as_alice.post(f"/reflections/{row.pk}/", {"answer": "The stockroom was done.", "question": row.question})
    assert found(as_alice, "stockroom") == {"queue"}
    assert found(as_alice, "shouted") == set()


def test_a_long_answer_shows_its_beginning_or_what_was_found_and_leads_to_all_of_it(as_alice, alice, acting_as):
    with acting_as(alice):
        row = Reflection.objects.create(owner=alice, question="What?", answer="day after day " * 100 + "zeppelin came")
    page = as_alice.get("/reflections/").content.decode()
    assert "day after day" in page
    assert "zeppelin" not in page
    assert f'<a href="/reflections/{row.pk}/">Read all of it</a>' in page
    page = as_alice.get("/reflections/?q=zeppelin").content.decode()
    assert "<mark>zeppelin</mark> came" in page
    assert len(page) < len(as_alice.get("/reflections/").content) + 2000


def test_answers_stand_under_their_weeks(alice, acting_as):
    today = date(2026, 11, 25)  # a Wednesday
    with acting_as(alice):
        for day in (date(2026, 11, 23), date(2026, 11, 22), date(2026, 11, 15), date(2026, 11, 9), date(2026, 11, 8)):
            Reflection.objects.create(owner=alice, question="What?", answer=str(day), answered_on=day)
        found = answers_of(alice, number=1, wanted=NOTHING, today=today).stretches
    told = {part.heading: [(week, [one.text for one in some]) for week, some in part.weeks] for part in found}
    assert told == {
        "This week": [("", ["2026-11-23"])],
        "Last week": [("", ["2026-11-22"])],
        "November 2026": [
            ("9 Nov – 15 Nov", ["2026-11-15", "2026-11-09"]),
            ("2 Nov – 8 Nov", ["2026-11-08"]),
        ],
    }


# --- Weeks of the year -------------------------------------------------------------------------------------


def test_weeks_with_a_line_or_an_answer_are_counted_once(alice, acting_as):
    today = date(2026, 11, 25)
    with acting_as(alice):
        assert weeks_written(alice, today) == 0
        for day, precision in (
            (date(2026, 11, 23), "day"),
            (date(2026, 11, 22), "day"),
            (date(2026, 3, 1), "month"),  # some week of March
            (date(2025, 12, 31), "day"),  # last year
            (date(2026, 12, 1), "day"),  # not yet
        ):
            record_achievement(owner=alice, line="Line", happened_on=day, happened_precision=precision)
        for day, is_skipped in ((date(2026, 11, 24), False), (date(2026, 1, 1), False), (date(2026, 6, 3), True)):
            Reflection.objects.create(owner=alice, answer="That.", answered_on=day, is_skipped=is_skipped)
        assert weeks_written(alice, today) == 3


def test_the_page_says_how_many_in_words_and_never_what_is_missing(as_alice, alice, acting_as):
    assert "of this year" not in as_alice.get("/reflections/").content.decode()
    with acting_as(alice):
        Reflection.objects.create(owner=alice, question="What?", answer="That.")
    page = as_alice.get("/reflections/").content.decode()
    assert "One week of this year holds a line or an answer of yours." in page
    assert "streak" not in page.lower()


# --- The plan as it is being changed, and the ledger ----------------------------------------------------------

PLAN = {"is_active": "on", "cadence": "weekly", "weekday": "3", "local_time": "18:30", "time_zone": "Europe/Lisbon"}


def next_of(client, **sent):
    return client.get("/reflections/plan/next/", {**PLAN, **sent}, headers={"HX-Request": "true"})


def test_the_next_time_is_told_while_the_plan_is_being_changed_and_nothing_is_kept(as_alice, alice, acting_as):
    before = plan_for(alice)
    page = next_of(as_alice).content.decode()
    assert "The next one comes on Thursday" in page
    assert "at 18:30, Lisbon time." in page
    assert "Once you keep this plan." in page
    with acting_as(alice):
        after = type(before).objects.get()
    assert (after.weekday, after.next_nudge_at, after.revision) == (before.weekday, before.next_nudge_at, 1)


def test_a_plan_that_is_switched_off_or_not_complete_says_so(as_alice):
    assert "Nothing is sent." in next_of(as_alice, is_active="").content.decode()
    page = next_of(as_alice, local_time="")
    assert page.status_code == 422
    assert "not complete yet" in page.content.decode()


def test_without_javascript_the_next_time_is_on_the_page(as_alice):
    assert as_alice.get("/reflections/plan/next/", PLAN).url == "/reflections/#plan"


def test_the_next_time_costs_few_queries(as_alice, alice, count_queries):
    plan_for(alice)
    with count_queries() as queries:
        next_of(as_alice)
    assert len(queries) <= 7, [query[:60] for query in queries]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"state": "skipped", "reason": "paused"}, ("skipped", "You had paused it.")),
        ({"state": "suppressed", "reason": "stopped"}, ("not wanted", "You had stopped the e-mail.")),
        ({"state": "failed", "reason": "550 No such person"}, ("failed", "The mail server said “550 No such person”.")),
        ({"state": "sent"}, ("sent", "What went better because it was you?</a>")),
    ],
)
def test_the_ledger_says_in_words_what_became_of_each(as_alice, alice, acting_as, row, said):
    with acting_as(alice):
        sent_nudge(alice, **row)
    page = as_alice.get("/reflections/").content.decode()
    assert f"<strong>{said[0]}</strong>" in page
    assert said[1] in page


def test_the_e_mail_stands_beside_its_plan_in_a_frame_that_can_run_nothing(as_alice):
    page = as_alice.get("/reflections/")
    assert '<iframe class="letter" loading="lazy" src="/reflections/preview/html/"' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    refused = as_alice.post("/reflections/plan/", {**PLAN, "weekday": "9"})
    assert refused.status_code == 422
    assert "frame-src 'self'" in refused["Content-Security-Policy"]
    assert '<base target="_blank">' in as_alice.get("/reflections/preview/html/").content.decode()
