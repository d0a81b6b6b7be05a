"""What the tests of the offers room share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

NESTED = ("SAVEPOINT", "RELEASE", "SELECT current_setting", "BEGIN", "COMMIT")  # of the test's own transaction
NESTED += ("SELECT set_config('app.user_id', '',", "SELECT set_config('app.link', '',")  # and what it restores


@pytest.fixture
def queries_of() -> Callable[..., int]:
    """How many queries a request takes in life."""

    def queries_of(client: Client, url: str, sent: dict[str, Any] | None = None) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url) if sent is None else client.post(url, sent)
        assert answer.status_code in {200, 302}
        return sum(not query["sql"].startswith(NESTED) for query in captured)

    return queries_of
