"""The dates of a person in their own calendar program: the page about it, and what the program reads."""

import hashlib
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from apps.opportunities import ical, wording
from apps.opportunities.agenda import agenda
from apps.opportunities.models import CalendarFeed
from apps.users.access import person
from apps.users.ownership import acting_as

SHOWN = 8  # of the days to come


class Coming(NamedTuple):
    """A day that the calendar shows."""

    day: date
    away: str
    title: str
    path: str


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What the calendar is for, its secret address, and how to stop it."""
    user = person(request)
    feed = CalendarFeed.objects.owned_by(user).first()
    address = settings.SITE_URL + reverse("opportunities:feed", args=[feed.token]) if feed else ""
    ahead = agenda(user, since=timezone.localdate(), most=SHOWN)
    context = {
        "feed": feed,
        "address": address,
        "subscribe": address.replace("http", "webcal", 1).replace("webcals", "webcal", 1),
        "coming": [Coming(e.day, wording.away(e.day), e.title, e.path) for e in ahead[:SHOWN]],
    }
    return render(request, "opportunities/calendar.html", context)


@login_required
def make(request: HttpRequest) -> HttpResponse:
    """A new address; the one before it stops at once."""
    if request.method == "POST":
        CalendarFeed.make(owner_id=person(request).pk)
        messages.success(request, _("Here is the new address. Any earlier one no longer works."))
    return redirect("opportunities:calendar")


@login_required
def turn_off(request: HttpRequest) -> HttpResponse:
    """No calendar any more."""
    if request.method == "POST":
        CalendarFeed.objects.owned_by(person(request)).delete()
        messages.success(request, _("The address no longer works. What a program has already read stays there."))
    return redirect("opportunities:calendar")


# A calendar program asks for this by itself and knows no login: the unguessable token of the address is what permits
# it, and it can only read. Without the exemption a POST would be told of a missing form token instead of its method.
@csrf_exempt
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The days of whoever has this address; any other address looks like every page that does not exist."""
    found = CalendarFeed.behind(token)
    if found is None:
        raise Http404
    with acting_as(found.owner), timezone.override(ZoneInfo(found.owner.time_zone)):
        found.note_read(timezone.localdate())
        days = agenda(found.owner)
    body = ical.calendar(days, name="careerplanner", site=settings.SITE_URL, see=_("See it:"))
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"ETag": tag})
    response["Content-Disposition"] = 'inline; filename="careerplanner.ics"'
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=tag, response=response) or response
