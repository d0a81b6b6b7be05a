"""Days left, on Today and in the e-mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.opportunities.models import Decision, DecisionReview, Opportunity, Season
from apps.opportunities.seasons import PRESETS
from apps.reflections import letter
from apps.users.ownership import acting_as

HEADING = "What has a date in the next two weeks"


def day(days):
    return timezone.localdate() + timedelta(days=days)


def offer(owner, name, days, **more):
    deadline = None if days is None else day(days)
    return Opportunity.objects.create(owner=owner, title="Lead", organisation=name, deadline=deadline, **more)


def season(owner, days):
    made = Season.from_preset(PRESETS["debt"], owner=owner)
    made.review_on = day(days)
    made.save()


def look_back(owner, about, days):
    decided = Decision.objects.create(owner=owner, kind="accepted", about=about)
    return DecisionReview.objects.create(owner=owner, decision=decided, after=90, due_on=day(days))


def today_of(client):
    return client.get("/today/").content.decode()


# --- Today ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Answer today"), (1, "Answer by tomorrow"), (12, "12 days left")],
)
def test_a_single_offer_has_its_day_once_with_the_decision(as_alice, alice, days, said):
    with acting_as(alice):
        offer(alice, "Harbour", days)
    page = today_of(as_alice)
    assert said in page
    assert page.count("Harbour") == 1
    assert "wants an answer" not in page


def test_the_day_of_a_single_offer_is_still_counted(as_alice, alice):
    with acting_as(alice):
        offer(alice, "Harbour", 2)
    assert "One thing has a date this week." in today_of(as_alice)


def test_a_single_offer_leaves_the_other_days_where_they_are(as_alice, alice):
    with acting_as(alice):
        offer(alice, "Harbour", 2)
        season(alice, 3)
        look_back(alice, "The night shift", 9)
    page = today_of(as_alice)
    assert 'is this still what you need?</a> <span class="meta text-nowrap">in 3 days' in page
    assert (
        'Look back: The night shift. Did it turn out as you thought?</a> <span class="meta text-nowrap">in 9 days'
        in page
    )
    assert "Harbour wants an answer." not in page


def test_several_offers_stand_side_by_side_with_their_days(as_alice, alice):
    with acting_as(alice):
        offer(alice, "Harbour", 1)
        offer(alice, "Northside", 9)
    page = today_of(as_alice)
    assert 'Harbour wants an answer.</a> <span class="meta text-nowrap">tomorrow' in page
    assert 'Northside wants an answer.</a> <span class="meta text-nowrap">in 9 days' in page


def test_a_day_that_has_passed_is_said_and_leads_to_what_was_decided(as_alice, alice):
    with acting_as(alice):
        passed = offer(alice, "Harbour", -3)
    page = today_of(as_alice)
    assert f'<a href="/offers/{passed.pk}/decide/">Harbour wanted an answer. What did you decide?</a>' in page
    assert "3 days ago" in page
    assert as_alice.get(f"/offers/{passed.pk}/decide/").status_code == 200


def test_a_look_back_that_is_to_come_hides_none_whose_day_has_come(as_alice, alice):
    with acting_as(alice):
        first = look_back(alice, "The night shift", -1)
        second = DecisionReview.objects.create(owner=alice, decision=first.decision, after=365, due_on=day(20))
        look_back(alice, "Far off", 29)
    page = today_of(as_alice)
    assert page.count(first.get_absolute_url()) >= 1
    assert page.count(second.get_absolute_url()) == 1
    assert "in 20 days" in page
    assert "Far off" not in page


def test_an_offer_without_a_day_is_to_be_decided_without_one(as_alice, alice):
    with acting_as(alice):
        offer(alice, "Harbour", None)
    page = today_of(as_alice)
    assert "To decide" in page
    assert "<h2>Due</h2>" not in page


# --- The e-mail ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("acting_as_alice")
def test_the_e_mail_lists_the_next_two_weeks_in_both_parts_and_names_nobody_in_its_subject(alice):
    offer(alice, "Harbour & Sons", 12)
    offer(alice, "Far off", 15)
    season(alice, 3)
    review = look_back(alice, "The night shift", 14)
    written = letter.preview(alice)
    text, html = written.text, written.html
    assert HEADING in text
    assert HEADING in html
    order = [text.index(said) for said in ("Paying down debt", "Harbour & Sons wants an answer.", "The night shift")]
    assert order == sorted(order)
    assert ", in 12 days: Harbour & Sons wants an answer.\n  http://testserver/offers/" in text
    assert "Harbour &amp; Sons wants an answer." in html
    assert f'href="http://testserver{review.get_absolute_url()}"' in html
    assert "Far off" not in text + html
    assert "Harbour" not in written.subject
    assert "night shift" not in written.subject


@pytest.mark.usefixtures("acting_as_alice")
def test_the_e_mail_does_not_repeat_what_its_question_is_about(alice):
    offer(alice, "Harbour", 2)
    written = letter.preview(alice)
    assert "Harbour wants an answer by" in written.text
    assert HEADING not in written.text + written.html
    offer(alice, "Northside", 3)
    written = letter.preview(alice)
    assert HEADING in written.text
    assert "Northside wants an answer." in written.text
    assert written.text.count("Harbour wants") == 1


@pytest.mark.usefixtures("acting_as_alice")
def test_what_has_passed_or_is_settled_is_not_in_the_list(alice):
    offer(alice, "Passed", -2)
    offer(alice, "Mine now", 3, is_present_job=True)
    offer(alice, "Put away", 3, archived_at=timezone.now())
    written = letter.preview(alice)
    assert HEADING not in written.text + written.html


@pytest.mark.usefixtures("acting_as_alice")
def test_the_list_is_five_at_most_and_the_e_mail_stays_small(alice):
    for number in range(11):
        offer(alice, f"{number:02} " + "ÄÖ漢字" * 39, 8 + number % 3)
    written = letter.preview(alice)
    assert written.text.count(" wants an answer") + written.text.count("…\n") == 5
    assert len((written.text + written.html).encode()) < 30 * 1024


@pytest.mark.usefixtures("acting_as_alice")
def test_the_days_are_those_of_the_person(alice):
    alice.locale = "de-DE"
    offer(alice, "Harbour", 12)
    with letter.as_read_by(alice):
        written = letter.preview(alice)
    assert f"{day(12).day}. " in written.text


def test_the_preview_shows_the_list_too_and_only_ones_own(as_alice, as_bob, alice):
    with acting_as(alice):
        offer(alice, "Harbour", 12)
    for path in ("/reflections/preview/", "/reflections/preview/html/"):
        assert HEADING in as_alice.get(path).content.decode()
        assert HEADING not in as_bob.get(path).content.decode()


def test_the_e_mail_takes_the_same_queries_at_1_and_30_rows(alice, bob, count_queries):
    counts = []
    for owner, rows in ((alice, 1), (bob, 30)):
        with acting_as(owner):
            for number in range(rows):
                offer(owner, f"Harbour {number}", 9)
                look_back(owner, f"Night shift {number}", 9)
            with count_queries() as queries:
                letter.preview(owner)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
