"""A form that is sent after the session has ended: its words are there again after logging in, for its writer alone."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.achievements.models import Achievement
from apps.opportunities.models import Opportunity, Rating
from apps.reflections.models import Reflection
from apps.users.ownership import acting_as
from tests.conftest import PASSWORD
from tests.filled import fill
from tests.forms_in_pages import Form, Forms, all_forms
from tests.opportunities.people import offer

OURS = ("direction:", "opportunities:", "achievements:", "skills:", "skill_names:", "people:", "reflections:", "users:")
WORDS = "Nobody but me knew how"


def end_session(client: Client) -> None:
    """As when it is too old: the server has forgotten it, and the browser has no cookie of it any more."""
    client.session.flush()
    del client.cookies["sessionid"]


def log_in(client: Client, user: Any, there: str) -> Any:
    """By the form one is sent to."""
    return client.post(there, {"login": user.email, "password": PASSWORD}, follow=True)


def form_in(answer: Any, action: str) -> Form:
    reader = Forms("/unsent/")
    reader.feed(answer.content.decode())
    (form,) = [form for form in reader.forms if form.action == action]
    return form


@pytest.fixture
def offered(alice: Any) -> Opportunity:
    with acting_as(alice):
        return offer(alice, organisation="Harbour", place="Leeds")


def forms(offered: Opportunity) -> dict[str, tuple[str, dict[str, str], Any]]:
    """A form of each of the main kinds: where it goes, what is typed, and which rows hold it once it is saved."""
    rate = reverse("opportunities:ratings", args=[offered.pk])
    return {
        "offer": (
            "/offers/new/",
            {"title": "Lead", "notes": WORDS, "row": str(uuid4())},
            Opportunity.objects.filter(notes=WORDS),
        ),
        "offer changed": (
            reverse("opportunities:edit", args=[offered.pk]),
            {"title": "Lead", "notes": WORDS},
            Opportunity.objects.filter(notes=WORDS),
        ),
        "ratings": (rate, {"pay-score": "7", "pay-note": WORDS}, Rating.objects.filter(note=WORDS)),
        "reflection": (reverse("reflections:answer_week"), {"answer": WORDS}, Reflection.objects.filter(answer=WORDS)),
        "entry": ("/journal/log/", {"line": WORDS, "row": str(uuid4())}, Achievement.objects.filter(line=WORDS)),
    }


@pytest.mark.parametrize("kind", ["offer", "offer changed", "ratings", "reflection", "entry"])
def test_what_was_typed_is_sent_after_logging_in(kind: str, as_alice: Client, alice: Any, offered: Opportunity) -> None:
    path, typed, rows = forms(offered)[kind]
    reader = Forms(path)
    reader.feed(as_alice.get(path).content.decode())
    form = next(form for form in reader.forms if form.action == path and form.method == "post")
    end_session(as_alice)
    answer = as_alice.post(path, form.data(**typed))
    assert answer.status_code == 302
    with acting_as(alice):
        assert not rows.exists()

    page = log_in(as_alice, alice, answer["Location"])
    assert WORDS in page.content.decode()
    again = form_in(page, path)
    assert as_alice.post(path, again.data()).status_code == 302
    with acting_as(alice):
        assert rows.count() == 1
    assert as_alice.get("/unsent/").status_code == 302, "it is kept no longer"


def test_nobody_else_meets_it(as_alice: Client, bob: Any) -> None:
    as_alice.get("/offers/new/")
    end_session(as_alice)
    answer = as_alice.post("/offers/new/", {"title": "Lead", "notes": WORDS})
    page = log_in(as_alice, bob, answer["Location"])
    assert WORDS not in page.content.decode()
    assert "unsent" not in as_alice.session


def test_a_browser_that_never_showed_anybody_keeps_nothing(as_nobody: Client) -> None:
    answer = as_nobody.post("/offers/new/", {"title": "Lead"})
    assert answer["Location"] == "/accounts/login/?next=/offers/new/"
    as_nobody.cookies["writer"] = "1:forged"
    assert as_nobody.post("/offers/new/", {"title": "Lead"})["Location"] == "/accounts/login/?next=/offers/new/"


def test_passwords_are_never_kept(as_alice: Client) -> None:
    as_alice.get("/settings/")
    end_session(as_alice)
    as_alice.post("/accounts/password/change/", {"oldpassword": "x", "password1": "y"})
    as_alice.post("/settings/", {"name": "Alice", "password1": "secret word"})
    assert "secret word" not in str(as_alice.session["unsent"])
    assert as_alice.session["unsent"]["path"] == "/settings/"


def test_it_can_be_thrown_away_and_what_is_too_long_is_not_kept(as_alice: Client, alice: Any) -> None:
    as_alice.get("/settings/")
    end_session(as_alice)
    long = as_alice.post("/offers/new/", {"notes": "x" * 400_000})
    assert long["Location"] == "/accounts/login/?next=/offers/new/"
    answer = as_alice.post("/offers/new/", {"notes": WORDS})
    log_in(as_alice, alice, answer["Location"])
    assert as_alice.post("/unsent/", follow=True).status_code == 200
    assert "unsent" not in as_alice.session


@pytest.mark.long
def test_every_form_keeps_its_words(db: None) -> None:
    filled = fill()
    client = Client()
    client.force_login(filled.user)
    kept = 0
    for form in all_forms(client, filled):
        if form.method != "post" or not form.texts or not form.name.startswith(OURS):
            continue
        client.get("/settings/")
        end_session(client)
        words = f"{WORDS} {kept}"
        answer = client.post(form.action, form.data(**dict.fromkeys(form.texts, words)))
        client.force_login(filled.user)
        if answer.status_code != 302 or not urlsplit(answer["Location"]).path.endswith("/login/"):
            continue  # open to everybody: it needs no session
        there = urlsplit(answer["Location"]).query.removeprefix("next=").replace("%3F", "?").replace("%3D", "=")
        assert words in client.get(there).content.decode(), form.name
        kept += 1
    assert kept > 40
