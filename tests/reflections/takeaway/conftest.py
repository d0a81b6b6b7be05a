"""A file with everything, made as a worker makes it."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.utils import timezone

from apps.achievements.models import Achievement, ContactEntry, PortfolioChoice
from apps.reflections.takeaway import writing
from apps.reflections.takeaway.bringing_in import Bringing
from apps.reflections.takeaway.reading import Document
from apps.users.ownership import acting_as
from tests.filled import Filled, fill


def file_of(user: Any) -> bytes:
    """The ZIP of this person."""
    out = io.BytesIO()
    with acting_as(user):
        writing.write(out, user=user, made_at=timezone.now())
    return out.getvalue()


def data_of(contents: bytes) -> dict[str, Any]:
    """What data.json of a ZIP says."""
    with zipfile.ZipFile(io.BytesIO(contents)) as packed:
        found: dict[str, Any] = json.loads(packed.read("data.json"))
    return found


def bring(user: Any, contents: bytes) -> Bringing:
    """Bring a ZIP into this account."""
    with acting_as(user):
        bringing = Bringing(
            owner=user, document=Document(io.BytesIO(contents)), now=timezone.now(), note=lambda done: None
        )
        bringing.report = bringing.run()  # type: ignore[attr-defined]  # for the test to look at
    return bringing


@pytest.fixture
def nadia(db: None) -> Filled:
    """Somebody with something in every table."""
    filled = fill()
    with acting_as(filled.user):
        entry = Achievement.objects.get(pk=filled.ids["entry"])
        PortfolioChoice.objects.create(
            owner=filled.user, portfolio_id=filled.ids["portfolio"], achievement=entry, is_in=True
        )
        ContactEntry.objects.create(owner=filled.user, contact_id=filled.ids["contact"], achievement=entry)
    return filled
