"""The person's own settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.users import closing
from apps.users.forms import PreferencesForm
from apps.users.models import User


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Name, zone, locale, currency and colours; links to the account's security pages."""
    user = get_object_or_404(User, email=request.user.get_username())
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("users:settings")
    return render(request, "users/settings.html", {"form": form}, status=422 if form.errors else 200)


def closed(request: HttpRequest) -> HttpResponse:
    """A closed account, to whoever has just given its password: when it goes, and keeping it after all."""
    user = closing.behind_door(request)
    if user is None:
        return redirect("account_login")
    if request.method == "POST":
        closing.reopen(owner=user)
        request.session.pop(closing.DOOR, None)
        messages.success(request, _("Your account is open again, with everything in it. Log in as always."))
        return redirect("account_login")
    return render(request, "users/closed.html", {"leaves_at": user.leaves_at})
