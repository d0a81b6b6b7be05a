"""Deciding, looking back and replaying, as a person does it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.achievements.models import LearningStep, Role
from apps.opportunities.board import PAGE
from apps.opportunities.deciding import decide
from apps.opportunities.forms.decisions import MOST_BOXES
from apps.opportunities.models import Decision, DecisionReview, Opportunity, Season
from apps.opportunities.seasons import PRESETS
from tests.opportunities.people import offer, rate

DECISIONS, REPLAY, LIST = (reverse(f"opportunities:{name}") for name in ("decisions", "replay", "list"))
ARCHIVED = reverse("opportunities:archived")
OF_A_DECISION = ["decision", "decision_edit", "decision_delete"]
OF_A_REVIEW = ["review", "review_later", "review_skip"]


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:500] if status == 302 else response.status_code
    return str(response.content.decode())


def at(name: str, row: Any) -> str:
    return reverse(f"opportunities:{name}", args=[row.pk])


@pytest.fixture
def harbour(alice: Any, acting_as: Any) -> Opportunity:
    with acting_as(alice):
        found = offer(alice, organisation="Harbour", place="Leeds")
        rate(found, "7", "8")
        return found


@pytest.fixture
def present(alice: Any, acting_as: Any) -> Opportunity:
    with acting_as(alice):
        found = offer(alice, "Shop assistant", organisation="Lindley", is_present_job=True)
        rate(found, "6", "3", workload="7")
        return found


@pytest.fixture
def decided(alice: Any, acting_as: Any) -> Callable[..., Decision]:
    def decided(opportunity: Opportunity, kind: str = "declined", days_ago: int = 100, **more: Any) -> Decision:
        day = timezone.localdate() - timedelta(days=days_ago)
        with acting_as(alice):
            return decide(owner=alice, opportunity_id=opportunity.pk, kind=kind, decided_on=day, **more)

    return decided


def review_of(decision: Decision, after: int = 90) -> DecisionReview:
    from apps.users.ownership import acting_as

    with acting_as(decision.owner):
        return DecisionReview.objects.select_related("decision").get(decision=decision, after=after)


YES = {
    "kind": "accepted",
    "decided_on": "2026-03-03",
    "reasons": "More to learn.",
    "prediction": "I run a shift.",
    "would_change": "Nights.",
    "starts_on": "2026-04-01",
    "as_present_job": "on",
    "open_role": "on",
    "role_title": "Team lead",
    "role_organisation": "Harbour",
    "role_place": "Leeds",
    "role_kind": "employment",
    "step_1": "Run the shift alone",
    "step_2": "Rota",
    "by_2": "2026-12-01",
}


# --- Deciding -------------------------------------------------------------------------------------------


def test_the_page_shows_what_will_be_kept(as_alice: Any, harbour: Opportunity, present: Opportunity) -> None:
    text = page(as_alice.get(at("decide", harbour)))
    assert "so that hindsight cannot repaint it" in text
    assert text.index(">Harbour</bdi>") < text.index(">Lindley</bdi>")
    assert "Balanced" in text
    assert 'value="Harbour"' in text
    assert "I said yes" in text
    assert "I keep what I have" not in text


def test_notes_on_growth_are_the_suggestion_for_the_plan(
    as_alice: Any, harbour: Opportunity, alice: Any, acting_as: Any
) -> None:
    with acting_as(alice):
        harbour.ratings.filter(factor="growth").update(note="A mentor and a paid course.")
    assert 'placeholder="A mentor and a paid course."' in page(as_alice.get(at("decide", harbour)))


def test_only_the_choice_is_needed(as_alice: Any, alice: Any, harbour: Opportunity, acting_as: Any) -> None:
    answer = as_alice.post(at("decide", harbour), {"kind": "declined"})
    with acting_as(alice):
        kept = Decision.objects.get()
        assert kept.decided_on == timezone.localdate()
        assert kept.reviews.count() == 3
        assert Opportunity.objects.get().outcome == "declined"
    assert answer.url == kept.get_absolute_url()


def test_a_yes_opens_the_role_with_a_plan(
    as_alice: Any, alice: Any, harbour: Opportunity, present: Opportunity, acting_as: Any
) -> None:
    as_alice.post(at("decide", harbour), YES)
    with acting_as(alice):
        kept, role = Decision.objects.get(), Role.objects.get()
        steps = [(step.text, step.by) for step in role.learning_steps.all()]
        assert steps == [("Run the shift alone", date(2026, 5, 1)), ("Rota", date(2026, 12, 1))]
        assert kept.reviews.first().due_on == date(2026, 5, 1)
        assert Opportunity.objects.open().get(is_present_job=True) == harbour
    text = page(as_alice.get(kept.get_absolute_url()))
    assert role.get_absolute_url() in text
    for said in ("More to learn.", "I run a shift.", "Nights.", "3 March 2026"):
        assert said in text
    assert "Run the shift alone" in page(as_alice.get(role.get_absolute_url()))


def test_a_yes_without_role_or_change_of_job(as_alice: Any, alice: Any, harbour: Opportunity, acting_as: Any) -> None:
    as_alice.post(at("decide", harbour), {"kind": "accepted"})
    with acting_as(alice):
        assert not Role.objects.exists()
        assert Opportunity.objects.get().outcome == "accepted"


def test_what_belongs_to_a_yes_is_not_read_for_a_no(
    as_alice: Any, alice: Any, harbour: Opportunity, acting_as: Any
) -> None:
    wrong = YES | {"kind": "declined", "starts_on": "someday", "role_title": ""}
    assert as_alice.post(at("decide", harbour), wrong).status_code == 302
    with acting_as(alice):
        assert not Role.objects.exists()


def test_staying_is_decided_from_the_present_job(
    as_alice: Any, alice: Any, harbour: Opportunity, present: Opportunity, acting_as: Any
) -> None:
    assert at("decide", present) in page(as_alice.get(LIST))
    text = page(as_alice.get(at("decide", present)))
    assert "I keep what I have" in text
    assert "If you said yes" not in text
    as_alice.post(at("decide", present), {"kind": "stayed", "also_declined": [str(harbour.pk)]})
    with acting_as(alice):
        assert Decision.objects.get().kind == "stayed"
        assert Opportunity.objects.open().get() == present


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": ""}, "Pick what you decided."),
        ({"kind": "stayed"}, "Pick one of these."),
        ({"decided_on": "2999-01-01"}, "between 2000 and 2100"),
        ({"decided_on": (date.today() + timedelta(days=3)).isoformat()}, "This day is still to come."),
        ({"decided_on": "yesterday"}, "Write it like 2026-11-30."),
        ({"starts_on": "soon"}, "Write it like 2026-11-30."),
        ({"role_title": " "}, "Say what you will be"),
        ({"open_role": ""}, "kept with the role"),
        ({"step_1": "x" * 301}, "300"),
        ({"reasons": "x" * 4001}, "4000"),
        ({"also_declined": [str(uuid4())]}, "not among your open offers"),
        ({"also_declined": ["nonsense"]}, "not among your open offers"),
    ],
)
def test_bad_input_is_answered_by_a_sentence_and_kept(
    as_alice: Any, alice: Any, harbour: Opportunity, acting_as: Any, change: dict[str, Any], sentence: str
) -> None:
    text = page(as_alice.post(at("decide", harbour), YES | change), 422)
    assert sentence in text
    for name in ("reasons", "prediction", "step_1", "role_organisation"):
        assert str(change.get(name, YES[name])) in text
    with acting_as(alice):
        assert not Decision.objects.exists()
        assert Opportunity.objects.get().archived_at is None


def test_the_offers_of_somebody_else_cannot_be_declined(
    as_alice: Any, harbour: Opportunity, bob: Any, acting_as: Any
) -> None:
    with acting_as(bob):
        theirs = offer(bob, organisation="Bob’s")
    sent = {"kind": "declined", "also_declined": [str(theirs.pk)]}
    assert "not among your open offers" in page(as_alice.post(at("decide", harbour), sent), 422)
    with acting_as(bob):
        assert Opportunity.objects.get().archived_at is None


def test_of_very_many_offers_the_nearest_can_be_declined_along(
    as_alice: Any, alice: Any, harbour: Opportunity, acting_as: Any
) -> None:
    with acting_as(alice):
        for number in range(MOST_BOXES + 10):
            day = timezone.localdate() + timedelta(days=number)
            last = offer(alice, organisation=f"Place {number}", deadline=day)
    text = page(as_alice.get(at("decide", harbour)))
    assert text.count('name="also_declined"') == MOST_BOXES
    assert "The others can be put away from their own pages." in text
    sent = {"kind": "declined", "also_declined": [str(last.pk)]}
    assert "not among your open offers" in page(as_alice.post(at("decide", harbour), sent), 422)


def test_sent_twice_it_is_one_decision(as_alice: Any, alice: Any, harbour: Opportunity, acting_as: Any) -> None:
    sent = YES | {"row": str(uuid4())}
    first, second = (as_alice.post(at("decide", harbour), sent) for _ in range(2))
    assert first.url == second.url
    with acting_as(alice):
        assert Decision.objects.count() == Role.objects.count() == 1
        assert LearningStep.objects.count() == 2
    changed = page(as_alice.post(at("decide", harbour), sent | {"kind": "declined", "reasons": "No."}), 422)
    assert "already kept" in changed


# --- One decision, and all of them ----------------------------------------------------------------------


def test_reasons_can_be_changed_and_the_picture_cannot(
    as_alice: Any, alice: Any, harbour: Opportunity, decided: Any, acting_as: Any
) -> None:
    kept = decided(harbour, reasons="Too far.")
    before = kept.snapshot
    assert "Too far." in page(as_alice.get(at("decision_edit", kept)))
    as_alice.post(at("decision_edit", kept), {"reasons": "Too far, too late.", "kind": "accepted", "snapshot": "{}"})
    with acting_as(alice):
        kept = Decision.objects.get()
    assert (kept.reasons, kept.kind, kept.snapshot) == ("Too far, too late.", "declined", before)
    assert "Last changed on" in page(as_alice.get(kept.get_absolute_url()))
    long = page(as_alice.post(at("decision_edit", kept), {"reasons": "Stays here", "prediction": "x" * 2001}), 422)
    assert "Stays here" in long


def test_the_page_tells_the_old_ratings_whatever_happens(
    as_alice: Any, alice: Any, harbour: Opportunity, present: Opportunity, decided: Any, acting_as: Any
) -> None:
    kept = decided(harbour)
    before = page(as_alice.get(kept.get_absolute_url()))
    with acting_as(alice):
        Season.from_preset(PRESETS["health"], owner=alice).save()
        present.ratings.update(value=Decimal(1))
        Opportunity.objects.filter(pk=harbour.pk).delete()
    after = page(as_alice.get(kept.get_absolute_url()))
    start, end = '<h2 id="picture-title">', "</table>"
    assert before[before.index(start) : before.index(end)] == after[after.index(start) : after.index(end)]
    assert "is deleted; what you decided" in after


def test_a_decision_is_deleted_after_asking_and_the_offer_stays(
    as_alice: Any, alice: Any, harbour: Opportunity, decided: Any, acting_as: Any
) -> None:
    kept = decided(harbour)
    assert "Delete this decision?" in page(as_alice.get(at("decision_delete", kept)))
    assert as_alice.post(at("decision_delete", kept)).url == DECISIONS
    as_alice.post(at("restore", harbour))
    with acting_as(alice):
        assert not DecisionReview.objects.exists()
        found = Opportunity.objects.get()
    assert (found.archived_at, found.outcome) == (None, "")


def test_without_decisions_the_page_teaches(as_alice: Any) -> None:
    text = page(as_alice.get(DECISIONS))
    assert "No decisions yet" in text
    assert "Said no to Metro Logistics" in text


def test_what_is_due_comes_first(as_alice: Any, harbour: Opportunity, present: Opportunity, decided: Any) -> None:
    decided(harbour, days_ago=5)
    old = decided(present, "stayed", 100)
    text = page(as_alice.get(DECISIONS))
    assert text.index("Time to look back") < text.index('id="decided-title"')
    assert at("review", review_of(old, 90)) in text
    assert at("review", review_of(old, 30)) not in text
    assert "0 of 3 looks back so far" in text


# --- Looking back ---------------------------------------------------------------------------------------


def test_the_lines_start_empty_and_the_answer_shows_then_and_now(
    as_alice: Any, alice: Any, present: Opportunity, decided: Any, acting_as: Any
) -> None:
    kept = decided(present, "stayed", prediction="Less work.")
    review = review_of(kept)
    text = page(as_alice.get(at("review", review)))
    assert text.count('class="review-line"') == 11
    assert 'name="workload" value' not in text
    assert "Less work." in text
    sent = {"came_true": "no", "again": "unsure", "happened": "More work.", "workload": "4.5", "pay": "6.5"}
    as_alice.post(at("review", review), sent)
    text = page(as_alice.get(at("review", review)))
    assert "2.5 points worse than you thought" in text
    assert "about as you thought" in text
    assert "More work." in text
    assert 'value="4.5"' in page(as_alice.get(at("review", review) + "?change=1"))
    with acting_as(alice):
        review = review_of(kept)
        assert (review.done_on, review.ratings) == (timezone.localdate(), {"pay": "6.5", "workload": "4.5"})
        assert present.ratings.get(factor="workload").value == 7, "the rating of the job is the person’s to change"


def test_of_a_no_only_the_two_questions_are_asked(as_alice: Any, harbour: Opportunity, decided: Any) -> None:
    review = review_of(decided(harbour))
    text = page(as_alice.get(at("review", review)))
    assert "review-line" not in text
    assert "Would you decide the same again?" in text
    as_alice.post(at("review", review), {"again": "yes", "workload": "3"})
    assert review_of(review.decision).ratings == {}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Say one thing at least"),
        ({"workload": "11"}, "less than or equal to 10"),
        ({"workload": "6.3"}, "Half steps, please"),
        ({"workload": "a lot"}, "could not read this as a number"),
        ({"again": "perhaps"}, "perhaps"),
        ({"happened": "x" * 4001}, "4000"),
    ],
)
def test_a_look_back_that_cannot_be_read_keeps_what_was_typed(
    as_alice: Any, present: Opportunity, decided: Any, sent: dict[str, str], sentence: str
) -> None:
    review = review_of(decided(present, "stayed"))
    kept = {"pay": "6.5"} if sent else {}
    text = page(as_alice.post(at("review", review), kept | sent), 422)
    assert sentence in text
    assert not kept or 'value="6.5"' in text
    assert review_of(review.decision).done_on is None


def test_a_look_back_can_wait_or_be_skipped(as_alice: Any, harbour: Opportunity, decided: Any) -> None:
    review = review_of(decided(harbour))
    assert as_alice.get(at("review_later", review)).url == at("review", review)
    as_alice.post(at("review_later", review))
    assert review_of(review.decision).due_on == timezone.localdate() + timedelta(days=7)
    assert as_alice.get(at("review_skip", review)).url == at("review", review)
    as_alice.post(at("review_skip", review))
    assert review_of(review.decision).is_skipped
    text = page(as_alice.get(at("review", review)))
    assert "You let this one pass." in text
    assert "Look back after all" in text


def test_three_jobs_looked_back_at_show_a_habit(as_alice: Any, alice: Any, decided: Any, acting_as: Any) -> None:
    for number in range(3):
        with acting_as(alice):
            job = offer(alice, f"Job {number}")
            rate(job, "7", "6")
        review = review_of(decided(job, "accepted"), 30)
        as_alice.post(at("review", review), {"workload": "5", "pay": "7.5"})
        as_alice.post(at("review", review_of(review.decision, 90)), {"workload": "5"})
        if number < 2:
            assert f"{number + 1} of 3 looks back so far" in page(as_alice.get(DECISIONS))
    text = page(as_alice.get(DECISIONS))
    assert "You rated <strong>workload</strong> about 2 points too high (in 3 of 3)." in text
    assert "You rated <strong>pay</strong> about right" in text
    assert "Each job counts once" in text


# --- Replay ---------------------------------------------------------------------------------------------


def test_another_season_puts_another_offer_first(
    as_alice: Any, alice: Any, present: Opportunity, decided: Any, acting_as: Any
) -> None:
    with acting_as(alice):
        metro, north = offer(alice, organisation="Metro"), offer(alice, organisation="Northside")
        rate(metro, "9", "3")
        rate(north, "3", "9")
        Season.from_preset(PRESETS["debt"], owner=alice).save()
    decided(north)
    decided(metro, "accepted")
    text = page(as_alice.get(REPLAY + "?season=learning"))
    assert text.index(">Northside</bdi></a>") < text.index(">Metro</bdi></a>")
    assert "Under “Learning fast” you would now rank <strong><bdi>Northside</bdi></strong> first" in text
    assert "you chose <strong><bdi>Team lead, Metro</bdi></strong>, under “Paying down debt”" in text
    assert at("restore", north) in text
    assert at("restore", present) not in text
    for mark in ("I said no", "I said yes", "my job now", "Your ratings are taken as they are now."):
        assert mark in text
    text = page(as_alice.get(REPLAY))
    assert "<strong><bdi>Metro</bdi></strong> would come first now too; you chose it in" in text
    assert as_alice.get(REPLAY + "?season=no-such").context["asked"] == "now"


def test_a_tie_at_the_top_is_called_one(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        for name in ("Metro", "Northside"):
            rate(offer(alice, organisation=name), "6", "6")
    text = page(as_alice.get(REPLAY))
    assert "would share the first place" in text
    assert text.count('<span class="pill">tie</span>') == 2


def test_replaying_nothing_teaches(as_alice: Any) -> None:
    assert "Nothing to replay yet" in page(as_alice.get(REPLAY))


def test_replay_shows_the_first_and_then_all(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        for number in range(PAGE + 5):
            rate(offer(alice, organisation=f"Place {number}", archived_at=timezone.now()), str(number % 10), "6")
    assert page(as_alice.get(REPLAY)).count('class="offer-name"') == PAGE
    assert page(as_alice.get(REPLAY + "?all=1")).count('class="offer-name"') == PAGE + 5


# --- What became of it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [({}, ""), ({"outcome": "expired"}, "expired"), ({"outcome": "left"}, ""), ({"outcome": "x"}, "")],
)
def test_putting_away_may_say_what_became_of_it(
    as_alice: Any, alice: Any, harbour: Opportunity, acting_as: Any, sent: dict[str, str], outcome: str
) -> None:
    assert "What became of it?" in page(as_alice.get(harbour.get_absolute_url()))
    as_alice.post(at("archive", harbour), sent)
    with acting_as(alice):
        found = Opportunity.objects.get()
    assert found.archived_at
    assert found.outcome == outcome


def test_the_archive_can_be_narrowed_to_an_outcome(as_alice: Any, alice: Any, acting_as: Any) -> None:
    with acting_as(alice):
        for outcome in ("expired", "declined"):
            offer(alice, f"It {outcome}", outcome=outcome, archived_at=timezone.now())
    assert "it ran out" in page(as_alice.get(ARCHIVED))
    only = page(as_alice.get(ARCHIVED + "?outcome=declined"))
    assert "It declined" in only
    assert "It expired" not in only
    assert "Nothing in the archive came to that." in page(as_alice.get(ARCHIVED + "?outcome=refused"))
    assert "It expired" in page(as_alice.get(ARCHIVED + "?outcome=nonsense"))


@pytest.mark.parametrize(("days", "asked"), [(15, True), (14, False), (-3, False)])
def test_an_offer_long_past_its_day_is_asked_about(
    as_alice: Any, alice: Any, acting_as: Any, days: int, asked: bool
) -> None:
    with acting_as(alice):
        old = offer(alice, organisation="Harbour", deadline=timezone.localdate() - timedelta(days=days))
    text = page(as_alice.get(LIST))
    assert ("What did you decide?" in text) is asked
    assert (at("decide", old) in text) is asked


def test_one_offers_page_says_what_was_decided(as_alice: Any, harbour: Opportunity, decided: Any) -> None:
    assert at("decide", harbour) in page(as_alice.get(harbour.get_absolute_url()))
    kept = decided(harbour)
    text = page(as_alice.get(harbour.get_absolute_url()))
    assert kept.get_absolute_url() in text
    assert "What became of it: I said no." in text


# --- Whose it is, and what it costs ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["decide", *OF_A_DECISION, *OF_A_REVIEW])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(
    as_bob: Any, alice: Any, acting_as: Any, harbour: Opportunity, decided: Any, name: str, method: str
) -> None:
    kept = decided(harbour)
    row = harbour if name == "decide" else kept if name in OF_A_DECISION else review_of(kept)
    answer = getattr(as_bob, method)(at(name, row), {"kind": "declined", "reasons": "x", "again": "yes"})
    assert answer.status_code == (405 if (name, method) == ("decision", "post") else 404)
    with acting_as(alice):
        assert Decision.objects.get().reasons == ""
        assert not DecisionReview.objects.done().exists()


@pytest.mark.parametrize("url", [DECISIONS, REPLAY])
def test_nobody_is_asked_to_log_in(as_nobody: Any, url: str) -> None:
    assert reverse("account_login") in as_nobody.get(url).url


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    "path", ["decisions", "replay", "archived", "decide", "detail", "decision", "decision_edit", "review", "list"]
)
def test_queries_do_not_grow(
    as_alice: Any, alice: Any, acting_as: Any, queries_of: Any, decided: Any, present: Any, path: str, rows: int
) -> None:
    for number in range(rows):
        with acting_as(alice):
            one = offer(alice, organisation=f"Place {number}")
            rate(one, "6", "4")
        kept = decided(one, ["declined", "accepted"][number % 2])
        as_alice.post(at("review", review_of(kept)), {"again": "yes", "pay": "5"})
        with acting_as(alice):
            rate(offer(alice, organisation=f"Open {number}"), "5", "5")
    row = {"decide": one, "detail": one, "review": review_of(kept, 365)}.get(path, kept)
    with_id = path in {"decide", "detail", "decision", "decision_edit", "review"}
    url = at(path, row) if with_id else reverse(f"opportunities:{path}")
    as_alice.get(LIST)
    assert queries_of(as_alice, url) <= (7 if path == "list" else 8)
