"""The doors through which a mail provider brings replies and reports; one without a key stays shut."""

import functools
from collections.abc import Iterable
from email import message_from_bytes
from email.message import Message
from email.policy import SMTP
from typing import Any

from anymail import urls as anymail
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent
from anymail.signals import inbound as brought
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.csrf import csrf_exempt

from apps.reflections import inbound, reports
from apps.reflections.reports import View
from apps.users import limits

app_name = "anymail"

SIGNED = {"mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY", "mandrill": "MANDRILL_WEBHOOK_KEY"}  # they sign what they bring
ASKING = {
    "brevo": "BREVO_API_KEY",
    "mailersend": "MAILERSEND_INBOUND_SECRET",
    "mailgun": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mailtrap": "MAILTRAP_API_TOKEN",
    "mandrill": "MANDRILL_WEBHOOK_KEY",
    "postal": "POSTAL_WEBHOOK_KEY",
    "sendinblue": "SENDINBLUE_API_KEY",
}  # without these keys their doors only make errors
LARGEST = 45 * 1024 * 1024  # bytes of a request: what providers take at most, in their letters
LARGE_ONES, WINDOW = 30, 10 * 60  # requests from one address within so many seconds


def take_in(sender: type, event: AnymailInboundEvent, esp_name: str, **_: Any) -> None:
    """Write down what a provider brings; if this raises, it hears “no” and brings it again."""
    message = event.message
    if settings.REPLY_ADDRESS:
        inbound.accept(
            raw=_bytes(message),
            recipient=message.envelope_recipient or "",
            sender=message.envelope_sender,
            now=timezone.now(),
        )


def _bytes(message: AnymailInboundMessage) -> bytes:
    """The message as it came, or as the provider's parts make it again."""
    try:
        return bytes(message.as_bytes())
    except (UnicodeError, LookupError, ValueError):  # letters that its charset does not have
        return bytes(message.as_string(policy=SMTP.clone(utf8=True)).encode("utf-8", errors="replace"))


def doors(keys: dict[str, Any]) -> list[URLPattern]:
    """The addresses for replies that ask for a key: all where WEBHOOK_SECRET is set, else those of who signs."""
    return [
        URLPattern(door.pattern, roomy(reports.readable(door.callback)), door.default_args, door.name)
        for door in anymail.urlpatterns
        if not str(door.name).endswith(reports.DOOR)
        and reports.is_installed(door)
        and all(keys.get(key) for provider, key in ASKING.items() if str(door.name).startswith(provider))
        and (keys.get("WEBHOOK_SECRET") or keys.get(SIGNED.get(str(door.name).split("_")[0], "none")))
    ]


def roomy(view: View) -> View:
    """A door wide enough for a message with pictures: everywhere else 2 MB of form are enough."""

    @csrf_exempt
    @functools.wraps(view)
    def wide(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > LARGEST:
            return HttpResponse(status=413)
        if length > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or LARGEST):
            if not limits.allows("large-mail", limits.address_of(request), most=LARGE_ONES, seconds=WINDOW):
                return HttpResponse(status=429)
            _read_whole(request)
        return view(request, *args, **kwargs)

    return wide


def _read_whole(request: HttpRequest) -> None:
    """Read a request that Django finds too large, as Django would have: its body, and the fields of its form."""
    request._body = request.read()
    kind = request.META.get("CONTENT_TYPE", "")
    if kind.startswith("multipart/form-data"):
        form = message_from_bytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + request._body)
        fields, files = _fields(form.walk())
        request._post, request._files = fields, files  # type: ignore[attr-defined]  # where Django keeps what it reads


def _fields(parts: Iterable[Message]) -> tuple[QueryDict, MultiValueDict[str, SimpleUploadedFile]]:
    fields, files = QueryDict(mutable=True), MultiValueDict[str, SimpleUploadedFile]()
    for part in parts:
        name = part.get_param("name", header="Content-Disposition")
        payload = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(payload, bytes):
            continue
        file = part.get_filename()
        if file is None:
            fields.appendlist(name, payload.decode("utf-8", errors="replace"))
        else:
            files.appendlist(name, SimpleUploadedFile(file, payload, part.get_content_type()))
    return fields, files


brought.connect(take_in)
urlpatterns = [*doors(settings.ANYMAIL), *reports.doors(settings.ANYMAIL)]
