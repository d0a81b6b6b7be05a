"""The site as granian serves it, but each statement that writes takes its time, so that a kill finds it in the middle.

    granian --interface wsgi tests.trust.slow_site:application

Nothing else is changed but what tests change anyway: static files without a manifest, and quick passwords.
"""

import os
import random
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerplanner.settings")

from django.conf import settings  # after the name of the settings

plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.ACCOUNT_RATE_LIMITS = False

from django.db.backends.signals import connection_created  # noqa: E402

from careerplanner.wsgi import application  # noqa: E402  # after the settings

LONGEST = 0.02  # seconds for one statement


def slowly(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Run a statement, and wait behind it if it wrote something."""
    result = execute(sql, params, many, context)
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        time.sleep(random.uniform(0, LONGEST))
    return result


def slow_down(connection: Any, **_: Any) -> None:
    """Have every statement of this connection go through `slowly`."""
    if slowly not in connection.execute_wrappers:
        connection.execute_wrappers.append(slowly)


connection_created.connect(slow_down, weak=False)

__all__ = ["application"]
