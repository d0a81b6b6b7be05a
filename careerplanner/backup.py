"""bin/backup: one consistent file of everything people wrote, and beside it what is in it."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from careerplanner.embedded import EmbeddedError
from careerplanner.manifest import BackupError, Manifest, count_tables, fingerprint, migrations_of, see_everything
from careerplanner.servers import ROOT, Server, server


def arguments() -> argparse.Namespace:
    """What can be asked of bin/backup."""
    parser = argparse.ArgumentParser(prog="bin/backup", description="Keep everything people wrote in one file.")
    parser.add_argument("file", type=Path, help="the file to write; FILE.manifest, which says what is in it, beside it")
    parser.add_argument("--var", type=Path, default=ROOT / "var", help="the folder of bin/start (default var/)")
    return parser.parse_args()


def back_up(here: Server, file: Path) -> Manifest:
    """Write dump and manifest of one and the same instant; nothing is there under `file` until all of it is."""
    if file.exists() or Manifest.beside(file).exists():
        raise BackupError(f"{file} is there already: name a new file, so that no backup is lost to another.")
    making = file.with_name(f".{file.name}.making-{os.getpid()}")
    try:
        manifest = _dump(here, making)
        here.run("pg_restore", "--list", str(making))
        described = Manifest.beside(making)
        manifest.write(described)
        for each in (making, described):
            _settle(each)
        described.rename(Manifest.beside(file))
        making.rename(file)  # last: a dump under its name is one with a manifest
        _settle(file.parent)
    finally:
        making.unlink(missing_ok=True)
        Manifest.beside(making).unlink(missing_ok=True)
    return manifest


def _dump(here: Server, making: Path) -> Manifest:
    """Dump and count by one snapshot, so that what is written meanwhile is in neither."""
    os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with here.connect() as connection:
        see_everything(connection)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot, made_at, version = connection.execute(
            "SELECT pg_export_snapshot(), now(), current_setting('server_version')"
        ).fetchone() or ("", datetime.now(UTC), "")
        here.run("pg_dump", "--format", "custom", "--snapshot", str(snapshot), "--file", str(making))
        return Manifest(
            made_at=made_at.astimezone(UTC).isoformat(),
            database=here.database,
            server=str(version),
            sha256=fingerprint(making),
            size=making.stat().st_size,
            migrations=migrations_of(connection),
            tables=count_tables(connection),
        )


def _settle(path: Path) -> None:
    """On the disk, not only on its way there."""
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def main() -> None:
    """Make a backup; a sentence and a non-zero exit code when that did not work."""
    os.umask(0o077)
    options = arguments()
    called_from = Path(os.environ.get("CALLED_FROM", "."))
    try:
        with server((called_from / options.var).resolve()) as here:
            manifest = back_up(here, (called_from / options.file).resolve())
    except (BackupError, EmbeddedError) as error:
        sys.exit(str(error))
    except psycopg.Error as error:
        sys.exit(f"The database cannot be reached or read ({str(error).splitlines()[0]}): see to it and try again.")
    except OSError as error:
        sys.exit(f"{error.filename or options.file} could not be written ({error.strerror}): no backup was made.")
    rows = sum(count for count, _ in manifest.tables.values())
    print(f"{options.file}: {rows} rows in {len(manifest.tables)} tables, {manifest.size / 1e6:.1f} MB. Keep")
    print(f"{Manifest.beside(options.file)} with it, encrypt both, and keep them on another machine.")


if __name__ == "__main__":
    main()
