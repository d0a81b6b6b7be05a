"""Deleting accounts for good: from every table, the sessions, and what this process keeps; a number and a day stay."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from apps.opportunities.kept import SHELF
from apps.reflections.inbound import mail_room
from apps.reflections.models import InboundMessage
from apps.reflections.takeaway.catalogue import private
from apps.users import signed_in
from apps.users.closing import session
from apps.users.models import DeletedAccount, User
from apps.users.ownership import acting_as

log = logging.getLogger(__name__)

AT_ONCE = 100  # accounts in one run; the next run takes the others


def delete_due(now: datetime) -> int:
    """Delete the accounts whose time is over; returns how many."""
    due = User.objects.filter(is_active=False, leaves_at__lte=now).order_by("leaves_at")[:AT_ONCE]
    return _erase_all(list(due), now)


def forget_deleted() -> int:
    """Delete again whoever a restored backup has brought back, by the list of those deleted; returns how many."""
    return delete_again(DeletedAccount.objects.values_list("user_id", flat=True))


def delete_again(ids: Iterable[int]) -> int:
    """Delete these accounts where they are there again; returns how many.

    A restored database may give a number a second time: an account that is younger than the deletion is another one.
    """
    known = DeletedAccount.objects.in_bulk(list(ids))
    back = [user for user in User.objects.filter(pk__in=known) if user.date_joined <= known[user.pk].deleted_at]
    return _erase_all(back, timezone.now())


def _erase_all(users: list[User], now: datetime) -> int:
    erased = []
    for user in users:
        try:
            _erase(user, now)
        except Exception as error:  # one that fails must not hold up the others; it is tried again next time
            log.warning("an account could not be deleted: %s", type(error).__name__)
        else:
            erased.append(user)
    if erased:
        _end_stray_sessions(erased)
    return len(erased)


def _erase(user: User, now: datetime) -> None:
    """Whole or not at all."""
    with transaction.atomic():
        addresses = _addresses(user)
        signed_in.end_all([user.pk])
        _forget_letters(addresses)
        with acting_as(user):
            for model in reversed(private()):
                rows = model._default_manager.filter(owner_id=user.pk)
                rows._raw_delete(rows.db)  # nothing hangs on them that is not in the list
            DeletedAccount.objects.get_or_create(user_id=user.pk, defaults={"deleted_at": now})
            accounts = ContentType.objects.get_for_model(User)
            LogEntry.objects.filter(content_type=accounts, object_id=str(user.pk)).delete()
            pk = user.pk
            user.delete()
    user.pk = pk
    SHELF.forget(pk)


def _addresses(user: User) -> set[str]:
    return {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}


def _forget_letters(addresses: Collection[str]) -> None:
    """Messages from these addresses that nobody has read yet are nobody’s so far, and go, too."""
    with mail_room():
        InboundMessage.objects.filter(owner=None, sender__in=[each.lower() for each in addresses]).delete()


def _end_stray_sessions(users: Collection[User]) -> None:
    """Sessions that no list names: half logged in, or noting a closed account."""
    ids = {str(user.pk) for user in users}
    words = {user.email.lower() for user in users}
    for row in Session.objects.iterator(chunk_size=1000):
        noted = row.get_decoded()
        told = str(noted).lower()
        if str(noted.get("_auth_user_id")) in ids or any(word in told for word in words):
            session(row.session_key).delete()
