"""What benches of pages share: the servers, the budgets of docs/architecture.md, and one line for a page."""

import os
import platform
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from careerplanner.embedded import ADMIN, APP, OWNER, Postgres, Valkey, provision

QUERIES, P50, P95, SEARCH_P95, FIRST, LATER = 8, 20, 40, 80, 70 * 1024, 12 * 1024  # the budgets; ms and bytes
OTHERS = 2000
BARE = ("bare view, one query", "/bare/")  # first and last, to tell whether the machine was busy meanwhile
HEADING = (
    f"{'page':<22}{'rows':>6}{'queries':>9}{'p50':>8}{'p95':>8}{'cpu':>7}{'page kB':>9}{'first kB':>9}  over budget"
)
HEADERS = {"accept-encoding": "br, gzip", "sec-fetch-site": "same-origin"}  # as from our own pages


@contextmanager
def site(others: int = OTHERS) -> Iterator[str]:
    """The site over a PostgreSQL and a Valkey of its own, filled with other people; the address of its superuser."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        postgres, valkey = Postgres(folder, tell=lambda _: None), Valkey(folder, keep=False)
        for server in (postgres, valkey):
            stack.callback(server.stop)
            server.start()
        provision(postgres.url(ADMIN, "postgres"))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
            "SECRET_KEY": "bench",
            "SITE_URL": "http://testserver",
            "ALLOWED_HOSTS": "testserver",
            "DATABASE_URL": postgres.url(APP),
            "DATABASE_OWNER_URL": postgres.url(OWNER),
            "REDIS_URL": valkey.url,
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "STATIC_ROOT": str(folder / "static"),
            "LOG_LEVEL": "ERROR",
        }
        _set_up()
        from bench.filling import add_others

        if others:
            add_others(others, postgres.url(ADMIN))
        yield postgres.url(ADMIN)


def _set_up() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    settings.ROOT_URLCONF = "bench.bare_urls"
    import_module("careerplanner.wsgi")  # as the server starts


def analyse() -> None:
    """Let PostgreSQL look through its tables, as autovacuum does by itself within a minute of so many new rows."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def machine() -> str:
    """On what this is measured, and how busy that is."""
    load = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, load {load} before."


def row_for(label: str, address: str, client: Any, count: int, times: int) -> str:
    """One line of the table."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers=HEADERS)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}.")
    queries = sum(not re.match(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE)", query["sql"]) for query in captured)
    taken, computed = [], []
    for visit in range(times + 5):
        started, busy = time.perf_counter(), time.process_time()
        response = client.get(address, headers=HEADERS)
        if visit >= 5:
            taken.append((time.perf_counter() - started) * 1000)
            computed.append((time.process_time() - busy) * 1000)
    searches = "?q=" in address  # those have a budget of their own
    p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    later = len(response.content) + sum(len(f"{k}: {v}\r\n") for k, v in response.items())
    first = later + static_bytes(client.get(address).content.decode())
    limits = [
        (queries > QUERIES, "queries"),
        (p50 > P50 and not searches, "p50"),
        (p95 > (SEARCH_P95 if searches else P95), "p95"),
        (later > LATER, "page"),
        (first > FIRST, "first"),
    ]
    over = ", ".join(name for broken, name in limits if broken)
    spent = f"{p50:>8.1f}{p95:>8.1f}{statistics.median(computed):>7.1f}"
    sizes = f"{later / 1024:>9.1f}{first / 1024:>9.1f}"
    return f"{label:<22}{count:>6}{queries:>9}{spent}{sizes}  {over or '–'}"


def static_bytes(page: str) -> int:
    """What a first visit fetches besides the page, as the server sends it: Brotli where there is such a file."""
    from django.conf import settings

    found = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg|webmanifest))"', page))
    total = 0
    for name in found:
        file = Path(settings.STATIC_ROOT) / name
        squeezed = file.with_name(file.name + ".br")
        total += (squeezed if squeezed.exists() else file).stat().st_size
    return total
