"""Operators see accounts; nobody's content is ever registered here, nor a secret of a login."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest

from apps.users.account_actions import ACTIONS
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
    actions = ACTIONS

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only who may do everything can let others do so."""
        mine = super().get_readonly_fields(request, obj)
        return mine if request.user.is_superuser else [*mine, "is_staff", "is_superuser"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """The accounts of those who may do everything are changed by such alone."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

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
