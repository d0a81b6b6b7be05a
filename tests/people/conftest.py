"""Leah, whom Alice knows."""

from typing import Any

import pytest

from apps.people.models import Person
from apps.users.ownership import acting_as
from tests.achievements.conftest import queries_of

__all__ = ["queries_of"]


@pytest.fixture
def leah(alice: Any) -> Person:
    with acting_as(alice):
        return Person.objects.create(
            owner=alice,
            name="Leah Okafor",
            known_as="my first store manager",
            organisation="Lindley",
            kinds=["mentor", "manager"],
            every_weeks=13,
        )
