"""Today, reflections, and answering."""

import re
from datetime import date, timedelta
from itertools import chain
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.achievements.models import Achievement, Draft
from apps.opportunities.deciding import decide
from apps.opportunities.models import Opportunity, Season
from apps.opportunities.seasons import PRESETS
from apps.reflections.models import Reflection
from tests.reflections.conftest import plan_for, sent_nudge

# --- Today ---------------------------------------------------------------------------------------------


def test_an_empty_day_teaches_three_first_steps(as_alice):
    page = as_alice.get("/today/").content.decode()
    assert "Three first steps" in page
    assert "One e-mail a week?" in page
    assert "Sunday 17:00, your time" in page


def test_today_shows_what_is_due_what_to_decide_and_what_was_kept(as_alice, alice, acting_as):
    today = timezone.localdate()
    with acting_as(alice):
        Achievement.objects.create(owner=alice, line="Answered the phones on late shift", happened_on=today)
        Opportunity.objects.create(owner=alice, title="Shift lead", organisation="Harbour Retail", deadline=today)
        Opportunity.objects.create(
            owner=alice, title="Buyer", organisation="Lindley", deadline=today + timedelta(days=20)
        )
        season = Season.from_preset(PRESETS["debt"] if "debt" in PRESETS else PRESETS["balanced"], owner=alice)
        season.review_on = today + timedelta(days=3)
        season.save()
    page = as_alice.get("/today/").content.decode()
    assert "Harbour Retail wants an answer" in page
    assert "Lindley wants an answer" in page
    assert "is this still what you need?" in page
    assert "2 things have a date this week." in page
    assert "Answered the phones on late shift" in page
    assert 'pill-duty">duty' in page
    assert "Three first steps" not in page
    assert "What do you still need to know before you answer?" in page


def test_an_offer_whose_day_has_passed_is_asked_after_without_reproach(as_alice, alice, acting_as):
    with acting_as(alice):
        Opportunity.objects.create(
            owner=alice, title="Buyer", organisation="Lindley", deadline=timezone.localdate() - timedelta(days=2)
        )
    assert "Lindley wanted an answer. What did you decide?" in as_alice.get("/today/").content.decode()


def test_today_shows_a_look_back_that_is_due_once(as_alice, alice, acting_as):
    with acting_as(alice):
        job = Opportunity.objects.create(owner=alice, title="Team lead", organisation="Harbour")
        day = timezone.localdate() - timedelta(days=92)
        kept = decide(owner=alice, opportunity_id=job.pk, kind="declined", decided_on=day)
        month, quarter, _ = kept.reviews.all()
    text = as_alice.get("/today/").content.decode()
    assert text.count(quarter.get_absolute_url()) == 1
    assert "Look back: Team lead, Harbour." in text
    assert month.get_absolute_url() not in text


def test_a_line_that_was_begun_is_offered_and_thrown_away_from_today(as_alice, alice, acting_as):
    with acting_as(alice):
        old = Draft.objects.create(owner=alice, place=f"new {uuid4()}", contents={"line": "Older"})
        Draft.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=1))
        draft = Draft.objects.create(
            owner=alice, place=f"quick {uuid4()}", contents={"line": " ", "outcome": "Nobody <b>waited</b>"}
        )
    page = as_alice.get("/today/").content.decode()
    assert "You were writing this today:" in page
    assert "Nobody &lt;b&gt;waited&lt;/b&gt;" in page
    assert f'href="/journal/log/?draft={draft.pk}"' in page
    assert "One more is in your journal" in page
    offered = page.split('action="/journal/draft/drop/"')[1].split("</form>")[0]
    assert "csrfmiddlewaretoken" in offered
    assert "Older" not in page

    answer = as_alice.post("/journal/draft/drop/", {"draft": str(draft.pk), "stay": "/today/"})
    assert answer["Location"] == "/today/"
    page = as_alice.get("/today/").content.decode()
    assert "You were writing this yesterday:" in page
    assert "more is in your journal" not in page
    with acting_as(alice):
        day = timezone.localdate() - timedelta(days=3)
        Draft.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=3))
    assert f"You were writing this on {day:%A}:" in as_alice.get("/today/").content.decode()
    away = as_alice.post("/journal/draft/drop/", {"draft": str(old.pk), "stay": "//elsewhere.example/"})
    assert away["Location"] == "/journal/"


def test_today_shows_nothing_of_others(as_bob, alice, acting_as):
    with acting_as(alice):
        Draft.objects.create(owner=alice, place=f"new {uuid4()}", contents={"line": "Mine"})
        Achievement.objects.create(owner=alice, line="Mine alone")
        Opportunity.objects.create(owner=alice, title="Mine", organisation="Mine", deadline=timezone.localdate())
        sent_nudge(alice, "Mine?")
        Reflection.objects.create(owner=alice, question="Mine?", answer="Mine")
    assert b"Mine" not in as_bob.get("/today/").content
    assert b"Mine" not in as_bob.get("/reflections/").content


@pytest.mark.parametrize("url", ["/today/", "/reflections/"])
@pytest.mark.parametrize("rows", [0, 1, 30])
def test_queries_do_not_grow_with_rows(as_alice, alice, acting_as, url, rows, count_queries):
    today = timezone.localdate()
    with acting_as(alice):
        for number in range(rows):
            Achievement.objects.create(owner=alice, line=f"Line {number}")
            Draft.objects.create(owner=alice, place=f"new {uuid4()}", contents={"line": f"Begun {number}"})
            offer = Opportunity.objects.create(owner=alice, title=f"Offer {number}", deadline=today)
            decide(owner=alice, opportunity_id=offer.pk, kind="accepted", decided_on=today - timedelta(days=40))
            Reflection.objects.create(owner=alice, question="What?", answer="That", answered_on=date(2026, 1, 1))
            sent_nudge(alice, period=date(2020, 1, 1) + timedelta(days=7 * number))
    plan_for(alice)
    as_alice.get(url)
    with count_queries() as queries:
        assert as_alice.get(url).status_code == 200
    assert len(queries) <= 8, [query[:60] for query in queries]


@pytest.mark.parametrize("rows", [1, 105])
@pytest.mark.parametrize("asked", ["", "?q=that", "?page=2"])
def test_the_answers_take_the_same_queries_at_1_and_many_rows(as_alice, alice, acting_as, rows, asked, count_queries):
    with acting_as(alice):
        entry = Achievement.objects.create(owner=alice, line="Line")
        answers = [
            Reflection(owner=alice, question="What?", answer="That", about=entry, answered_on=date(2026, 1, 1))
            for _ in range(rows)
        ]
        Reflection.objects.bulk_create(answers)
    plan_for(alice)
    as_alice.get("/reflections/")
    with count_queries() as queries:
        assert as_alice.get(f"/reflections/{asked}").status_code == 200
    assert len(queries) == {"": 7, "?q=that": 4, "?page=2": 3}[asked], [query[:60] for query in queries]


# --- Answering -----------------------------------------------------------------------------------------


def test_answering_this_weeks_question(as_alice, alice, acting_as):
    with acting_as(alice):
        entry = Achievement.objects.create(owner=alice, line="Answered the phones on late shift")
    page = as_alice.get("/reflections/answer/")
    assert "You wrote “Answered the phones on late shift”. " in page.content.decode()
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in ("row", "question", "about")}
    sent["about"] = str(sent["about"])
    for _ in range(2):  # a double click
        assert as_alice.post("/reflections/answer/", {**sent, "answer": "Nobody waited longer than a minute."}).url
    with acting_as(alice):
        (kept,) = Reflection.objects.all()
        assert (kept.about, kept.question) == (entry, sent["question"])
    page = as_alice.get("/today/").content.decode()
    assert "Nobody waited longer than a minute." in page


def test_an_empty_answer_keeps_the_question_and_says_what_to_do(as_alice, alice):
    response = as_alice.post("/reflections/answer/", {"answer": " ", "question": "What did you learn?"})
    assert response.status_code == 422
    assert "Write a line first, or let this one pass." in response.content.decode()
    assert "What did you learn?" in response.content.decode()


@pytest.mark.parametrize("text", ["x" * 8001, "nul\0byte"])
def test_what_cannot_be_kept_is_not_lost(as_alice, alice, text):
    response = as_alice.post("/reflections/answer/", {"answer": text, "question": "What?"})
    assert response.status_code == 422
    assert text[:3] in response.content.decode()


@pytest.mark.parametrize("text", ["🧺 half price", "שלום", "<script>alert(1)</script>"])
def test_any_script_and_sign_is_kept_as_written(as_alice, alice, acting_as, text):
    as_alice.post("/reflections/answer/", {"answer": text, "question": "What?"})
    with acting_as(alice):
        assert Reflection.objects.get().answer == text
    assert "<script>alert" not in as_alice.get("/reflections/").content.decode()


def test_answering_the_e_mail_is_the_same_as_answering_on_the_page(as_alice, alice, acting_as):
    with acting_as(alice):
        nudge = sent_nudge(alice)
    assert "What went better because it was you?" in as_alice.get("/today/").content.decode()
    url = f"/reflections/answer/{nudge.pk}/"
    assert as_alice.get(url).status_code == 200
    as_alice.post(url, {"answer": "The queue was gone by noon.", "question": nudge.question})
    assert "The queue was gone by noon." in as_alice.get("/today/").content.decode()
    as_alice.post(url, {"answer": "The queue was gone by ten.", "question": nudge.question})
    with acting_as(alice):
        assert [kept.answer for kept in Reflection.objects.all()] == ["The queue was gone by ten."]


def test_skipping_the_week_skips_its_e_mail_too_and_can_be_taken_back(as_alice, alice, acting_as):
    for _ in range(2):
        assert as_alice.post("/reflections/pass/").url == "/today/"
    with acting_as(alice):
        (passed,) = Reflection.objects.all()
        assert passed.is_skipped
    assert "You let this one pass." in as_alice.get("/today/").content.decode()
    as_alice.post(f"/reflections/{passed.pk}/", {"answer": "After all.", "question": passed.question})
    with acting_as(alice):
        assert not Reflection.objects.get().is_skipped


def test_skipping_the_question_of_an_e_mail_leaves_the_next_one_alone(as_alice, alice, acting_as):
    with acting_as(alice):
        nudge = sent_nudge(alice)
    as_alice.post(f"/reflections/pass/{nudge.pk}/")
    with acting_as(alice):
        assert Reflection.objects.get().nudge == nudge
        assert not Reflection.objects.passed(None, date(2000, 1, 1)).exists()


def test_many_answers_come_by_page_and_none_is_left_out(as_alice, alice, acting_as):
    with acting_as(alice):
        Reflection.objects.bulk_create(
            [Reflection(owner=alice, question="What?", answer=f"Answer {number:03}.") for number in range(105)]
        )
    pages = [as_alice.get(f"/reflections/?page={number}").content.decode() for number in (1, 2, 3)]
    found = [re.findall(r'class="answer" dir="auto">Answer (\d{3})', page) for page in pages]
    assert [len(page) for page in found] == [20, 80, 5]
    assert sorted(chain.from_iterable(found)) == [f"{number:03}" for number in range(105)]
    assert "?page=2" in pages[0]
    assert "?page=1" in pages[1]
    assert "?page=4" not in pages[2]
    assert "Your answers do not go back that far." in as_alice.get("/reflections/?page=4").content.decode()
    found = re.findall(r"Answer</mark> (\d{3})", as_alice.get("/reflections/?q=answer&page=2").content.decode())
    assert found == [f"{number:03}" for number in range(24, -1, -1)]
    for odd in ("0", "-1", "x", "²", "9" * 4000):
        assert as_alice.get("/reflections/", {"page": odd}).status_code == 200


def test_an_answer_can_be_deleted_after_asking(as_alice, alice, acting_as):
    with acting_as(alice):
        kept = Reflection.objects.create(owner=alice, question="What?", answer="That.")
    url = f"/reflections/{kept.pk}/delete/"
    assert "Delete this answer?" in as_alice.get(url).content.decode()
    as_alice.post(url)
    with acting_as(alice):
        assert not Reflection.objects.exists()


def test_a_strangers_answers_and_e_mails_are_not_there(as_bob, bob, alice, acting_as):
    with acting_as(alice):
        kept, nudge = Reflection.objects.create(owner=alice, question="What?", answer="That."), sent_nudge(alice)
    for url in (f"/reflections/{kept.pk}/", f"/reflections/{kept.pk}/delete/", f"/reflections/answer/{nudge.pk}/"):
        assert as_bob.get(url).status_code == as_bob.post(url, {"answer": "x"}).status_code == 404
    assert as_bob.post(f"/reflections/pass/{nudge.pk}/").status_code == 404
    with acting_as(alice):
        assert Reflection.objects.get().answer == "That."


def test_an_answer_about_somebody_elses_entry_is_refused(as_bob, bob, alice, acting_as):
    with acting_as(alice):
        entry = Achievement.objects.create(owner=alice, line="Mine alone")
    sent = {"answer": "x", "question": "What?", "about": str(entry.pk)}
    assert as_bob.post("/reflections/answer/", sent).status_code == 422


@pytest.mark.parametrize(
    "url",
    [
        "/today/",
        "/reflections/",
        "/reflections/answer/",
        "/reflections/pass/",
        "/reflections/plan/",
        "/reflections/plan/start/",
        "/reflections/plan/decline/",
        "/reflections/preview/",
        "/reflections/preview/html/",
        "/reflections/send-now/",
        "/reflections/answer/0199d1f0-0000-7000-8000-000000000000/",
        "/reflections/pass/0199d1f0-0000-7000-8000-000000000000/",
        "/reflections/0199d1f0-0000-7000-8000-000000000000/",
        "/reflections/0199d1f0-0000-7000-8000-000000000000/delete/",
    ],
)
def test_nobody_is_sent_to_log_in(as_nobody, db, url):
    for response in (as_nobody.get(url), as_nobody.post(url)):
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("url", ["pass", "plan", "plan/start", "plan/decline", "send-now"])
def test_what_changes_something_is_no_link(as_alice, url):
    assert as_alice.get(f"/reflections/{url}/").status_code == 405
