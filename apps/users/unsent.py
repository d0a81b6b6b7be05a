"""What somebody sent after their session had ended, kept in their browser until they have logged in again."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.users.access import person

GetResponse = Callable[[HttpRequest], HttpResponseBase]

KEY = "unsent"  # in the session
REMEMBERED = 60 * 60 * 24 * 90  # seconds that a browser knows whose it was
LONGEST = 300_000  # characters of one form
NEVER = {"csrfmiddlewaretoken"}
_UNSAID = {"row", "seen", "next", "place", "writer", "query", "packed"}  # of the page, not of the person
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_signer = signing.Signer(salt="careerplanner.unsent")


class KeepUnsent:
    """Remember in the browser whose pages it shows; keep a form that comes without its session for that person."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            _remember(request, response)
            _forget_what_is_done(request, response)
        elif request.method == "POST" and "HX-Request" not in request.headers and _asks_to_log_in(request, response):
            with suppress(SuspiciousOperation, UnreadablePostError, MultiPartParserError):  # not a form at all
                if _keep(request):
                    return redirect_to_login(reverse("users:unsent"))
        return response


@login_required
def unsent(request: HttpRequest) -> HttpResponse:
    """Show the person what they sent, to be sent again or thrown away."""
    kept = request.session.get(KEY)
    if not kept or kept["writer"] != person(request).pk:
        request.session.pop(KEY, None)
        return redirect("/")
    if request.method == "POST":
        del request.session[KEY]
        messages.success(request, _("Thrown away."))
        return redirect("/")
    said = [value for name, value in kept["sent"] if _is_said(name, value)]
    return render(request, "users/unsent.html", {"kept": kept, "said": said})


def _is_said(name: str, value: str) -> bool:
    return name not in _UNSAID and bool(_LETTERS.search(value)) and not _ID.fullmatch(value)


def _cookie() -> str:
    return "__Host-writer" if settings.SESSION_COOKIE_SECURE else "writer"


def _remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say in a cookie of this site, which no other can have sent along, whose the pages are."""
    signed = _signer.sign(str(request.user.pk))
    if request.COOKIES.get(_cookie()) != signed:
        secure = bool(settings.SESSION_COOKIE_SECURE)
        response.set_cookie(_cookie(), signed, REMEMBERED, httponly=True, secure=secure, samesite="Lax")


def _forget_what_is_done(request: HttpRequest, response: HttpResponseBase) -> None:
    """What was sent again and taken is kept no longer; nor is what somebody else had written."""
    kept = request.session.get(KEY)
    if kept is None:
        return
    is_taken = request.method == "POST" and request.get_full_path() == kept["path"] and response.status_code < 400
    if is_taken or kept["writer"] != request.user.pk:
        request.session.pop(KEY, None)


def _asks_to_log_in(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the view did nothing but send its reader to the login, and what was written is not a draft already."""
    if not isinstance(response, HttpResponseRedirect):
        return False
    there = urlsplit(response.url)
    before = parse_qs(there.query).get("next")
    return there.path == resolve_url(settings.LOGIN_URL) and before == [request.get_full_path()]


def _keep(request: HttpRequest) -> bool:
    """Keep the fields of the form, files and passwords left out; False where nobody knows whose they are."""
    writer = _writer(request)
    if writer is None or request.path.startswith(reverse("account_login").removesuffix("login/")):
        return False
    sent: list[tuple[str, Any]] = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER and "password" not in name
    ]
    if not sent or sum(len(name) + len(value) for name, value in sent) > LONGEST:
        return False
    request.session[KEY] = {
        "writer": writer,
        "path": request.get_full_path(),
        "sent": sent,
        "had_files": bool(request.FILES),
    }
    return True


def _writer(request: HttpRequest) -> int | None:
    try:
        return int(_signer.unsign(request.COOKIES.get(_cookie(), "")))
    except (signing.BadSignature, ValueError):
        return None
