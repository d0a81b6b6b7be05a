"""What operators may do to accounts: each is written down in the admin's log, and none shows what people wrote."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.users import signed_in
from apps.users.access import person
from apps.users.models import User

Accounts = QuerySet[User]


@admin.action(description=_("Deactivate: nobody can log in, nothing is deleted"), permissions=["change"])
def deactivate(model_admin: Any, request: HttpRequest, queryset: Accounts) -> None:
    """Shut the door and end what is open; an operator cannot shut themselves out."""
    chosen = _may_touch(request, queryset).exclude(pk=person(request).pk).filter(is_active=True)
    _each(request, chosen, "Deactivated", _deactivate)


@admin.action(description=_("Activate again"), permissions=["change"])
def activate(model_admin: Any, request: HttpRequest, queryset: Accounts) -> None:
    """Open the door again."""
    _each(request, _may_touch(request, queryset).filter(is_active=False), "Activated", _activate)


@admin.action(description=_("Send the confirmation of the address again"), permissions=["change"])
def resend_confirmation(model_admin: Any, request: HttpRequest, queryset: Accounts) -> None:
    """Only to addresses that nobody has confirmed yet."""
    unconfirmed = EmailAddress.objects.filter(verified=False, primary=True).values("user")
    chosen = _may_touch(request, queryset).filter(is_active=True, pk__in=unconfirmed)
    _each(request, chosen, "Confirmation sent again", lambda user: _resend(request, user))


@admin.action(description=_("End all sessions"), permissions=["change"])
def end_sessions(model_admin: Any, request: HttpRequest, queryset: Accounts) -> None:
    """Wherever they are logged in, they have to log in again."""
    _each(request, _may_touch(request, queryset), "All sessions ended", _end_sessions)


@admin.action(description=_("Take off the second step and tell them by e-mail"), permissions=["change"])
def reset_second_step(model_admin: Any, request: HttpRequest, queryset: Accounts) -> None:
    """For people who lost phone and recovery codes, after the operator has made sure who asks."""
    guarded = Authenticator.objects.values("user")
    _each(request, _may_touch(request, queryset).filter(pk__in=guarded), "Second step taken off", _reset_second_step)


ACTIONS = [deactivate, activate, resend_confirmation, end_sessions, reset_second_step]


def _may_touch(request: HttpRequest, queryset: Accounts) -> Accounts:
    """Only who is one themselves may touch the accounts of those who may do everything."""
    return queryset if request.user.is_superuser else queryset.filter(is_superuser=False)


def _each(request: HttpRequest, accounts: Accounts, what: str, act: Callable[[User], None]) -> None:
    """Do it to each and write it down, both or neither."""
    count = 0
    for user in list(accounts):
        with transaction.atomic():
            act(user)
            LogEntry.objects.log_actions(
                user_id=person(request).pk, queryset=[user], action_flag=CHANGE, change_message=what, single_object=True
            )
        count += 1
    said = ngettext("%d account: done, and written down.", "%d accounts: done, and written down.", count) % count
    messages.success(request, said if count else gettext("There was nothing to do for the accounts that were chosen."))


def _deactivate(user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user)


def _activate(user: User) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])


def _resend(request: HttpRequest, user: User) -> None:
    EmailAddress.objects.get(user=user, primary=True).send_confirmation(request)


def _end_sessions(user: User) -> None:
    signed_in.end_all([user.pk])


def _reset_second_step(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)
    url = settings.SITE_URL + reverse("account_reset_password")
    send_mail(
        gettext("The second step of your login was taken off"),
        render_to_string("email/second_step_reset.txt", {"url": url}).strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
