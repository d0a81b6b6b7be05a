"""The forms of allauth in our words."""

import zoneinfo
from typing import Any
from uuid import uuid4

from allauth.account import forms as account
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.users import even
from apps.users.passwords import HINT

EMAIL = _("E-mail address")
CODE = _("Code")
NOWHERE = "nobody.invalid"  # a name that RFC 2606 keeps free for ever


def _say(form: forms.BaseForm, **labels: StrPromise) -> None:
    """Our words for allauth's fields, and none inside them: a hint that goes away when one types is no help."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.widget.attrs.pop("placeholder", None)
        if "new-password" in str(field.widget.attrs.get("autocomplete")):
            field.help_text = HINT if name == "password1" else ""


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=EMAIL, remember=_("Keep me logged in on this device"))


class SignupForm(account.SignupForm):  # type: ignore[misc]  # allauth is untyped
    """E-mail and password; the page's script fills in the browser's time zone."""

    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-time-zone": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=EMAIL)

    def clean_time_zone(self) -> str:
        """An unknown zone is no reason to refuse a person: they start in UTC and can change it."""
        zone = str(self.cleaned_data["time_zone"])
        return zone if zone in zoneinfo.available_timezones() else ""

    def try_save(self, request: HttpRequest) -> Any:
        """Whole or not at all; and an address that is taken takes what one that is free does."""
        if self.account_already_exists:
            self._make_nobody(request)
            return super().try_save(request)
        with transaction.atomic(), transaction.atomic():
            return super().try_save(request)

    def _make_nobody(self, request: HttpRequest) -> None:
        """Make an account for an address that is nobody's and undo it, with as much for the disk to write."""
        address = self.cleaned_data["email"]
        self.cleaned_data["email"], self.account_already_exists = f"{uuid4().hex}@{NOWHERE}", False
        try:
            with transaction.atomic():  # what is undone inside leaves this one something to commit
                with transaction.atomic():
                    self.save(request)
                    transaction.set_rollback(True)
                even.look_up(address, times=even.CONFIRMING)
        finally:
            self.cleaned_data["email"], self.account_already_exists = address, True


class AddEmailForm(account.AddEmailForm):  # type: ignore[misc]  # allauth is untyped
    """One more address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=EMAIL)


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The present password and the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self, oldpassword=_("Present password"), password1=_("New password"), password2=_("New password once more")
        )


class SetPasswordForm(account.SetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """A first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=_("New password"), password2=_("New password once more"))


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is untyped
    """A new password instead of a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=_("New password"), password2=_("New password once more"))


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=EMAIL)

    def clean_email(self) -> str:
        """An address that nobody has costs as many look-ups as one whose link is made."""
        email = str(super().clean_email())
        if not self.users:
            even.look_up(email)
        return email


class RequestLoginCodeForm(account.RequestLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """Where to send the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=EMAIL)

    def clean_email(self) -> str:
        """A known address costs as many look-ups as one for which we look in two places."""
        email = str(super().clean_email())
        if self._user:
            even.look_up(email)
        return email


class ConfirmLoginCodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """The code that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=CODE)


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self)


class AuthenticateForm(AllauthAuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The second step: a code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=CODE)


class CodeAgainForm(AllauthCodeAgainForm):  # type: ignore[misc]  # allauth is untyped
    """A code once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=CODE)


class ActivateForm(AllauthActivateForm):  # type: ignore[misc]  # allauth is untyped
    """The first code of the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("The six digits"))


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """What to call a passkey, and whether it is enough to log in."""

    passwordless = forms.BooleanField(
        label=_("It alone lets me in, without a password"),
        help_text=_("Your device then asks for your fingerprint, face or PIN. Untick it for an old security key."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 80
        _say(self, name=_("What to call it"))

    def clean_name(self) -> str:
        """A name that is too long is cut: the device has made its key by now, and must not lose it."""
        return str(super().clean_name())[:80]


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """Another name for a passkey."""

    name = forms.CharField(label=_("What to call it"), max_length=80)
