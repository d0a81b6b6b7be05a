"""Live and ready: what watches the site is told which part is missing, and nothing more."""

import pytest
from django.db import connection

from apps.reflections import readiness

READY = "/health/ready/"


def test_all_is_there(as_nobody, db):
    answer = as_nobody.get(READY)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]
    assert as_nobody.post(READY).status_code == 405


def test_a_migration_that_was_not_made_is_named_as_tables(as_nobody, db, monkeypatch):
    known = readiness.known_migrations()
    monkeypatch.setattr(readiness, "known_migrations", lambda: known | {("users", "9999_next")})
    answer = as_nobody.get(READY)
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "without": ["tables"]})


def test_a_redis_that_is_away_is_named_and_its_password_is_not(as_nobody, db, settings):
    settings.REDIS_URL = "redis://:quagga@127.0.0.1:9/0"
    answer = as_nobody.get(READY)
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready", "without": ["redis"]})
    assert "quagga" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_named_and_nothing_of_it(as_nobody, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "9")
    answer = as_nobody.get(READY)
    monkeypatch.undo()
    connection.close()
    assert answer.status_code == 503
    assert answer.json()["without"] == ["database"]


def test_it_costs_three_small_queries(as_nobody, db, django_assert_max_num_queries):
    as_nobody.get(READY)
    with django_assert_max_num_queries(2):
        as_nobody.get(READY)
