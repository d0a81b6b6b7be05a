"""The mail of a site that runs on one machine: written to a folder, shown at /outbox/."""

import email
import email.policy
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from uuid_utils.compat import uuid7

SHOWN = 100  # messages


def _folder() -> Path:
    if settings.OUTBOX_DIR is None:
        raise ImproperlyConfigured("The outbox needs OUTBOX_DIR, the folder it keeps messages in.")
    return Path(settings.OUTBOX_DIR)


class OutboxBackend(BaseEmailBackend):
    """Write each message to a file of its own, the newest last by name."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            target = folder / f"{uuid7().hex}.eml"
            partial = target.with_suffix(".part")
            partial.write_bytes(message.message().as_bytes())
            partial.rename(target)
        return len(email_messages)


def _message(name: str) -> ParsedMessage:
    file = _folder() / f"{name}.eml"
    if not name.isalnum() or not file.exists():
        raise Http404
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default)


def _sent(message: ParsedMessage) -> datetime | None:
    """When it was written; Django dates mail in UTC as `-0000`, which reads as a time without a zone."""
    sent: datetime | None = getattr(message["date"], "datetime", None)
    return sent.replace(tzinfo=UTC) if sent and sent.tzinfo is None else sent


def _part(message: ParsedMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body else ""


def outbox(request: HttpRequest) -> HttpResponse:
    """The newest messages first."""
    folder = _folder()
    names = sorted((file.stem for file in folder.glob("*.eml")), reverse=True)[:SHOWN] if folder.exists() else []
    letters = [(name, letter, _sent(letter)) for name in names for letter in [_message(name)]]
    return render(request, "outbox/list.html", {"letters": letters})


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its annotation forgets views that take arguments
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One message: its text, and its HTML in a frame that can run nothing."""
    message = _message(name)
    context = {
        "name": name,
        "letter": message,
        "sent": _sent(message),
        "text": _part(message, "plain"),
        "has_html": _part(message, "html"),
    }
    return render(request, "outbox/detail.html", context)


@xframe_options_sameorigin
@csp(  # type: ignore[arg-type]  # as above
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],  # e-mails carry their style inline; nothing else is allowed here
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part, alone."""
    return HttpResponse(_part(_message(name), "html"))


urlpatterns = [
    path("", outbox, name="outbox"),
    path("<slug:name>/", letter, name="outbox_letter"),
    path("<slug:name>/html/", letter_html, name="outbox_letter_html"),
]
