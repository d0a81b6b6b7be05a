"""What an entry said before."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.achievements import versions
from apps.achievements.actions import bring_back
from apps.achievements.models import Achievement
from apps.users.access import person

SHOWN = 50  # changes, newest first


@login_required
def history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each change of an entry, newest first; a version that is sent is brought back."""
    user = person(request)
    entry = get_object_or_404(Achievement.objects.owned_by(user).told(), pk=pk)
    if request.method == "POST":
        if not bring_back(owner=user, achievement_id=pk, version_id=_version(request)):
            raise Http404
        messages.success(request, _("It is as it was. What it said until now is kept, too."))
        return redirect("achievements:history", pk=pk)
    past = list(entry.past_versions.all()[: SHOWN + 1])
    context = {
        "entry": entry,
        "changes": versions.changes(entry, past[:SHOWN]),
        "is_cut": len(past) > SHOWN,
        "shown": SHOWN,
    }
    return render(request, "achievements/history.html", context)


def _version(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("version", ""))
    except ValueError:
        raise Http404 from None
