"""bin/restore: bring back what bin/backup kept, hold it against its manifest, and make it fit to be used."""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from careerplanner.embedded import APP, OWNER, EmbeddedError, provision
from careerplanner.manifest import BackupError, Manifest, count_tables, differences, fingerprint, see_everything
from careerplanner.servers import ROOT, Server, server
from careerplanner.start import StartError, only_one

NOWHERE = {"REDIS_URL": "redis://127.0.0.1:9/0", "EMAIL_URL": "smtp://127.0.0.1:9", "SECRET_KEY": "restore"}


def arguments() -> argparse.Namespace:
    """What can be asked of bin/restore."""
    parser = argparse.ArgumentParser(prog="bin/restore", description="Bring back what bin/backup kept.")
    parser.add_argument("file", type=Path, help="the dump; its manifest lies beside it")
    parser.add_argument("--database", help="the name of a new or empty database (default: the one of the site)")
    parser.add_argument(
        "--replace", action="store_true", help="put it in the place of the site's database, which is kept under a name"
    )
    parser.add_argument(
        "--deleted", type=Path, action="append", default=[], help="a list of manage.py deleted_accounts"
    )
    parser.add_argument("--var", type=Path, default=ROOT / "var", help="the folder of bin/start (default var/)")
    return parser.parse_args()


def check(file: Path) -> Manifest:
    """The manifest of a dump that is as it was written; BackupError else."""
    manifest = Manifest.read(file)
    if not file.exists():
        raise BackupError(f"{file} is not there.")
    if file.stat().st_size != manifest.size:
        raise BackupError(f"{file} has {file.stat().st_size} bytes instead of {manifest.size}: take another backup.")
    if fingerprint(file) != manifest.sha256:
        raise BackupError(f"{file} is not what was written: something changed it, so take another backup.")
    return manifest


def restore(here: Server, file: Path, *, database: str, deleted: list[Path], is_sites: bool) -> str:
    """Bring a dump back into a new or empty database and settle it; returns what was settled, in words."""
    manifest = check(file)
    here.run("pg_restore", "--list", str(file))
    _refuse_a_newer_one(here, manifest)
    is_new = not here.has(database)
    if not is_new and _has_tables(here, database):
        raise BackupError(f"The database “{database}” is not empty: name a new one with --database, or add --replace.")
    try:
        _bring_back(here, file, manifest, database)
        with _deleted_here(here, database) as known:
            lists = [part for each in [*deleted, *known] for part in ("--deleted", str(each.resolve()))]
            more = ["--clear-cache"] if is_sites and not here.is_embedded else []
            return _manage(here, database, APP, "settle_restored", *lists, *more).strip()
    except BackupError:
        if is_new:  # half of it is of no use, and would stand in the way of the next try
            _drop(here, database)
        raise


def _bring_back(here: Server, file: Path, manifest: Manifest, database: str) -> None:
    """The rows as they were, and then the tables as this version has them."""
    provision(here.admin_url, database)
    here.run("pg_restore", "--exit-on-error", "--single-transaction", "--dbname", database, str(file))
    with here.connect(database) as restored:
        see_everything(restored)
        if wrong := differences(manifest.tables, count_tables(restored)):
            raise BackupError(f"What came back is not what was kept ({'; '.join(wrong[:5])}): take another backup.")
    _manage(here, database, OWNER, "migrate", "--database", "owner", "--noinput")


def _drop(here: Server, database: str) -> None:
    with here.connect("postgres") as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _has_tables(here: Server, database: str) -> bool:
    with here.connect(database) as found:
        return found.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone() is not None


def _refuse_a_newer_one(here: Server, manifest: Manifest) -> None:
    """Tables of a later version would lose what this version does not know of."""
    told = _manage(here, here.database, APP, "unknown_migrations", json.dumps(manifest.migrations))
    unknown = json.loads(told)
    if unknown:
        raise BackupError(
            f"This backup is of a newer version of careerplanner ({'.'.join(unknown[0])} is not known here): "
            f"upgrade first."
        )


@contextlib.contextmanager
def _deleted_here(here: Server, restored: str) -> Iterator[list[Path]]:
    """The list of deletions that the site's database still knows, where there is one beside the restored one."""
    if restored == here.database or not here.has(here.database):
        yield []
        return
    with here.connect() as current:
        if current.execute("SELECT to_regclass('public.users_deletedaccount')").fetchone() == (None,):
            yield []
            return
        rows = current.execute("SELECT user_id, deleted_at FROM users_deletedaccount ORDER BY 2").fetchall()
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "deleted.csv"
        lines = [f"{number},{moment.isoformat()}" for number, moment in rows]
        found.write_text("\n".join(["user_id,deleted_at", *lines]) + "\n")
        yield [found]


def _manage(here: Server, database: str, role: str, *command: str) -> str:
    """Run a management command in a database as one of the site's roles, lent by the administrator."""
    parts = urlsplit(here.admin_url)
    url = urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/{database}"))
    lent = {"PGOPTIONS": f"-c role={role}", "DATABASE_URL": url, "DATABASE_OWNER_URL": url, "DATABASE_POOL": "off"}
    given = {name: value for name, value in here.environment.items() if value}
    done = subprocess.run(  # noqa: S603  # our own manage.py, no shell
        [sys.executable, str(ROOT / "manage.py"), *command],
        env={**NOWHERE, **given, **lent, "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise BackupError(f"“manage.py {command[0]}” did not work ({why}).")
    return done.stdout


def replace(here: Server, restored: str) -> str:
    """Put the restored database in the place of the site's, which is kept under a new name; returns that name."""
    aside = f"{here.database}_before_{time.strftime('%Y%m%d_%H%M%S')}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with here.connect("postgres") as admin, admin.transaction():
        if here.has(here.database):
            admin.execute(rename.format(sql.Identifier(here.database), sql.Identifier(aside)))
        admin.execute(rename.format(sql.Identifier(restored), sql.Identifier(here.database)))
    return aside


def run(options: argparse.Namespace, here: Server) -> None:
    """Do what was asked, and say where the result is."""
    wanted = options.database or (f"{here.database}_restoring" if options.replace else here.database)
    is_sites = options.replace or wanted == here.database
    with contextlib.ExitStack() as stack:
        if here.is_embedded and is_sites:
            stack.enter_context(only_one(options.var, "bin/restore"))
        said = restore(here, options.file, database=wanted, deleted=options.deleted, is_sites=is_sites)
        print(said)
        if options.replace:
            print(f"The database as it was is kept as “{replace(here, wanted)}”; drop it once it is not missed.")
        if here.is_embedded and is_sites:
            shutil.rmtree(options.var / "valkey", ignore_errors=True)  # it knows sessions, and can be lost
    print(f"Restored into “{here.database if options.replace else wanted}”; every table is as the manifest says.")


def main() -> None:
    """Restore; a sentence and a non-zero exit code when that did not work."""
    os.umask(0o077)
    options = arguments()
    called_from = Path(os.environ.get("CALLED_FROM", "."))
    options.file, options.var = called_from / options.file, (called_from / options.var).resolve()
    options.deleted = [called_from / each for each in options.deleted]
    try:
        with server(options.var) as here:
            run(options, here)
    except (BackupError, EmbeddedError, StartError) as error:
        sys.exit(str(error))
    except psycopg.errors.ObjectInUse:
        sys.exit("The site still uses its database: stop web, worker and beat, and try again; nothing was replaced.")
    except psycopg.Error as error:
        sys.exit(f"The database cannot be reached or changed ({str(error).splitlines()[0]}): see to it and try again.")


if __name__ == "__main__":
    main()
