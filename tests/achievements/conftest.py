"""Alice's shop: a job, a promotion in it, care beside it, and the lines she wrote."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.models import Achievement, Role
from apps.users.ownership import acting_as

NESTED = ("SAVEPOINT", "RELEASE", "SELECT current_setting", "BEGIN", "COMMIT")


@pytest.fixture
def shop(alice: Any) -> Role:
    with acting_as(alice):
        return record_role(
            owner=alice, title="Shop assistant", organisation="Lindley", place="Leeds", started_on=date(2021, 3, 1)
        )


@pytest.fixture
def entry(alice: Any, shop: Role) -> Achievement:
    with acting_as(alice):
        return record_achievement(
            owner=alice,
            line="Increased the average basket by 12 % with a new checkout display",
            happened_on=date(2026, 11, 12),
            role_id=shop.pk,
            skills=["merchandising", "sales metrics"],
            proofs={"https://example.org/report": "the report"},
        )


@pytest.fixture
def bobs_role(bob: Any) -> Role:
    with acting_as(bob):
        return record_role(owner=bob, title="Bob’s secret job", started_on=date(2020, 1, 1))


def entry_data(**changes: Any) -> dict[str, Any]:
    """What a browser sends with the entry form."""
    return {
        "line": "Trained five new hires on the till",
        "duty": "",
        "outcome": "",
        "happened_on_day": "3",
        "happened_on_month": "11",
        "happened_on_year": "2025",
        "role": "",
        "skills": "",
        "state_chosen": "",
        "private_note": "",
        "proof-TOTAL_FORMS": "1",
        "proof-INITIAL_FORMS": "0",
        "proof-0-url": "",
        "proof-0-label": "",
        **changes,
    }


def role_data(**changes: Any) -> dict[str, Any]:
    """What a browser sends with the role form."""
    return {
        "kind": "employment",
        "title": "Shop assistant",
        "organisation": "Lindley",
        "place": "Leeds",
        "started_on_day": "",
        "started_on_month": "3",
        "started_on_year": "2021",
        "ended_on_day": "",
        "ended_on_month": "",
        "ended_on_year": "",
        "summary": "",
        **changes,
    }


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    """How many queries a page takes in life: the test's own transaction makes savepoints of ours."""

    def queries_of(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return sum(not query["sql"].startswith(NESTED) for query in captured)

    return queries_of
