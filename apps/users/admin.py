"""Operators see accounts; nobody's content is ever registered here."""

from django.contrib import admin

from apps.users.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Accounts without passwords or content."""

    list_display = ["email", "is_active", "is_staff", "date_joined", "last_login"]
    search_fields = ["email"]
    fields = ["email", "is_active", "is_staff", "is_superuser", "date_joined", "last_login"]
    readonly_fields = ["email", "date_joined", "last_login"]

    def has_add_permission(self, request: object) -> bool:
        """People sign up themselves."""
        return False

    def has_delete_permission(self, request: object, obj: User | None = None) -> bool:
        """Deletion belongs to the person, whose rows an operator cannot see."""
        return False
