"""Rating one opportunity, and what the ratings come to while one is at it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.opportunities import actions
from apps.opportunities.forms.ratings import RatingSheet
from apps.opportunities.models import Opportunity, Season
from apps.opportunities.options import options
from apps.users.access import person
from apps.users.models import User


@login_required
def ratings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All eleven ratings of an opportunity, saved together."""
    user = person(request)
    offers = Opportunity.objects.owned_by(user)
    if request.method == "POST":
        offers = offers.select_for_update()  # the revision that is checked stays the one that is saved over
    offer = get_object_or_404(offers, pk=pk)
    sheet = RatingSheet(request.POST if request.method == "POST" else None, opportunity=offer)
    if request.method == "POST" and sheet.is_valid():
        actions.rate(opportunity=offer, answers=sheet.answers)
        messages.success(request, _("Your ratings are saved."))
        return redirect(offer)
    return _page(request, sheet, user, status=422 if request.method == "POST" else 200)


@login_required
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the ratings would come to, without saving them."""
    user = person(request)
    offer = get_object_or_404(Opportunity.objects.owned_by(user), pk=pk)
    if request.method != "POST":
        return redirect("opportunities:ratings", pk=offer.pk)
    return _page(request, RatingSheet(request.POST, opportunity=offer), user)


def _page(request: HttpRequest, sheet: RatingSheet, user: User, status: int = 200) -> HttpResponse:
    season = Season.of(user)
    offer = sheet.opportunity
    (option,) = options([offer], {offer.pk: sheet.for_scoring()}, season.weights)
    template = "opportunities/_preview.html" if "HX-Request" in request.headers else "opportunities/ratings.html"
    context = {"sheet": sheet, "offer": offer, "option": option, "season": season}
    return render(request, template, context, status=status)
