#!/usr/bin/env python
"""What the weekly e-mail takes at scale: claiming, writing and sending, and a popular hour.

    .venv/bin/python bench/nudges.py [--plans N] [--due N] [--letters N]

Claims those due among a million plans and rings for them; sends letters in this process to a mail server in another,
and the same bytes by a bare loop; lets two worker processes send, and reckons how long a popular hour takes. The mail
server (tests/reflections/sink.py) writes each message to a file before it answers.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import smtplib
import subprocess
import sys
import tempfile
import time
import zoneinfo
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import OTHERS, analyse, machine, site  # noqa: E402  # the path first

CLAIMS, SHARE, LETTERS, POPULAR = 20_000, 80, 300, 100_000  # a second; per cent; a second and process; due at once
WORKERS, ROUNDS = 2, 3
ADDRESS = re.compile(rb"^X-Envelope: (\S+) (\S+)\r\n(.*)", re.DOTALL)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=1_000_000, help="plans there are")
    parser.add_argument("--due", type=int, default=POPULAR, help="of these, due now")
    parser.add_argument("--letters", type=int, default=300, help="letters to send")
    options = parser.parse_args()
    print(machine(), flush=True)
    with site() as admin_url, mail_server() as folder:
        rows = waiting_letters(admin_url, 2 * options.letters)
        took = letters(folder, rows[: options.letters])
        together = two_workers(folder, rows[options.letters :], admin_url)
        claims = claiming(admin_url, options.plans, options.due)
        table(options, took, together, claims)


@contextmanager
def mail_server(*kind: str) -> Iterator[Path]:
    """A sink in a process of its own, a plain one where that is said; what it keeps is in this folder."""
    from django.conf import settings

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sink-", ignore_cleanup_errors=True)))
        (folder / "mode").write_text("accept")
        command = [sys.executable, "-m", "tests.reflections.sink", str(folder), *kind]
        sink = stack.enter_context(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE))
        stack.callback(sink.kill)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        stack.callback(setattr, settings, "EMAIL_PORT", settings.EMAIL_PORT)
        stack.callback(os.environ.update, {"EMAIL_URL": os.environ["EMAIL_URL"]})
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sink.stdout.readline())
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{settings.EMAIL_PORT}"
        yield folder


@dataclass(frozen=True)
class Spent:
    """Seconds: by the clock, and computed by this process, by the database's and by the mail server's."""

    clock: float
    own: float
    database: float
    sink: float

    def each(self, count: int) -> Spent:
        """For one of so many."""
        return Spent(*(seconds / count for seconds in (self.clock, self.own, self.database, self.sink)))

    @property
    def told(self) -> str:
        """In milliseconds."""
        parts = (self.clock, self.own, self.database, self.sink)
        return "".join(f"{seconds * 1000:>12.3f}" for seconds in parts)


def timed(run: Callable[[], object]) -> Spent:
    """What `run` takes."""
    started, before = time.perf_counter(), _computed()
    run()
    after = _computed()
    return Spent(time.perf_counter() - started, *(b - a for a, b in zip(before, after, strict=True)))


def _computed() -> tuple[float, float, float]:
    servers = {"postgres": 0.0, "python": 0.0}
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            kind = "postgres" if "postgres" in process.name() else "python"
            servers[kind] += sum(process.cpu_times()[:4])  # with its children that have ended, as backends do
    return time.process_time(), servers["postgres"], servers["python"]


# --- Letters ---------------------------------------------------------------------------------------------


def waiting_letters(admin_url: str, count: int) -> list[list]:
    """Rows of the ledger that wait, of people with a journal and offers."""
    from django.utils import timezone

    from apps.reflections import claiming
    from apps.reflections.models import NudgePlan
    from apps.users.models import User
    from careerplanner.embedded import connect
    from tests.reflections.crowd import copy_in

    due = timezone.now() - timedelta(minutes=1)
    people = User.objects.filter(email__startswith="other").order_by("pk")[:count]
    with connect(admin_url) as admin:
        copy_in(admin, [NudgePlan(owner=person, time_zone="Europe/Berlin", next_nudge_at=due) for person in people])
        claiming.claim_due(timezone.now())
        analyse()
        return [[str(pk), owner] for pk, owner in admin.execute("SELECT id, owner_id FROM reflections_nudge")]


def letters(folder: Path, rows: list[list]) -> dict[str, Spent]:
    """What one letter takes: in all, of the same bytes by a bare loop, and where its content is chosen already."""
    from apps.reflections.claiming import AT_ONCE
    from apps.reflections.tasks import send_nudges

    warm, measured = rows[:20], rows[20:]
    send_nudges(warm)
    known = set(folder.glob("*.eml"))
    rings = [measured[start : start + AT_ONCE] for start in range(0, len(measured), AT_ONCE)]
    whole = timed(lambda: [send_nudges(ring) for ring in rings])
    kept = [ADDRESS.match(file.read_bytes()).groups() for file in folder.glob("*.eml") if file not in known]
    if len(kept) != len(measured):
        raise SystemExit(f"{len(measured)} letters were written and {len(kept)} came.")
    messages = [(sender.decode(), to.decode(), text) for sender, to, text in kept]
    contents = chosen(measured)
    took = {"whole": whole.each(len(measured))} | in_turns(
        ROUNDS * len(measured),
        {
            "bare": lambda: bare_loop(messages),
            "rendered": lambda: render_and_send(contents),
            "written": lambda: render_only(contents),
        },
    )
    with mail_server("plain"):
        plain = {"bare, plain": lambda: bare_loop(messages), "rendered, plain": lambda: render_and_send(contents)}
        return took | in_turns(ROUNDS * len(measured), plain)


def in_turns(count: int, runs: dict[str, Callable[[], object]]) -> dict[str, Spent]:
    """What one of `count` takes of each, several times in turn, because machines are not always as quick."""
    spent = {what: [] for what in runs}
    for _ in range(ROUNDS):
        for what, run in runs.items():
            spent[what].append(timed(run))
    return {
        what: Spent(*map(sum, zip(*map(astuple, all_of), strict=True))).each(count) for what, all_of in spent.items()
    }


def chosen(rows: list[list]) -> list[tuple]:
    """The arguments of `letter.rendered` for these rows, with secrets as long as real ones."""
    from django.conf import settings

    from apps.reflections import letter
    from apps.reflections.models import Nudge, NudgeLink
    from apps.users.models import User
    from apps.users.ownership import acting_as

    found, secrets = [], dict.fromkeys(NudgeLink.Purpose.values, "s" * 43)
    for pk, owner_id in rows:
        owner = User.objects.get(pk=owner_id)
        with acting_as(owner), letter.as_read_by(owner):
            nudge = Nudge.objects.get(pk=pk)
            nudge.message_id = f"<nudge-{pk}@{settings.SITE_HOST}>"
            found.append((nudge, owner, letter.choose(owner, nudge), secrets))
    return found


def render_only(contents: list[tuple]) -> None:
    """Each as the bytes that leave, and nothing sent."""
    from apps.reflections import delivery, letter

    for nudge, owner, *more in contents:
        with letter.as_read_by(owner):
            delivery._content(letter.rendered(nudge, owner, *more))


def render_and_send(contents: list[tuple]) -> None:
    """Each written and handed to the mail server in the three phases, without the ledger."""
    from django.conf import settings

    from apps.reflections import delivery, letter

    for nudge, owner, *more in contents:
        with letter.as_read_by(owner):
            message = letter.rendered(nudge, owner, *more)
        with delivery.carrier() as way:
            way.address(delivery.envelope(settings.DEFAULT_FROM_EMAIL), delivery.envelope(owner.email))
            way.hand_over(message)


def bare_loop(messages: list[tuple[str, str, bytes]]) -> None:
    """The same bytes over one connection, and nothing else."""
    from django.conf import settings

    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as smtp:
        smtp.ehlo()
        for sender, to, text in messages:
            smtp.mail(sender, ["body=8bitmime"])
            smtp.rcpt(to)
            smtp.data(text)


def two_workers(folder: Path, rows: list[list], admin_url: str) -> float:
    """Letters a second of two worker processes as in production, from the first that was sent to the last."""
    from django.core.cache import cache

    from apps.reflections import claiming
    from careerplanner.embedded import connect

    cache.clear()  # and with it what was rung before
    command = [sys.executable, "-m", "celery", "-A", "careerplanner", "worker", "-c", str(WORKERS), "-l", "ERROR"]
    claiming._ring([tuple(row) for row in rows])
    worker = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    ids = [pk for pk, _ in rows]
    asked = (
        "SELECT count(*), extract(epoch FROM max(sent_at) - min(sent_at)) FROM reflections_nudge "
        "WHERE id = ANY(%s::uuid[]) AND state = 'sent'"
    )
    try:
        with connect(admin_url) as admin:
            for _ in range(600):
                sent, took = admin.execute(asked, [ids]).fetchone()
                if sent == len(rows):
                    return sent / float(took)
                time.sleep(0.1)
    finally:
        os.killpg(worker.pid, signal.SIGTERM)
        worker.wait()
    raise SystemExit(f"The workers sent {sent} of {len(rows)} letters in a minute.")


# --- Claims ----------------------------------------------------------------------------------------------


def claiming(admin_url: str, plans: int, due: int) -> dict[int, Spent]:
    """Half of those due by one dispatcher, the other half by two at once; what one claim took of each."""
    now = fill(admin_url, plans, due)
    parts = {1: now - timedelta(seconds=90), 2: now}
    return {count: dispatchers(count, moment) for count, moment in parts.items()}


def dispatchers(count: int, moment: datetime) -> Spent:
    """So many at once claim what was due at `moment`."""
    from django.db import connections

    from apps.reflections import claiming

    def claim(_: int) -> int:
        claimed = claiming.claim_due(moment)
        connections.close_all()
        return claimed

    with ThreadPoolExecutor(count) as pool:
        claimed = []
        spent = timed(lambda: claimed.extend(pool.map(claim, range(count))))
    return spent.each(sum(claimed))


PERSON = {"id": "n", "email": "'plan' || n || '@example.org'"}
PLAN = {  # Sundays at five in 60 zones, weekly, fortnightly and monthly; half due since one minute
    "id": "uuidv7()",
    "owner": "n",
    "is_active": "true",
    "time_zone": "(%(zones)s::text[])[1 + n %% 60]",
    "cadence": "(ARRAY['weekly', 'weekly', 'weekly', 'fortnightly', 'monthly'])[1 + n / 60 %% 5]",
    "anchor": "current_date - n %% 700",
    "next_nudge_at": "%(now)s::timestamptz + CASE WHEN n %% %(every)s = 0 "
    "THEN interval '-1 minute' * (1 + n / %(every)s %% 2) ELSE interval '1 minute' * (1 + n %% 10000) END",
}


def fill(admin_url: str, plans: int, due: int) -> datetime:
    """That many people with a plan each, copied from one past row security; returns the moment they are due."""
    from django.utils import timezone

    from apps.reflections.models import NudgePlan
    from apps.users.models import User
    from careerplanner.embedded import connect
    from tests.reflections.crowd import copy_in

    one = User.objects.create(email="one@example.org", password="!")
    zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)[::9][:60]
    now = timezone.now()
    values = {"zones": zones, "now": now, "every": plans // due}
    values |= {"one": one.pk, "start": one.pk + 1, "end": one.pk + plans}
    with connect(admin_url) as admin:
        copy_in(admin, [NudgePlan(owner=one, is_active=False)])
        admin.execute("SET session_replication_role = replica")  # no look-up of each foreign key
        admin.execute(_copies(User, PERSON, "id"), values)
        admin.execute(_copies(NudgePlan, PLAN, "owner_id"), values)
        for table in ("reflections_nudgeplan", "users_user"):
            admin.execute(f"VACUUM ANALYZE {table}")
        admin.execute("CHECKPOINT")
    return now


def _copies(model: type[Model], changed: dict[str, str], key: str) -> str:
    """The statement that copies the row whose `key` is `one`, with n from `start` to `end` in what is changed."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    copied = ", ".join(changed.get(field.name, f'one."{field.column}"') for field in fields)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({columns}) SELECT {copied} FROM {table} AS one, "
        f"generate_series(%(start)s::int, %(end)s::int) AS n WHERE one.{key} = %(one)s"
    )


def table(options: argparse.Namespace, took: dict[str, Spent], together: float, claims: dict[int, Spent]) -> None:
    """The figures, the targets of docs/architecture.md, and the arithmetic of a popular hour."""
    claimed = 1 / claims[2].clock
    print(f"\n{OTHERS} people with a journal; about {options.due:,} of {options.plans:,} plans due.")
    print(f"\n{'':<52}{'measured':>10}{'target':>10}")
    for what, value, target in [
        ("plans claimed a second by one dispatcher", 1 / claims[1].clock, CLAIMS),
        ("  by two at once", claimed, CLAIMS),
        ("bare loop, e-mails a second", 1 / took["bare"].clock, ""),
        ("rendered and sent by one process, a second", 1 / took["rendered"].clock, LETTERS),
        ("  of the bare loop, per cent", took["bare"].clock / took["rendered"].clock * 100, SHARE),
        (
            "  the same where the server does not pipeline",
            took["bare, plain"].clock / took["rendered, plain"].clock * 100,
            SHARE,
        ),
        ("with choice of the question and ledger, a second", 1 / took["whole"].clock, ""),
        (f"{WORKERS} worker processes together, a second", together, ""),
    ]:
        print(f"{what:<52}{value:>10,.0f}{target if target == '' else format(target, ','):>10}")
    print(f"\n{'ms for one, of which computed by':<32}{'clock':>12}{'process':>12}{'database':>12}{'mail server':>12}")
    for what, spent in [
        ("claim, by one dispatcher", claims[1]),
        ("claim, by two", claims[2]),
        ("letter of the bare loop", took["bare"]),
        ("letter rendered, not sent", took["written"]),
        ("letter rendered and sent", took["rendered"]),
        ("  server does not pipeline", took["rendered, plain"]),
        ("  with choice and ledger", took["whole"]),
    ]:
        print(f"{what:<32}{spent.told}")
    last = POPULAR / claimed + POPULAR / together
    print(f"\nA popular hour with {POPULAR:,} due at once and {WORKERS} worker processes, on this machine:")
    print(f"  in the ledger after {POPULAR:,} / {claimed:,.0f} = {POPULAR / claimed:.0f} s,")
    print(f"  sent at {together:,.0f} a second: the last one is out after {last / 60:.0f} minutes.")


if __name__ == "__main__":
    main()
