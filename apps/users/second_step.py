"""How second steps and passkeys are named, and how their secrets lie in the database: sealed."""

import base64
import hashlib
import logging
import secrets
from typing import Any, ClassVar

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.users.templatetags.devices import device_words

logger = logging.getLogger("careerplanner.accounts")

SITE = "careerplanner"
SEALED = "f1:"  # what was kept before there was a key has no mark, and is read as it is
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(user: Any) -> bool:
    """Whether an app or a passkey is asked for beside the password."""
    return bool(user.is_authenticated and Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exists())


def _key(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second step:{secret}".encode()).digest()))


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Our words and our seal around allauth's second steps."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This did not work. Check it, or use the next code; a used code does not work again."),
        "unverified_email": _("Confirm your e-mail addresses first, or remove the one that is not confirmed."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret with a key made from SECRET_KEY."""
        return SEALED + _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again; with a SECRET_KEY that is another, no code fits, and the log says why."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        try:
            return _keys().decrypt(encrypted_text.removeprefix(SEALED).encode()).decode()
        except InvalidToken:
            logger.error("a second step was sealed with another SECRET_KEY: name that one in SECRET_KEY_FALLBACKS")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_issuer(self) -> str:
        return SITE

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": SITE}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A passkey is first named for the device it is made on; the person can rename it."""
        request: HttpRequest = context.request
        return device_words(request.headers.get("User-Agent", ""))
