"""Claiming, sending and failing, written to the log as machines read it: nobody's address, line or question."""

import io
import json
import logging

import pytest
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.reflections import claiming, delivery, letter, tasks, tracking
from apps.reflections.bounces import Word
from apps.reflections.models import Nudge
from apps.users.ownership import acting_as
from careerplanner.logs import HideSecrets
from careerplanner.plain_logs import HidePersons, Json
from tests.reflections.conftest import just_due, plan_for

CANARY = "quagga"
UNTAKEN = {"state": "waiting", "handed_at": None, "lease": None, "lease_until": None}


@pytest.fixture
def log():
    """All that is logged meanwhile, as the site writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Json())
    handler.addFilter(HideSecrets())
    handler.addFilter(HidePersons())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def quagga(alice, by_smtp, monkeypatch):
    """Somebody of whom every word has a canary in it, and whose e-mail is due."""
    monkeypatch.setattr(claiming, "_ring", lambda told: None)
    delivery._kept.__dict__.clear()
    type(alice).objects.filter(pk=alice.pk).update(email=f"{CANARY}@example.org", name=CANARY)
    alice.refresh_from_db()
    with acting_as(alice):
        Achievement.objects.create(owner=alice, line=f"Answered calls about the {CANARY}", duty=CANARY)
    plan_for(alice, next_nudge_at=just_due())
    yield alice
    if smtp := getattr(delivery._kept, "smtp", None):
        smtp.close()


def deliver(owner):
    with acting_as(owner):
        nudge = Nudge.objects.owned_by(owner).get()
        Nudge.objects.owned_by(owner).update(**UNTAKEN, try_after=timezone.now())
    tasks.send_nudges([(str(nudge.pk), owner.pk)])


def test_claimed_sent_put_off_refused_and_unknown_nobody_is_named(quagga, by_smtp, log):
    tasks.claim_due_nudges()
    for mode in ("accept", "later", "refuse", "refuse_data", "later_data", "drop"):
        by_smtp.behave(mode)
        deliver(quagga)
        with acting_as(quagga):
            quagga.suppressions.all().delete()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {"sent", "failed", "unknown"} <= {line.get("state") for line in lines}
    assert {line.get("reason") for line in lines if line.get("state") == "failed"} == {"550 5.1.1", "554 5.7.1"}
    assert any(line["message"] == "1 plans claimed" for line in lines)
    assert CANARY not in log.getvalue().lower()


def test_what_breaks_in_the_middle_says_where_and_not_about_whom(quagga, log, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError(f"Failing row contains ({CANARY}, {quagga.email})")

    claiming.claim_due(timezone.now())
    monkeypatch.setattr(letter, "write", broken)
    with pytest.raises(ValueError, match="Failing row"):
        deliver(quagga)
    try:
        deliver(quagga)
    except ValueError as error:
        logging.getLogger("celery.app.trace").error("Task raised unexpected: %r", error, exc_info=True)
    last = json.loads(log.getvalue().splitlines()[-1])
    assert last["message"] == "Task raised unexpected: ValueError"
    assert "sending.py" in last["where"]
    assert CANARY not in log.getvalue().lower()


def test_bounces_are_told_without_the_address(quagga, log):
    tracking.note_word(owner=quagga, word=Word.GONE, answer=f"550 <{quagga.email}> {CANARY}", now=timezone.now())
    assert CANARY not in log.getvalue().lower()
