"""A site of its own with two beats, several workers and a mail server, and somebody who pulls the plugs.

Everything is real: PostgreSQL, Valkey, Celery's prefork workers, SMTP. Only the times are shortened (hasty.py). What is
disturbed when comes from a seed; what the processes make of it does not.
"""

import contextlib
import heapq
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
import redis

from careerplanner.embedded import ADMIN, APP, OWNER, Postgres, Valkey, connect, provision
from careerplanner.processes import die_with_parent
from tests.reflections import crowd
from tests.reflections.reckoning import Due, Reckoning, Row, reckon

ROOT = Path(__file__).resolve().parents[2]
HOST = "chaos.example"
CELERY = [sys.executable, "-m", "celery", "-A", "tests.reflections.hasty"]
QUIETLY = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
MODES = ("later", "refuse", "later_data", "refuse_data", "cut", "drop", "hang_before", "hang_after")
IDENTITY = re.compile(rb"^Message-ID: (\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass
class Site:
    """The servers and processes, by name; `folder` holds their data and logs."""

    folder: Path
    stack: ExitStack
    postgres: Postgres
    valkey: Valkey
    environment: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def admin_url(self) -> str:
        """The database as its superuser sees it."""
        return self.postgres.url(ADMIN)

    def run(self, name: str, *command: str, **more: object) -> subprocess.Popen[bytes]:
        """Start a process under this name, in a group of its own, in place of one that is gone."""
        with (self.folder / "log" / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                **{"stdout": log, "stderr": log, **more},
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGKILL),
            )
        self.processes[name] = process
        return process

    def run_worker(self, name: str) -> None:
        """A worker with two children, as in production."""
        self.run(name, *CELERY, "worker", "-c", "2", "-n", f"{name}@%h", *QUIETLY)

    def run_beat(self, name: str) -> None:
        """A beat with a memory of its own."""
        schedule = str(self.folder / f"schedule-{name}")
        self.run(name, *CELERY, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "INFO")

    def kill(self, name: str) -> None:
        """The whole group, at once and without a word."""
        process = self.processes[name]
        family = []
        with contextlib.suppress(psutil.NoSuchProcess):
            family = psutil.Process(process.pid).children(recursive=True)
        for each in (*family, psutil.Process(process.pid)) if process.poll() is None else ():
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        process.wait()

    def start_valkey(self) -> None:
        """The same server again, on the same port."""
        configuration = str(self.valkey.data / "valkey.conf")
        self.valkey.process = self.run("valkey", self.valkey._program(), configuration)

    def behave(self, mode: str) -> None:
        """What the mail server does from now on; written at once, never half."""
        partial = self.folder / "mail" / "mode.new"
        partial.write_text(mode)
        partial.rename(self.folder / "mail" / "mode")

    def stop(self) -> None:
        """End what is left."""
        for name in self.processes:
            self.kill(name)
        self.postgres.stop()


@contextlib.contextmanager
def site(folder: Path, durably: bool, fill: Callable[[Site], None]) -> Iterator[Site]:
    """A running site whose tables `fill` makes; `durably`: the database writes through, as in production."""
    with ExitStack() as stack:
        settings = {} if durably else {"fsync": "off"}
        here = Site(folder, stack, Postgres(folder, settings, tell=lambda _: None), Valkey(folder))
        (folder / "mail").mkdir()
        (folder / "log").mkdir()
        here.behave("accept")
        stack.callback(here.stop)
        here.valkey.start()
        here.processes["valkey"] = here.valkey.process
        sink = [sys.executable, "-m", "tests.reflections.sink", str(folder / "mail")]
        with here.run("sink", *sink, stdout=subprocess.PIPE).stdout as told:
            port = told.readline()
        here.environment |= {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
            "SECRET_KEY": "chaos",
            "SITE_URL": f"https://{HOST}",
            "DATABASE_URL": here.postgres.url(APP),
            "DATABASE_OWNER_URL": here.postgres.url(OWNER),
            "DATABASE_POOL": "on",
            "REDIS_URL": here.valkey.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{int(port)}",
            "PYTHONWARNINGS": "ignore",
        }
        for name in ("worker-1", "worker-2"):
            here.run_worker(name)  # they take longest to start, so they do it while the tables are made
        here.postgres.start()
        provision(here.postgres.url(ADMIN, "postgres"))
        fill(here)
        yield here


@dataclass
class Chaos:
    """Somebody who disturbs the site at random instants, and puts everything right again in the end."""

    site: Site
    due: dict[str, Due]
    rng: random.Random
    pause: float  # seconds between two disturbances, on average
    counts: Counter[str] = field(default_factory=Counter)
    repairs: list[tuple[float, int, str, Callable[[], None]]] = field(default_factory=list)
    agenda: list[Callable[[], None]] = field(default_factory=list)

    def disturb(self, until: float) -> None:
        """Until then, by the monotonic clock."""
        following = time.monotonic()
        while (now := time.monotonic()) < until:
            self._repair(now)
            if now >= following:
                self._one_disturbance()
                following = now + self.rng.uniform(0, 2 * self.pause)
            time.sleep(0.02)
        self._repair(float("inf"))

    def _repair(self, now: float) -> None:
        while self.repairs and self.repairs[0][0] <= now:
            heapq.heappop(self.repairs)[3]()

    def _later(self, what: str, longest: float, repair: Callable[[], None]) -> None:
        when = time.monotonic() + self.rng.uniform(0.1, longest)
        heapq.heappush(self.repairs, (when, sum(self.counts.values()), what, repair))

    def _one_disturbance(self) -> None:
        kinds = {
            self.kill_child: 30,
            self.kill_worker: 6,
            self.kill_beat: 4,
            self.stop_database: 10,
            self.empty_broker: 10,
            self.stop_broker: 6,
            self.change_mail_server: 34,
            self.stop_somebody: 8,
        }
        if not self.agenda:
            self.agenda = self.rng.choices(list(kinds), list(kinds.values()), k=100)
            first = list(kinds)
            self.rng.shuffle(first)
            self.agenda += first  # a short run has one of each
        self.agenda.pop()()

    def _is_down(self, what: str) -> bool:
        return any(name == what for _, _, name, _ in self.repairs)

    def kill_child(self) -> None:
        """One of the processes that send, by SIGKILL."""
        worker = self.site.processes[self.rng.choice(("worker-1", "worker-2"))]
        with contextlib.suppress(psutil.NoSuchProcess):
            if children := psutil.Process(worker.pid).children():
                self.rng.choice(children).kill()
                self.counts["child of a worker killed"] += 1

    def kill_worker(self) -> None:
        """A whole worker by SIGKILL; another is started in its place."""
        name = self.rng.choice(("worker-1", "worker-2"))
        if not self._is_down(name):
            self.site.kill(name)
            self.counts["whole worker killed"] += 1
            self._later(name, 1, lambda: self.site.run_worker(name))

    def kill_beat(self) -> None:
        """One of the beats."""
        name = self.rng.choice(("beat-1", "beat-2"))
        if not self._is_down(name):
            self.site.kill(name)
            self.counts["beat killed"] += 1
            self._later(name, 1, lambda: self.site.run_beat(name))

    def stop_database(self) -> None:
        """An immediate stop: no checkpoint, every connection cut; the next start recovers."""
        if not self._is_down("database") and self.site.postgres.process:
            self.site.postgres.process.send_signal(signal.SIGQUIT)
            self.site.postgres.process.wait()
            self.counts["database stopped at once"] += 1
            self._later("database", 1.5, self.site.postgres.start)

    def empty_broker(self) -> None:
        """Every ring forgotten."""
        if not self._is_down("broker"):
            with redis.Redis.from_url(self.site.valkey.url) as client, contextlib.suppress(redis.RedisError):
                client.flushall()
                self.counts["broker emptied"] += 1

    def stop_broker(self) -> None:
        """Killed, with what it had not yet written."""
        if not self._is_down("broker"):
            self.site.kill("valkey")
            self.counts["broker killed"] += 1
            self._later("broker", 1.5, self.site.start_valkey)

    def change_mail_server(self) -> None:
        """It refuses, hangs, cuts, or keeps the message and says nothing."""
        if not self._is_down("mail server"):
            mode = self.rng.choice(MODES)
            self.site.behave(mode)
            self.counts[f"mail server: {mode.replace('_', ' ')}"] += 1
            self._later("mail server", 1.2, lambda: self.site.behave("accept"))

    def stop_somebody(self) -> None:
        """A person wants no more e-mails, as the page and the link have it."""
        if not self._is_down("database"):
            person = self.rng.choice(list(self.due))
            self.due[person] = replace(self.due[person], may_be_none=True)
            with connect(self.site.admin_url) as admin:
                admin.execute(
                    "UPDATE reflections_nudgeplan SET is_active = false, next_nudge_at = NULL "
                    "FROM users_user WHERE users_user.id = owner_id AND email = %s",
                    [person],
                )
            self.counts["person stopped"] += 1


@dataclass(frozen=True)
class Outcome:
    """What was done, and what came of it; `rested` tells in how many seconds after the last repair, None: never."""

    disturbances: Counter[str]
    reckoning: Reckoning
    kept: int
    rested: float | None


def play(here: Site, *, people: int, seconds: float, seed: int, pause: float, patience: float) -> Outcome:
    """People fall due for so many seconds while everything is disturbed; then let it come to rest, and reckon."""
    rng = random.Random(seed)
    with connect(here.admin_url) as admin:
        due = crowd.gather(admin, people, datetime.now(UTC), seconds * 0.9, rng)
    for name in ("beat-1", "beat-2"):
        here.run_beat(name)
    chaos = Chaos(here, due, rng, pause)
    chaos.disturb(time.monotonic() + seconds)
    healed = time.monotonic()
    rested = None
    while rested is None and time.monotonic() < healed + patience:
        time.sleep(0.2)
        rested = time.monotonic() - healed if _is_at_rest(here) else None
    return Outcome(chaos.counts, _reckon(here, due), sum(_kept(here).values()), rested)


def _is_at_rest(here: Site) -> bool:
    with connect(here.admin_url) as admin:
        (found,) = admin.execute(
            "SELECT EXISTS (SELECT 1 FROM reflections_nudge WHERE state = 'waiting')"
            " OR EXISTS (SELECT 1 FROM reflections_nudgeplan WHERE is_active AND next_nudge_at <= now())"
        ).fetchone() or (True,)
    return not found


def _reckon(here: Site, due: dict[str, Due]) -> Reckoning:
    with connect(here.admin_url) as admin:
        rows = admin.execute(
            "SELECT email, period, state, '<nudge-' || nudge.id || %s FROM reflections_nudge AS nudge "
            "JOIN users_user ON users_user.id = owner_id",
            [f"@{HOST}>"],
        ).fetchall()
    refused = here.folder / "mail" / "refused"
    names = frozenset(refused.read_text().split()) if refused.exists() else frozenset()
    return reckon(due, [Row(*row) for row in rows], _kept(here), names)


def _kept(here: Site) -> Counter[str]:
    files = (here.folder / "mail").glob("*.eml")
    found = (IDENTITY.search(file.read_bytes()) for file in files)
    return Counter(match[1].decode() for match in found if match)
