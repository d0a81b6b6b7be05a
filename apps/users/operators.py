"""The admin: its door is the one of everybody, with the same limits, and it asks for a second step."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from apps.users.second_step import has_second_step


class OperatorsSite(admin.AdminSite):
    """Accounts and operations, for staff who log in with a second step."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff with an app or a passkey; every door asks for it, so that whoever is in has shown it."""
        return super().has_permission(request) and has_second_step(request.user)

    @method_decorator(never_cache)
    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nobody gets in here: they are led to the door of everybody, or to what is missing."""
        if self.has_permission(request):
            return redirect("admin:index")
        messages.info(request, _("Turn on a second step first: the admin opens with it only."))
        return redirect("mfa_index")

    def password_change(  # type: ignore[override]  # a redirect instead of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the checks and the message that everybody's change has."""
        return redirect("account_change_password")
