"""Today, reflections, answering, the plan, and stopping from the e-mail."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.opportunities.models import Opportunity, Season
from apps.opportunities.seasons import PRESETS
from apps.reflections import claiming
from apps.reflections.models import Nudge, NudgeLink, NudgePlan, Reflection
from tests.reflections.conftest import plan_for

PLAN = {"is_active": "on", "cadence": "weekly", "weekday": "6", "local_time": "17:00", "time_zone": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """The broker's doorbell: what was told to the workers."""
    told = []
    monkeypatch.setattr(claiming, "_ring", told.extend)
    return told


def sent_nudge(alice, question="What went better because it was you?", **values):
    now = timezone.now()
    return Nudge.objects.create(
        owner=alice,
        question=question,
        **{
            "period": timezone.localdate(),
            "state": "sent",
            "due_at": now,
            "expires_at": now,
            "try_after": now,
            "handed_at": now,
            "sent_at": now,
            **values,
        },
    )


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


def test_today_shows_nothing_of_others(as_bob, alice, acting_as):
    with acting_as(alice):
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
            Opportunity.objects.create(owner=alice, title=f"Offer {number}", deadline=today)
            Reflection.objects.create(owner=alice, question="What?", answer="That", answered_on=date(2026, 1, 1))
            sent_nudge(alice, period=date(2020, 1, 1) + timedelta(days=7 * number))
    plan_for(alice)
    as_alice.get(url)
    with count_queries() as queries:
        assert as_alice.get(url).status_code == 200
    assert len(queries) <= 8, [query[:60] for query in queries]


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


def test_many_answers_come_by_page(as_alice, alice, acting_as):
    with acting_as(alice):
        for number in range(25):
            Reflection.objects.create(owner=alice, question="What?", answer=f"Answer {number:02}.")
    pages = [as_alice.get(f"/reflections/?page={number}").content.decode() for number in (1, 2)]
    assert "Answer 24." in pages[0]
    assert "?page=2" in pages[0]
    assert "Answer 04." not in pages[0]
    assert "Answer 04." in pages[1]
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


# --- The plan ------------------------------------------------------------------------------------------


def test_nothing_is_planned_until_the_person_says_yes(as_alice, alice, acting_as):
    as_alice.get("/today/")
    as_alice.get("/reflections/")
    with acting_as(alice):
        assert not NudgePlan.objects.exists()


def test_yes_makes_a_plan_in_the_persons_zone(as_alice, alice, acting_as):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    as_alice.post("/reflections/plan/start/")
    as_alice.post("/reflections/plan/start/")
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        assert (plan.time_zone, plan.weekday, plan.is_active) == ("Asia/Tokyo", 6, True)
        assert plan.next_nudge_at.hour == 8  # 17:00 in Tokyo
    page = as_alice.get("/reflections/").content.decode()
    assert "at 17:00, Tokyo time." in page
    assert "One e-mail a week?" not in as_alice.get("/today/").content.decode()


def test_no_is_kept_and_not_asked_again(as_alice, alice, acting_as):
    as_alice.post("/reflections/plan/decline/")
    with acting_as(alice):
        assert (NudgePlan.objects.get().is_active, NudgePlan.objects.get().next_nudge_at) == (False, None)
    assert "One e-mail a week?" not in as_alice.get("/today/").content.decode()
    assert "It is switched off." in as_alice.get("/reflections/").content.decode()


def test_another_day_hour_and_zone(as_alice, alice, acting_as):
    plan_for(alice)
    sent = {**PLAN, "weekday": "2", "local_time": "07:30", "time_zone": "America/Chicago", "cadence": "fortnightly"}
    assert as_alice.post("/reflections/plan/", sent).url == "/reflections/"
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        assert plan.anchor == plan.local_day(timezone.now())
    page = as_alice.get("/reflections/").content.decode()
    assert "Wednesday" in page
    assert "at 07:30, Chicago time." in page
    assert "Your account is in UTC." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weekday", "9"),
        ("local_time", "25:00"),
        ("time_zone", "Atlantis/Poseidonis"),
        ("cadence", "hourly"),
        ("paused_until", "9999-12-31"),
        ("paused_until", "soon"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_changes(as_alice, alice, acting_as, field, value):
    before = plan_for(alice)
    response = as_alice.post("/reflections/plan/", {**PLAN, field: value})
    assert response.status_code == 422
    with acting_as(alice):
        after = NudgePlan.objects.get()
        assert (after.next_nudge_at, after.weekday) == (before.next_nudge_at, before.weekday)


def test_switching_off_and_pausing(as_alice, alice, acting_as):
    plan_for(alice)
    until = timezone.localdate() + timedelta(days=30)
    as_alice.post("/reflections/plan/", {**PLAN, "paused_until": until.isoformat()})
    with acting_as(alice):
        plan = NudgePlan.objects.get()
        assert plan.local_day(plan.next_sending(timezone.now())) >= until
    as_alice.post("/reflections/plan/", {key: value for key, value in PLAN.items() if key != "is_active"})
    with acting_as(alice):
        assert NudgePlan.objects.get().next_nudge_at is None


def test_the_ledger_says_what_became_of_each_e_mail(as_alice, alice, acting_as):
    with acting_as(alice):
        sent_nudge(alice)
        sent_nudge(alice, period=date(2026, 1, 5), state="failed", reason="550 5.1.1 No such person", kind="planned")
    page = as_alice.get("/reflections/").content.decode()
    assert "550 5.1.1 No such person" in page
    assert ">sent<" in page


# --- Preview and sending now -----------------------------------------------------------------------------


def test_the_preview_shows_both_parts_and_its_frame_can_run_nothing(as_alice):
    page = as_alice.get("/reflections/preview/")
    assert "Stop this e-mail:" in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    frame = as_alice.get("/reflections/preview/html/")
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_looking_at_the_preview_keeps_nothing(as_alice, alice, acting_as):
    as_alice.get("/reflections/preview/")
    with acting_as(alice):
        assert not Nudge.objects.exists()
        assert not NudgeLink.objects.exists()


def test_send_it_to_me_now_goes_through_the_ledger_three_times_an_hour(
    as_alice, alice, rung, acting_as, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = as_alice.post("/reflections/send-now/", follow=True).content.decode()
    assert "It is on its way to alice@example.org." in page
    with acting_as(alice):
        assert rung == [(str(Nudge.objects.get(kind="asked").pk), alice.pk)]
    for _ in range(2):
        as_alice.post("/reflections/send-now/")
    page = as_alice.post("/reflections/send-now/", follow=True).content.decode()
    assert "You asked for three in the last hour." in page
    with acting_as(alice):
        assert Nudge.objects.count() == 3


# --- Stopping from the e-mail ----------------------------------------------------------------------------


@pytest.fixture
def stop_url(alice, acting_as):
    """The address in an e-mail of Alice's, who has a plan."""
    plan_for(alice)
    with acting_as(alice):
        expires = timezone.now() + timedelta(days=1)
        token = NudgeLink.make(nudge=sent_nudge(alice), purpose="unsubscribe", expires_at=expires)
    return f"/nudge/{token}/stop/"


def is_active(alice, acting_as):
    with acting_as(alice):
        return NudgePlan.objects.get().is_active


def test_looking_stops_nothing(stop_url, alice, acting_as, as_nobody):
    page = as_nobody.get(stop_url)
    assert page.status_code == 200
    assert "Stop the weekly e-mail?" in page.content.decode()
    assert is_active(alice, acting_as)


def test_one_click_stops_without_login_cookies_or_csrf_and_twice_is_as_good(stop_url, alice, acting_as):
    from django.test import Client

    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = program.post(stop_url, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
        assert response.status_code == 200  # RFC 8058: no redirect
        assert not is_active(alice, acting_as)
    with acting_as(alice):
        assert NudgePlan.objects.get().next_nudge_at is None


def test_somebody_else_who_is_logged_in_stops_the_letters_owner_and_keeps_their_own(
    stop_url, alice, bob, as_bob, acting_as
):
    plan_for(bob)
    as_bob.post(stop_url)
    assert not is_active(alice, acting_as)
    assert is_active(bob, acting_as)


@pytest.mark.parametrize("token", ["x", "é", "A" * 43, "a" * 5000])
def test_an_unknown_link_tells_another_way(as_nobody, db, token):
    for response in (as_nobody.get(f"/nudge/{token}/stop/"), as_nobody.post(f"/nudge/{token}/stop/")):
        assert response.status_code == 404
        assert "take the tick from" in response.content.decode()


def test_a_link_that_is_too_old_or_for_something_else_is_unknown(stop_url, alice, acting_as, as_nobody):
    with acting_as(alice):
        NudgeLink.objects.update(purpose="answer")
    assert as_nobody.post(stop_url).status_code == 404
    with acting_as(alice):
        NudgeLink.objects.update(purpose="unsubscribe", expires_at=timezone.now())
    assert as_nobody.post(stop_url).status_code == 404
    assert is_active(alice, acting_as)


def test_the_address_of_the_site_leads_the_links():
    assert settings.SITE_URL == "http://testserver"
