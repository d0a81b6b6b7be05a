"""What the demo people have begun to write and not kept yet."""

from datetime import timedelta

from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.achievements.drafts import place_of
from apps.achievements.models import Draft
from apps.users.models import User

BEGUN: dict[str, tuple[str, int, dict[str, str]]] = {  # by person: in which form, days ago, and how far they got
    "nadia@demo.example": (
        "quick",
        1,
        {"line": "Put the umbrellas by the door as soon as it rained, and by closing time we", "next": "/today/"},
    ),
    "tomasz@demo.example": (
        "new",
        2,
        {
            "line": "Moved the library’s 40 computers to the new network",
            "outcome": "Nobody in the reading room had to wait, because",
            "skills": "Networking",
        },
    ),
    "grace@demo.example": (
        "new",
        3,
        {
            "line": "Let Dana lead the interviews for the first time",
            "duty": "Hire for my teams",
            "outcome": "All three candidates said afterwards that",
        },
    ),
}


def leave_unfinished(user: User) -> None:
    """Let the person have begun a line and been called away."""
    kind, days_ago, contents = BEGUN.get(user.email, BEGUN["nadia@demo.example"])
    row = str(uuid7())
    draft = Draft.objects.create(owner=user, place=place_of(kind, row), contents={**contents, "row": row})
    Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=days_ago))
