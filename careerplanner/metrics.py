"""Figures for Prometheus about requests, logins and connections: how many and how long, never whose or about what.

Several worker processes share one folder of counters (prometheus_client's multiprocess mode): each writes to a file of
its own that is mapped into its memory, and whoever is asked adds them up. It costs microseconds; Redis would cost a
round trip for each request.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 10)
ELSEWHERE = "none"  # an address that is not ours, so that nobody can make up labels


def shared_folder() -> Path:
    """The folder of this server's workers: METRICS_DIR, else one named for the process that started them."""
    folder = Path(
        os.environ.get("METRICS_DIR") or Path(tempfile.gettempdir()) / f"careerplanner-metrics-{os.getppid()}"
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise PermissionError(f"{folder} belongs to somebody else or is open to them: name another in METRICS_DIR.")
    return folder


if settings.METRICS_TOKEN:
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(shared_folder()))

from prometheus_client import (  # noqa: E402  # it looks for the folder when it is imported
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

OURS = CollectorRegistry()
REQUESTS = Counter("careerplanner_requests", "Requests by view and kind of answer.", ["view", "status"], registry=OURS)
DURATION = Histogram(
    "careerplanner_request_seconds", "Time until a page was made.", ["view"], buckets=SECONDS, registry=OURS
)
REFUSED = Counter("careerplanner_logins_failed", "Passwords and codes that were wrong.", registry=OURS)
POOL = {
    name: Gauge(f"careerplanner_database_{said}", sentence, multiprocess_mode="livesum", registry=OURS)
    for name, said, sentence in [
        ("pool_size", "connections", "Connections to the database that are open."),
        ("pool_available", "connections_free", "Of those, the ones nobody uses."),
        ("requests_waiting", "connections_wanted", "Requests that wait for a connection."),
    ]
}


class Measure:
    """Count each request and its time; in the list of middleware only where METRICS_TOKEN is set."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else ELSEWHERE
        REQUESTS.labels(view or ELSEWHERE, f"{response.status_code // 100}xx").inc()
        DURATION.labels(view or ELSEWHERE).observe(time.perf_counter() - started)
        _note_pool()
        return response


def _note_pool() -> None:
    pool = getattr(connection, "pool", None)
    if pool is not None:
        stats = pool.get_stats()
        for name, gauge in POOL.items():
            gauge.set(stats.get(name, 0))


@receiver(user_login_failed)
def count_failed_login(sender: Any, **kwargs: Any) -> None:
    """Somebody, of whom nothing is noted, gave a wrong password."""
    REFUSED.inc()


def as_text() -> bytes:
    """The figures of all workers of this server, in Prometheus's words."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return generate_latest(OURS)
    _forget_the_dead(Path(folder))
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # prometheus_client has no type here
    return generate_latest(together)


def _forget_the_dead(folder: Path) -> None:
    """A worker that is gone has no connections; what it counted stays counted."""
    for file in folder.glob("gauge_live*.db"):
        number = file.stem.rpartition("_")[2]
        if number.isdecimal() and not psutil.pid_exists(int(number)):
            with contextlib.suppress(FileNotFoundError):
                file.unlink()
