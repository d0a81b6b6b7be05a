"""Keeping the e-mail as it was after silence, and saying that an address works again."""

import smtplib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from apps.reflections import reviving, silence
from apps.reflections.actions import holder_of
from apps.reflections.models import NudgeLink
from apps.users import limits
from apps.users.access import person


# As with stopping: somebody who holds the link of their e-mail has no cookies, and its token is what permits it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page and changes nothing; POST keeps the e-mail as it was before the silence."""
    now = timezone.now()
    owner = holder_of(token=token, now=now, purpose=NudgeLink.Purpose.KEEP)
    if owner is None:
        return render(request, "reflections/stop_unknown.html", status=404)
    if request.method == "POST":
        plan = silence.as_before(owner=owner, now=now)
        next_words = plan.next_words(now) if plan else ""
        return render(request, "reflections/kept.html", {"next_words": next_words})
    return render(request, "reflections/keep.html")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page and changes nothing; POST lets e-mail go to the address again, which the link came by."""
    owner = holder_of(token=token, now=timezone.now(), purpose=NudgeLink.Purpose.ADDRESS)
    if owner is None:
        return render(request, "reflections/address_unknown.html", status=404)
    if request.method == "POST":
        reviving.works_again(owner=owner)
        return render(request, "reflections/address_works.html")
    return render(request, "reflections/address_confirm.html")


@login_required
@require_POST
def as_before(request: HttpRequest) -> HttpResponse:
    """The e-mail as often as before the silence."""
    silence.as_before(owner=person(request), now=timezone.now())
    messages.success(request, _("Good: it comes as it did before."))
    return redirect("reflections:list")


@login_required
@require_POST
def check_address(request: HttpRequest) -> HttpResponse:
    """Send one e-mail that shows whether the address works again."""
    user = person(request)
    if not limits.allows("address", str(user.pk), most=3, seconds=3600):
        messages.warning(request, _("We sent three in the last hour. Try again in a little while."))
        return redirect("reflections:list")
    try:
        reviving.ask_whether_it_works(owner=user, now=timezone.now())
    except (OSError, smtplib.SMTPException):
        sentence = _("The mail server does not take an e-mail to %(address)s now. Try again later.")
        messages.error(request, sentence % {"address": user.email})
    else:
        messages.success(request, _("Look into %(address)s: press the link in our e-mail.") % {"address": user.email})
    return redirect("reflections:list")
