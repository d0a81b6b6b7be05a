"""Upgrades while people use the site: the linter finds what would stop them, and each release says how to upgrade."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def linting():
    spec = importlib.util.spec_from_file_location("lint_migrations", ROOT / "bin/lint_migrations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_column_that_old_code_cannot_fill_is_caught_and_an_exception_must_be_named(linting, db, capsys):
    before = {"users": "0001_initial"}
    bad = "users.0002_shortcuts"  # NOT NULL, and no default that the database knows: old code could not insert any more
    assert bad in linting.lint(before, {})
    assert "NOT NULL" in capsys.readouterr().out
    named = {("users", "0002_shortcuts"): ("NOT_NULL", "only to try the exception")}
    assert bad not in linting.lint(before, named)


def test_an_index_that_keeps_everybody_from_writing_is_caught(linting, db, capsys):
    found = linting.lint({"achievements": "0006_evidence_fences"}, {})
    assert "achievements.0007_found_by_owner" in found
    assert "CREATE INDEX locks table" in capsys.readouterr().out


def test_what_is_done_to_a_table_that_is_made_with_it_keeps_nobody_waiting(linting, db):
    assert "people.0001_initial" not in linting.lint({"people": "0000"}, {})


def test_the_baseline_names_every_app_of_ours_and_migrations_that_are_there(linting):
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {path.parent.name for path in (ROOT / "apps").glob("*/migrations")}
    assert set(linting.BASELINE) == ours
    assert set(linting.BASELINE.items()) <= set(known)
    assert set(linting.EXCEPTIONS) <= set(known)
    assert all(why for _, why in linting.EXCEPTIONS.values())


def test_each_release_has_a_note_on_how_to_upgrade_to_it():
    released = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    notes = (ROOT / "docs/upgrading.md").read_text()
    assert released
    for release in released:
        heading = "the next release" if release == "Unreleased" else release
        assert re.search(rf"^## .*\bto {re.escape(heading)}$", notes, re.MULTILINE), f"{release} has no upgrade note"
