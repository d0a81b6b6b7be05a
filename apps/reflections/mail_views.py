"""The plan of the e-mail, its preview, sending it now, and stopping it from the e-mail itself."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from apps.reflections import letter
from apps.reflections.actions import (
    ask_now,
    decline_plan,
    end_links,
    holder_of,
    new_plan,
    pause_by_link,
    start_plan,
    stop_by_link,
)
from apps.reflections.forms import PlanForm
from apps.reflections.models import NudgePlan, Suppression
from apps.reflections.views import list_context
from apps.users.access import person


@login_required
@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    """Keep the plan as the form has it."""
    user = person(request)
    there = NudgePlan.objects.owned_by(user).first()
    form = PlanForm(request.POST, instance=there or new_plan(owner=user), owner=user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your plan is kept."))
        return redirect("reflections:list")
    there = NudgePlan.objects.owned_by(user).first()  # afresh: the form has written what was typed into the other
    return render(request, "reflections/list.html", list_context(request, user, there, form), status=422)


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Yes to the weekly e-mail."""
    start_plan(owner=person(request))
    messages.success(request, _("Good. Pause or stop it whenever you like, in the e-mail or under Reflections."))
    return redirect("reflections:today")


@login_required
@require_POST
def decline(request: HttpRequest) -> HttpResponse:
    """No, thanks; or no longer."""
    decline_plan(owner=person(request))
    messages.success(request, _("No e-mail, then. You can turn it on under Reflections."))
    return redirect("reflections:today")


@login_required
@require_POST
def send_now(request: HttpRequest) -> HttpResponse:
    """The e-mail at once."""
    user = person(request)
    if Suppression.objects.of(user).stopped().exists():
        messages.warning(request, _("Your address does not take our e-mail at present. What you can do stands below."))
    elif ask_now(owner=user, now=timezone.now()):
        messages.success(request, _("It is on its way to %(address)s.") % {"address": user.email})
    else:
        messages.warning(request, _("You asked for three in the last hour. Try again in a little while."))
    return redirect("reflections:list")


@login_required
@require_POST
def end_mail_links(request: HttpRequest) -> HttpResponse:
    """End what acts without login in the e-mails so far."""
    end_links(owner=person(request))
    messages.success(request, _("Ended. The links in your next e-mail are new ones."))
    return redirect("reflections:list")


@login_required
@csp_update({"frame-src": [SELF]})
def preview(request: HttpRequest) -> HttpResponse:
    """What the next e-mail would say now: its text, and its HTML in a frame that can run nothing."""
    return render(request, "reflections/preview.html", {"letter": letter.preview(person(request))})


@login_required
@xframe_options_sameorigin
@csp(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],  # e-mails carry their style inline; nothing else is allowed here
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def preview_html(request: HttpRequest) -> HttpResponse:
    """The HTML part, alone."""
    return HttpResponse(letter.preview(person(request)).html)


# A mail program posts here by itself when somebody presses its “unsubscribe” (RFC 8058): it has no cookies and no
# CSRF token, and the unguessable token of the address is what permits it. All it can do is stop one e-mail.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page and changes nothing; POST stops the plan, or pauses it, as often as it comes."""
    owner = holder_of(token=token, now=timezone.now())
    if owner is None:
        return render(request, "reflections/stop_unknown.html", status=404)
    if "pause" in request.POST:
        until = pause_by_link(owner=owner, now=timezone.now())
        return render(request, "reflections/paused.html", {"until": until})
    if request.method == "POST":
        stop_by_link(owner=owner)
        return render(request, "reflections/stopped.html")
    return render(request, "reflections/stop.html")
