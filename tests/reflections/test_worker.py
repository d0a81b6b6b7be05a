"""The whole way with real parts: PostgreSQL, the broker, a worker process, and a mail server in another process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone

from apps.reflections import claiming
from apps.reflections.models import NudgePlan
from apps.reflections.tasks import claim_due_nudges
from apps.users.ownership import acting_as
from careerplanner import celery_app as app
from tests.reflections.conftest import just_due, plan_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def start_worker(sink, tmp_path):
    """Starts Celery workers as bin/start does, sending to the sink."""
    workers = []

    def start():
        log = tmp_path / f"worker-{len(workers)}.log"
        environment = {
            **os.environ,
            "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
            "DATABASE_POOL": "on",  # as in life: a pool must survive that the worker forks
            "PYTHONWARNINGS": "default",
        }
        command = [sys.executable, "-m", "celery", "-A", "careerplanner", "worker", "-c", "1", "-l", "INFO"]
        with log.open("w") as output:
            workers.append(
                subprocess.Popen(
                    [*command, "--without-mingle"],
                    cwd=Path(__file__).resolve().parents[2],
                    env=environment,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )
        wait_for(lambda: " ready." in log.read_text(), 40)
        return workers[-1], log

    yield start
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait(30)


@pytest.fixture
def worker(start_worker):
    """The log of one running worker."""
    return start_worker()[1]


def wait_for(holds, seconds=20):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def test_from_a_due_plan_to_the_mail_server_and_never_twice(alice, sink, ledger, worker, as_nobody):
    plan_for(alice, next_nudge_at=just_due())
    for _ in range(3):
        claim_due_nudges.delay()  # as beat does, thrice at once
    wait_for(lambda: [row.state for row in ledger(alice)] == ["sent"])
    (message,) = sink.taken
    (row,) = ledger(alice)
    assert message["Message-ID"] == row.message_id
    assert message.get_body(("plain",))
    assert message.get_body(("html",))

    done = worker.read_text().count("succeeded in")
    claiming.claim_due(timezone.now())
    claiming.sweep(timezone.now())
    for _ in range(3):
        claiming._ring([(str(row.pk), alice.pk)])  # a task that is delivered again, and again
    wait_for(lambda: worker.read_text().count("succeeded in") >= done + 3)
    assert len(sink.taken) == 1
    assert [row.state for row in ledger(alice)] == ["sent"]

    stop = message["List-Unsubscribe"].strip(" <>").removeprefix("http://testserver")
    assert as_nobody.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    with acting_as(alice):
        NudgePlan.objects.update(next_nudge_at=just_due())
    claim_due_nudges.delay()
    wait_for(lambda: worker.read_text().count("succeeded in") >= done + 4)
    assert len(ledger(alice)) == len(sink.taken) == 1


def test_asked_for_now_it_comes_now(alice, as_alice, sink, ledger, worker):
    as_alice.post("/reflections/send-now/")
    wait_for(lambda: [row.state for row in ledger(alice)] == ["sent"])
    assert sink.taken[0]["To"] == "alice@example.org"


def test_nothing_else_queues_behind_a_popular_hours_e_mails():
    ours = {name: app.amqp.router.route({}, name)["queue"].name for name in app.tasks if name.startswith("apps.")}
    assert ours.pop("apps.reflections.tasks.send_nudges") == "letters"
    assert set(ours.values()) == {"celery"}
    assert set(app.amqp.queues.consume_from) == {"celery", "letters"}


@pytest.mark.parametrize(("mode", "state", "taken"), [("hang_before", "sent", 1), ("hang_after", "unknown", 1)])
def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(
    alice, sink, ledger, amend, start_worker, mode, state, taken
):
    plan_for(alice, next_nudge_at=just_due())
    sink.behave(mode)
    process, _ = start_worker()
    claiming.claim_due(timezone.now())
    wait_for((sink.folder / "hangs").exists)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert [row.state for row in ledger(alice)] == ["waiting"]

    sink.behave("accept")
    start_worker()
    amend(alice, lease_until=timezone.now())  # as if the lease had run out
    claiming.sweep(timezone.now())
    wait_for(lambda: [row.state for row in ledger(alice)] == [state])
    claiming._ring([(str(ledger(alice)[0].pk), alice.pk)])
    time.sleep(1)
    assert len(sink.taken) == taken
