"""Nothing that was typed is lost: with a closed tab, an invalid form, an ended session or another account."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from apps.achievements import drafts
from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement, Draft
from apps.users.ownership import acting_as
from tests.achievements.conftest import entry_data
from tests.conftest import PASSWORD

ROW = "0190aaaa-0000-7000-8000-000000000001"
KEEP = "/journal/draft/"


def kept(owner: Any) -> dict[str, dict[str, str]]:
    with acting_as(owner):
        return {draft.place: draft.contents for draft in Draft.objects.owned_by(owner)}


def only(owner: Any) -> Draft:
    with acting_as(owner):
        return Draft.objects.owned_by(owner).get()


def sent(owner: Any, kind: str = "new", row: str = ROW, **changes: Any) -> dict[str, Any]:
    """What the page's script sends of a form."""
    hidden = {"row": row, "place": f"{kind} {row}", "writer": drafts.signature(owner)}
    return {**(entry_data() if kind != "quick" else {"next": "/timeline/"}), **hidden, **changes}


def logged_in(client: Client, user: Any, address: str) -> Any:
    """Log in by the form, as a person would who was sent to it."""
    return client.post(address, {"login": user.email, "password": PASSWORD}, follow=True)


# --- While one writes -----------------------------------------------------------------------------------


def test_what_is_being_written_is_kept_and_gone_on_with(as_alice: Any, alice: Any) -> None:
    typed = sent(
        alice,
        line="Trained five",
        happened_on_month="13",
        skills="till, patience",
        is_confidential="on",
        measure_before="nine",
        **{"proof-0-url": "not quite", "proof-3-label": "a label"},
    )
    assert as_alice.post(KEEP, typed).status_code == 204
    assert as_alice.post(KEEP, {**typed, "line": "Trained five new hires"}).status_code == 204

    page = as_alice.get("/journal/").content.decode()
    assert "You were writing this today:" in page
    assert "Trained five new hires" in page
    address = f"/journal/new/?draft={only(alice).pk}"
    assert address in page
    form = as_alice.get(address).content.decode()
    for shown in ("Trained five new hires</textarea>", "till, patience", 'value="nine"', "not quite", "a label", ROW):
        assert shown in form
    assert "checked" in form.partition('name="is_confidential"')[2][:200]
    assert "It is not kept yet." in form
    assert "is-invalid" not in form, "what is unfinished is not scolded"


def test_a_quick_line_is_gone_on_with_and_leads_back(as_alice: Any, alice: Any) -> None:
    as_alice.post(KEEP, sent(alice, "quick", line="Trained"))
    page = as_alice.get(f"/journal/log/?draft={only(alice).pk}").content.decode()
    assert "Trained</textarea>" in page
    assert 'name="next" value="/timeline/"' in page
    answer = as_alice.post("/journal/log/", {"line": "Trained five", "row": ROW, "next": "/timeline/"})
    assert answer["Location"] == "/timeline/"
    assert kept(alice) == {}


def test_an_edit_that_was_not_kept_stands_in_the_form(as_alice: Any, alice: Any, entry: Achievement) -> None:
    as_alice.post(KEEP, sent(alice, "entry", str(entry.pk), line="Half a thought", seen="1"))
    url = f"/journal/{entry.pk}/edit/"
    assert f'href="{url}"' in as_alice.get("/journal/").content.decode()
    page = as_alice.get(url).content.decode()
    assert "Half a thought</textarea>" in page
    with acting_as(alice):
        record_achievement(owner=alice, line="Another", row=uuid4())
        assert Achievement.objects.get(pk=entry.pk).line == entry.line
    as_alice.post(url, entry_data(line="A whole thought", seen="1", row=str(entry.pk)))
    assert kept(alice) == {}


def test_two_things_that_are_begun_are_two_drafts(as_alice: Any, alice: Any) -> None:
    as_alice.post(KEEP, sent(alice, line="One"))
    as_alice.post(KEEP, sent(alice, row=str(uuid4()), line="Two"))
    assert {contents["line"] for contents in kept(alice).values()} == {"One", "Two"}
    page = as_alice.get("/journal/new/").content.decode()
    assert page.count("Go on with it") == 2


def test_a_form_that_is_empty_again_has_no_draft(as_alice: Any, alice: Any) -> None:
    as_alice.post(KEEP, sent(alice, line="One"))
    as_alice.post(KEEP, sent(alice, line="  "))
    assert kept(alice) == {}


@pytest.mark.parametrize("kind", ["quick", "new"])
def test_the_last_word_of_a_page_that_comes_after_its_form_makes_no_draft(as_alice: Any, alice: Any, kind: str) -> None:
    typed = sent(alice, kind, line="One  line")
    as_alice.post("/journal/log/" if kind == "quick" else "/journal/new/", typed)
    as_alice.post(KEEP, typed)
    assert kept(alice) == {}


def test_saving_again_under_the_same_form_is_still_a_draft(as_alice: Any, alice: Any) -> None:
    as_alice.post("/journal/new/", sent(alice, line="One"))
    as_alice.post(KEEP, sent(alice, line="Two"))
    assert [contents["line"] for contents in kept(alice).values()] == ["Two"]


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "new nonsense"},
        {"place": "elsewhere " + ROW},
        {"place": ""},
        {"writer": "1:forged"},
        {"writer": ""},
        {"place": "entry " + ROW},  # no such entry
    ],
)
def test_what_belongs_nowhere_is_not_kept(as_alice: Any, alice: Any, changes: dict[str, str]) -> None:
    assert as_alice.post(KEEP, sent(alice, line="One", **changes)).status_code == 204
    assert kept(alice) == {}


def test_anything_typed_can_be_kept(as_alice: Any, alice: Any) -> None:
    as_alice.post(KEEP, sent(alice, line="a\0b", outcome="x" * 30_000, **{f"z{n}": "z" for n in range(300)}))
    (contents,) = kept(alice).values()
    assert contents["line"] == "ab"
    assert len(contents["outcome"]) == drafts.LONGEST
    assert len(contents) < drafts.MOST_FIELDS
    assert as_alice.get(f"/journal/new/?draft={only(alice).pk}").status_code == 200


def test_it_can_be_thrown_away(as_alice: Any, alice: Any, as_bob: Any) -> None:
    as_alice.post(KEEP, sent(alice, line="One"))
    for key in (str(only(alice).pk), "nonsense", ""):
        as_bob.post("/journal/draft/drop/", {"draft": key})
    assert kept(alice)
    assert as_alice.post("/journal/draft/drop/", {"draft": only(alice).pk})["Location"] == "/journal/"
    assert kept(alice) == {}


def test_coming_back_to_what_only_takes_forms_leads_to_the_journal(as_alice: Any, as_nobody: Any) -> None:
    for url in (KEEP, "/journal/draft/drop/"):
        assert as_alice.get(url)["Location"] == "/journal/"
        assert as_nobody.get(url)["Location"].startswith("/accounts/login/")


# --- Without a script -----------------------------------------------------------------------------------


def test_a_form_that_comes_back_is_kept_meanwhile(as_alice: Any, alice: Any) -> None:
    as_alice.post("/journal/new/", sent(alice, line="One", happened_on_year="1066"))
    as_alice.post("/journal/log/", sent(alice, "quick", row=str(uuid4()), line="x" * 501))
    assert sorted(contents["line"][:3] for contents in kept(alice).values()) == ["One", "xxx"]
    as_alice.post("/journal/new/", sent(alice, line="One", happened_on_year="2020"))
    assert [contents["line"][:3] for contents in kept(alice).values()] == ["xxx"]


def test_a_line_taken_to_the_whole_form_is_one_draft_and_one_entry(as_alice: Any, alice: Any) -> None:
    as_alice.post(KEEP, sent(alice, "quick", line="Fixed"))
    page = as_alice.post("/journal/coach/", sent(alice, "quick", line="Fixed it", quick="1", more="1")).content.decode()
    assert list(kept(alice)) == [f"new {ROW}"]
    assert f'name="row" value="{ROW}"' in page
    as_alice.post("/journal/new/", sent(alice, line="Fixed it"))
    assert kept(alice) == {}


def test_asking_the_coach_keeps_what_is_asked_about(as_alice: Any, alice: Any, entry: Achievement) -> None:
    as_alice.post("/journal/coach/", sent(alice, "quick", line="Fixed it", quick="1"))
    as_alice.post("/journal/coach/", sent(alice, "entry", str(entry.pk), line="Half", seen="1"))
    assert sorted(kept(alice)) == [f"entry {entry.pk}", f"quick {ROW}"]


# --- When the session has ended -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["quick", "new", "entry"])
def test_what_is_sent_after_the_session_has_ended_stands_in_the_form_after_logging_in(
    as_nobody: Any, alice: Any, entry: Achievement, kind: str
) -> None:
    row = str(entry.pk) if kind == "entry" else ROW
    url = {"quick": "/journal/log/", "new": "/journal/new/", "entry": f"/journal/{row}/edit/"}[kind]
    turned_away = as_nobody.post(url, sent(alice, kind, row, line="Typed for an hour", seen="1"))

    assert turned_away["Location"].startswith("/accounts/login/")
    page = logged_in(as_nobody, alice, turned_away["Location"])
    assert page.status_code == 200
    assert "Typed for an hour</textarea>" in page.content.decode()


def test_another_account_on_the_same_browser_sees_nothing_of_it(as_nobody: Any, alice: Any, bob: Any) -> None:
    turned_away = as_nobody.post("/journal/new/", sent(alice, line="Alice’s secret"))
    page = logged_in(as_nobody, bob, turned_away["Location"]).content.decode()
    assert "secret" not in page
    assert "secret" not in as_nobody.get("/journal/").content.decode()
    assert kept(bob) == {}
    assert list(kept(alice)) == [f"new {ROW}"]


def test_what_alice_typed_is_hers_even_where_bob_is_logged_in_by_now(as_bob: Any, alice: Any, bob: Any) -> None:
    as_bob.post(KEEP, sent(alice, line="Alice’s secret"))
    assert kept(bob) == {}
    assert list(kept(alice)) == [f"new {ROW}"]


def test_a_form_that_is_refused_for_safety_is_kept_for_its_writer(alice: Any, bob: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bob)
    page = strict.post("/journal/new/", sent(alice, line="Alice’s secret"))
    assert page.status_code == 403
    assert "kept, for your account only" in page.content.decode()
    assert "secret" not in page.content.decode()
    assert list(kept(alice)) == [f"new {ROW}"]


def test_a_form_of_nobodys_is_kept_for_nobody(as_nobody: Any, alice: Any) -> None:
    for writer in ("", f"{alice.pk}:nonsense", "nonsense"):
        answer = as_nobody.post("/journal/new/", sent(alice, line="One", writer=writer))
        assert answer["Location"] == "/accounts/login/?next=/journal/new/"
    assert kept(alice) == {}


def test_the_live_coach_of_a_logged_out_page_shows_no_page_to_log_in(as_nobody: Any, db: None) -> None:
    answer = as_nobody.post("/journal/coach/", {"line": "One"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_every_page_to_write_on_says_whose_form_it_is(as_alice: Any, alice: Any, entry: Achievement) -> None:
    for url in ("/today/", "/journal/", "/journal/log/", "/journal/new/", f"/journal/{entry.pk}/edit/"):
        page = as_alice.get(url).content.decode()
        assert f'name="writer" value="{drafts.signature(alice)}"' in page
        assert 'data-draft="/journal/draft/"' in page
        place = page.partition('name="place" value="')[2].partition('"')[0]
        assert drafts.PLACE.fullmatch(place)
        assert UUID(place.split()[1])


def test_drafts_cost_the_same_number_of_queries(as_alice: Any, alice: Any, queries_of: Any) -> None:
    for url in ("/journal/", "/journal/new/", "/journal/log/"):
        none = queries_of(as_alice, url)
        for _ in range(6):
            as_alice.post(KEEP, sent(alice, row=str(uuid4()), line="One"))
        assert queries_of(as_alice, url) == none <= 8
