"""Where the person is heading: the target, what it asks for, and which offer builds it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.opportunities.course import course
from apps.opportunities.forms.direction import DirectionForm, NeedsForm
from apps.opportunities.forms.occupations import OccupationForm, TakeOverForm
from apps.skills import occupations as catalogue
from apps.skills.directing import add_needs, change_needs, head_again, head_for
from apps.skills.models import Direction
from apps.users.access import person
from apps.users.models import User

EARLIER = 12  # shown below the one that holds


@login_required
@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The direction that holds, with the earlier ones beside it; or how to begin."""
    user = person(request)
    known = Direction.objects.owned_by(user).select_related("occupation").defer("occupation__description")
    found = list(known[: EARLIER + 1])
    current = found[0] if found and found[0].ended_at is None else None
    return _shown(request, user, current, found[1:] if current else found[:EARLIER])


@login_required
@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One direction, such as an earlier one, held against how things are today."""
    user = person(request)
    return _shown(request, user, _found(user, pk), [])


def _found(user: User, pk: UUID) -> Direction:
    known = Direction.objects.owned_by(user).select_related("occupation").defer("occupation__description")
    return get_object_or_404(known, pk=pk)


def _shown(request: HttpRequest, user: User, direction: Direction | None, earlier: list[Direction]) -> HttpResponse:
    held = course(user, direction, timezone.localdate()) if direction else None
    context = {"direction": direction, "course": held, "earlier": earlier}
    return render(request, "opportunities/direction/now.html", context)


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """A new direction, or other words for one."""
    user = person(request)
    found = _found(user, pk) if pk else None
    form = DirectionForm(request.POST if request.method == "POST" else None, instance=found, owner=user)
    if request.method == "POST" and form.is_valid():
        if found is None and form.already_saved is None:
            head_for(owner=user, **form.values())
        else:
            form.save()
        messages.success(request, _("Kept."))
        return _back(found)
    before = None if found else Direction.objects.owned_by(user).current().first()
    context = {"form": form, "direction": found, "before": before}
    return render(request, "opportunities/direction/form.html", context, status=422 if form.is_bound else 200)


def _back(direction: Direction | None) -> HttpResponse:
    if direction is None or direction.ended_at is None:
        return redirect("direction:now")
    return redirect("direction:one", pk=direction.pk)


@login_required
def needs(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it asks for: weigh, take away, add."""
    direction = _found(person(request), pk)
    form = NeedsForm(request.POST if request.method == "POST" else None, needs=direction.needs.all())
    if request.method == "POST" and form.is_valid():
        change_needs(direction=direction, **form.values())
        messages.success(request, _("Kept."))
        return _back(direction)
    context = {"form": form, "direction": direction}
    return render(request, "opportunities/direction/needs.html", context, status=422 if form.is_bound else 200)


@login_required
def occupations(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look an occupation up, see what it asks for, and take over what is wanted of it."""
    direction = _found(person(request), pk)
    sent = request.POST if request.method == "POST" else None
    asking = OccupationForm(sent or request.GET)
    picked = asking.occupation
    if sent is not None and picked is None:  # back from an address that names none
        return redirect("direction:occupations", pk=pk)
    form = TakeOverForm(sent, occupation=picked, direction=direction) if picked else None
    if sent is not None and form is not None and form.is_valid():
        add_needs(direction=direction, occupation=picked, **form.values())
        messages.success(request, _("Taken over. Change what counts how much as you like."))
        return redirect("direction:needs", pk=pk)
    context = {
        "direction": direction,
        "asking": asking,
        "found": catalogue.found(asking.typed) if asking.typed and not picked else [],
        "any": bool(picked) or catalogue.any_known(),
        "picked": picked,
        "form": form,
    }
    status = 200 if sent is None else 422
    return render(request, "opportunities/direction/occupations.html", context, status=status)


@login_required
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Head there no longer; it stays among the earlier ones, and can be taken up again."""
    direction = _found(person(request), pk)
    if request.method == "POST":
        direction.end()
        messages.success(request, _("It is among your earlier directions now. You need no other one."))
        return redirect("direction:now")
    return _back(direction)  # back from logging in


@login_required
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take up an earlier direction."""
    user = person(request)
    direction = _found(user, pk)
    if request.method == "POST":
        head_again(owner=user, direction=direction)
        messages.success(request, _("You are heading there again."))
        return redirect("direction:now")
    return _back(direction)  # back from logging in


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete a direction with the list of what it asks for; skills and offers stay."""
    direction = _found(person(request), pk)
    if request.method == "POST":
        direction.delete()
        messages.success(request, _("The direction is deleted."))
        return redirect("direction:now")
    here = "direction:now" if direction.ended_at is None else "direction:one"
    context = {
        "title": _("Delete “%(direction)s”?") % {"direction": direction},
        "text": _("It goes for good, with the list of what it asks for. Your skills, entries and offers stay."),
        "action": _("Delete the direction"),
        "cancel": redirect(here, *([] if direction.ended_at is None else [pk])).url,
    }
    return render(request, "components/confirm.html", context)
