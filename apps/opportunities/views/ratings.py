"""Rating one opportunity, and what the ratings come to while one is at it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.opportunities import actions
from apps.opportunities.forms.copying import CopyForm
from apps.opportunities.forms.ratings import RatingSheet
from apps.opportunities.known_there import known_there
from apps.opportunities.models import Opportunity, Rating, Season
from apps.opportunities.options import options
from apps.users import formats
from apps.users.access import person
from apps.users.models import User

LISTED = 50  # offers to copy from: nobody looks for one in a list of hundreds


@login_required
def ratings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All eleven ratings of an opportunity, saved together."""
    user = person(request)
    offers = Opportunity.objects.owned_by(user)
    if request.method == "POST":
        offers = offers.select_for_update()  # the revision that is checked stays the one that is saved over
    offer = get_object_or_404(offers, pk=pk)
    sheet = _sheet(request, offer, user)
    if request.method == "POST" and sheet.is_valid():
        actions.rate(opportunity=offer, answers=sheet.answers)
        messages.success(request, _("Your ratings are saved."))
        return redirect(offer)
    return _page(request, sheet, user, status=422 if request.method == "POST" else 200)


@login_required
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the ratings would come to, without saving them; with `copy`, after filling in those of another offer."""
    user = person(request)
    offer = get_object_or_404(Opportunity.objects.owned_by(user), pk=pk)
    if request.method != "POST":
        return redirect("opportunities:ratings", pk=offer.pk)
    sheet = _sheet(request, offer, user)
    return _copied(request, sheet, user) if "copy" in request.POST else _page(request, sheet, user)


def _sheet(request: HttpRequest, offer: Opportunity, user: User) -> RatingSheet:
    around = Rating.objects.owned_by(user).beside_present_job(offer)
    return RatingSheet(request.POST if request.method == "POST" else None, opportunity=offer, ratings=around)


def _copied(request: HttpRequest, sheet: RatingSheet, user: User) -> HttpResponse:
    form = _copy_form(request, sheet.opportunity, user)
    if not form.is_valid():
        return _page(request, sheet, user, status=422, copying=form)
    source = form.cleaned_data["copy_from"]
    sheet, count = sheet.filled_from(Rating.objects.owned_by(user).filter(opportunity=source).given(), source)
    said = ngettext(
        "%(count)s line is copied from %(name)s. Nothing is saved yet.",
        "%(count)s lines are copied from %(name)s. Nothing is saved yet.",
        count,
    )
    none = _("Nothing is copied: %(name)s has nothing rated that is still open here.")
    filled = (said if count else none) % {"count": formats.number(count), "name": form.names[source]}
    return _page(request, sheet, user, copying=form, filled=filled)


def _copy_form(request: HttpRequest, offer: Opportunity, user: User) -> CopyForm:
    rated = Rating.objects.owned_by(user).filter(opportunity=OuterRef("pk"), value__isnull=False)
    others = Opportunity.objects.owned_by(user).filter(Exists(rated)).exclude(pk=offer.pk).names()
    data = request.POST if "copy" in request.POST else None
    return CopyForm(data, offers=others[:LISTED], initial={"copy_from": request.POST.get("copy_from")})


def _page(
    request: HttpRequest,
    sheet: RatingSheet,
    user: User,
    status: int = 200,
    copying: CopyForm | None = None,
    filled: str = "",
) -> HttpResponse:
    season = Season.of(user)
    offer = sheet.opportunity
    (option,) = options([offer], {offer.pk: sheet.for_scoring()}, season.weights)
    context = {"sheet": sheet, "offer": offer, "option": option, "season": season, "filled": filled}
    if "HX-Request" in request.headers and "copy" not in request.POST:
        return render(request, "opportunities/_live.html", context, status=status)
    context["copying"] = copying = copying or _copy_form(request, offer, user)
    for line in sheet.lines.values():
        line.copied_from = copying.names.get(line.source, "") if line.untouched else ""
    sheet.lines["network"].known_there = known_there(offer, user)
    return render(request, "opportunities/ratings.html", context, status=status)
