"""How allauth makes and greets our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Lead every link to our own address: which host a request names is for whoever sends it to choose."""
        asked = self.request.build_absolute_uri("/") if self.request else ""
        ours = {
            name: f"{settings.SITE_URL}/{value.removeprefix(asked)}" if asked and value.startswith(asked) else value
            for name, value in context.items()
            if isinstance(value, str)
        }
        super().send_mail(template_prefix, email, {**context, **ours})
