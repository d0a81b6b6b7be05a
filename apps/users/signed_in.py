"""The marks of a session: when it began, when it was last used, whether it has to end."""

import time
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from apps.users import session_limits

BEGAN, SEEN = "began", "seen"


def begin(request: HttpRequest) -> None:
    """Note that a session begins now."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def is_over(request: HttpRequest) -> bool:
    """Whether this session lay unused, or lasted, too long. One without marks ends when its row does (30 days)."""
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if not isinstance(began, int) or not isinstance(seen, int):
        return False
    is_kept = not request.session.get_expire_at_browser_close()
    limit = session_limits.limit_of(is_kept=is_kept, is_operator=getattr(request.user, "is_staff", False))
    return session_limits.is_over(limit, began=began, seen=seen, now=time.time())


def note_use(request: HttpRequest) -> None:
    """Note, every ten minutes at most, that the session is in use."""
    seen = request.session.get(SEEN)
    if isinstance(seen, int) and time.time() - seen > session_limits.NOTED_EVERY:
        request.session[SEEN] = int(time.time())
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def proofs(request: HttpRequest) -> float:
    """When the person last said once more that it is them, in seconds since 1970; 0.0 for not yet."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return max((float(record["at"]) for record in records if record.get("reauthenticated")), default=0.0)


def rename(request: HttpRequest) -> None:
    """Give the session a new name, so that one somebody copied before the proof does not share in it."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def living(user: Any) -> list[UserSession]:
    """The person's sessions that still open something, latest first; two queries however many there are."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk"))
    store, still = SessionStore(), set()
    kept = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now())
    for key, data in kept.values_list("session_key", "session_data"):
        if store.decode(data).get(HASH_SESSION_KEY) == user.get_session_auth_hash():
            still.add(key)
    return [row for row in rows if row.session_key in still]


def end_all(users: Any) -> int:
    """End every session of these accounts, and say how many there were."""
    rows = list(UserSession.objects.filter(user__in=get_user_model()._default_manager.filter(pk__in=users)))
    for row in rows:
        row.end()
    return len(rows)
