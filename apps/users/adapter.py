"""How allauth makes and greets our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from apps.users import formats
from apps.users.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Take zone and locale from the browser at sign-up; the person can change both."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.locale = formats.from_browser(request.headers.get("Accept-Language", ""))[:16]
        user.time_zone = form.cleaned_data.get("time_zone") or user.time_zone
        user.currency = formats.usual_currency(user.locale)
        saved: User = super().save_user(request, user, form, commit)
        return saved
