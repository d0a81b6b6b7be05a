"""How allauth makes, greets, tells and counts our people."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from apps.users import closing, even, formats, known_devices, signed_in
from apps.users.models import User
from apps.users.templatetags.devices import device_words

logger = logging.getLogger("careerplanner.accounts")

WAYS = {
    "reauthenticate": _("Use my password"),
    "mfa_reauthenticate": _("Use a code of my app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Zone and locale from the browser, our words, and what has to hold at every door."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not belong together. Check both."),
        "incorrect_password": _("This is not your password. Check it and type it once more."),
        "enter_current_password": _("This is not your present password. Check it and type it once more."),
        "incorrect_code": _("This code is not right, or no longer. Check it, or use the next one."),
        "too_many_login_attempts": _(
            "That was tried too often just now. Wait five minutes, or log in with a code or a passkey."
        ),
        "duplicate_email": _("This address is with your account already."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Take zone and locale from the browser at sign-up; the person can change both."""
        user.locale = formats.from_browser(request.headers.get("Accept-Language", ""))[:16]
        user.time_zone = form.cleaned_data.get("time_zone") or user.time_zone
        user.currency = formats.usual_currency(user.locale)
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        """Whatever the door: the session notes when it began, and the log which factors were shown."""
        super().login(request, user)
        signed_in.begin(request)
        shown = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
        logger.info("account %s logged in with %s", user.pk, " and ".join(shown) or "a confirmed address")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """This browser is known from now on."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        known_devices.remember(request, response, user.email, kwargs.get("email") or "")
        return response

    def logout(self, request: HttpRequest) -> None:
        """Leave a line in the log."""
        logger.info("account %s logged out", request.user.pk)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a line in the log; of which account is nobody's business who reads it."""
        even.after_a_refusal(credentials.get("email") or "")
        logger.warning("a password was refused")

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """The words for a mistake; that a limit was reached is told to the log, too."""
        if code == "too_many_login_attempts":
            logger.warning("a try was refused: there were too many")
        error: ValidationError = super().validation_error(code, *args)
        return error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries from a browser that is known for the account are counted apart from those of strangers."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{known_devices.known_as(request, credentials.get('email', ''))}"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second step shows that one: a stolen password alone must not be able to remove it."""
        methods = super().get_reauthentication_methods(user)
        second = [method for method in methods if method["id"] != "reauthenticate"]
        return [{**method, "description": WAYS[method["id"]]} for method in second or methods]

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Tell the main address that another one opens the account from now on, too."""
        confirmed: bool = super().confirm_email(request, email_address)
        user = email_address.user
        if confirmed and email_address.email != user.email:
            self.send_notification_mail("account/email/email_confirm", user, {"email": email_address.email})
        return confirmed

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Say the device in words; log that something about the way in was changed."""
        logger.info("account %s: %s", user.pk, template_prefix.rpartition("/")[2])
        words = device_words(self.get_http_user_agent(self.request))
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user_agent": words}, email)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Who has closed their account and knows its password is asked whether to keep it; they are not logged in."""
        if isinstance(user, User) and user.leaves_at is not None:
            closing.show_door(request, user)
            return redirect("users:closed")
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Lead every link to our own address: which host a request names is for whoever sends it to choose."""
        asked = self.request.build_absolute_uri("/") if self.request else ""
        ours = {
            name: f"{settings.SITE_URL}/{value.removeprefix(asked)}" if asked and value.startswith(asked) else value
            for name, value in context.items()
            if isinstance(value, str)
        }
        super().send_mail(template_prefix, email, {**context, **ours})
