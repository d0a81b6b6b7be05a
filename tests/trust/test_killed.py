"""kill -9 of the web server at random instants: every deed is whole or not there, and who saw a success has it.

The processes are granian's own behind one PostgreSQL; only statements that write take their time (slow_site.py).
`FUZZ_SEED` names the instants; what the processes make of them it cannot.
"""

import contextlib
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.test import Client

from apps.users.ownership import acting_as
from careerplanner.processes import die_with_parent
from tests.conftest import _person
from tests.trust.fuzzing import seed
from tests.trust.traces import broken
from tests.trust.visitors import Visitor

ROOT = Path(__file__).resolve().parents[2]
SITE = "tests.trust.slow_site:application"
SERVERS = 2
COMES_BACK = 60  # seconds, on a machine that is busy with the other tests


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Granian:
    """One web server, with one worker."""

    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """The same command, whatever became of the last one."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--port", str(self.port)]
        command += ["--blocking-threads", "4", "--respawn-failed-workers", "--respawn-interval", "0.1", SITE]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | {"PYTHONWARNINGS": "ignore"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent(9),
                start_new_session=True,
            )

    def is_up(self) -> bool:
        """Whether it takes connections."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=0.2):
            return True
        return False

    def workers(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children(recursive=True) if self.process else []
        return []

    def kill(self, *, all_of_it: bool) -> None:
        """SIGKILL to what serves the pages; or to what watches over it, too."""
        if self.process is None:
            return
        family = self.workers()
        for each in [
            *([psutil.Process(self.process.pid)] if all_of_it and self.process.poll() is None else []),
            *family,
        ]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        if all_of_it:
            self.process.wait()


def wait_for(servers: list[Granian]) -> None:
    """Until they answer again. Granian gives up where workers die in quick turn; what keeps it running begins anew."""
    until = time.monotonic() + COMES_BACK
    while not all(server.is_up() for server in servers):
        for server in servers:
            if server.process is not None and server.process.poll() is not None:
                server.start()
        assert time.monotonic() < until, f"it did not come back: {servers[0].log.read_text()[-2000:]}"
        time.sleep(0.05)


@pytest.fixture
def servers(scratch: Path, transactional_db: None) -> Iterator[list[Granian]]:
    made = [Granian(scratch / f"web-{number}.log") for number in range(SERVERS)]
    yield made
    for server in made:
        server.kill(all_of_it=True)


def visitor(number: int, servers: list[Granian], rng: random.Random) -> tuple[Any, Visitor]:
    user = _person(f"visitor-{number}@example.org")
    client = Client()
    client.force_login(user)

    def port() -> int:
        up = [server for server in servers if server.is_up()]
        return rng.choice(up or servers).port

    return user, Visitor(client.cookies["sessionid"].value, port, number)


def play(servers: list[Granian], *, people: int, kills: int, pause: float) -> Counter[str]:
    """People do things while servers are killed; afterwards everything is looked at. How many deeds were judged."""
    start = seed()
    rng = random.Random(start)
    for server in servers:
        server.start()
    cast = [visitor(number, servers, random.Random(start + number)) for number in range(people)]
    wait_for(servers)
    stop = threading.Event()
    threads = [threading.Thread(target=each.live, args=[stop]) for _, each in cast]
    for thread in threads:
        thread.start()
    for _ in range(kills):
        time.sleep(rng.uniform(0, 2 * pause))
        up = [server for server in servers if server.is_up()] or servers
        server = rng.choice(up)
        all_of_it = rng.random() < 0.5
        server.kill(all_of_it=all_of_it)
        if all_of_it:
            server.start()
        if len(up) == 1:
            wait_for(servers[:1])
    stop.set()
    for thread in threads:
        thread.join(60)
    wait_for(servers)
    counts: Counter[str] = Counter()
    for user, each in cast:
        assert each.odd == [], f"FUZZ_SEED={start}"
        with acting_as(user):
            wrong = [f"{deed}: {why}" for deed in each.deeds if (why := broken(user, deed))]
        assert wrong == [], f"FUZZ_SEED={start}"
        counts += Counter(deed.kind for deed in each.deeds) + Counter(
            "told" if d.told else "cut off" for d in each.deeds
        )
        each.deeds.clear()
        each.send("/journal/log/", {"line": "It came back by itself"})  # and everybody can go on
        assert each.odd == [], f"FUZZ_SEED={start}"
    print(f"FUZZ_SEED={start}: {dict(counts)}")
    return counts


def test_a_few_kills_leave_nothing_half_done(servers: list[Granian]) -> None:
    counts = play(servers, people=3, kills=3, pause=0.3)
    assert counts["told"]


@pytest.mark.long
def test_a_hundred_kills_leave_nothing_half_done(servers: list[Granian]) -> None:
    counts = play(servers, people=6, kills=100, pause=0.6)
    assert counts["told"] > 100
    assert counts["cut off"] > 20
