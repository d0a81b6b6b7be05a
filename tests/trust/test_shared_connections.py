"""Thousands of requests and tasks of several people, on a few connections that they share through a real pgbouncer."""

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest
from celery import shared_task
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.test import Client

from apps.skills.models import Skill
from apps.users.models import User
from apps.users.ownership import acting_as, alone_as
from apps.users.prepared import Prepared, asking_for_plans, kept_plans
from apps.users.together import Statement
from tests.trust.bouncer import PROGRAM, bouncing
from tests.trust.browser import Browser

CANARY = re.compile(r"canary-(\d+)-")
THREADS, SERVER_CONNECTIONS, PEOPLE = 12, 3, 6

if PROGRAM is None and not os.environ.get("REQUIRE_TOOLS"):
    pytest.skip("pgbouncer is not installed", allow_module_level=True)


@pytest.fixture
def people(db: None) -> dict[int, User]:
    """Each with rows that bear their number."""
    made = {}
    for number in range(PEOPLE):
        user = User.objects.create_user(email=f"{number}@example.org", password="x")
        with acting_as(user):
            for row in range(4):
                Skill.objects.create(owner=user, name=f"canary-{user.pk}-{row}")
        made[user.pk] = user
    return made


@pytest.fixture
def shared(scratch: Path, settings: Any) -> Iterator[int]:
    """Every connection of the site goes through pgbouncer from here on; gives its port."""
    settings.ROOT_URLCONF = "tests.trust.failing_urls"
    direct = connection.settings_dict
    before = {name: direct[name] for name in ("HOST", "PORT", "NAME")}
    with bouncing(_url(direct), scratch, SERVER_CONNECTIONS) as port:
        connections.close_all()
        direct.update(HOST="127.0.0.1", PORT=str(port), NAME="bounced")
        try:
            yield port
        finally:
            connections.close_all()
            direct.update(before)


def _url(parts: dict[str, Any]) -> str:
    secret = f":{parts['PASSWORD']}" if parts["PASSWORD"] else ""
    host, port = parts["HOST"] or "", parts["PORT"] or 5432
    if str(host).startswith("/"):
        return f"postgres://{parts['USER']}{secret}@:{port}/{host}/{parts['NAME']}"
    return f"postgres://{parts['USER']}{secret}@{host}:{port}/{parts['NAME']}"


@shared_task(name="tests.trust.shared.work")
def work(pk: int, name: str, fails: bool) -> str:
    """A task as ours are: everything it sees, and a row; then it may fail."""
    with acting_as(User.objects.get(pk=pk)):
        Skill.objects.create(owner_id=pk, name=name)
        if fails:
            raise ZeroDivisionError
        return "\n".join(Skill.objects.values_list("name", flat=True))


# --- What people do. Each gives what was seen, and whether its row is to be there ------------------------------

Seen = tuple[str, bool]
Doing = Callable[[Browser, int, str], Seen]


def _asked(path: str, *, kept: bool = False, status: int = 200) -> Doing:
    def ask(browser: Browser, pk: int, name: str) -> Seen:
        answer = browser.get(path, {"name": name})
        assert answer.status_code == status, (path, answer.status_code)
        seen = answer.getvalue().decode() + str(answer.headers)
        return seen, kept

    return ask


def _broken_stream(browser: Browser, pk: int, name: str) -> Seen:
    answer, seen = browser.get("/trust/stream-raise", {"name": name}), b""
    with pytest.raises(ZeroDivisionError):
        for part in answer:
            seen += part
    answer.close()
    assert seen
    return seen.decode(), False


def _left_stream(browser: Browser, pk: int, name: str) -> Seen:
    """Somebody who goes away in the middle of an answer."""
    answer = browser.get("/trust/stream", {"name": name})
    seen = next(iter(answer))
    answer.close()
    return seen.decode(), False


def _task(fails: bool) -> Doing:
    def run(browser: Browser, pk: int, name: str) -> Seen:
        seen = ""
        with suppress(ZeroDivisionError):
            seen = work(pk, name, fails)
        return seen, not fails

    return run


def _nobody(browser: Browser, pk: int, name: str) -> Seen:
    """Without a login the database shows nothing at all, whoever had the connection before."""
    seen = Browser(browser.application).get("/trust/everything").getvalue().decode()
    assert seen == ""
    return seen, False


EVERYTHING = Prepared(lambda: Skill.objects.values_list("name"))


def _with_kept_plans(_: Browser, pk: int, name: str) -> Seen:
    """As letters are written: by plans that each connection of the server keeps, and by statements alone."""
    with acting_as(User(pk=pk), asking_for_plans(synchronous_commit="local")) as (known,), kept_plans(known):
        seen = EVERYTHING()
    alone_as(pk, Statement("UPDATE skills_skill SET updated_at = now() WHERE name LIKE %s", ["canary-%-0"]))
    return str(seen), False


DOINGS: list[tuple[int, Doing]] = [
    (5, _asked("/trust/everything")),
    (3, _asked("/skills/")),
    (1, _asked("/journal/")),
    (3, _asked("/trust/stream")),
    (4, _asked("/trust/write", kept=True)),
    (4, _asked("/trust/raise", status=500)),
    (2, _asked("/trust/404", status=404)),
    (2, _asked("/trust/500", status=500)),
    (1, _asked("/trust/timeout", status=500)),
    (2, _broken_stream),
    (1, _left_stream),
    (2, _task(fails=False)),
    (2, _task(fails=True)),
    (2, _nobody),
    (3, _with_kept_plans),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("requests", [200, pytest.param(10_000, marks=pytest.mark.long)])
def test_no_cross_read_and_no_commit_on_a_failure(
    requests: int, people: dict[int, User], shared: int, no_row_security: Any
) -> None:
    site = WSGIHandler()
    browsers = {pk: Browser(site, _cookie_of(user)) for pk, user in people.items()}
    weights, doings = zip(*DOINGS, strict=True)
    chance = random.Random(7)  # a fixed order of doings, not a secret
    plan = [(n, chance.choice(list(people)), chance.choices(doings, weights)[0]) for n in range(requests)]

    def do(turn: tuple[int, int, Doing]) -> tuple[int, str, str, bool]:
        number, pk, doing = turn
        name = f"canary-{pk}-turn-{number}-"
        seen, kept = doing(browsers[pk], pk, name)
        if number % 5 == 0:
            connection.close()  # and come back on whichever connection is free
        return pk, name, seen, kept

    with ThreadPoolExecutor(THREADS, initializer=_kept_open) as threads:
        done = list(threads.map(do, plan))
        every = Barrier(THREADS)  # so that each thread closes its own
        list(threads.map(lambda _: (every.wait(60), connections.close_all()), range(THREADS)))
    foreign = [(pk, seen) for pk, _, seen, _ in done if set(CANARY.findall(seen)) - {str(pk)}]
    assert not foreign, f"{len(foreign)} of {requests} saw something of others"
    assert Counter(bool(CANARY.search(seen)) for *_, seen, _ in done)[True] > requests / 3, "they see their own"
    there = dict(
        no_row_security.execute("SELECT name, owner_id FROM skills_skill WHERE name LIKE '%-turn-%'").fetchall()
    )
    assert there == {name: pk for pk, name, _, kept in done if kept}
    _no_session_remembers(shared, no_row_security)


def _kept_open() -> None:
    """Threads keep their connections between requests, as a server's do."""
    connection.settings_dict["CONN_MAX_AGE"] = None


def _no_session_remembers(port: int, watcher: Any) -> None:
    """Look at each connection to the server, all held at once, for a person that was left on it."""
    [(used,)] = watcher.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'careerplanner_app' AND datname = current_database()"
    ).fetchall()
    assert 1 <= used <= SERVER_CONNECTIONS, "shared indeed"
    [(usual,)] = watcher.execute("SHOW synchronous_commit").fetchall()
    held = [psycopg.connect(host="127.0.0.1", port=port, user="x", dbname="bounced") for _ in range(SERVER_CONNECTIONS)]
    sessions = set()
    for each in held:
        with closing(each.cursor()) as cursor:
            cursor.execute(
                "SELECT pg_backend_pid(), coalesce(current_setting('app.user_id', true), ''), "
                "coalesce(current_setting('app.link', true), ''), current_setting('statement_timeout'), "
                "current_setting('plan_cache_mode'), current_setting('synchronous_commit'), "
                "(SELECT count(*) FROM skills_skill)"
            )
            pid, *left = cursor.fetchone() or []
            sessions.add(pid)
            assert left == ["", "", "0", "auto", usual, 0]
    assert len(sessions) == SERVER_CONNECTIONS
    for each in held:
        each.close()


def _cookie_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies.output(attrs=[], header="", sep=";").strip()
