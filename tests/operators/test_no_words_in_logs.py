"""A canary through a whole journey, logged as DEBUG and JSON: nothing anybody wrote or searched for is in the log."""

import inspect
import io
import json
import logging
from contextlib import suppress

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.achievements.views import journal
from apps.reflections import tasks
from apps.skills.models import Credential
from apps.users.ownership import acting_as
from careerplanner.logs import HideSecrets
from careerplanner.plain_logs import HidePersons, Json
from tests.reflections.conftest import plan_for

CANARY = "quagga"


@pytest.fixture
def log():
    """All that is logged meanwhile, as with LOG_LEVEL=DEBUG and LOG_FORMAT=json."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Json())
    handler.addFilter(HideSecrets())
    handler.addFilter(HidePersons())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_whole_journey_leaves_no_word_in_the_log(as_nobody, as_alice, alice, log, monkeypatch):
    words = f"Calmed a {CANARY} down"
    for address in ("account_login", "account_signup", "account_reset_password"):
        sent = {"login": f"{CANARY}@example.org", "email": f"{CANARY}@example.org", "password": CANARY}
        as_nobody.post(reverse(address), {**sent, "password1": CANARY * 3})
    forms = {
        "achievements:log": {"line": words},
        "achievements:new": {"line": words, "outcome": words, "duty": words, "proof-TOTAL_FORMS": "0"},
        "achievements:coach": {"line": words},
        "skills:credential_new": {"name": CANARY, "note": words},
        "people:new": {"name": CANARY, "note": words},
        "opportunities:new": {"title": CANARY, "organisation": CANARY, "notes": words},
        "opportunities:paste": {"text": words},
        "reflections:answer_week": {"text": words},
        "users:settings": {"name": CANARY, "time_zone": CANARY},
    }
    for name, sent in forms.items():
        assert as_alice.post(reverse(name), sent).status_code < 500, name
    for name in ("achievements:list", "opportunities:list", "skills:list", "reflections:list", "people:list"):
        as_alice.get(reverse(name), {"q": CANARY, CANARY: words}, headers={"user-agent": words, "referer": words})
    with acting_as(alice):
        assert Achievement.objects.filter(line=words).exists(), "the journey wrote nothing"
        assert Credential.objects.filter(name=CANARY).exists()
    plan_for(alice, next_nudge_at=timezone.now())
    tasks.claim_due_nudges()
    tasks.sweep_nudges()
    break_something(as_alice, monkeypatch, words)
    said = log.getvalue()
    assert [json.loads(line) for line in said.splitlines()]
    assert "ValueError" in said, "the failure was logged"
    assert CANARY not in said.lower()


def break_something(browser, monkeypatch, words: str) -> None:
    """A view fails, with what was written in the words of its exception."""

    def broken(**kwargs):
        raise ValueError(f"Failing row contains ({kwargs})")

    monkeypatch.setattr(journal, "record_achievement", broken)
    with suppress(ValueError):
        browser.post(reverse("achievements:log"), {"line": words})


def test_tasks_take_ids_and_no_words_so_that_brokers_and_logs_hold_none():
    ours = [task for name, task in current_app.tasks.items() if name.startswith("apps.")]
    assert len(ours) >= 5
    for task in ours:
        for name in inspect.signature(task.run).parameters:
            assert name == "told" or name.endswith(("_id", "_ids")), f"{task.name} takes {name}"
