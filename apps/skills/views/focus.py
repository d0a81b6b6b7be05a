"""The one or two skills a person works on, what they put in and what came of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.skills import focusing
from apps.skills.effort import Effort
from apps.skills.forms.focus import FocusForm, PracticeForm, ReviewForm
from apps.skills.models import Focus, Practice, Skill
from apps.skills.models.focus import SLOTS
from apps.users.access import person
from apps.users.prepared import Prepared

PAST = 50
ENTRIES = 20


@login_required
def focuses(request: HttpRequest) -> HttpResponse:
    """What the person works on now, and what they worked on before."""
    mine = list(Focus.objects.owned_by(person(request)).with_minutes()[:PAST])
    context = {
        "active": [Effort(focus) for focus in mine if focus.is_active],
        "past": [Effort(focus) for focus in mine if not focus.is_active],
        "today": timezone.localdate(),
    }
    return render(request, "skills/focuses.html", context)


@login_required
def take_up(request: HttpRequest) -> HttpResponse:
    """Begin one; where two are active, which of them to end first."""
    user = person(request)
    initial = {"skill": request.GET.get("skill", "").replace("\0", "")[:120]}
    form = FocusForm(request.POST if request.method == "POST" else None, owner=user, initial=initial)
    active = list(Focus.objects.owned_by(user).active().select_related("skill"))
    if form.is_bound and form.is_valid():
        if form.already_saved:
            return redirect(form.already_saved)
        try:
            focus = focusing.take_up(owner=user, **form.values())
        except focusing.BothTaken:
            form.add_error(None, _("You work on two already. Finish or drop one of them first."))
        except focusing.TakenUpAlready:
            form.add_error("skill", _("You work on this one already."))
        else:
            messages.success(request, _("Begun. One line after each session is enough."))
            return redirect(focus)
    context = {"form": form, "active": active, "full": len(active) >= len(SLOTS)}
    return render(request, "skills/focus_form.html", context, status=422 if form.is_bound else 200)


@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One focus: practice by week, and the evidence since it began."""
    user = person(request)
    focus = FOCUS.one(owner=user.pk, pk=pk)
    form = PracticeForm(owner=user, initial={"done_on": timezone.localdate()})
    return _page(request, focus, form)


@login_required
def practise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note a session; back to where it was noted from."""
    user = person(request)
    focus = get_object_or_404(Focus.objects.owned_by(user).with_minutes(), pk=pk)
    if request.method != "POST":  # back from logging in
        return redirect(focus)
    form = PracticeForm(request.POST, instance=Practice(owner=user, focus=focus), owner=user)
    if not form.is_valid():
        return _page(request, focus, form, status=422)
    form.save()
    messages.success(request, _("Noted."))
    return redirect("reflections:today" if request.POST.get("next") == "today" else focus)


def _led_to(owner: int, skill: UUID, since: date, until: date) -> QuerySet[Any]:
    """Entries that show it; they live in the room above, which is reached by its name here."""
    model: Any = Skill.achievements.rel.related_model
    entries = model.objects.owned_by(owner).filter(evidence__skill=skill).named()
    between = entries.filter(happened_on__gte=since, happened_on__lte=until)
    found: QuerySet[Any] = between.order_by("-happened_on", "-id")[:ENTRIES]
    return found


LED_TO = Prepared(_led_to)
FOCUS = Prepared(lambda owner, pk: Focus.objects.owned_by(owner).filter(pk=pk).with_minutes())
SESSIONS = Prepared(lambda owner, focus: Practice.objects.owned_by(owner).filter(focus=focus))


def _page(request: HttpRequest, focus: Focus, form: PracticeForm, status: int = 200) -> HttpResponse:
    entries = LED_TO(owner=focus.owner_id, skill=focus.skill_id, since=focus.started_on, until=focus.last_day)
    context = {
        "focus": focus,
        "effort": Effort(focus, SESSIONS(owner=focus.owner_id, focus=focus.pk)),
        "form": form,
        "entries": entries,
        "today": timezone.localdate(),
    }
    return render(request, "skills/focus.html", context, status=status)


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change hours, purpose or days."""
    user = person(request)
    focus = get_object_or_404(Focus.objects.owned_by(user).select_related("skill"), pk=pk)
    form = FocusForm(request.POST if request.method == "POST" else None, instance=focus, owner=user)
    if form.is_bound and form.is_valid():
        messages.success(request, _("Kept."))
        return redirect(form.save())
    return render(
        request, "skills/focus_form.html", {"form": form, "focus": focus}, status=422 if form.is_bound else 200
    )


@login_required
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep, finish or drop it."""
    focus = get_object_or_404(Focus.objects.owned_by(person(request)).active().with_minutes(), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(data, initial={"note": focus.closing_note})
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        if chosen["choice"] == ReviewForm.KEEP:
            focusing.keep(focus, until=chosen["until"], note=chosen["note"])
            messages.success(request, _("You keep at it."))
        else:
            focusing.end(focus, state=chosen["choice"], note=chosen["note"])
            messages.success(request, _("Ended. What you practised stays here, and there is room for another."))
        return redirect(focus)
    context = {"form": form, "focus": focus, "effort": Effort(focus)}
    return render(request, "skills/focus_review.html", context, status=422 if form.is_bound else 200)


@login_required
def practice_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a session."""
    user = person(request)
    session = get_object_or_404(Practice.objects.owned_by(user).select_related("focus__skill"), pk=pk)
    form = PracticeForm(request.POST if request.method == "POST" else None, instance=session, owner=user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect(session.focus)
    context = {"form": form, "focus": session.focus}
    return render(request, "skills/practice_form.html", context, status=422 if form.is_bound else 200)


@login_required
def practice_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a session away."""
    session = get_object_or_404(Practice.objects.owned_by(person(request)).select_related("focus"), pk=pk)
    if request.method == "POST":
        session.delete()
        messages.success(request, _("It is no longer there."))
    return redirect(session.focus)
