"""One rating at a time: a question is marked as asked, and its answer goes straight into the rating."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.opportunities import actions
from apps.opportunities.factors import FACTORS, Factor
from apps.opportunities.forms.ratings import AnswerForm
from apps.opportunities.models import Opportunity, Rating, Season
from apps.opportunities.options import options
from apps.users.access import person
from apps.users.models import User


@login_required
def answer(request: HttpRequest, pk: UUID, factor: str) -> HttpResponse:
    """One rating by itself; back to the questions when it is saved. With htmx only its form, for the page it is in."""
    user = person(request)
    offers = Opportunity.objects.owned_by(user)
    if request.method == "POST":
        offers = offers.select_for_update()  # the revision that is checked stays the one that is saved over
    offer = get_object_or_404(offers, pk=pk)
    around = Rating.objects.owned_by(user).beside_present_job(offer)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, opportunity=offer, factor=_factor(factor), ratings=around)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _moved(form, user))
        actions.rate(opportunity=offer, answers=form.answers)
        return _questions_of(offer)
    context = {"form": form, "offer": offer}
    if "HX-Request" in request.headers:
        return render(request, "opportunities/_answer.html", context | {"slot": True})
    context["cancel"] = _questions_of(offer).url
    return render(request, "opportunities/answer.html", context, status=200 if data is None else 422)


@login_required
def asked(request: HttpRequest, pk: UUID, factor: str) -> HttpResponse:
    """Mark the question of a factor as asked today, or as not asked after all."""
    offer = get_object_or_404(Opportunity.objects.owned_by(person(request)), pk=pk)
    key = _factor(factor).key
    if request.method == "POST":  # not where one comes back from logging in
        day = None if "undo" in request.POST else timezone.localdate()
        actions.mark_asked(opportunity=offer, factor=key, day=day)
    return _questions_of(offer)


def _factor(key: str) -> Factor:
    if key not in FACTORS:
        raise Http404
    return FACTORS[key]


def _questions_of(offer: Opportunity) -> HttpResponseRedirect:
    return redirect(f"{offer.get_absolute_url()}#ask-next")


def _moved(form: AnswerForm, user: User) -> str:
    """How the answer changes the score: “For now: 5–7 → 6–6.5.”"""
    offer, weights = form.opportunity, Season.of(user).weights
    before, after = (
        options([offer], {offer.pk: ratings}, weights)[0].overall for ratings in (form.as_stored(), form.for_scoring())
    )
    if before == after:
        return _("Your answer is saved. For now it stays at %(score)s.") % {"score": after}
    return _("Your answer is saved. For now: %(before)s → %(after)s.") % {"before": before, "after": after}
