"""Did it last? The answer, or putting the question off."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.achievements.following_up import put_off
from apps.achievements.forms import FollowUpForm
from apps.achievements.lasting import PUT_OFF
from apps.achievements.models import Achievement, FollowUp
from apps.users.access import person


@login_required
def lasted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how it is now with a measured outcome, or change what was said."""
    user = person(request)
    entries = Achievement.objects.owned_by(user)
    if request.method == "POST":
        entries = entries.select_for_update()  # an entry has one answer: two forms at once come one after the other
    entry = get_object_or_404(entries, pk=pk)
    known = FollowUp.objects.owned_by(user).filter(achievement=entry).first()
    if known is None and entry.shown_state != Achievement.State.MEASURED:
        return redirect(entry)
    blank = FollowUp(owner=user, achievement=entry)
    form = FollowUpForm(request.POST if request.method == "POST" else None, instance=known or blank, owner=user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Kept beside the outcome."))
        return redirect(entry)
    context = {"form": form, "entry": entry, "known": known}
    return render(request, "achievements/lasted.html", context, status=422 if form.is_bound else 200)


@login_required
def later(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask again in a month, or not at all."""
    entry = get_object_or_404(Achievement.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        never = "never" in request.POST
        put_off(achievement=entry, until=None if never else timezone.localdate() + PUT_OFF)
        messages.success(request, _("We will not ask about it.") if never else _("We will ask again in a month."))
    return redirect(entry)
