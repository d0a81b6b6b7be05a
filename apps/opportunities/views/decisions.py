"""Deciding, and what was decided."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.opportunities import deciding, hindsight
from apps.opportunities.board import PAGE
from apps.opportunities.calibration import ENOUGH
from apps.opportunities.forms.decisions import DecideSheet, ReasonsForm
from apps.opportunities.models import Decision, DecisionReview, Rating
from apps.opportunities.options import Option
from apps.users.access import person
from apps.users.models import User

GLIMPSE = 5  # options of the picture beside the form; all of them are kept


@login_required
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes or no to an offer, or to staying; the options are kept as they stand."""
    user = person(request)
    now = deciding.standing(user, pk, to_write=request.method == "POST")
    option = now.option(pk)
    if option is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    sheet = DecideSheet(data, owner=user, about=option, options=now.options, notes=_notes(user, pk))
    if data is not None and sheet.is_valid():
        before = sheet.already_saved
        kept = before or deciding.decide(owner=user, opportunity_id=pk, **sheet.values())
        said = (
            _("This decision was kept already. Here it is.") if before else _("Kept, with the options as they stood.")
        )
        messages.success(request, said)
        return redirect(kept)
    context = {"sheet": sheet, "option": option, "picture": _picture(now, option)}
    return render(request, "opportunities/decide.html", context, status=200 if data is None else 422)


def _picture(now: deciding.Standing, option: Option) -> hindsight.Picture:
    """What would be kept, as far as the page shows it."""
    taken = deciding.snapshot(now, option, taken_on=timezone.localdate(), first=GLIMPSE)
    return hindsight.Picture(taken, beyond=len(now.options) - len(taken.options))


def _notes(user: User, pk: UUID) -> dict[str, str]:
    found = Rating.objects.owned_by(user).filter(opportunity=pk, factor__in=["growth", "tools"])
    return dict(found.values_list("factor", "note"))


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Everything that was decided: what wants a look back first, then by date; and how the ratings turned out."""
    user = person(request)
    everything = Decision.objects.owned_by(user).with_season_then().prefetch_related("reviews")
    calibrated = hindsight.calibrated(user)
    context = {
        "page": Paginator(everything, PAGE).get_page(request.GET.get("page")),
        "due": DecisionReview.objects.owned_by(user).due(timezone.localdate()).select_related("decision")[:PAGE],
        "calibrated": calibrated,
        "habits": hindsight.habits(calibrated),
        "enough": ENOUGH,
    }
    return render(request, "opportunities/decisions.html", context)


@login_required
@require_safe
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One decision: what was chosen, from what, why, and what became of it."""
    with_links = Decision.objects.owned_by(person(request)).select_related("opportunity", "role__organisation")
    found = get_object_or_404(with_links, pk=pk)
    picture = found.picture
    context = {
        "decision": found,
        "picture": hindsight.Picture(picture, "all" in request.GET) if picture else None,
        "reviews": found.reviews.all(),
    }
    return render(request, "opportunities/decision.html", context)


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the reasons; the picture of that day stays as it was."""
    user = person(request)
    found = get_object_or_404(Decision.objects.owned_by(user).briefly(), pk=pk)
    form = ReasonsForm(request.POST if request.method == "POST" else None, instance=found, owner=user)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Saved."))
        return redirect(form.save())
    status = 422 if request.method == "POST" else 200
    return render(request, "opportunities/decision_form.html", {"form": form, "decision": found}, status=status)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a decision with its reviews, after asking; offers and roles stay as they are."""
    found = get_object_or_404(Decision.objects.owned_by(person(request)).briefly(), pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The decision about “%(about)s” is deleted.") % {"about": found.about})
        return redirect("opportunities:decisions")
    return render(
        request, "opportunities/decision_delete.html", {"cancel": found.get_absolute_url(), "decision": found}
    )
