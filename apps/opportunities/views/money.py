"""The money of one offer, of all of them side by side, and of two over seven years."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.opportunities.board import PAGE
from apps.opportunities.forms.pair import PairForm
from apps.opportunities.forms.terms import TermsForm
from apps.opportunities.household import Household, Purse
from apps.opportunities.kept import Kept
from apps.opportunities.models import Opportunity
from apps.opportunities.options import Option, options
from apps.opportunities.overtaking import overtaking
from apps.opportunities.seasons import DEFAULT
from apps.users.access import person
from apps.users.models import User

MOST_PICKED = 5  # side by side on request


@login_required
@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """All open options by what they leave each month, and two of them over seven years."""
    user = person(request)
    household = Household.of(user)
    offers = Opportunity.objects.owned_by(user).open().for_money()
    found = Kept(user).read("money", lambda: options(offers, {}, DEFAULT.season()))
    picked = {name: request.GET[name] for name in ("one", "other") if name in request.GET}
    form = PairForm(picked or _usual_two(found) or None, options=found)
    asked = [option for option in found if option.key in request.GET.getlist("option")][:MOST_PICKED]
    shown = asked or (found if "all" in request.GET else found[:PAGE])
    context = {
        "household": household,
        "options": found,
        "lines": [(option, Purse(option.offer, household)) for option in shown],
        "form": form,
        "over": overtaking(*form.pair, household) if form.is_valid() else None,
    }
    template = "opportunities/_overtaking.html" if "HX-Request" in request.headers else "opportunities/money.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _usual_two(found: Sequence[Option]) -> dict[str, str]:
    """The offer that needs an answer first, against the present job or else the next offer."""
    if len(found) < 2:
        return {}
    present = next((option for option in found if option.offer.is_present_job), None)
    offers = [option for option in found if option is not present]
    return {"one": offers[0].key, "other": (present or offers[1]).key}


@login_required
def terms(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pay, time and all that comes with them, of one offer."""
    user = person(request)
    offer = get_object_or_404(Opportunity.objects.owned_by(user), pk=pk)
    form = TermsForm(request.POST if request.method == "POST" else None, instance=offer, owner=user)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, _("Saved."))
        return redirect(saved)
    return _terms_page(request, form, user, status=422 if request.method == "POST" else 200)


@login_required
def terms_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the terms would come to, without saving them."""
    user = person(request)
    offer = get_object_or_404(Opportunity.objects.owned_by(user), pk=pk)
    if request.method != "POST":
        return redirect("opportunities:terms", pk=offer.pk)
    form = TermsForm(request.POST, instance=offer, owner=user)
    form.is_valid()  # what cannot be read stays as it was
    return _terms_page(request, form, user)


def _terms_page(request: HttpRequest, form: TermsForm, user: User, status: int = 200) -> HttpResponse:
    purse = Purse(form.instance, Household.of(user))
    template = "opportunities/_terms_result.html" if "HX-Request" in request.headers else "opportunities/terms.html"
    return render(request, template, {"form": form, "offer": form.instance, "purse": purse}, status=status)
