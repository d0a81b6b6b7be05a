"""Operators see accounts; nobody's content is ever registered here, nor a secret of a login."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.users import signed_in
from apps.users.models import User


class LookAtOnly(admin.ModelAdmin[Any]):
    """Rows to look at. Who could add an address or a second step to an account could take it over."""

    def has_add_permission(self, request: object) -> bool:
        """People do this themselves."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """People do this themselves."""
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """People do this themselves."""
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Accounts without passwords or content."""

    list_display = ["email", "is_active", "is_staff", "date_joined", "last_login"]
    search_fields = ["email"]
    fields = ["email", "is_active", "is_staff", "is_superuser", "date_joined", "last_login"]
    readonly_fields = ["email", "date_joined", "last_login"]
    actions = ["end_sessions"]

    @admin.action(description=_("Log them out everywhere"), permissions=["change"])
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End every session of the chosen accounts."""
        ended = signed_in.end_all(list(queryset.values_list("pk", flat=True)))
        said = ngettext("%(n)d session is ended.", "%(n)d sessions are ended.", ended) % {"n": ended}
        self.message_user(request, said, messages.SUCCESS)

    def has_add_permission(self, request: object) -> bool:
        """People sign up themselves."""
        return False

    def has_delete_permission(self, request: object, obj: User | None = None) -> bool:
        """Deletion belongs to the person, whose rows an operator cannot see."""
        return False


for model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)


@admin.register(EmailAddress)
class EmailAddressAdmin(LookAtOnly):
    """Which addresses an account has."""

    list_display = ["email", "user", "primary", "verified"]
    list_filter = ["primary", "verified"]
    search_fields = ["email"]
    fields = ["email", "user", "primary", "verified"]
    actions = None


@admin.register(Authenticator)
class AuthenticatorAdmin(LookAtOnly):
    """Whether an account has a second step, never its secret."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_display_links = None
    fields = ["user", "type", "created_at", "last_used_at"]
    actions = None


@admin.register(UserSession)
class UserSessionAdmin(LookAtOnly):
    """When accounts were in use, never the name of a session."""

    list_display = ["user", "created_at", "last_seen_at"]
    list_display_links = None
    fields = ["user", "created_at", "last_seen_at"]
    actions = None
