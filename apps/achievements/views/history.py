"""What an entry said before."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
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
        version = _version(request)
        if version and bring_back(owner=user, achievement_id=pk, version_id=version):
            messages.success(request, _("It is as it was. What it said until now is kept, too."))
        else:
            messages.error(request, _("That version is not there any more. Nothing has changed."))
        return redirect("achievements:history", pk=pk)
    past = list(entry.past_versions.all()[: SHOWN + 1])
    context = {
        "entry": entry,
        "changes": versions.changes(entry, past[:SHOWN]),
        "is_cut": len(past) > SHOWN,
        "shown": SHOWN,
    }
    return render(request, "achievements/history.html", context)


def _version(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("version", ""))
    except ValueError:
        return None
