"""Which question is asked, in what words, and what never leaves in an e-mail."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.models import Achievement, FollowUp
from apps.opportunities.deciding import decide
from apps.opportunities.models import Opportunity, Season
from apps.opportunities.seasons import PRESETS
from apps.reflections import letter, prompts
from apps.reflections.material import gather
from apps.reflections.models import Nudge, Reflection
from apps.skills.models import Credential, Focus, Practice, Skill
from tests.reflections.conftest import sent_nudge

pytestmark = pytest.mark.usefixtures("acting_as_alice")


def today():
    return timezone.localdate()


def chosen(alice, day=None):
    day = day or today()
    return prompts.choose(gather(alice, day), alice, day)


def unfolded(text):
    """The text part as it was before its lines were folded."""
    return " ".join(text.split())


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


def focus(alice, name="Stock control", days_ago=10, ends_in=30, hours=2, slot=1):
    return Focus.objects.create(
        owner=alice,
        skill=Skill.objects.create(owner=alice, name=name),
        slot=slot,
        hours_per_week=hours,
        started_on=today() - timedelta(days=days_ago),
        ends_on=today() + timedelta(days=ends_in),
    )


def credential(alice, days, name="First aid at work", **more):
    return Credential.objects.create(owner=alice, name=name, expires_on=today() + timedelta(days=days), **more)


def asked(alice, prompt, days_ago=7, **more):
    """The e-mail of the plan that asked this, so many days ago."""
    then = timezone.now() - timedelta(days=days_ago)
    said = {"prompt": prompt.kind, "about": prompt.about, "matter": prompt.matter, "period": then.date()}
    return sent_nudge(alice, prompt.full, due_at=then, sent_at=then, handed_at=then, **(said | more))


def next_asked(alice):
    """What the next e-mail of the plan asks."""
    material = gather(alice, today(), asked_before=today() + timedelta(days=1))
    return prompts.choose(material, alice, today())


def decided(alice, days_ago):
    job = Opportunity.objects.create(owner=alice, title="Team lead", organisation="Harbour")
    day = today() - timedelta(days=days_ago)
    return decide(owner=alice, opportunity_id=job.pk, kind="declined", decided_on=day)


def everything(alice):
    """Something for every kind of question."""
    offer(alice, 6)
    log(alice, "Answered the phones on late shift")
    decided(alice, 40)
    season(alice, 0)
    focus(alice)
    credential(alice, 40)
    log(alice, "Cut waiting times by 20 % with a new rota", days_ago=100)
    log(alice, "Cut waste by 30 % with a new list", days_ago=365)


# --- Which one -------------------------------------------------------------------------------------------

ORDER = ["offer", "unfinished", "review", "season", "focus", "credential", "lasted", "year_ago", "question"]


def test_the_order_of_worth(alice):
    everything(alice)
    kinds = []
    for _ in ORDER:
        prompt = next_asked(alice)
        kinds.append(prompt.kind)
        asked(alice, prompt, period=date(2020, 1, 1) + timedelta(days=7 * len(kinds)))
    assert kinds == ORDER


def test_one_thing_is_not_asked_about_two_weeks_running(alice):
    near, other = offer(alice, 6), offer(alice, 7)
    first = next_asked(alice)
    assert first.matter == near.pk
    asked(alice, first)
    assert next_asked(alice).matter == other.pk
    Nudge.objects.update(due_at=timezone.now() - timedelta(days=14))
    assert next_asked(alice).matter == near.pk


@pytest.mark.parametrize("kind", ["unfinished", "review", "season", "focus", "credential", "lasted", "year_ago"])
def test_what_has_no_day_of_its_own_rests_four_weeks(alice, kind):
    everything(alice)
    Opportunity.objects.update(archived_at=timezone.now())
    weeks = 0
    while (prompt := next_asked(alice)).kind != kind:
        weeks += 1
        asked(alice, prompt, period=date(2020, 1, 1) + timedelta(days=weeks))
    told = asked(alice, prompt, days_ago=27)
    assert next_asked(alice).matter != prompt.matter
    Nudge.objects.filter(pk=told.pk).update(due_at=timezone.now() - timedelta(days=28))
    assert next_asked(alice).matter == prompt.matter


@pytest.mark.parametrize(("state", "counts"), [("unknown", True), ("failed", False), ("expired", False)])
def test_an_e_mail_that_may_have_come_counts_as_asked(alice, state, counts):
    log(alice, "Answered the phones on late shift")
    asked(alice, next_asked(alice), state=state)
    assert (next_asked(alice).kind == "question") is counts


def test_an_e_mail_on_request_stands_for_none_of_the_plan(alice):
    log(alice, "Answered the phones on late shift")
    prompt = next_asked(alice)
    asked(alice, prompt, kind="asked")
    assert next_asked(alice) == prompt


def test_the_question_of_this_weeks_e_mail_stays_the_question_of_the_week(alice):
    everything(alice)
    first = next_asked(alice)
    asked(alice, first, days_ago=6)
    assert chosen(alice) == first
    assert next_asked(alice).kind == "unfinished"


@pytest.mark.parametrize("kind", ORDER[:-1])
def test_what_was_answered_on_the_page_is_not_asked_again_by_e_mail(alice, kind):
    everything(alice)
    while (prompt := chosen(alice)).kind != kind:
        Reflection.objects.create(owner=alice, question=prompt.full, answer="That.", about=prompt.about)
    Reflection.objects.create(owner=alice, question=prompt.full, answer="That.", about=prompt.about)
    assert chosen(alice).kind == next_asked(alice).kind == ORDER[ORDER.index(kind) + 1]


def test_what_was_answered_in_the_e_mail_rests_even_where_its_words_have_changed(alice):
    offer(alice, 2)
    nudge = asked(alice, next_asked(alice), days_ago=20)
    Nudge.objects.update(question="Harbour wants an answer by Sunday. What do you still need to know?")
    assert chosen(alice).kind == "offer"
    Reflection.objects.create(owner=alice, question="In other words?", answer="The rota.", nudge=nudge)
    assert chosen(alice).kind == "question"


def test_a_question_that_was_answered_makes_room_for_the_next_of_the_round(alice):
    said = set()
    for _ in range(5):
        prompt = chosen(alice)
        said.add(prompt.question)
        Reflection.objects.create(owner=alice, question=prompt.full, answer="That.")
    assert len(said) == 5


# --- Each kind -------------------------------------------------------------------------------------------


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
    first, second = log(alice, "Answered the phones", days_ago=2), log(alice, "Manned the desk", days_ago=1)
    asked(alice, chosen(alice))
    assert chosen(alice).about == first
    Reflection.objects.create(owner=alice, question="?", answer="That.", about=first)
    assert chosen(alice).kind == "question"
    assert second.reflections.count() == 0


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
    assert "You kept one line this week: “Trained five new hires”." in letter.preview(alice).text
    log(alice, "Counted the stock of the whole floor", days_ago=7)
    log(alice, "Prepared the merger", days_ago=0, is_confidential=True)
    log(alice, "Closed the till & counted <twice>", days_ago=0)
    written = letter.preview(alice)
    assert "the latest: “Closed the till & counted <twice>”." in unfolded(written.text)
    assert "You kept 2 lines this week" in written.text
    assert "Closed the till &amp; counted &lt;twice&gt;" in written.html


def test_dates_are_written_as_the_person_writes_them(alice):
    alice.locale = "de-DE"
    offer(alice, 5)
    with letter.as_read_by(alice):
        assert re.fullmatch(r"Harbour wants an answer by \w+\.?, \d+\. \w+\.", chosen(alice).lead)


# --- Looking back at a decision ---------------------------------------------------------------------------


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
    assert prompt.full == "You noted “I said no: Team lead, Harbour”. Did it turn out as you thought when you decided?"
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


def test_everything_is_read_in_one_go(alice, count_queries):
    season(alice, 5)
    for days_ago in range(30, 50):
        decided(alice, days_ago)
    with count_queries() as queries:
        material = gather(alice, today())
    assert len(queries) == 1
    assert material.season.review_on == today() + timedelta(days=5)
    assert [review.due_on for review in material.reviews] == sorted(review.due_on for review in material.reviews)
    assert len(material.reviews) == 12
    assert material.reviews[0].due_on == today() - timedelta(days=19)


def test_an_outcome_of_last_season_is_asked_about_once_in_four_weeks(alice):
    entry = log(alice, "Cut waiting times by 20 % with a new rota", days_ago=100)
    prompt = chosen(alice)
    assert prompt.full == "You wrote “Cut waiting times by 20 % with a new rota”. Did it last, and how is it now?"
    assert (prompt.kind, prompt.link, prompt.about) == ("lasted", f"/journal/{entry.pk}/lasted/", entry)
    told = asked(alice, prompt, days_ago=27)
    assert chosen(alice).kind == "question"
    Nudge.objects.filter(pk=told.pk).update(due_at=timezone.now() - timedelta(days=28))
    assert chosen(alice).kind == "lasted"
    FollowUp.objects.create(owner=alice, achievement=entry, answer="lasted", answered_on=today())
    assert chosen(alice).kind == "question"


def test_a_confidential_outcome_is_asked_about_on_the_page_of_today_only(alice):
    entry = log(alice, "Cut the merger’s costs by 20 % in six weeks", days_ago=100, is_confidential=True)
    material = gather(alice, today())
    assert list(material.lasting) == [entry]
    written = letter.preview(alice)
    assert "merger" not in written.text + written.html + written.subject


# --- Skills and credentials -------------------------------------------------------------------------------


def practise(kept, days_ago, minutes=30):
    Practice.objects.create(owner=kept.owner, focus=kept, done_on=today() - timedelta(days=days_ago), minutes=minutes)


@pytest.mark.parametrize(
    ("started", "practised", "is_asked"), [(7, None, True), (6, None, False), (60, 7, True), (60, 6, False)]
)
def test_a_skill_is_asked_about_when_nothing_was_noted_for_a_week(alice, started, practised, is_asked):
    kept = focus(alice, days_ago=started)
    if practised is not None:
        practise(kept, practised)
        practise(kept, 30)
    assert (chosen(alice).kind == "focus") is is_asked


def test_the_question_about_a_skill_asks_for_half_an_hour_and_leads_to_where_it_is_noted(alice):
    kept = focus(alice, hours=2)
    prompt = chosen(alice)
    assert prompt.full == (
        "You set aside 2 hours a week for “Stock control”. What could you practise in half an hour this week?"
    )
    assert (prompt.link, prompt.link_text) == (kept.get_absolute_url(), "Note what you practised")
    kept.hours_per_week = 1
    kept.save()
    assert chosen(alice).lead == "You set aside 1 hour a week for “Stock control”."


def test_a_skill_whose_day_has_come_asks_how_it_goes_on(alice):
    kept = focus(alice, days_ago=60, ends_in=0)
    practise(kept, 1)
    prompt = chosen(alice)
    assert prompt.lead.startswith("You wanted to work on “Stock control” until ")
    assert prompt.question == "Do you keep at it, finish, or let it go?"
    assert prompt.link == f"/skills/focus/{kept.pk}/review/"


def test_the_other_skill_is_asked_about_when_the_first_was_practised(alice):
    first, second = focus(alice, "Excel"), focus(alice, "Coaching", slot=2)
    practise(first, 2)
    assert chosen(alice).matter == second.pk


@pytest.mark.parametrize(("days", "is_asked"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_credential_is_asked_about_three_months_before_it_ends(alice, days, is_asked):
    credential(alice, days)
    assert (chosen(alice).kind == "credential") is is_asked


def test_the_question_about_a_credential_says_its_day_as_exactly_as_it_is_known(alice):
    held = credential(alice, 40)
    prompt = chosen(alice)
    assert re.fullmatch(r"“First aid at work” holds until \d+ \w+ \d{4}\.", prompt.lead)
    assert prompt.question == "What does renewing it take, and when could you begin?"
    assert prompt.link == held.get_absolute_url()
    held.expires_precision = "month"
    held.save()
    assert re.fullmatch(r"“First aid at work” holds until \w+ \d{4}\.", chosen(alice).lead)


# --- Years ago ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_ago", "lead"),
    [
        (365, "A year ago you wrote “"),
        (368, "A year ago"),
        (731, "2 years ago you wrote “"),
        (1096, "3 years ago"),
        (372, ""),
    ],
)
def test_a_line_of_about_this_day_in_earlier_years_is_seen_again(alice, days_ago, lead):
    log(alice, "Wrote the list that the whole floor still uses", days_ago=days_ago)
    assert chosen(alice).lead.startswith(lead)
    assert (chosen(alice).kind == "year_ago") is bool(lead)


def test_of_several_old_lines_the_one_that_changed_something_is_seen_again(alice):
    log(alice, "Answered the phones on late shift", days_ago=364)
    told = log(alice, "Cut waste by 30 % with a new list", days_ago=730)
    assert chosen(alice).about == told


# --- What leaves the house ----------------------------------------------------------------------------------


def test_nothing_confidential_is_asked_about_or_told_of(alice):
    everything(alice)
    log(alice, "Settled the merger", days_ago=0)
    Achievement.objects.update(is_confidential=True)
    kinds = set()
    for _ in ORDER:
        prompt = next_asked(alice)
        written = letter.preview(alice)
        assert not [part for part in ("phones", "rota", "waste", "merger") if part in written.text + written.html]
        kinds.add(prompt.kind)
        Reflection.objects.create(owner=alice, question=prompt.full, answer="That.")
    assert kinds == set(ORDER) - {"unfinished", "lasted", "year_ago"}


def test_no_employer_of_the_timeline_is_named(alice):
    job = record_role(owner=alice, title="Head porter", organisation="Grand Palace", started_on=date(2020, 1, 1))
    log(alice, "Answered the phones on late shift", days_ago=0, role_id=job.pk, beneficiary="Kim Lee")
    written = letter.preview(alice)
    assert "Answered the phones" in written.text
    assert not [name for name in ("Grand Palace", "porter", "Kim Lee") if name in written.text + written.html]


@pytest.mark.parametrize(
    ("line", "beneficiary", "quoted"),
    [
        ("Answered the phones for Dr Brown", "", "Answered the phones for …"),
        ("Prepared the hearing of Harbour Hotels Ltd", "", "Prepared the hearing of …"),
        ("Handled complaint #4711 of kim@example.org", "", "Handled complaint … of …"),
        ("Planned the move of Kim Lee", "Kim Lee", "Planned the move of …"),
        ("Planned the move for the residents", "the residents", "Planned the move for the residents"),
        ("Answered the phones at Harbour Retail", "", "Answered the phones at Harbour Retail"),
    ],
)
def test_a_client_is_not_named_in_the_e_mail(alice, line, beneficiary, quoted):
    log(alice, line, days_ago=0, beneficiary=beneficiary)
    written = letter.preview(alice)
    assert unfolded(written.text).count(quoted) == 2  # in the question, and among what was kept this week
    left_out = {word for word in line.split() if word not in quoted}
    assert not [word for word in left_out if word in written.text + written.html]


@pytest.mark.parametrize("kind", ORDER)
def test_every_kind_has_text_and_html_is_small_and_has_a_subject_that_asks_and_names_nothing(alice, kind):
    everything(alice)
    Achievement.objects.update(line="x" * 250 + "<b>ÄÖ漢字 & so on" * 5)
    while (prompt := chosen(alice)).kind != kind:
        Reflection.objects.create(owner=alice, question=prompt.full, answer="That.", about=prompt.about)
    written = letter.preview(alice)
    assert written.subject == prompt.question
    assert written.subject.endswith("?")
    named = ("Harbour", "xxx", "Team lead", "Balanced", "Stock", "First aid")
    assert not [name for name in named if name in written.subject]
    assert prompt.question in unfolded(written.text)
    assert prompt.lead in unfolded(written.text)
    assert escape(prompt.question) in written.html
    assert escape(prompt.lead) in written.html
    assert f"http://testserver{prompt.link}" in written.text
    assert f'href="http://testserver{prompt.link}"' in written.html or not prompt.link
    assert len(written.html.encode()) < 30 * 1024
    assert len(written.text.encode()) < 30 * 1024
