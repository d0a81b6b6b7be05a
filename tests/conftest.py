"""What every test stands on: the database as the app role, no network, a fixed cast."""

import contextlib
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from psycopg import sql

from tests import environment
from tests.chrome import browser as browser  # a fixture

hypothesis_settings.register_profile("fixed", derandomize=True, deadline=None, database=None, max_examples=60)
hypothesis_settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


def pytest_configure(config: pytest.Config) -> None:
    if "TEST_RUN" not in os.environ:
        raise pytest.UsageError("Run bin/test: it starts the servers that the tests need, and passes arguments on.")


def _browser_tests_not_run(reporter: Any) -> int:
    return sum("browser" in report.keywords for report in reporter.stats.get("skipped", []))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Green without the browser tests is not green: say so where nobody can miss it."""
    missing = _browser_tests_not_run(terminalreporter)
    if missing:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{missing} browser tests did not run, because no Chromium was found: install one "
            f"(“apt install chromium”) or name one in CHROMIUM.",
            red=True,
        )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where a browser is required, a skipped browser test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REQUIRE_BROWSER") == "1" and reporter and _browser_tests_not_run(reporter):
        session.exitstatus = exitstatus or 1


# --- No network ---------------------------------------------------------------------------------------


def _is_near(address: Any) -> bool:
    return (
        not isinstance(address, tuple)
        or str(address[0]) in {"localhost", "::1", ""}
        or str(address[0]).startswith("127.")
    )


def _guarded(real: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if not _is_near(address):
            raise RuntimeError(f"A test tried to reach {address!r}; tests only use the loopback.")
        return real(self, address)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """A test that reaches for the network fails, and says where it wanted to go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        yield


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder for servers: pytest locks its tmp_path for everybody else, root's PostgreSQL user among them."""
    with tempfile.TemporaryDirectory(prefix="cp-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


# --- The database -------------------------------------------------------------------------------------


def _admin() -> Any:
    from careerplanner.embedded import connect

    return connect(os.environ["DATABASE_ADMIN_URL"])


def _make_template(admin: Any) -> None:
    """The one migrated database of this run, made as the owner, as in life; workers copy it."""
    from django.core.management import call_command
    from django.db import connections

    from careerplanner.embedded import APP, OWNER, connect, provision

    making = f"{environment.TEMPLATE}_making"
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(making)))
    provision(os.environ["DATABASE_ADMIN_URL"], making)
    _lend_password(admin, OWNER, APP)
    owner = connections["owner"]
    owner.settings_dict["NAME"] = making
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    owner.close()
    with connect(os.environ["DATABASE_ADMIN_URL"], making) as inside:
        # Only here: tests with several connections (live_server) are cleaned up by TRUNCATE, which the app
        # role must never be able to do to people's rows in life.
        inside.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO careerplanner_app")
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    admin.execute(rename.format(sql.Identifier(making), sql.Identifier(environment.TEMPLATE)))


def _lend_password(admin: Any, *roles: str) -> None:
    """On a given server that asks for passwords, the roles of the tests take the admin's."""
    if admin.info.password:
        for role in roles:
            statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
            admin.execute(statement.format(sql.Identifier(role), sql.Literal(admin.info.password)))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Each worker gets its own copy of the template and sees it as the app role, without DDL or bypass."""
    from django.db import connections

    mine, template = sql.Identifier(environment.DATABASE), sql.Identifier(environment.TEMPLATE)
    with _admin() as admin, django_db_blocker.unblock():
        admin.execute("SELECT pg_advisory_lock(20261123)")  # the first worker makes the template, the others wait
        known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [environment.TEMPLATE])
        if not known.fetchone():
            _make_template(admin)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER careerplanner_owner").format(mine, template))
        connections["owner"].settings_dict["NAME"] = environment.DATABASE
    yield
    with _admin() as admin, django_db_blocker.unblock():
        connections.close_all()
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(mine))


@pytest.fixture(autouse=True, scope="session")
def quick_and_plain(django_test_environment: None) -> Iterator[None]:
    """argon2 is slow on purpose and a manifest needs collectstatic; neither is what the tests are about."""
    from django.conf import settings
    from django.test import override_settings

    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    found = {"WHITENOISE_USE_FINDERS": True, "WHITENOISE_AUTOREFRESH": True}  # served from where they lie
    with override_settings(PASSWORD_HASHERS=hashers, STORAGES=storages, **found):
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate limits and cached sessions of one test are no business of the next."""
    from django.core.cache import caches

    yield
    if caches.all(initialized_only=True):
        caches["default"].clear()


# --- The cast -----------------------------------------------------------------------------------------

PASSWORD = "correct horse battery"


def _person(email: str) -> Any:
    from allauth.account.models import EmailAddress

    from apps.users.models import User

    user = User.objects.create_user(email=email, password=PASSWORD)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


@pytest.fixture
def alice(db: None) -> Any:
    """Alice, whose things a test is about."""
    return _person("alice@example.org")


@pytest.fixture
def bob(db: None) -> Any:
    """Bob, the stranger."""
    return _person("bob@example.org")


def _logged_in(user: Any) -> Any:
    from django.test import Client
    from django.utils import timezone

    from apps.reflections.visits import is_first

    client = Client()
    client.force_login(user)
    is_first(user.pk, timezone.now().date())  # they have been here today: noting that is no part of a page's queries
    return client


@pytest.fixture
def as_alice(alice: Any) -> Any:
    """A browser in which Alice is logged in."""
    return _logged_in(alice)


@pytest.fixture
def as_bob(bob: Any) -> Any:
    """A browser in which Bob is logged in."""
    return _logged_in(bob)


@pytest.fixture
def as_nobody() -> Any:
    """A browser in which nobody is logged in."""
    from django.test import Client

    return Client()


@pytest.fixture
def acting_as() -> Callable[[Any], AbstractContextManager[Any]]:
    """`with acting_as(alice):` lets a test touch Alice's private rows, as a request of hers would."""
    from apps.users.ownership import acting_as

    return acting_as


@pytest.fixture
def acting_as_alice(alice: Any) -> Iterator[Any]:
    """The whole test runs as Alice and may touch her private rows."""
    from apps.users.ownership import acting_as

    with acting_as(alice):
        yield alice


@pytest.fixture
def acting_as_bob(bob: Any) -> Iterator[Any]:
    """The whole test runs as Bob and may touch his private rows."""
    from apps.users.ownership import acting_as

    with acting_as(bob):
        yield bob


@pytest.fixture
def no_row_security(django_db_blocker: Any, db: None) -> Iterator[Any]:
    """A superuser's connection to the test database, to look past row security at what is committed there."""
    from careerplanner.embedded import connect

    with contextlib.closing(connect(os.environ["DATABASE_ADMIN_URL"], environment.DATABASE)) as connection:
        yield connection
