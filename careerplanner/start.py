"""Runs the whole site on one machine: servers, migrations, web, worker and beat under this one process.

bin/start calls it once the environment is made. Every way it can fail ends in one sentence that says what to do.
"""

import argparse
import contextlib
import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psycopg
from psycopg import sql

from careerplanner.embedded import ADMIN, APP, DATABASE, OWNER, EmbeddedError, Postgres, Valkey, connect, provision
from careerplanner.processes import Part, cut_log, reason, start, stop_together

ROOT = Path(__file__).resolve().parent.parent
ROOM = 200 * 1024 * 1024  # bytes that a start needs free, for the write-ahead log and the collected files
ANSWER_SECONDS = 60
LOOK_SECONDS = 0.25
COMES_BACK = ("--respawn-failed-workers", "--respawn-interval", "0.5")  # a killed worker: another takes its place
WSGI = "careerplanner.wsgi:application"


class StartError(Exception):
    """One sentence that says what is wrong and what to do about it."""


class Stopped(BaseException):
    """Somebody pressed Ctrl-C, closed the terminal or sent SIGTERM."""


def arguments() -> argparse.Namespace:
    """What can be asked of bin/start."""
    parser = argparse.ArgumentParser(prog="bin/start", description="Run careerplanner on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="where the site answers (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument(
        "--var", type=Path, default=ROOT / "var", help="the folder that keeps everything (default var/)"
    )
    parser.add_argument("--demo", action="store_true", help="also make three example people, and print their passwords")
    return parser.parse_args()


@contextlib.contextmanager
def only_one(var: Path, address: str) -> Iterator[None]:
    """Hold the folder: two supervisors on one database would be one too many."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = (var / "start.lock").open("a+")
    except (OSError, FileExistsError) as error:
        raise StartError(
            f"{var} cannot be written: make it writable for you, or name another folder with --var."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            there = lock.read().strip() or "somewhere"
            raise StartError(
                f"careerplanner already runs from {var}, at {there}: use it there, or stop it first."
            ) from error
        lock.truncate(0)
        lock.write(address)
        lock.flush()
        yield


def check_room(var: Path) -> None:
    """A database that runs out of disk stops in the middle of something."""
    if shutil.disk_usage(var).free < ROOM:
        raise StartError(f"Fewer than {ROOM >> 20} MB are free where {var} is: make room there and start again.")


def check_port(host: str, port: int) -> None:
    """Say that a port is taken before anything is started for it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OverflowError as error:
        raise StartError(
            f"{port} is no port: choose one from 1024 to 65535, for instance “bin/start --port 8001”."
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 8001
            raise StartError(f"Port {port} is taken by another program: try “bin/start --port {other}”.") from error
        if error.errno == errno.EACCES:
            raise StartError(
                f"Port {port} is kept for the system: choose one above 1023, as in “bin/start --port 8000”."
            ) from error
        raise StartError(f"{host} is no address of this machine: leave --host away, or name one of its own.") from error


def secret_key(var: Path) -> str:
    """The key that signs sessions and links; made once, readable by nobody else."""
    file = var / "secret-key"
    if not file.exists():
        partial = file.with_suffix(".new")
        partial.unlink(missing_ok=True)
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as key:
            key.write(secrets.token_urlsafe(50))
        partial.rename(file)
    return file.read_text()


def static_fingerprint() -> str:
    """Changes when the static files or the packages that ship some do; compressing them anew takes seconds."""
    own = sorted(file for file in (ROOT / "static").rglob("*") if file.is_file())
    stats = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in own]
    recipe = (ROOT / "uv.lock").read_bytes() + (ROOT / "careerplanner" / "staticfiles.py").read_bytes()
    return hashlib.sha256(repr(stats).encode() + recipe).hexdigest()


def tables_fingerprint() -> str:
    """Changes when a migration of ours or what is loaded after it changes, or a package that may bring some."""
    files = [*sorted((ROOT / "apps").glob("*/migrations/*.py")), *sorted((ROOT / "apps/skills/data").iterdir())]
    return hashlib.sha256(b"".join(file.read_bytes() for file in (ROOT / "uv.lock", *files))).hexdigest()


def remembered(admin_url: str) -> str:
    """What the database was last migrated to; kept as its comment, so that it goes where the database goes."""
    with connect(admin_url, DATABASE) as database:
        row = database.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    return str(row[0]) if row else ""


def remember(admin_url: str, fingerprint: str) -> None:
    """Write down what the database was migrated to."""
    with connect(admin_url, DATABASE) as database:
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
        database.execute(statement.format(sql.Identifier(DATABASE), sql.Literal(fingerprint)))


class Site:
    """The parts of one running site, in the order in which they need each other."""

    def __init__(self, options: argparse.Namespace, stack: ExitStack) -> None:
        self.var: Path = options.var.resolve()
        self.host, self.port = options.host, options.port
        self.address = f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"
        self.stack = stack
        self.parts: list[Part] = []
        self.processes: list[subprocess.Popen[bytes]] = []  # of the parts that are ours to run, not the servers
        self.embedded_admin: str | None = None
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
            "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(self.var),
            "DEBUG": os.environ.get("DEBUG", "off"),
            "SITE_URL": os.environ.get("SITE_URL") or self.address,
            "STATIC_ROOT": str(self.var / "static"),
            "PYTHONUNBUFFERED": "1",
        }

    def log(self, name: str) -> Path:
        """Where a part writes what happens to it."""
        return self.var / "log" / f"{name}.log"

    def start_servers(self) -> None:
        """PostgreSQL, Valkey and the outbox, each unless the environment names a real one."""
        if not self.environment.get("DATABASE_URL"):
            postgres = Postgres(self.var)
            self.stack.callback(postgres.stop)
            postgres.start()
            self.embedded_admin = postgres.url(ADMIN, "postgres")
            provision(self.embedded_admin)
            self.environment |= {"DATABASE_URL": postgres.url(APP), "DATABASE_OWNER_URL": postgres.url(OWNER)}
            if postgres.process:
                self.parts.append(Part("The database", postgres.process, postgres.log))
        elif not self.environment.get("DATABASE_OWNER_URL"):
            raise StartError("DATABASE_URL is set, so set DATABASE_OWNER_URL too: the role that may change the tables.")
        if not self.environment.get("REDIS_URL"):
            valkey = Valkey(self.var)
            self.stack.callback(valkey.stop)
            valkey.start()
            self.environment["REDIS_URL"] = valkey.url
            if valkey.process:
                self.parts.append(Part("Valkey", valkey.process, valkey.log))
        if not self.environment.get("EMAIL_URL"):
            self.environment["OUTBOX_DIR"] = str(self.var / "outbox")

    def manage(self, *command: str) -> Part:
        """Start a management command beside this process."""
        return start(
            "“manage.py {}”".format(" ".join(command)),
            [sys.executable, str(ROOT / "manage.py"), *command],
            self.log(command[0]),
            self.environment,
        )

    def prepare(self) -> None:
        """Bring tables and static files to this version, both at once; neither when nothing has changed."""
        tables, files, stamp = tables_fingerprint(), static_fingerprint(), self.var / "static.stamp"
        commands = []
        if self.embedded_admin is None or remembered(self.embedded_admin) != tables:
            commands.append(self.manage("migrate", "--database", "owner", "--noinput"))
        if not stamp.exists() or stamp.read_text() != files:
            commands.append(self.manage("collectstatic", "--noinput", "--clear"))
        self.stack.callback(stop_together, [command.process for command in commands])
        for command in commands:
            self.finish(command)
        if any(command.log == self.log("migrate") for command in commands):
            load = self.manage("load_starter_skills")
            self.stack.callback(stop_together, [load.process])
            self.finish(load)
        stamp.write_text(files)
        if self.embedded_admin is not None:
            remember(self.embedded_admin, tables)

    def finish(self, command: Part) -> None:
        """Wait until a management command is done; say so where it did not work."""
        if command.process.wait():
            raise StartError(
                f"{command.name} did not work ({reason(command.log)}): see {command.log}; nothing of yours is lost."
            )

    def run(self, name: str, file: str, module: str, *command: str) -> None:
        """Start one of web, worker and beat."""
        part = start(name, [sys.executable, "-m", module, *command], self.log(file), self.environment)
        self.parts.append(part)
        self.processes.append(part.process)

    def run_web(self) -> None:
        """Start the web server and wait for a page; it goes first, because somebody is waiting for it."""
        self.stack.callback(stop_together, self.processes)
        listen = ("--host", self.host, "--port", str(self.port), "--workers", "1", "--blocking-threads", "8")
        self.run("The web server", "web", "granian", "--interface", "wsgi", "--no-ws", *COMES_BACK, *listen, WSGI)
        self.wait_until_it_answers()

    def run_worker_and_beat(self) -> None:
        """Start what sends the weekly e-mails."""
        celery = ("celery", "-A", "careerplanner")
        quietly = ("--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "INFO")
        self.run("The worker", "worker", *celery, "worker", *quietly)
        self.run("Beat", "beat", *celery, "beat", "--schedule", str(self.var / "beat-schedule"), "--loglevel", "INFO")

    def check_parts(self) -> None:
        """A site with a part missing would look well and lose mail: better to stop with a sentence."""
        for part in self.parts:
            code = part.process.poll()
            if code is not None:
                how = f"was stopped by {signal.Signals(-code).name}" if code < 0 else f"stopped with code {code}"
                raise StartError(
                    f"{part.name} {how}, so everything was stopped and is kept: see {part.log}, and start again."
                )
            cut_log(part.log)

    def wait_until_it_answers(self) -> None:
        """Return when a page really comes back."""
        until = time.monotonic() + ANSWER_SECONDS
        nearest = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host)  # noqa: S104  # a comparison, no binding
        url = f"http://{nearest}:{self.port}" if nearest else self.address
        while time.monotonic() < until:
            self.check_parts()
            try:
                urllib.request.urlopen(f"{url}/healthz", timeout=5).close()  # noqa: S310  # always http://
                return
            except urllib.error.HTTPError as answer:
                if answer.code < 500:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise StartError(f"The web server did not answer within {ANSWER_SECONDS} seconds: see {self.log('web')}.")

    def is_new(self) -> bool:
        """Whether nobody has signed up yet."""
        with connect(self.environment["DATABASE_URL"]) as database:
            return database.execute("SELECT 1 FROM users_user LIMIT 1").fetchone() is None


def demo(site: Site) -> None:
    """Make the example people, with the passwords printed where the newcomer looks."""
    if subprocess.run([sys.executable, str(ROOT / "manage.py"), "demo"], env=site.environment, check=False).returncode:  # noqa: S603
        raise StartError(
            "The example people could not be made: the lines above say why; without --demo the site starts."
        )


def serve(options: argparse.Namespace) -> None:
    """Start everything, say where it is, and watch over it until somebody stops it."""
    with ExitStack() as stack:
        var: Path = options.var.resolve()
        stack.enter_context(only_one(var, f"http://{options.host}:{options.port}/"))
        check_room(var)
        check_port(options.host, options.port)
        site = Site(options, stack)
        site.start_servers()
        site.prepare()
        new = site.is_new()
        if options.demo:
            demo(site)
        site.run_web()
        site.run_worker_and_beat()
        print(f"careerplanner runs, and keeps everything in {site.var}. Ctrl-C stops it; nothing is lost.")
        if "OUTBOX_DIR" in site.environment:
            print(f"Mail it sends is shown at {site.address}/outbox/")
        if new and not options.demo:
            print("Nobody has signed up yet: “bin/start --demo” shows three people's careers to look around in.")
        print(f"{site.address}/", flush=True)
        while True:
            time.sleep(LOOK_SECONDS)
            site.check_parts()


def on_signal(number: int, frame: FrameType | None) -> NoReturn:
    """The first signal stops in order; while that happens, further ones change nothing."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def main() -> None:
    """Run the site; a sentence and a non-zero exit code when it cannot."""
    os.umask(0o077)  # logs and mail are nobody else's business
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, on_signal)
    try:
        serve(arguments())
    except Stopped:
        print("\ncareerplanner has stopped; everything is kept for the next start.")
    except (StartError, EmbeddedError) as error:
        sys.exit(str(error))
    except psycopg.OperationalError as error:
        sys.exit(
            f"The database of DATABASE_URL cannot be reached ({str(error).splitlines()[0]}): see to it and start again."
        )
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit("The disk is full: make room and start again; what was written before is kept.")
        sys.exit(f"{error.filename or 'A file'} could not be used ({error.strerror}): see to it and start again.")


if __name__ == "__main__":
    main()
