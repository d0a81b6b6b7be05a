"""The journal's list, quick log and entries, as a person meets them."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement, Role
from apps.skills.models import Skill
from apps.users.ownership import acting_as
from tests.achievements.conftest import entry_data

HTMX = {"HX-Request": "true"}


def only_entry(owner: Any) -> Achievement:
    with acting_as(owner):
        return Achievement.objects.owned_by(owner).prefetch_related("skills", "proofs").select_related("role").get()


def count(owner: Any) -> int:
    with acting_as(owner):
        return Achievement.objects.owned_by(owner).count()


# --- Quick log ----------------------------------------------------------------------------------------


def test_quick_log_keeps_a_line_and_goes_back_where_the_person_was(as_alice: Any, alice: Any) -> None:
    answer = as_alice.post("/journal/log/", {"line": "Answered the phones", "next": "/timeline/"}, follow=True)

    assert answer.redirect_chain == [("/timeline/", 302)]
    kept = only_entry(alice)
    assert (kept.line, kept.state, kept.happened_on) == ("Answered the phones", "duty", timezone.localdate())
    assert kept.rules
    assert reverse("achievements:edit", args=[kept.pk]) in answer.content.decode()


@pytest.mark.parametrize(
    "there", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)", "evil", "/\\evil.example"]
)
def test_quick_log_never_leads_to_another_site(as_alice: Any, there: str) -> None:
    answer = as_alice.post("/journal/log/", {"line": "Answered the phones", "next": there})

    assert answer["Location"] == "/journal/"


def test_quick_log_sent_twice_makes_one_entry(as_alice: Any, alice: Any) -> None:
    row = str(uuid4())
    for _ in range(2):
        assert as_alice.post("/journal/log/", {"line": "Kept once", "row": row}).status_code == 302

    assert count(alice) == 1


@pytest.mark.parametrize("line", ["", "   ", "\n\t", "x" * 501, "null\0byte"])
def test_a_bad_line_is_asked_for_again_and_nothing_typed_is_lost(as_alice: Any, alice: Any, line: str) -> None:
    answer = as_alice.post("/journal/log/", {"line": line})

    assert answer.status_code == 422
    assert count(alice) == 0
    if line.strip("x") == "":
        assert line in answer.content.decode()


@pytest.mark.parametrize(
    "line", ["😀 served 40 people 🧁", "ساعدت جدتي على المشي", "<script>alert(1)</script>", "é\u0301\u202e"]
)
def test_every_script_is_kept_as_it_was_written(as_alice: Any, alice: Any, line: str) -> None:
    answer = as_alice.post("/journal/log/", {"line": line}, follow=True)

    assert only_entry(alice).line == line
    assert b"<script>alert" not in answer.content


def test_a_line_typed_over_several_rows_is_one_line(as_alice: Any, alice: Any) -> None:
    as_alice.post("/journal/log/", {"line": " Stocked\r\nthe   shelves "})

    assert only_entry(alice).line == "Stocked the shelves"


def test_the_browser_cuts_nothing_off_what_is_pasted(as_alice: Any) -> None:
    for url in ("/journal/log/", "/journal/new/", "/timeline/new/", "/skills/"):
        for part in as_alice.get(url).content.decode().split("maxlength=")[1:]:
            assert part[:3] in {'"4"', '"8"'}  # day and year


def test_the_quick_log_has_a_page_of_its_own(as_alice: Any) -> None:
    assert b"data-quick-log" in as_alice.get("/journal/log/").content


# --- List ---------------------------------------------------------------------------------------------


def test_an_empty_journal_teaches_by_an_example(as_alice: Any) -> None:
    assert "walks to the shops by herself" in as_alice.get("/journal/").content.decode()


def test_entries_stand_under_their_week_or_month(as_alice: Any, alice: Any) -> None:
    today = timezone.localdate()
    with acting_as(alice):
        record_achievement(owner=alice, line="Now")
        record_achievement(owner=alice, line="Seven", happened_on=today - timedelta(days=7))
        record_achievement(owner=alice, line="Long ago", happened_on=date(2019, 1, 1), happened_precision="year")

    page = as_alice.get("/journal/").content.decode()

    assert page.index("This week") < page.index(">Now<") < page.index("Last week") < page.index(">Seven<")
    assert page.index("2019") < page.index(">Long ago<")


def test_filters_narrow_the_list(as_alice: Any, alice: Any, entry: Achievement, shop: Role) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line="Mopped the floor", private_note="spilt PAINT")
        skill = Skill.objects.get(name="merchandising")

    def shown(**asked: Any) -> set[str]:
        page = re.sub("</?mark>", "", as_alice.get("/journal/", asked).content.decode())
        return {line for line in ("average basket", "Mopped") if line in page}

    assert shown() == {"average basket", "Mopped"}
    assert shown(role=shop.pk) == {"average basket"}
    assert shown(role="none") == {"Mopped"}
    assert shown(skill=skill.pk) == {"average basket"}
    assert shown(state="duty") == {"Mopped"}
    assert shown(q="BASKET checkout") == {"average basket"}
    assert shown(q="paint") == {"Mopped"}
    assert shown(q="paint basket") == set()


@pytest.mark.parametrize(
    "query", ["q=%00", "role=%00", "role=nonsense", "skill=1", "state=best", "page=%00", "page=999", "q=" + "x" * 500]
)
def test_a_filter_that_makes_no_sense_is_left_out(as_alice: Any, entry: Achievement, query: str) -> None:
    answer = as_alice.get(f"/journal/?{query}")

    assert answer.status_code == 200
    assert b"average basket" in answer.content


def test_a_strangers_role_is_no_filter(as_alice: Any, entry: Achievement, bobs_role: Role) -> None:
    page = as_alice.get("/journal/", {"role": bobs_role.pk}).content.decode()

    assert "average basket" in page
    assert "secret" not in page


def test_pages_keep_what_was_asked_for(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        for n in range(35):
            record_achievement(owner=alice, line=f"Mopped floor {n}")

    first = as_alice.get("/journal/?q=mopped").content.decode()

    assert "q=mopped&amp;page=2" in first
    assert as_alice.get("/journal/?q=mopped&page=2").content.decode().count("<mark>Mopped</mark> floor") == 5


# --- Entry --------------------------------------------------------------------------------------------


def test_an_entry_is_recorded_with_everything(as_alice: Any, alice: Any, shop: Role) -> None:
    data = entry_data(
        outcome="The queue at noon went from 12 people to 4",
        duty="Serve at the till",
        happened_on_day="",
        role=str(shop.pk),
        skills="training others, Customer service\ntraining Others,",
        private_note="Kim’s idea",
        is_confidential="on",
        **{"proof-0-url": "example.org/review", "proof-0-label": "A review"},
    )

    answer = as_alice.post("/journal/new/", data, follow=True)

    kept = only_entry(alice)
    assert answer.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert (kept.happened_on, kept.happened_precision) == (date(2025, 11, 1), "month")
    assert kept.role == shop
    assert [skill.name for skill in kept.skills.all()] == ["Customer service", "training others"]
    assert [(proof.url, proof.label) for proof in kept.proofs.all()] == [("https://example.org/review", "A review")]
    assert kept.is_confidential
    assert kept.state == "measured"
    page = answer.content.decode()
    for shown in ("measured outcome", "Nov 2025", "Kim’s idea", "confidential", "Shop assistant, Lindley", "A review"):
        assert shown in page


def test_a_duty_is_saved_without_ado(as_alice: Any, alice: Any) -> None:
    as_alice.post("/journal/new/", entry_data(line="Responsible for answering calls"))

    assert only_entry(alice).state == "duty"


def test_the_person_may_overrule_the_coach_and_both_are_kept(as_alice: Any, alice: Any) -> None:
    data = entry_data(line="Responsible for answering calls", state_chosen="qualitative")

    page = as_alice.post("/journal/new/", data, follow=True).content.decode()

    kept = only_entry(alice)
    assert (kept.state, kept.state_chosen, kept.shown_state.label) == ("duty", "qualitative", "outcome")
    assert "You call it “outcome”" in page


def test_editing_changes_skills_and_proof_and_judges_again(as_alice: Any, alice: Any, entry: Achievement) -> None:
    form = as_alice.get(f"/journal/{entry.pk}/edit/").content.decode()
    assert "merchandising, sales metrics" in form
    assert "https://example.org/report" in form

    data = entry_data(line="Answered calls", skills="Merchandising, patience", seen="1", row=str(entry.pk))
    assert as_alice.post(f"/journal/{entry.pk}/edit/", data).status_code == 302

    kept = only_entry(alice)
    assert [skill.name for skill in kept.skills.all()] == ["merchandising", "patience"]
    assert not kept.proofs.all()
    assert (kept.state, kept.revision) == ("duty", 2)
    with acting_as(alice):
        assert Skill.objects.count() == 3


def test_a_stale_form_keeps_what_was_typed_and_saves_at_the_second_try(
    as_alice: Any, alice: Any, entry: Achievement
) -> None:
    url = f"/journal/{entry.pk}/edit/"
    as_alice.post(url, entry_data(line="From the phone", seen="1"))

    answer = as_alice.post(url, entry_data(line="From the laptop", seen="1"))

    assert answer.status_code == 422
    assert "From the laptop" in answer.content.decode()
    assert only_entry(alice).line == "From the phone"
    assert 'name="seen" value="2"' in answer.content.decode()
    as_alice.post(url, entry_data(line="From the laptop", seen="2"))
    assert only_entry(alice).line == "From the laptop"


def test_a_form_sent_twice_makes_one_entry(as_alice: Any, alice: Any) -> None:
    data = entry_data(row=str(uuid4()), skills="patience")
    first, second = (as_alice.post("/journal/new/", data) for _ in range(2))

    assert count(alice) == 1
    assert first["Location"] == second["Location"]


def test_an_id_taken_by_somebody_else_loses_nothing(as_bob: Any, bob: Any, entry: Achievement) -> None:
    as_bob.post("/journal/new/", entry_data(row=str(entry.pk)))

    assert only_entry(bob).pk != entry.pk


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"line": ""}, "Write one line first"),
        ({"line": "x" * 501}, "longer than one line: 501 characters of 500"),
        ({"outcome": "y" * 2001}, "2000"),
        ({"outcome": "nul\0l"}, "Null characters"),
        ({"skills": "s" * 121}, "too long for one skill"),
        ({"skills": ",".join(map(str, range(31)))}, "Up to 30 skills"),
        ({"skills": "a\0b"}, "Null characters"),
        ({"happened_on_year": ""}, "Add the year"),
        ({"happened_on_year": "1066"}, "between 1900 and 2100"),
        ({"happened_on_year": "20 25"}, "between 1900 and 2100"),
        ({"happened_on_year": "2099"}, "still to come"),
        ({"happened_on_day": "31"}, "That month has 30 days"),
        ({"happened_on_day": "x"}, "That month has 30 days"),
        ({"happened_on_month": ""}, "Choose the month too"),
        ({"happened_on_month": "13"}, "Choose a month from the list"),
        ({"role": "6f7f9d3e-0000-7000-8000-000000000000"}, "Select a valid choice"),
        ({"state_chosen": "best"}, "Select a valid choice"),
        ({"proof-0-url": "javascript:alert(1)"}, "no web address"),
        ({"proof-0-url": "ftp://example.org/x"}, "no web address"),
        ({"proof-0-url": "https://example.org/" + "x" * 1000}, "1000"),
        ({"proof-0-label": "only a label"}, "Add the link too"),
        ({"proof-TOTAL_FORMS": "nonsense"}, "ManagementForm"),
        ({"proof-TOTAL_FORMS": "99999999999999"}, "at most 20"),
    ],
)
def test_bad_input_is_answered_by_a_sentence_and_kept(
    as_alice: Any, alice: Any, changes: dict[str, str], sentence: str
) -> None:
    answer = as_alice.post("/journal/new/", entry_data(**{"private_note": "typed with care", **changes}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "typed with care" in page
    for name, value in changes.items():
        if name not in {"role", "state_chosen", "happened_on_month", "proof-TOTAL_FORMS"} and "\0" not in value:
            assert value in page
    assert count(alice) == 0


def test_a_strangers_role_cannot_be_chosen(as_alice: Any, alice: Any, bobs_role: Role) -> None:
    answer = as_alice.post("/journal/new/", entry_data(role=str(bobs_role.pk)))

    assert answer.status_code == 422
    assert "secret" not in answer.content.decode()
    assert count(alice) == 0


def test_a_new_entry_begins_in_the_role_it_was_begun_from(as_alice: Any, shop: Role, bobs_role: Role) -> None:
    chosen = f'<option value="{shop.pk}" selected>'

    assert chosen in as_alice.get(f"/journal/new/?role={shop.pk}").content.decode()
    assert chosen in as_alice.get("/journal/new/").content.decode()  # the only one that goes on
    assert as_alice.get(f"/journal/new/?role={bobs_role.pk}").status_code == 200
    assert as_alice.get("/journal/new/?role=%00").status_code == 200


def test_deleting_asks_first_and_leaves_the_skills(as_alice: Any, alice: Any, entry: Achievement) -> None:
    url = f"/journal/{entry.pk}/delete/"
    assert "Delete this entry?" in as_alice.get(url).content.decode()
    assert count(alice) == 1

    assert as_alice.post(url)["Location"] == "/journal/"

    assert count(alice) == 0
    with acting_as(alice):
        assert Skill.objects.count() == 2


# --- Coach --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "outcome", "state"),
    [
        ("Answered the phones on late shift", "", "duty"),
        ("Trained five new hires on the till", "", "activity"),
        ("Answered calls", "Reduced the waiting time from 8 to 3 minutes", "measured outcome"),
    ],
)
def test_the_coach_says_the_same_with_and_without_javascript(
    as_alice: Any, alice: Any, line: str, outcome: str, state: str
) -> None:
    data = entry_data(line=line, outcome=outcome, private_note="kept", skills="patience")
    live = as_alice.post("/journal/coach/", {"line": line, "outcome": outcome}, headers=HTMX).content.decode()
    plain = as_alice.post("/journal/coach/", data).content.decode()
    saved = as_alice.post("/journal/new/", data, follow=True).content.decode()

    assert f"{state}</span>" in live
    assert "<html" not in live
    assert live.strip() in plain
    assert live.strip() in saved
    assert "kept</textarea>" in plain
    assert "patience</textarea>" in plain
    assert "/journal/new/" in plain
    assert count(alice) == 1


def test_the_coach_answers_the_quick_log_without_javascript(as_alice: Any, alice: Any) -> None:
    data = {"line": "Answered the phones", "quick": "1", "next": "/timeline/", "row": str(uuid4())}
    page = as_alice.post("/journal/coach/", data).content.decode()

    assert "What was different afterwards" in page
    assert "Answered the phones</textarea>" in page
    assert 'name="next" value="/timeline/"' in page
    assert data["row"] in page
    assert count(alice) == 0


def test_a_quick_line_can_be_taken_to_the_whole_form(as_alice: Any, alice: Any) -> None:
    page = as_alice.post("/journal/coach/", {"line": "Fixed the lift", "quick": "1", "more": "1"}).content.decode()

    assert "Fixed the lift</textarea>" in page
    assert 'action="/journal/new/"' in page
    assert count(alice) == 0


def test_the_coach_of_an_entry_leads_back_to_it(as_alice: Any, entry: Achievement, as_bob: Any) -> None:
    data = entry_data(row=str(entry.pk), seen="1")

    assert f'action="/journal/{entry.pk}/edit/"' in as_alice.post("/journal/coach/", data).content.decode()
    assert 'action="/journal/new/"' in as_bob.post("/journal/coach/", data).content.decode()


def test_another_row_for_proof_keeps_what_was_typed(as_alice: Any) -> None:
    data = entry_data(another_link="1", **{"proof-0-url": "https://example.org/a"})
    page = as_alice.post("/journal/coach/", data).content.decode()

    assert "https://example.org/a" in page
    assert 'name="proof-1-url"' in page


@pytest.mark.parametrize("line", ["", "\0", "x" * 10_000, "ساعدت", "😀"])
def test_the_coach_answers_anything(as_alice: Any, line: str) -> None:
    assert as_alice.post("/journal/coach/", {"line": line}, headers=HTMX).status_code == 200
    assert as_alice.post("/journal/coach/", {"line": line, "row": "no id"}).status_code == 200
    assert as_alice.get("/journal/coach/").status_code == 405


# --- Whose it is, and what it costs ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["detail", "edit", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_404_and_nobody_is_sent_to_log_in(
    as_bob: Any, as_nobody: Any, alice: Any, entry: Achievement, name: str, method: str
) -> None:
    url = reverse(f"achievements:{name}", args=[entry.pk])

    assert getattr(as_bob, method)(url, entry_data()).status_code == 404
    assert getattr(as_nobody, method)(url)["Location"].startswith("/accounts/login/")
    assert only_entry(alice).line == entry.line


@pytest.mark.parametrize("name", ["list", "log", "coach", "new"])
def test_nobody_is_sent_to_log_in(as_nobody: Any, name: str) -> None:
    assert as_nobody.post(reverse(f"achievements:{name}"))["Location"].startswith("/accounts/login/")


def test_the_list_costs_the_same_at_1_and_at_30_entries(
    as_alice: Any, alice: Any, entry: Achievement, shop: Role, queries_of: Any
) -> None:
    one = queries_of(as_alice, "/journal/?q=e")
    with acting_as(alice):
        for n in range(29):
            record_achievement(owner=alice, line=f"Mopped {n}", role_id=shop.pk, skills=[f"skill {n}", "patience"])

    assert queries_of(as_alice, "/journal/?q=e") == one <= 8


def test_the_pages_of_an_entry_stay_within_the_budget(as_alice: Any, entry: Achievement, queries_of: Any) -> None:
    for name in ("detail", "edit", "delete"):
        assert queries_of(as_alice, reverse(f"achievements:{name}", args=[entry.pk])) <= 8
