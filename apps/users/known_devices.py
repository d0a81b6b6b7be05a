"""Browsers in which an account was logged in before: a stranger who guesses cannot lock their person out.

Wrong passwords are counted per account. With one count, anybody could keep it full and the person outside. So a
browser that has been let in carries a signed cookie that names the account by a keyed hash, and its tries are counted
apart, just as strictly. The cookie opens nothing.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

NAME = "__Host-known" if settings.HTTPS else "known"
SALT = "apps.users.known_devices"
AGE = 60 * 60 * 24 * 365  # seconds
MOST = 5  # accounts that one browser is remembered for


def _hidden(email: str) -> str:
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:24]


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        name, accounts = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(name), [str(account) for account in accounts]


def remember(request: HttpRequest, response: HttpResponseBase, *emails: str) -> None:
    """Let this browser be known for the account with these addresses from now on."""
    name, accounts = _read(request)
    accounts = list(dict.fromkeys([*(_hidden(email) for email in emails if email), *accounts]))[: 2 * MOST]
    response.set_cookie(
        NAME,
        signing.dumps([name or secrets.token_hex(8), accounts], salt=SALT),
        max_age=AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def known_as(request: HttpRequest, email: str) -> str:
    """The name of this browser if it has been let into the account before, else "": for counting tries."""
    name, accounts = _read(request)
    return name if _hidden(email) in accounts else ""
