"""Did it last? Asked 90 days after a measured outcome, answered, put off, or not asked at all."""

from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.achievements.lasting import PRECISIONS, is_asked
from apps.achievements.models import Achievement, FollowUp
from apps.users.ownership import acting_as

MEASURED = "Cut waiting times by 20 % with a new rota"


def text_of(response):
    return unescape(response.content.decode())


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def log(owner, days_ago=100, line=MEASURED, **more):
    with acting_as(owner):
        return record_achievement(owner=owner, line=line, happened_on=ago(days_ago), **more)


def follow_up_of(owner, entry):
    with acting_as(owner):
        return FollowUp.objects.filter(achievement=entry).first()


def due(owner, day=None):
    with acting_as(owner):
        return list(Achievement.objects.owned_by(owner).to_follow_up(day or timezone.localdate()))


@pytest.fixture
def rota(alice):
    return log(alice)


def said(**changes):
    return {"row": str(uuid4()), "answer": "lasted", "note": "", **changes}


# --- Which ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "asked"), [(89, False), (90, True), (364, True), (365, False)])
def test_asked_from_ninety_days_on_and_within_a_year(as_alice, alice, days, asked):
    entry = log(alice, days)
    assert due(alice) == ([entry] if asked else [])
    assert ('id="lasted"' in text_of(as_alice.get(f"/journal/{entry.pk}/"))) == asked


@pytest.mark.parametrize("line", ["Answered the phones on late shift", "Took 40 calls a day", "She came back"])
def test_only_measured_outcomes_are_asked_about(as_alice, alice, line):
    entry = log(alice, line=line)
    assert due(alice) == []
    assert as_alice.get(f"/journal/{entry.pk}/lasted/").url == f"/journal/{entry.pk}/"


def test_what_the_person_calls_it_counts(alice):
    assert due(alice) == []
    called = log(alice, line="She came back the week after", state_chosen="measured")
    log(alice, state_chosen="duty")
    assert due(alice) == [called]


@pytest.mark.parametrize("precision", PRECISIONS)
def test_the_database_and_the_page_agree_on_every_day(alice, precision):
    first = {"day": date(2025, 3, 17), "month": date(2025, 3, 1), "year": date(2025, 1, 1)}[precision]
    with acting_as(alice):
        entry = record_achievement(owner=alice, line=MEASURED, happened_on=first, happened_precision=precision)
        for day in (date(2025, 1, 1) + timedelta(days=number) for number in range(0, 800, 3)):
            found = list(Achievement.objects.owned_by(alice).to_follow_up(day))
            assert found == ([entry] if is_asked(first, precision, today=day) else []), day


def test_the_oldest_question_comes_first(alice):
    newer, older = log(alice, 95), log(alice, 300)
    assert due(alice) == [older, newer]
    with acting_as(alice):
        FollowUp.objects.create(owner=alice, achievement=older, ask_after=ago(1))
    assert due(alice) == [newer, older], "one that was put off until yesterday waits its turn"


# --- Answering ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("lasted", "Still so on "),
        ("partly", "Partly still so on "),
        ("faded", "No longer so on "),
        ("unknown", "Looked at again on "),
    ],
)
def test_the_answer_stands_beside_the_outcome(as_alice, alice, rota, answer, words):
    sent = as_alice.post(f"/journal/{rota.pk}/lasted/", said(answer=answer, note="18 % now"))
    assert (sent.status_code, sent.url) == (302, f"/journal/{rota.pk}/")
    kept = follow_up_of(alice, rota)
    assert (kept.answer, kept.note, kept.answered_on, kept.ask_after) == (answer, "18 % now", ago(0), None)
    page = text_of(as_alice.get(f"/journal/{rota.pk}/"))
    assert f"{words}{timezone.localdate().day} " in page
    assert "18 % now" in page
    assert 'id="lasted"' not in page
    assert due(alice) == []


def test_sent_twice_or_from_two_windows_it_is_one_answer(as_alice, alice, rota):
    form = said()
    for data in (form, form, said(answer="faded")):
        assert as_alice.post(f"/journal/{rota.pk}/lasted/", data).status_code in {302, 422}
    with acting_as(alice):
        assert FollowUp.objects.count() == 1


def test_an_answer_is_changed_later(as_alice, alice, rota):
    as_alice.post(f"/journal/{rota.pk}/lasted/", said())
    with acting_as(alice):
        FollowUp.objects.update(answered_on=ago(20))
    kept = follow_up_of(alice, rota)
    data = {"row": str(kept.pk), "seen": "1", "answer": "lasted", "note": "Still 20 %"}
    assert as_alice.post(f"/journal/{rota.pk}/lasted/", data).status_code == 302
    assert follow_up_of(alice, rota).answered_on == ago(20), "a word more about the same answer keeps its day"
    as_alice.post(f"/journal/{rota.pk}/lasted/", data | {"seen": "2", "answer": "faded"})
    assert follow_up_of(alice, rota).answered_on == ago(0)


@pytest.mark.parametrize(("changes", "wrong"), [({"answer": ""}, "Choose one"), ({"answer": "for ever"}, "for ever"),
                                                 ({"note": "kept " * 500}, "at most 2000")])  # fmt: skip
def test_what_makes_no_sense_is_asked_again_and_nothing_is_lost(as_alice, alice, rota, changes, wrong):
    refused = as_alice.post(f"/journal/{rota.pk}/lasted/", said(**{"note": "kept", **changes}))
    assert refused.status_code == 422
    assert wrong in text_of(refused)
    assert "kept" in text_of(refused)
    assert follow_up_of(alice, rota) is None


# --- Putting it off ----------------------------------------------------------------------------------------


def test_asked_again_in_a_month(as_alice, alice, rota):
    for _ in range(2):
        assert as_alice.post(f"/journal/{rota.pk}/lasted/later/").url == f"/journal/{rota.pk}/"
    assert due(alice) == []
    assert due(alice, timezone.localdate() + timedelta(days=29)) == []
    assert due(alice, timezone.localdate() + timedelta(days=30)) == [rota]
    page = text_of(as_alice.get(f"/journal/{rota.pk}/"))
    assert 'id="lasted"' not in page
    assert "Say whether it lasted" in page


def test_never_asked_again_and_still_free_to_say(as_alice, alice, rota):
    as_alice.post(f"/journal/{rota.pk}/lasted/later/", {"never": "1"})
    assert due(alice, timezone.localdate() + timedelta(days=200)) == []
    kept = follow_up_of(alice, rota)
    data = {"row": str(kept.pk), "seen": str(kept.revision), "answer": "partly", "note": ""}
    assert as_alice.post(f"/journal/{rota.pk}/lasted/", data).status_code == 302
    assert follow_up_of(alice, rota).answer == "partly"


def test_an_old_page_cannot_undo_an_answer(as_alice, alice, rota):
    as_alice.post(f"/journal/{rota.pk}/lasted/", said())
    as_alice.post(f"/journal/{rota.pk}/lasted/later/")
    assert follow_up_of(alice, rota).answer == "lasted"
    assert as_alice.get(f"/journal/{rota.pk}/lasted/later/").status_code == 302


# --- Whose it is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["lasted/", "lasted/later/"])
def test_a_stranger_gets_404_and_nobody_is_asked_to_log_in(as_bob, as_nobody, alice, rota, what):
    url = f"/journal/{rota.pk}/{what}"
    assert as_bob.get(url).status_code == as_bob.post(url, said()).status_code == 404
    assert as_nobody.post(url).url == f"/accounts/login/?next={url}"
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post(url, said()).status_code == 403
    assert follow_up_of(alice, rota) is None


# --- On Today ----------------------------------------------------------------------------------------------


def test_today_asks_about_one_at_a_time(as_alice, alice):
    older, newer = log(alice, 200, "Cut waste by 30 % <b>in</b> the kitchen"), log(alice)
    page = as_alice.get("/today/").content.decode()
    assert f'href="/journal/{older.pk}/lasted/"' in page
    assert "&lt;b&gt;in&lt;/b&gt;" in page
    assert f'href="/journal/{newer.pk}/lasted/"' not in page
    as_alice.post(f"/journal/{older.pk}/lasted/", said())
    assert f'href="/journal/{newer.pk}/lasted/"' in as_alice.get("/today/").content.decode()


def test_today_takes_no_more_queries_for_it(as_alice, alice, queries_of):
    before = queries_of(as_alice, "/today/")
    for number in range(30):
        log(alice, 100 + number)
    assert queries_of(as_alice, "/today/") == before
