"""Which question is asked, in what words, and what never leaves in an e-mail."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.achievements.models import FollowUp
from apps.opportunities.deciding import decide
from apps.opportunities.models import Opportunity, Season
from apps.opportunities.seasons import PRESETS
from apps.reflections import letter, prompts
from apps.reflections.models import Nudge, Reflection

pytestmark = pytest.mark.usefixtures("acting_as_alice")


def today():
    return timezone.localdate()


def chosen(alice, day=None):
    day = day or today()
    return prompts.choose(prompts.gather(alice, day), alice, day)


def log(alice, line, days_ago=1, **more):
    return record_achievement(owner=alice, line=line, happened_on=today() - timedelta(days=days_ago), **more)


def offer(alice, days, **more):
    deadline = today() + timedelta(days=days)
    return Opportunity.objects.create(owner=alice, title="Lead", organisation="Harbour", deadline=deadline, **more)


def season(alice, days):
    season = Season.from_preset(PRESETS["balanced"], owner=alice)
    season.review_on = today() + timedelta(days=days)
    season.save()
    return season


def test_the_order_of_worth(alice):
    assert chosen(alice).kind == "question"
    log(alice, "Cut waiting times by 20 % with a new rota", days_ago=365)
    assert chosen(alice).kind == "year_ago"
    season(alice, 0)
    assert chosen(alice).kind == "season"
    log(alice, "Answered the phones on late shift")
    assert chosen(alice).kind == "unfinished"
    offer(alice, 6)
    assert chosen(alice).kind == "offer"


@pytest.mark.parametrize(
    ("days", "more"), [(8, {}), (-1, {}), (3, {"is_present_job": True}), (3, {"archived_at": timezone.now()})]
)
def test_an_offer_that_needs_no_answer_now_is_not_asked_about(alice, days, more):
    offer(alice, days, **more)
    assert chosen(alice).kind == "question"


def test_a_line_is_quoted_with_the_coachs_question_and_leads_to_itself(alice):
    entry = log(alice, "Answered the phones on late shift.")
    prompt = chosen(alice)
    assert prompt.full == "You wrote “Answered the phones on late shift”. What was different afterwards, and for whom?"
    assert (prompt.link, prompt.about) == (entry.get_absolute_url(), entry)


def test_a_line_that_was_answered_or_asked_about_lately_makes_room_for_the_next(alice):
    now = timezone.now()
    first, second = log(alice, "Answered the phones", days_ago=2), log(alice, "Manned the desk", days_ago=1)
    Nudge.objects.create(
        owner=alice, period=today(), about=second, state="sent", sent_at=now, handed_at=now, due_at=now,
        expires_at=now, try_after=now,
    )  # fmt: skip
    assert chosen(alice).about == first
    Reflection.objects.create(owner=alice, question="?", answer="That.", about=first)
    assert chosen(alice).kind == "question"


def test_confidential_lines_are_neither_quoted_nor_listed(alice):
    log(alice, "Handled the merger of the two hospitals", is_confidential=True, days_ago=0)
    prompt = chosen(alice)
    written = letter.preview(alice)
    assert prompt.kind == "question"
    assert "merger" not in written.text + written.html + written.subject


def test_the_subject_asks_the_question_and_names_nobody(alice):
    log(alice, "Answered the phones for Dr Brown")
    assert "Brown" not in letter.preview(alice).subject
    offer(alice, 2)
    assert letter.preview(alice).subject == "What do you still need to know before you answer?"


def test_the_rotating_question_stays_for_a_week_and_then_changes(alice):
    monday = date(2026, 11, 23)
    weeks = [
        {chosen(alice, monday + timedelta(days=7 * week + day)).question for day in (0, 3, 6)} for week in range(12)
    ]
    assert all(len(week) == 1 for week in weeks)
    assert len(set.union(*weeks)) == len(prompts.QUESTIONS)


def test_what_was_kept_this_week_is_told_in_one_line(alice):
    assert "Anything from this week worth a line? One is plenty." in letter.preview(alice).text
    log(alice, "Trained five new hires", days_ago=0)
    assert "You kept one line this week: Trained five new hires" in letter.preview(alice).text
    log(alice, "Closed the till & counted <twice>", days_ago=0)
    written = letter.preview(alice)
    assert "You kept 2 lines this week, the latest: Closed the till & counted <twice>" in written.text
    assert "Closed the till &amp; counted &lt;twice&gt;" in written.html


def test_the_e_mail_is_small_and_readable_with_images_off(alice):
    log(alice, "x" * 500)
    written = letter.preview(alice)
    assert len((written.text + written.html).encode()) < 30 * 1024
    assert "prefers-color-scheme: dark" in written.html
    assert 'style="' in written.html
    assert not [part for part in ("<img", "<script", "<link", "url(") if part in written.html]


def test_dates_are_written_as_the_person_writes_them(alice):
    alice.locale = "de-DE"
    offer(alice, 5)
    with letter.as_read_by(alice):
        assert re.fullmatch(r"Harbour wants an answer by \w+\.?, \d+\. \w+\.", chosen(alice).lead)


# --- Looking back at a decision ---------------------------------------------------------------------------


def decided(alice, days_ago):
    job = Opportunity.objects.create(owner=alice, title="Team lead", organisation="Harbour")
    day = today() - timedelta(days=days_ago)
    return decide(owner=alice, opportunity_id=job.pk, kind="declined", decided_on=day)


def test_a_decision_comes_after_a_line_to_finish_and_before_the_season(alice):
    season(alice, 0)
    kept = decided(alice, 40)
    assert chosen(alice).kind == "review"
    log(alice, "Answered the phones on late shift")
    assert chosen(alice).kind == "unfinished"
    assert kept.reviews.get(after=30).is_due


def test_the_look_back_leads_to_its_form_and_its_subject_names_nobody(alice):
    kept = decided(alice, 95)
    prompt = chosen(alice)
    assert prompt.full == "I said no: Team lead, Harbour. Did it turn out as you thought when you decided?"
    assert prompt.link == kept.reviews.get(after=90).get_absolute_url()
    assert letter.subject(prompt) == "Did it turn out as you thought when you decided?"
    assert "Harbour" not in letter.subject(prompt)


@pytest.mark.parametrize(("days_ago", "asked"), [(29, False), (30, True)])
def test_a_look_back_is_asked_for_from_its_day_on(alice, days_ago, asked):
    decided(alice, days_ago)
    assert (chosen(alice).kind == "review") is asked


def test_what_was_put_off_skipped_or_overtaken_is_not_asked_for(alice):
    kept = decided(alice, 95)
    kept.reviews.get(after=90).put_off()
    assert chosen(alice).link == kept.reviews.get(after=30).get_absolute_url()
    kept.reviews.get(after=90).pass_over()
    assert chosen(alice).kind == "question"


def test_the_season_and_every_look_back_cost_one_query(alice, count_queries):
    season(alice, 5)
    for days_ago in range(30, 50):
        decided(alice, days_ago)
    with count_queries() as queries:
        material = prompts.gather(alice, today())
    assert len(queries) == 3
    assert material.season.review_on == today() + timedelta(days=5)
    assert [review.due_on for review in material.reviews] == sorted(review.due_on for review in material.reviews)
    assert len(material.reviews) == 12
    assert material.reviews[0].due_on == today() - timedelta(days=19)


def test_an_outcome_of_last_season_is_asked_about_once_in_four_weeks(alice):
    entry = log(alice, "Cut waiting times by 20 % with a new rota", days_ago=100)
    prompt = chosen(alice)
    assert prompt.full == "You wrote “Cut waiting times by 20 % with a new rota”. Did it last, and how is it now?"
    assert (prompt.kind, prompt.link, prompt.about) == ("lasted", f"/journal/{entry.pk}/lasted/", entry)
    now = timezone.now()
    Nudge.objects.create(
        owner=alice, period=today(), about=entry, state="sent", sent_at=now, handed_at=now, due_at=now,
        expires_at=now, try_after=now,
    )  # fmt: skip
    assert chosen(alice).kind == "question"
    Nudge.objects.update(sent_at=now - timedelta(days=30))
    assert chosen(alice).kind == "lasted"
    FollowUp.objects.create(owner=alice, achievement=entry, answer="lasted", answered_on=today())
    assert chosen(alice).kind == "question"


def test_a_confidential_outcome_is_asked_about_on_the_page_of_today_only(alice):
    entry = log(alice, "Cut the merger’s costs by 20 % in six weeks", days_ago=100, is_confidential=True)
    material = prompts.gather(alice, today())
    assert (material.lasting, material.lasted) == (entry, None)
    written = letter.preview(alice)
    assert "merger" not in written.text + written.html + written.subject
