"""The drill: fill, back up, change and delete, restore beside it, compare; nothing stale leaves, nobody comes back."""

import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from psycopg import sql

from careerplanner import backup, restore
from careerplanner.embedded import connect
from careerplanner.manifest import BackupError, Manifest, count_tables, differences, see_everything
from careerplanner.servers import ROOT, Server
from tests import environment

pytestmark = pytest.mark.long

LIVE = f"{environment.TEMPLATE}_live"
BACK = f"{environment.TEMPLATE}_back"
SETTLED = {  # what a restore is there to change
    "users_deletedaccount",
    "django_session",
    "usersessions_usersession",
    "reflections_nudge",
    "reflections_nudgeplan",
}


def url(database: str, user: str | None = None) -> str:
    return environment._with(os.environ["DATABASE_ADMIN_URL"], user=user, database=database)


def manage(database: str, *command: str) -> str:
    variables = {**os.environ, "DATABASE_URL": url(database, "careerplanner_app")}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def live(django_db_setup):
    """A site's database with three careers in it, an e-mail that is due, one that waits, and somebody logged in."""
    with connect(os.environ["DATABASE_ADMIN_URL"]) as admin:
        names = [sql.Identifier(LIVE), sql.Identifier(environment.TEMPLATE)]
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER careerplanner_owner").format(*names))
    manage(LIVE, "manage.py", "demo")
    with connect(os.environ["DATABASE_ADMIN_URL"], LIVE) as rows:
        rows.execute("UPDATE reflections_nudgeplan SET is_active = true, next_nudge_at = now() - interval '1 hour'")
        rows.execute("INSERT INTO django_session VALUES ('kept', 'x', now() + interval '1 day')")
    yield Server(os.environ["DATABASE_ADMIN_URL"], LIVE, environment=dict(os.environ))
    with connect(os.environ["DATABASE_ADMIN_URL"]) as admin:
        for name in (LIVE, BACK):
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def dump(live, tmp_path_factory):
    file = tmp_path_factory.mktemp("backups") / "monday.dump"
    backup.back_up(live, file)
    return file


def counted(server: Server, database: str):
    with closing(server.connect(database)) as connection:
        see_everything(connection)
        return count_tables(connection)


def test_a_backup_is_whole_private_and_of_one_instant(live, dump):
    manifest = Manifest.read(dump)
    assert manifest.tables == counted(live, LIVE)
    assert manifest.tables["users_user"][0] == 3
    assert manifest.tables["achievements_achievement"][0] > 20, "row security hid what people wrote"
    for file in (dump, Manifest.beside(dump)):
        assert file.stat().st_mode & 0o777 == 0o600
    assert {each.name for each in dump.parent.iterdir()} == {"monday.dump", "monday.dump.manifest"}
    with pytest.raises(BackupError, match="is there already"):
        backup.back_up(live, dump)


@pytest.mark.parametrize("role", ["careerplanner_app", "careerplanner_owner"])
def test_a_role_that_row_security_binds_is_refused_and_leaves_nothing(live, tmp_path, role):
    with pytest.raises(BackupError, match=f"“{role}” is bound by row security, so a backup by it would be empty"):
        backup.back_up(changed(live, admin_url=url(LIVE, role)), tmp_path / "empty.dump")
    assert list(tmp_path.iterdir()) == []


def test_the_drill(live, dump, tmp_path):
    before = Manifest.read(dump).tables
    with connect(os.environ["DATABASE_ADMIN_URL"], LIVE) as rows:
        gone, stays = [pk for (pk,) in rows.execute("SELECT id FROM users_user ORDER BY id LIMIT 2").fetchall()]
        rows.execute("UPDATE achievements_achievement SET line = 'spoilt'")
        rows.execute("DELETE FROM opportunities_rating")
    since = datetime.now(UTC) + timedelta(minutes=1)
    listed = tmp_path / "deleted.csv"
    longago = datetime(2020, 1, 1, tzinfo=UTC)
    listed.write_text(f"user_id,deleted_at\n{gone},{since.isoformat()}\n{stays},{longago.isoformat()}\n")

    said = restore.restore(live, dump, database=BACK, deleted=[listed], is_sites=False)

    assert said.startswith("1 deleted accounts deleted again; 2 e-mails that were due expired and 0 are unknown; 1 ses")
    with closing(live.connect(BACK)) as rows:
        assert rows.execute("SELECT count(*) FROM users_user WHERE id = %s", [gone]).fetchone() == (0,)
        assert rows.execute("SELECT count(*) FROM users_user WHERE id = %s", [stays]).fetchone() == (1,)
        spoilt = rows.execute("SELECT count(*) FROM achievements_achievement WHERE line = 'spoilt'")
        assert spoilt.fetchone() == (0,)
        kept = rows.execute("SELECT count(*) FROM opportunities_rating WHERE owner_id = %s", [stays]).fetchone()
        assert kept[0] > 20, "what was deleted by mistake is back"
        owned = rows.execute(
            "SELECT table_name FROM information_schema.columns "
            "WHERE column_name = 'owner_id' AND table_schema = 'public'"
        ).fetchall()
        assert len(owned) > 20
        for (table,) in owned:
            left = sql.SQL("SELECT count(*) FROM {} WHERE owner_id = %s").format(sql.Identifier(table))
            assert rows.execute(left, [gone]).fetchone() == (0,), f"{table} kept rows of a deleted account"
    for name, counts in counted(live, BACK).items():
        if name not in SETTLED:
            assert counts[0] <= before[name][0]
    nothing_is_mailed(live)


def nothing_is_mailed(live: Server) -> None:
    """The dispatcher and the sweeper run, as they do within five minutes, and find nothing to send."""
    manage(
        BACK,
        "-c",
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'careerplanner.settings'; django.setup();"
        "from apps.reflections import claiming; from django.utils import timezone as t;"
        "assert claiming.claim_due(t.now()) == 0; assert claiming.sweep(t.now())['again'] == 0",
    )
    with closing(live.connect(BACK)) as rows:
        states = rows.execute("SELECT DISTINCT state FROM reflections_nudge WHERE due_at > now() - interval '2 hours'")
        assert states.fetchall() == [("expired",)]
        assert rows.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_what_comes_back_is_held_against_the_manifest(live, dump):
    assert differences(
        {"a": [1, "5"], "b": [2, "6"], "c": [0, "0"]}, {"a": [1, "5"], "b": [1, "6"], "d": [0, "0"]}
    ) == [
        "b has 1 rows instead of 2",
        "c is missing",
        "d is new",
    ]
    was = {"a": [1, "5"], "b": [2, "6"], "c": [0, "0"]}
    assert differences(was, {"a": [1, "5"], "b": [1, "6"], "d": [0, "0"]}) == [
        "b has 1 rows instead of 2",
        "c is missing",
        "d is new",
    ]
    assert differences({"a": [1, "5"]}, {"a": [1, "7"]}) == ["a says something else"]


def copy_of(dump: Path, folder: Path) -> Path:
    copy = folder / "copy.dump"
    copy.write_bytes(dump.read_bytes())
    Manifest.beside(copy).write_bytes(Manifest.beside(dump).read_bytes())
    return copy


def test_a_mangled_or_truncated_backup_is_refused(live, dump, tmp_path):
    copy = copy_of(dump, tmp_path)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupError, match=r"has \d+ bytes instead of \d+: take another backup"):
        restore.check(copy)
    copy.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    with pytest.raises(BackupError, match="is not what was written"):
        restore.check(copy)
    Manifest.beside(copy).write_text("{")
    with pytest.raises(BackupError, match=r"cannot be read, so copy\.dump is not trusted"):
        restore.check(copy)
    Manifest.beside(copy).unlink()
    with pytest.raises(BackupError, match="is missing"):
        restore.check(copy)


def test_a_newer_backup_a_full_database_and_a_manifest_that_disagrees_are_refused(live, dump, tmp_path):
    copy = copy_of(dump, tmp_path)
    known = Manifest.read(copy)
    changed(known, migrations=[*known.migrations, ["users", "9999_later"]]).write(Manifest.beside(copy))
    name = f"{environment.TEMPLATE}_never"
    with pytest.raises(BackupError, match="is of a newer version of careerplanner"):
        restore.restore(live, copy, database=name, deleted=[], is_sites=False)
    with pytest.raises(BackupError, match="is not empty: name a new one"):
        restore.restore(live, dump, database=LIVE, deleted=[], is_sites=True)
    changed(known, tables={**known.tables, "users_user": [4, "0"]}).write(Manifest.beside(copy))
    with pytest.raises(BackupError, match="users_user has 3 rows instead of 4"):
        restore.restore(live, copy, database=name, deleted=[], is_sites=False)
    assert not live.has(name), "what did not come back whole was left lying"
