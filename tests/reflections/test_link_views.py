"""What the links of an e-mail open for somebody who is not logged in."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.reflections import claiming, sending
from apps.reflections.actions import end_links
from apps.reflections.models import Nudge, NudgeLink, NudgePlan, Reflection
from apps.reflections.standing import standing_of
from tests.reflections.conftest import plan_for, sent_nudge

QUESTION = "What went better because it was you?"
MONDAY = datetime(2026, 6, 8, 7, 30, tzinfo=UTC)  # the e-mail came on Sunday at five in Berlin
PAGES = ["", "line/", "tomorrow/", "skip/"]


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """The broker's doorbell: what was told to the workers."""
    told = []
    monkeypatch.setattr(claiming, "_ring", told.extend)
    return told


@pytest.fixture
def nudge(alice, acting_as):
    """Alice's e-mail of Sunday, looked at on Monday morning; her journal has a line that nobody else must see."""
    with time_machine.travel(MONDAY, tick=False):
        plan_for(alice)
        with acting_as(alice):
            Achievement.objects.create(owner=alice, line="Quagga blue")
            yield sent_nudge(alice, QUESTION, kind="planned")


@pytest.fixture
def link(nudge):
    """The address in it."""
    until = timezone.now() + timedelta(days=60)
    return f"/nudge/{NudgeLink.make(nudge=nudge, purpose='answer', expires_at=until)}/"


@pytest.mark.parametrize("page", PAGES)
def test_looking_changes_nothing_and_shows_the_question_alone(page, link, nudge, as_nobody):
    response = as_nobody.get(link + page)
    assert response.status_code == 200
    shown = response.content.decode()
    assert QUESTION in shown or page == "line/"
    for hers in ("Quagga", "alice", "Log out"):
        assert hers not in shown
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert not Reflection.objects.exists()
    assert Nudge.objects.count() == Achievement.objects.count() == 1


def test_an_answer_is_kept_without_login_cookies_or_csrf(link, nudge):
    page = Client(enforce_csrf_checks=True).post(link, {"answer": "She did her first\r\nstocktake alone."})
    assert page.status_code == 200
    assert "Your answer is kept" in page.content.decode()
    reflection = Reflection.objects.get()
    assert (reflection.question, reflection.nudge, reflection.answer) == (
        QUESTION,
        nudge,
        "She did her first\nstocktake alone.",
    )
    assert Achievement.objects.count() == 1


def test_sent_twice_it_is_kept_once_and_a_second_thought_is_added_below(link, as_nobody):
    for text in ("The first.", "The first.", "The second.", "The second."):
        as_nobody.post(link, {"answer": text})
    assert Reflection.objects.get().answer == "The first.\n\nThe second."


def test_what_was_answered_is_not_shown_to_whoever_opens_the_link_next(link, as_nobody):
    assert "Okapi" in as_nobody.post(link, {"answer": "Okapi"}).content.decode()
    for page in PAGES:
        assert "Okapi" not in as_nobody.get(link + page).content.decode()
    assert "You have answered this." in as_nobody.get(link).content.decode()
    assert "Okapi" not in as_nobody.post(link, {"answer": "Zebra"}).content.decode()


@pytest.mark.parametrize(
    ("sent", "told", "typed"),
    [
        ({"answer": " "}, "Write a line first.", ""),
        ({"answer": "x" * 8001}, "longer than 8000 characters", "x" * 8001),
        ({"answer": "y" * 501, "journal": "1"}, "room for 500 characters, and this has 501", "y" * 501),
        ({"answer": "z\0"}, "Null characters are not allowed.", "z"),
    ],
)
def test_what_cannot_be_kept_comes_back_as_it_was_typed(link, as_nobody, sent, told, typed):
    page = as_nobody.post(link, sent)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert typed in page.content.decode()
    assert not Reflection.objects.exists()
    assert Achievement.objects.count() == 1


def test_an_answer_that_no_longer_fits_to_the_one_before_comes_back(link, as_nobody):
    as_nobody.post(link, {"answer": "x" * 7000})
    page = as_nobody.post(link, {"answer": "y" * 1000})
    assert page.status_code == 422
    assert "y" * 1000 in page.content.decode()
    assert Reflection.objects.get().answer == "x" * 7000


def test_an_answer_becomes_a_line_of_the_journal_and_the_coach_says_what_it_reads(link, as_nobody):
    sent = {"answer": "Trained five new hires\r\non the till", "journal": "1", "row": _row(as_nobody.get(link))}
    for _ in range(2):
        page = as_nobody.post(link, sent).content.decode()
        assert "<strong>activity</strong>" in page
        assert "What was different afterwards, and for whom?" in page
    entry = Achievement.objects.get(line="Trained five new hires on the till")
    assert (entry.state, Reflection.objects.get().entry) == ("activity", entry)


def _row(page):
    return page.context["form"]["row"].value()


def test_a_line_is_logged_once_and_never_over_another(link, as_nobody):
    row = _row(as_nobody.get(f"{link}line/"))
    for line in ("Cut waste by 20 %", "Cut waste by 20 %", "Something else"):
        page = as_nobody.post(f"{link}line/", {"line": line, "row": row})
        assert "It is in your journal" in page.content.decode()
    hers = Achievement.objects.get(line="Quagga blue")
    as_nobody.post(f"{link}line/", {"line": "Not hers", "row": str(hers.pk)})
    hers.refresh_from_db()
    assert hers.line == "Quagga blue"
    lines = sorted(Achievement.objects.values_list("line", flat=True))
    assert lines == ["Cut waste by 20 %", "Not hers", "Quagga blue", "Something else"]
    assert not Reflection.objects.exists()
    assert as_nobody.post(f"{link}line/", {"line": "x" * 501}).status_code == 422
    assert as_nobody.post(f"{link}line/", {"line": ""}).status_code == 422


# --- Tomorrow, and not at all ---------------------------------------------------------------------------


def test_the_same_question_comes_once_more_tomorrow_at_the_hour_of_the_plan(link, nudge, as_nobody):
    before = NudgePlan.objects.get().next_nudge_at
    assert "on Tuesday, 9 Jun, at 17:00" in " ".join(as_nobody.get(f"{link}tomorrow/").content.decode().split())
    for _ in range(3):
        assert "You will be asked again" in as_nobody.post(f"{link}tomorrow/").content.decode()
    again = Nudge.objects.get(kind="again")
    assert again.due_at == datetime(2026, 6, 9, 15, 0, tzinfo=UTC)
    assert (again.state, again.again_of, again.question, again.period) == ("waiting", nudge, QUESTION, nudge.period)
    assert NudgePlan.objects.get().next_nudge_at == before


def test_a_worker_is_told_at_its_hour_and_it_cannot_be_put_off_again(link, as_nobody):
    as_nobody.post(f"{link}tomorrow/")
    again = Nudge.objects.get(kind="again")
    later = NudgeLink.make(nudge=again, purpose="answer", expires_at=again.expires_at)
    assert claiming.sweep(again.due_at - timedelta(minutes=1))["again"] == 0
    assert claiming.sweep(again.due_at + timedelta(minutes=1))["again"] == 1
    with time_machine.travel(again.due_at + timedelta(hours=1)):
        as_nobody.post(f"/nudge/{later}/tomorrow/")
        assert Nudge.objects.filter(kind="again").count() == 1
        as_nobody.post(f"/nudge/{later}/", {"answer": "Now I know."})
    assert Reflection.objects.get().nudge == again.again_of  # whichever of the two e-mails brought the question


@pytest.mark.parametrize(
    ("meanwhile", "verdict"),
    [
        (lambda owner, nudge: None, None),
        (lambda owner, nudge: Reflection.objects.create(owner=owner, nudge=nudge, answer="A"), ("skipped", "answered")),
        (
            lambda owner, nudge: Reflection.objects.create(owner=owner, nudge=nudge, is_skipped=True),
            ("skipped", "passed"),
        ),
        (lambda owner, nudge: NudgePlan.objects.update(is_active=False), ("suppressed", "stopped")),
        (lambda owner, nudge: NudgePlan.objects.update(paused_until="2026-07-01"), ("skipped", "paused")),
    ],
)
def test_it_does_not_come_if_it_is_answered_passed_stopped_or_paused_by_then(
    link, nudge, as_nobody, alice, meanwhile, verdict
):
    as_nobody.post(f"{link}tomorrow/")
    meanwhile(alice, nudge)
    again = Nudge.objects.get(kind="again")
    assert sending._verdict(again, alice, standing_of(alice, again.period)) == verdict


@pytest.mark.parametrize(
    "circumstance",
    [
        lambda nudge: NudgePlan.objects.update(is_active=False, next_nudge_at=None),
        lambda nudge: NudgePlan.objects.update(paused_until="2026-06-10"),
        lambda nudge: NudgePlan.objects.update(next_nudge_at=MONDAY + timedelta(days=1)),  # that day, or before it
        lambda nudge: NudgePlan.objects.all().delete(),
        lambda nudge: Reflection.objects.create(owner_id=nudge.owner_id, nudge=nudge, answer="Done"),
        lambda nudge: Nudge.objects.filter(pk=nudge.pk).update(kind="asked"),
    ],
)
def test_where_it_cannot_come_again_the_page_says_so(link, nudge, as_nobody, circumstance):
    circumstance(nudge)
    for page in (as_nobody.get(f"{link}tomorrow/"), as_nobody.post(f"{link}tomorrow/")):
        assert "It cannot come again" in page.content.decode()
        assert "<button" not in page.content.decode()
    assert not Nudge.objects.filter(kind="again").exists()


def test_this_week_is_let_pass_once_and_an_answer_stays_an_answer(link, nudge, as_nobody):
    for _ in range(2):
        assert "<h1>Skipped</h1>" in as_nobody.post(f"{link}skip/").content.decode()
    assert (Reflection.objects.get().is_skipped, Reflection.objects.get().nudge) == (True, nudge)
    as_nobody.post(link, {"answer": "After all."})
    assert "You have answered it" in as_nobody.post(f"{link}skip/").content.decode()
    assert (Reflection.objects.get().is_skipped, Reflection.objects.get().answer) == (False, "After all.")


# --- What opens it, and what does not --------------------------------------------------------------------


def _all_gone(link, client):
    for page in PAGES:
        for response in (client.get(link + page), client.post(link + page, {"answer": "x", "line": "x"})):
            assert response.status_code == 404
            assert "This link does not work" in response.content.decode()
            assert QUESTION not in response.content.decode()
    assert not Reflection.objects.exists()
    assert Achievement.objects.count() == 1


@pytest.mark.parametrize(
    "ending",
    [
        lambda nudge: NudgeLink.objects.update(expires_at=timezone.now()),
        lambda nudge: NudgeLink.objects.update(purpose="unsubscribe"),
        lambda nudge: NudgeLink.objects.update(purpose="reply"),
        lambda nudge: end_links(owner=nudge.owner),
        lambda nudge: type(nudge.owner).objects.update(is_active=False),
    ],
)
def test_an_old_link_one_for_something_else_and_one_that_was_ended_open_nothing(link, nudge, as_nobody, ending):
    ending(nudge)
    _all_gone(link, as_nobody)


@pytest.mark.parametrize("token", ["x", "é", "A" * 43, "a" * 5000])
def test_no_other_link_opens_anything(nudge, as_nobody, token):
    _all_gone(f"/nudge/{token}/", as_nobody)


def test_a_link_stops_nothing_and_the_stop_link_answers_nothing(link, nudge, as_nobody):
    assert as_nobody.post(f"{link}stop/").status_code == 404
    assert NudgePlan.objects.get().is_active


def test_somebody_else_who_is_logged_in_answers_for_the_letters_owner(link, bob, as_bob, acting_as):
    as_bob.post(link, {"answer": "Read over a shoulder"})
    as_bob.post(f"{link}line/", {"line": "Read over a shoulder"})
    assert Reflection.objects.count() == 1
    with acting_as(bob):
        assert not Reflection.objects.owned_by(bob).exists()
        assert not Achievement.objects.owned_by(bob).exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_but_looking_and_sending(link, as_nobody, method):
    assert getattr(as_nobody, method)(link).status_code == 405


def test_after_thirty_tries_in_ten_minutes_a_link_rests(link, as_nobody):
    for _ in range(30):
        assert as_nobody.get(link).status_code == 200
    response = as_nobody.get(f"{link}skip/")
    assert (response.status_code, response["Retry-After"]) == (429, "600")


# --- When one is logged in --------------------------------------------------------------------------------


def test_the_logged_in_page_answers_the_first_of_two_e_mails_with_one_question(link, nudge, as_nobody, as_alice):
    as_nobody.post(f"{link}tomorrow/")
    Nudge.objects.filter(kind="again").update(state="sent", handed_at=timezone.now(), sent_at=timezone.now())
    again = Nudge.objects.get(kind="again")
    page = as_alice.get(f"/reflections/answer/{again.pk}/")
    assert QUESTION in page.content.decode()
    row = page.context["form"]["row"].value()
    as_alice.post(f"/reflections/answer/{again.pk}/", {"answer": "Here.", "row": row, "question": QUESTION})
    assert Reflection.objects.get().nudge == nudge
    assert "Here." in as_alice.get(f"/reflections/answer/{nudge.pk}/").content.decode()
    assert "once more, as you asked" in as_alice.get("/reflections/").content.decode()


def test_all_links_of_the_e_mails_so_far_can_be_ended(link, as_alice, as_nobody):
    NudgeLink.make(nudge=Nudge.objects.get(), purpose="unsubscribe", expires_at=timezone.now() + timedelta(days=9))
    assert "End these links" in as_alice.get("/reflections/").content.decode()
    assert as_alice.post("/reflections/links/end/").status_code == 302
    assert as_nobody.get(link).status_code == 404
    open_still = NudgeLink.objects.filter(expires_at__gt=timezone.now())
    assert [kept.purpose for kept in open_still] == ["unsubscribe"]  # stopping always works


# --- An answer as a line of the journal ---------------------------------------------------------------------


def _answer(alice, text, **values):
    return Reflection.objects.create(owner=alice, question="Which number moved?", answer=text, **values)


def test_an_answer_of_one_line_can_go_into_the_journal_once(nudge, alice, as_alice):
    reflection = _answer(alice, "Cut waste by 20 %", nudge=nudge)
    page = f"/reflections/{reflection.pk}/"
    for offered in (page, "/reflections/", "/today/"):  # the answer of this week stands there, too
        assert "Log it in the journal, too" in as_alice.get(offered).content.decode()
    for _ in range(2):
        assert as_alice.post(f"{page}log/").status_code == 302
    entry = Achievement.objects.get(line="Cut waste by 20 %")
    reflection.refresh_from_db()
    assert reflection.entry == entry
    shown = as_alice.get(page).content.decode()
    assert "Log it in the journal, too" not in shown
    assert f"/journal/{entry.pk}/" in shown
    entry.delete()
    reflection.refresh_from_db()
    assert reflection.is_line


@pytest.mark.parametrize("answer", ["Two\nlines", "x" * 501])
def test_what_is_no_line_is_not_offered_and_not_taken(nudge, alice, as_alice, answer):
    reflection = _answer(alice, answer)
    assert "Log it in the journal, too" not in as_alice.get(f"/reflections/{reflection.pk}/").content.decode()
    assert as_alice.post(f"/reflections/{reflection.pk}/log/").url == f"/reflections/{reflection.pk}/"
    assert Achievement.objects.count() == 1
