"""A plan that is due, and a real mail server in another process."""

import email
import email.policy
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.reflections import inbound
from apps.reflections.models import Nudge, NudgePlan
from apps.users.ownership import acting_as


@dataclass
class Sink:
    """The mail server: its port, and what it took."""

    folder: Path
    port: int

    def behave(self, mode: str) -> None:
        (self.folder / "mode").write_text(mode)

    @property
    def taken(self) -> list[EmailMessage]:
        files = sorted(self.folder.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


@pytest.fixture
def sink(request, tmp_path):
    """A running sink that accepts everything; a plain one where a test asks for it."""
    (tmp_path / "mode").write_text("accept")
    command = [sys.executable, "-m", "tests.reflections.sink", str(tmp_path), *getattr(request, "param", [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield Sink(tmp_path, int(process.stdout.readline()))
        process.terminate()


@pytest.fixture
def by_smtp(sink, settings):
    """This process sends to the sink, as a worker would."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    return sink


def plan_for(user, **values):
    """A weekly plan of `user`, Sundays at five in Berlin unless said otherwise."""
    with acting_as(user):
        plan = NudgePlan(owner=user, **{"time_zone": "Europe/Berlin", **values})
        if "next_nudge_at" not in values:
            plan.reschedule(timezone.now())
        plan.save()
    return plan


def sent_nudge(owner, question="What went better because it was you?", **values):
    """An e-mail that went out just now; runs as its owner."""
    now = timezone.now()
    return Nudge.objects.create(
        owner=owner,
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


def just_due():
    return datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
def due(alice):
    """Alice's plan, due a minute ago."""
    return plan_for(alice, next_nudge_at=just_due())


@pytest.fixture
def ledger():
    """What became of a person's e-mails, latest first."""

    def read(user):
        with acting_as(user):
            return list(Nudge.objects.owned_by(user))

    return read


@pytest.fixture
def amend():
    """Change a person's ledger rows behind the mechanism's back, as time or a crash would."""

    def change(user, **values):
        with acting_as(user):
            Nudge.objects.owned_by(user).update(**values)

    return change


@pytest.fixture
def count_queries(django_db_blocker):
    """The statements a page needs, as in life: a test's own savepoints and the values they restore are not counted."""

    @contextmanager
    def counting():
        asked = []
        with CaptureQueriesContext(connection) as captured:
            yield asked
        control = ("SAVEPOINT", "RELEASE", "SELECT current_setting", "SELECT set_config('app.user_id', '',")
        asked += [query["sql"] for query in captured if not query["sql"].startswith(control)]

    return counting


@pytest.fixture
def replies_on(monkeypatch, settings):
    """Replies are taken; the broker's doorbell only notes what a worker was told to read."""
    settings.REPLY_ADDRESS = "reply@mail.example"
    told = []
    monkeypatch.setattr(inbound.current_app, "send_task", lambda name, args, **_: told.append(args[0]))
    return told


@pytest.fixture
def token(alice, replies_on):
    """The secret in the reply address of an e-mail of Alice's."""
    from tests.reflections.coming import reply_token

    return reply_token(alice)
