"""The environment of one test process, set before Django reads its settings; bin/test has pytest load it."""

import os
from urllib.parse import urlsplit, urlunsplit

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE = f"test_{os.environ.get('TEST_RUN', 'by_hand')}"
DATABASE = f"{TEMPLATE}_{WORKER}"


def _with(url: str, *, user: str | None = None, database: str) -> str:
    """The same server for another user and another database, whether by host or by Unix socket."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if user:
        _, _, password = netloc.rpartition("@")[0].partition(":")
        netloc = f"{user}{':' + password if password else ''}@{netloc.rpartition('@')[2]}"
    path = f"{parts.path.rpartition('/')[0]}/{database}"
    return urlunsplit(parts._replace(netloc=netloc, path=path))


if "DATABASE_ADMIN_URL" in os.environ:
    _admin = os.environ["DATABASE_ADMIN_URL"]
    _number = int(WORKER.removeprefix("gw")) + 1 if WORKER.startswith("gw") else 0
    os.environ |= {
        "SECRET_KEY": "for tests only",
        "DEBUG": "off",
        "SITE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DATABASE_URL": _with(_admin, user="careerplanner_app", database=DATABASE),
        "DATABASE_OWNER_URL": _with(_admin, user="careerplanner_owner", database=TEMPLATE),
        "DATABASE_POOL": "off",  # a kept connection would hold the worker's database at the end
        "REDIS_URL": _with(os.environ["REDIS_URL"], database=str(_number)),
        # Playwright keeps an event loop in the thread of the tests, which makes Django suspect async code.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "EMAIL_URL": "smtp://127.0.0.1:9",  # refuses: a test that really sends names its own sink
    }
    os.environ.pop("OUTBOX_DIR", None)
