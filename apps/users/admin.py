"""Operators see accounts; nobody's content is ever registered here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.users.account_actions import ACTIONS
from apps.users.models import User


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
