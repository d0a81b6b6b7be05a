"""Keeping what is being written, and throwing it away; also when the session has ended meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from apps.achievements import drafts
from apps.users.access import person
from apps.users.ownership import acting_as

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def writing(view: View[P]) -> View[P]:
    """For views that take what somebody wrote: after the session has ended it is kept, and found after logging in.

    It is kept as a draft of the person whom the form was given to, so that nobody else who logs in meets it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        kept_at = kept_for_writer(request)
        if "HX-Request" in request.headers:
            return HttpResponse(status=401)  # a page to log in has no place inside another page
        return redirect_to_login(kept_at or request.get_full_path())

    return guarded


def kept_for_writer(request: HttpRequest) -> str:
    """Keep what was sent for the person whom its form was given to; where they find it, empty where nothing is kept."""
    owner = drafts.writer(request.POST.get("writer", ""))
    if owner is None:
        return ""
    with acting_as(owner):
        draft = drafts.keep(owner=owner, sent=request.POST)
        return drafts.address(draft) if draft else ""


@writing
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is being written; the page's script sends it every few seconds."""
    if request.method != "POST":
        return redirect("achievements:list")
    kept_for_writer(request)
    return HttpResponse(status=204)


@login_required
def drop(request: HttpRequest) -> HttpResponse:
    """Throw a draft away, and stay on the page it was offered on."""
    user = person(request)
    draft = drafts.of(user, request.POST.get("draft", ""))
    if draft:
        draft.delete()
        messages.success(request, _("Thrown away."))
    return redirect(ours(request.POST.get("stay", "")) or "achievements:list")


def ours(there: str) -> str:
    """A path of this site; empty for anything else."""
    return there if there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None) else ""
