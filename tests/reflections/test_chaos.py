"""The promise of the weekly e-mail (docs/promise.md) while everything fails: the short run of bench/chaos.py."""

import os
import subprocess
from datetime import date

import environ
import pytest

from tests import environment
from tests.reflections import chaos
from tests.reflections.reckoning import Due, Row, reckon

SEED, PEOPLE, SECONDS, PAUSE, PATIENCE = 5, 60, 6, 0.3, 90
MONDAY = date(2026, 11, 23)


@pytest.fixture
def copied_tables(django_db_setup):
    """Gives a site the tables of this test run, which is quicker than to migrate again."""

    def fill(here):
        ours = environ.Env.db_url_config(os.environ["DATABASE_ADMIN_URL"])
        theirs = environ.Env.db_url_config(here.admin_url)
        dump = [*program(here, "pg_dump", ours, environment.DATABASE), "--schema-only"]
        with subprocess.Popen(dump, stdout=subprocess.PIPE, env=secret(ours)) as tables:
            into = [*program(here, "psql", theirs, theirs["NAME"]), "--quiet", "--output", os.devnull]
            subprocess.run(into, stdin=tables.stdout, check=True, stderr=subprocess.DEVNULL)
        assert tables.returncode == 0

    return fill


def program(here, name, parts, database):
    """One of PostgreSQL's own, and where it is to connect."""
    given = {"--host": parts["HOST"], "--port": parts["PORT"], "--username": parts["USER"], "--dbname": database}
    return [str(here.postgres.programs() / name), *(f"{option}={value}" for option, value in given.items() if value)]


def secret(parts):
    return {**os.environ, **({"PGPASSWORD": parts["PASSWORD"]} if parts["PASSWORD"] else {})}


def test_nobody_is_lost_and_nobody_gets_two_while_everything_fails(scratch, copied_tables):
    with chaos.site(scratch, durably=False, fill=copied_tables) as here:
        outcome = chaos.play(here, people=PEOPLE, seconds=SECONDS, seed=SEED, pause=PAUSE, patience=PATIENCE)
    assert outcome.reckoning.complaints == ()
    assert outcome.rested is not None
    assert outcome.reckoning.twice == 0
    assert outcome.reckoning.states["sent"] > 0
    assert outcome.kept == outcome.reckoning.states["sent"] + outcome.reckoning.unknown_that_came
    assert len(outcome.disturbances) >= 5


# --- What the reckoning would notice ---------------------------------------------------------------------


def reckoned(state="sent", *, kept=1, refused=frozenset(), rows=1, period=MONDAY, may_be_none=False):
    """One person, due on a Monday, what the ledger says of it, and how often the mail server has it."""
    ledger = [Row("p@example.org", period, state, "<1>")] * rows
    due = {"p@example.org": Due(frozenset({MONDAY}), may_be_none)}
    return reckon(due, ledger, {"<1>": kept} if kept else {}, refused)


@pytest.mark.parametrize(
    ("state", "kept"),
    [("sent", 1), ("unknown", 0), ("unknown", 1), ("skipped", 0), ("suppressed", 0), ("expired", 0)],
)
def test_what_keeps_the_promise_is_no_complaint(state, kept):
    assert reckoned(state, kept=kept).complaints == ()


@pytest.mark.parametrize(
    ("state", "kept"),
    [("sent", 0), ("sent", 2), ("unknown", 2), ("skipped", 1), ("expired", 1), ("failed", 1), ("waiting", 0)],
)
def test_what_breaks_it_is(state, kept):
    assert len(reckoned(state, kept=kept, refused=frozenset({"p@example.org"})).complaints) == 1


def test_a_failure_needs_somebody_who_refused():
    assert reckoned("failed", kept=0, refused=frozenset({"p@example.org"})).complaints == ()
    assert reckoned("failed", kept=0).complaints == ("p@example.org failed, and nobody refused it",)


@pytest.mark.parametrize("given", [{"rows": 0, "kept": 0}, {"rows": 2}, {"period": date(2026, 11, 30)}])
def test_a_period_that_is_lost_doubled_or_made_up_is_told(given):
    assert reckoned(**given).complaints


def test_whoever_stopped_may_have_no_row_and_may_not_have_two():
    assert reckoned(rows=0, kept=0, may_be_none=True).complaints == ()
    assert reckoned(rows=2, may_be_none=True).complaints


def test_an_e_mail_nobody_knows_of_is_told():
    assert reckoned(rows=0, kept=1, may_be_none=True).complaints == ("<1> came and is in no ledger",)
