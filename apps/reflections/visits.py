"""That somebody was here: noted once a day, so that silence is told from reading without writing."""

from collections.abc import Callable
from datetime import date

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from redis.exceptions import RedisError

from apps.reflections.models import NudgePlan
from apps.users.models import User
from apps.users.ownership import acting_as

A_DAY = 24 * 60 * 60  # seconds


class NoteVisit:
    """Keeps in the plan on which day its owner was last here; the session would live longer by being written to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user, today = request.user, timezone.now().date()
        if isinstance(user, User) and response.status_code < 400 and is_first(user.pk, today):
            note_visit(owner=user, day=today)
        return response


def is_first(user_id: int, day: date) -> bool:
    """Whether this is the first page of that day (UTC); without a cache nobody knows, and nothing is noted."""
    try:
        return cache.add(f"seen:{user_id}:{day}", 1, A_DAY)
    except RedisError:
        return False


def note_visit(*, owner: User, day: date) -> None:
    """The person was here on this day (UTC); who has no plan leaves no trace."""
    with acting_as(owner):
        NudgePlan.objects.owned_by(owner).update(seen_on=day)
