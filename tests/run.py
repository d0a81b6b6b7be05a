"""Starts a throw-away PostgreSQL and Valkey, runs pytest against them, stops them; called by bin/test."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from psycopg import sql

from careerplanner.embedded import ADMIN, THROWAWAY, EmbeddedError, Postgres, Valkey, connect

ROOT = Path(__file__).resolve().parent.parent
PARALLEL = ("-n", "--numprocesses", "--dist", "--pdb", "--collect-only", "--co")


def run(arguments: list[str]) -> int:
    """Run pytest with these arguments and return its exit code."""
    fetch_schema()
    with ExitStack() as servers:
        folder = Path(servers.enter_context(tempfile.TemporaryDirectory(prefix="cp-")))
        (folder / "static").mkdir()
        environment = {
            **os.environ,
            "TEST_RUN": secrets.token_hex(4),
            "STATIC_ROOT": str(folder / "static"),  # empty: files are served from where they lie
            "PYTEST_PLUGINS": "tests.environment",  # before Django's settings are read, in every worker too
        }
        if not environment.get("DATABASE_ADMIN_URL"):
            postgres = Postgres(folder, {**THROWAWAY, "max_connections": "200"})
            servers.callback(postgres.stop)
            postgres.start()
            environment["DATABASE_ADMIN_URL"] = postgres.url(ADMIN, "postgres")
        else:
            servers.callback(drop_databases, environment)
        if not environment.get("REDIS_URL"):
            valkey = Valkey(folder, keep=False)
            servers.callback(valkey.stop)
            valkey.start()
            environment["REDIS_URL"] = valkey.url
        plainly = "no:xdist" in arguments or any(a.startswith(PARALLEL) for a in arguments)
        parallel = [] if plainly else ["-n", "auto", "--dist", "worksteal"]
        return subprocess.call([sys.executable, "-m", "pytest", *parallel, *chosen(arguments)], env=environment)


def chosen(arguments: list[str]) -> list[str]:
    """Leave out the tests that take minutes, or with --long run only these."""
    if "--long" in arguments:
        return ["-m", "long", *(a for a in arguments if a != "--long")]
    return arguments if "-m" in arguments else ["-m", "not long", *arguments]


def fetch_schema() -> None:
    """Bring the JSON Resume schema and its samples into node_modules; without npm, the tests that need them skip."""
    npm, made, lock = shutil.which("npm"), ROOT / "node_modules/.package-lock.json", ROOT / "package-lock.json"
    if npm is None or (made.exists() and made.stat().st_mtime >= lock.stat().st_mtime):
        return
    asked = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(asked, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        print(f"The JSON Resume schema could not be fetched; the tests that need it will say so. {done.stderr[-300:]}")


def drop_databases(environment: dict[str, str]) -> None:
    """Leave nothing behind on a server that is not ours."""
    with connect(environment["DATABASE_ADMIN_URL"]) as admin:
        ours = f"test\\_{environment['TEST_RUN']}%"
        for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [ours]).fetchall():
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name))))


def main() -> None:
    """Run the tests; Ctrl-C and SIGTERM stop pytest first, then the servers."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    except EmbeddedError as error:
        sys.exit(str(error))
    sys.exit(code)


if __name__ == "__main__":
    main()
