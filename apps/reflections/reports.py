"""The doors through which a mail provider reports bounces and complaints; one without a key stays shut."""

import functools
import json
import logging
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

from anymail import urls as anymail
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt

SIGNED = {  # what anymail calls the key that a provider signs its reports with
    "mailersend": "MAILERSEND_SIGNING_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "postal": "POSTAL_WEBHOOK_KEY",
    "sendgrid": "SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY",
    "unisender_go": "UNISENDER_GO_API_KEY",
}
NEEDED = {"amazon_ses": "boto3", "postal": "cryptography", "resend": "svix"}  # what anymail does not bring along
DOOR = "_tracking_webhook"  # how anymail's names of them end
OF_ALL = "WEBHOOK_SECRET"  # name:password, which the others send along

log = logging.getLogger(__name__)
View = Callable[..., Any]


def doors(keys: Mapping[str, str]) -> list[URLPattern]:
    """The addresses that ask for a key that we have: anybody could report anything at another."""
    found = {str(door.name).removesuffix(DOOR): door for door in anymail.urlpatterns}
    return [
        URLPattern(door.pattern, readable(door.callback), door.default_args, door.name)
        for provider, door in found.items()
        if str(door.name).endswith(DOOR) and keys.get(SIGNED.get(provider, OF_ALL)) and is_installed(door)
    ]


def readable(view: View) -> View:
    """A door at which JSON that cannot be read is refused, in words that quote nothing of it."""

    @csrf_exempt
    @functools.wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except (json.JSONDecodeError, UnicodeDecodeError):
            log.warning("a mail provider sent JSON that cannot be read")
            return HttpResponse("This is no JSON.", status=400, content_type="text/plain")

    return asked


def is_installed(door: URLPattern) -> bool:
    """Whether the library that this provider's door stands on is here; without it whoever knocks makes an error."""
    needed = next((library for start, library in NEEDED.items() if str(door.name).startswith(start)), "")
    return not needed or find_spec(needed) is not None
