"""How allauth makes and greets our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from apps.users import closing, formats
from apps.users.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Take zone and locale from the browser at sign-up; the person can change both."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.locale = formats.from_browser(request.headers.get("Accept-Language", ""))[:16]
        user.time_zone = form.cleaned_data.get("time_zone") or user.time_zone
        user.currency = formats.usual_currency(user.locale)
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Who has closed their account and knows its password is asked whether to keep it; they are not logged in."""
        if isinstance(user, User) and user.leaves_at is not None:
            closing.show_door(request, user)
            return redirect("users:closed")
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response
