"""Asking later, pausing somebody, letting them go, and taking them up again."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.people.actions import put_off, turn
from apps.people.models import Person
from apps.users.access import person

LATER = (
    ("1", gettext_lazy("in a week")),
    ("4", gettext_lazy("in four weeks")),
    ("13", gettext_lazy("in three months")),
)


@login_required
def later(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask about somebody so many weeks from today; anything else is a week."""
    them = get_object_or_404(Person.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        weeks = request.POST.get("weeks", "")
        put_off(them, until=timezone.localdate() + timedelta(weeks=int(weeks if weeks in dict(LATER) else "1")))
        messages.success(request, _("Fine. You will be asked later."))
        return redirect("reflections:today" if request.POST.get("next") == "today" else them.get_absolute_url())
    return redirect(them)


@login_required
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pause somebody, let them go, or take them up again."""
    them = get_object_or_404(Person.objects.owned_by(person(request)), pk=pk)
    wanted = request.POST.get("state", "")
    if request.method == "POST" and wanted in Person.State:
        turn(them, state=wanted)
        messages.success(request, _SAID[Person.State(wanted)])
    return redirect(them)


_SAID = {
    Person.State.IN_TOUCH: gettext_lazy("Good. You are asked again, as your last contact says."),
    Person.State.PAUSED: gettext_lazy("Paused. You are not asked until you say so; all that stands here stays."),
    Person.State.LET_GO: gettext_lazy("Let go. That is fine: people come and go. All that stands here stays."),
}
