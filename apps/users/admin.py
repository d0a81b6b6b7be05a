"""Operators see accounts; nobody's content, and nothing that would let them in as somebody else.

What allauth registers shows the keys of authenticator apps and of sessions, and lets addresses be given to an account,
which with a password reset is the account. Here it is looked at, by chosen columns.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.users.models import User

for _shown_otherwise in (Authenticator, EmailAddress, UserSession):
    admin.site.unregister(_shown_otherwise)


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Accounts without passwords or content."""

    list_display = ["email", "is_active", "is_staff", "date_joined", "last_login"]
    search_fields = ["email"]
    fields = ["email", "is_active", "is_staff", "is_superuser", "date_joined", "last_login"]
    readonly_fields = ["email", "date_joined", "last_login"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Who may change accounts does not thereby give rights, least of all to themselves."""
        rights = [] if request.user.is_superuser else ["is_staff", "is_superuser"]
        return [*self.readonly_fields, *rights]

    def has_add_permission(self, request: object) -> bool:
        """People sign up themselves."""
        return False

    def has_delete_permission(self, request: object, obj: User | None = None) -> bool:
        """Deletion belongs to the person, whose rows an operator cannot see."""
        return False


class LookedAt(admin.ModelAdmin[Any]):
    """Part of an account, to look at by chosen columns; nothing is added or changed by hand."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All that is shown."""
        return list(self.fields or [])  # type: ignore[arg-type]  # ours are plain lists of names

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are the person's."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return False


@admin.register(EmailAddress)
class EmailAddressAdmin(LookedAt):
    """Which addresses an account has, and whether each is confirmed; the person changes them."""

    fields = ["user", "email", "verified", "primary"]
    list_display = ["email", "user", "verified", "primary"]
    list_filter = ["verified", "primary"]
    search_fields = ["email"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(LookedAt):
    """That somebody has a second factor, never its key; it can be taken away from somebody who lost theirs."""

    fields = ["user", "type", "created_at", "last_used_at"]
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]


@admin.register(UserSession)
class UserSessionAdmin(LookedAt):
    """Where somebody is logged in, never the key of the session; taking the row away ends the session itself."""

    fields = ["user", "created_at", "last_seen_at", "ip", "user_agent"]
    list_display = ["user", "created_at", "last_seen_at", "ip", "user_agent"]

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        """End it: a session without its row would go on, and its owner would not see it any more."""
        obj.end()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> None:
        """As above."""
        for session in queryset:
            session.end()
