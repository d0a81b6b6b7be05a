"""Ways in and what they answer, for the tests of accounts: browsers, codes, and what a stranger sees."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from tests.conftest import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"
TODAY = "reflections:today"
CODE = re.compile(r"^([A-Z0-9-]{6,})$", re.MULTILINE)


def browser(agent: str = FIREFOX, **headers: str) -> Client:
    return Client(headers={"User-Agent": agent, **headers})


def log_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get(reverse("users:settings")).status_code == 200


def prove(client: Client, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_reauthenticate"), {"password": password})


def turn_on(user: Any) -> list[str]:
    """Give the account an app whose secret is SECRET, and recovery codes, which are returned."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).generate_codes()


def app_code() -> str:
    """The code of the app; one that is about to end is waited for, as a person would."""
    if (left := 30 - time.time() % 30) < 3:
        time.sleep(left)
    return f"{hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))):06}"


def mailed_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def steps_of(user: Any) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


class Counting(MD5PasswordHasher):
    """Counts the times the slow work would have been done."""

    times: ClassVar[int] = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.times += 1
        return super().encode(password, salt)


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """How often a password was hashed since the last time it was asked."""

    def since() -> int:
        times, Counting.times = Counting.times, 0
        return times

    with override_settings(PASSWORD_HASHERS=["tests.users.doors.Counting"]):
        since()
        yield since


def seen(answer: Any, *words: str) -> dict[str, Any]:
    """All that a stranger sees of an answer but what is random or the time; `words` differ by what was typed."""
    body = re.sub(r'value="[A-Za-z0-9]{64}"|[0-9a-f-]{36}', "", answer.content.decode())
    body = re.sub(r'"X-CSRFToken": "\w+"', "", body)
    for word in words:
        body = body.replace(word, "…")
    headers = {name: value for name, value in answer.headers.items() if name not in {"Content-Length", "Expires"}}
    cookies = {
        name: {key: morsel[key] for key in ("path", "httponly", "samesite")} for name, morsel in answer.cookies.items()
    }
    return {"status": answer.status_code, "headers": headers, "cookies": cookies, "body": body}
