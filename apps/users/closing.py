"""Closing an account: shut to everybody at once, deleted after two weeks, until then opened again by its person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from apps.users import signed_in
from apps.users.models import User

GRACE = timedelta(days=14)
DOOR = "closed_account"  # in a session: whose closed account may be opened again from here
DOOR_FOR = timedelta(minutes=15)


@transaction.atomic
def close(*, owner: User, now: datetime) -> User:
    """Shut the account: no e-mail, no calendar, no shared or witness link works, and every session ends."""
    user = User.objects.select_for_update().get(pk=owner.pk)
    user.is_active, user.leaves_at = False, now + GRACE
    user.save(update_fields=["is_active", "leaves_at"])
    signed_in.end_all([user.pk])
    _tell(user, _("Your account is closed"), "email/account_closed.txt")
    return user


@transaction.atomic
def reopen(*, owner: User) -> None:
    """Keep the account after all; its person then logs in as always, with a second step where there is one."""
    user = User.objects.select_for_update().get(pk=owner.pk)
    if user.leaves_at is None:
        return
    user.is_active, user.leaves_at = True, None
    user.save(update_fields=["is_active", "leaves_at"])
    _tell(user, _("Your account is open again"), "email/account_reopened.txt")


def session(key: str) -> SessionBase:
    """The session of this key, wherever sessions are kept."""
    store: SessionBase = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    return store


def show_door(request: HttpRequest, user: User) -> None:
    """Note that whoever sits here has just given the password of this closed account."""
    until = timezone.now() + DOOR_FOR
    request.session[DOOR] = {"user": user.pk, "until": until.isoformat()}


def behind_door(request: HttpRequest) -> User | None:
    """The closed account that may be opened again from here."""
    noted = request.session.get(DOOR)
    if not noted or datetime.fromisoformat(noted["until"]) < timezone.now():
        return None
    return User.objects.filter(pk=noted["user"], leaves_at__isnull=False).first()


def _tell(user: User, subject: str, template: str) -> None:
    text = render_to_string(template, {"leaves_at": user.leaves_at, "site": settings.SITE_URL})
    transaction.on_commit(lambda: send_mail(subject, text, None, [user.email]), robust=True)
