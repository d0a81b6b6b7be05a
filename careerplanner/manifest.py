"""What a backup holds, by table: how many rows, and a sum over all they say, to be compared after a restore."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

FORM = 1  # of the manifest itself

# What a row looks like as text must not depend on the server that shows it.
AS_EVERYWHERE = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "3",
    "row_security": "off",  # an error instead of rows that are not shown
}


class BackupError(Exception):
    """One sentence that says what is wrong and what to do about it."""


@dataclass(frozen=True)
class Manifest:
    """What stands beside a dump; `tables`: rows and sum by table; `migrations`: what they had been through."""

    made_at: str
    database: str
    server: str
    sha256: str
    size: int
    migrations: list[list[str]]
    tables: dict[str, list[Any]]
    form: int = FORM

    def write(self, file: Path) -> None:
        """Write it as JSON, readable by nobody else."""
        file.write_text(json.dumps(asdict(self), indent=1) + "\n")
        file.chmod(0o600)

    @staticmethod
    def beside(dump: Path) -> Path:
        """Where the manifest of this dump is."""
        return dump.with_name(dump.name + ".manifest")

    @classmethod
    def read(cls, dump: Path) -> "Manifest":
        """The manifest of a dump; BackupError where there is none, or none that can be read."""
        file = cls.beside(dump)
        try:
            told = json.loads(file.read_text())
            manifest = cls(**told)
        except FileNotFoundError as error:
            raise BackupError(f"{file} is missing: without it nobody can tell whether {dump.name} is whole.") from error
        except (ValueError, TypeError) as error:
            raise BackupError(f"{file} cannot be read, so {dump.name} is not trusted: take another backup.") from error
        if manifest.form != FORM:
            raise BackupError(f"{file} was written by another version of careerplanner: restore with that version.")
        return manifest


def fingerprint(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def see_everything(connection: Connection[Any]) -> None:
    """Prepare a connection for counting; BackupError where row security would hide people's rows from its role."""
    row = connection.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    role, sees_all = row.fetchone() or ("?", False)
    if not sees_all:
        raise BackupError(
            f"The role “{role}” is bound by row security, so a backup by it would be empty: point DATABASE_ADMIN_URL "
            f"at a superuser or at a role with BYPASSRLS (docs/deploying.md says how to make one)."
        )
    for name, value in AS_EVERYWHERE.items():
        connection.execute("SELECT set_config(%s, %s, false)", [name, value])


def table_names(connection: Connection[Any]) -> list[str]:
    """The tables of the site."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [name for (name,) in rows.fetchall()]


def count_tables(connection: Connection[Any]) -> dict[str, list[Any]]:
    """Rows and sum of each table: the sum of the first 64 bits of each row's MD5, so that the order does not matter."""
    counted = {}
    for name in table_names(connection):
        query = sql.SQL(
            "SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text "
            "FROM {} t"
        )
        counted[name] = list(connection.execute(query.format(sql.Identifier("public", name))).fetchone() or ())
    return counted


def migrations_of(connection: Connection[Any]) -> list[list[str]]:
    """What the tables have been through, as pairs of app and migration."""
    rows = connection.execute("SELECT app, name FROM public.django_migrations ORDER BY app, name")
    return [list(row) for row in rows.fetchall()]


def differences(before: dict[str, list[Any]], now: dict[str, list[Any]]) -> list[str]:
    """What is not as it was, one phrase a table; empty where all is."""
    said = []
    for name in sorted(before.keys() | now.keys()):
        was, found = before.get(name), now.get(name)
        if was is None or found is None:
            said.append(f"{name} is {'new' if was is None else 'missing'}")
        elif was[0] != found[0]:
            said.append(f"{name} has {found[0]} rows instead of {was[0]}")
        elif was[1] != found[1]:
            said.append(f"{name} says something else")
    return said
