"""The offers: in order, one by one, and put away."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.opportunities import breakdown, comparison, deal_breakers, hindsight
from apps.opportunities.board import PAGE, PAGE_NOT_YET, PAGE_RULED_OUT, board
from apps.opportunities.chart import DRAWN, pictures
from apps.opportunities.factors import rating
from apps.opportunities.forms.archiving import PutAwayForm
from apps.opportunities.forms.offers import OpportunityForm
from apps.opportunities.household import Household, Purse
from apps.opportunities.kept import Kept
from apps.opportunities.models import DealBreaker, Decision, Opportunity, Rating, Season, led_by, taught
from apps.opportunities.models.referral import told
from apps.opportunities.options import Option, options, scored_options
from apps.opportunities.questions import letter, questions
from apps.users.access import person
from apps.users.models import User


def open_options(
    user: User, season: Season, breakers: Iterable[DealBreaker] = (), kept: Kept | None = None
) -> list[Option]:
    """All that `user` could take or keep right now, scored for the season, with what these deal-breakers look at."""
    terms, weights = deal_breakers.terms(breakers), season.weights
    offers = Opportunity.objects.owned_by(user).open().briefly(*terms)
    ratings = Rating.objects.owned_by(user).filter(opportunity__archived_at__isnull=True)
    kept = kept or Kept(user)
    return kept.read(("open", frozenset(terms), weights), lambda: scored_options(offers, ratings, weights))


def open_at_hand(season: Season, breakers: Iterable[DealBreaker], kept: Kept) -> list[Option]:
    """The same where they were read before; nothing where they would have to be read."""
    return kept.at_hand(("open", frozenset(deal_breakers.terms(breakers)), season.weights)) or []


@login_required
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Every open offer in the order of the season, with what the order hangs on."""
    user = person(request)
    season = Season.of(user)
    breakers = list(DealBreaker.objects.owned_by(user).with_verdicts())
    found = open_options(user, season, breakers)
    checks = deal_breakers.states(found, breakers)
    order = board(found, season.alpha, checks)
    everything = "all" in request.GET
    rows = order.rows if everything else order.rows[:PAGE]
    not_yet = order.not_yet if everything else order.not_yet[:PAGE_NOT_YET]
    ruled_out = order.ruled_out if everything else order.ruled_out[:PAGE_RULED_OUT]
    context = {
        "season": season,
        "breakers": breakers,
        "options": found,
        "has_present_job": any(option.offer.is_present_job for option in found),
        "board": order,
        "rows": rows,
        "not_yet": not_yet,
        "ruled_out": ruled_out,
        "pictures": pictures(
            [row.option for row in rows] + [entry.option for entry in not_yet], [entry.option for entry in ruled_out]
        ),
        "drawn": DRAWN,
        "present_job": next((option.offer for option in found if option.offer.is_present_job), None),
        "unanswered": hindsight.unanswered(option.offer for option in found),
        "any_archived": not found and Opportunity.objects.owned_by(user).archived().exists(),
    }
    return render(request, "opportunities/list.html", context)


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Log an offer or the present job, or change one."""
    user = person(request)
    offer = Opportunity(owner=user) if pk is None else get_object_or_404(Opportunity.objects.owned_by(user), pk=pk)
    initial = {"is_present_job": True} if pk is None and "now" in request.GET else {}
    form = OpportunityForm(
        request.POST if request.method == "POST" else None, instance=offer, owner=user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, _("Saved."))
        return redirect("opportunities:ratings", pk=saved.pk) if pk is None else redirect(saved)
    status = 422 if request.method == "POST" else 200
    return render(request, "opportunities/form.html", {"form": form, "offer": offer}, status=status)


@login_required
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One offer: what was told, how its scores came about, what to ask next."""
    user = person(request)
    season = Season.of(user)
    here = Opportunity.objects.owned_by(user).filter(Q(pk=pk) | Q(is_present_job=True, archived_at__isnull=True))
    here = here.prefetch_related("ratings").annotate(teaches=taught(), led=led_by())
    found = {option.offer.pk: option for option in _with_ratings(here, season)}
    option = found.pop(pk, None)
    if option is None:
        raise Http404
    present = next(iter(found.values()), None)
    breakers = list(DealBreaker.objects.owned_by(user).with_verdicts(pk))
    checks = deal_breakers.states([option], breakers).get(option.key, ())
    stored = list(option.offer.ratings.all())
    asking = [] if option.offer.is_present_job else questions(option, stored)
    context = {
        "option": option,
        "checks": checks,
        "ruled_out": deal_breakers.state(checks) == "fail",
        "offer": option.offer,
        "season": season,
        "tables": breakdown.tables(option, {rating.factor: rating for rating in stored}),
        "overall": breakdown.exact(option.score.interval),
        "questions": asking,
        "letter": letter(asking),
        "purse": Purse(option.offer, Household.of(user)),
        "against": comparison.compare(option, present) if present and option.rated and present.rated else None,
        "decided": Decision.objects.owned_by(user).briefly().filter(opportunity=pk).first(),
        "put_away": PutAwayForm(offer=option.offer),
        "led": told(vars(option.offer)["led"]),
    }
    return render(request, "opportunities/detail.html", context)


def _with_ratings(offers: Iterable[Opportunity], season: Season) -> list[Option]:
    offers = list(offers)
    ratings = {o.pk: {r.factor: rating(r.value, r.known_by) for r in o.ratings.all()} for o in offers}
    return options(offers, ratings, season.weights)


@login_required
@require_safe
def archived(request: HttpRequest) -> HttpResponse:
    """What was put away and what became of it, to look at or bring back."""
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in Opportunity.Outcome else ""
    put_away = Opportunity.objects.owned_by(person(request)).archived(outcome)
    page = Paginator(put_away, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "outcome": outcome, "outcomes": Opportunity.Outcome}
    return render(request, "opportunities/archived.html", context)


@login_required
def archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put an offer away; nothing in it is lost."""
    offer = get_object_or_404(Opportunity.objects.owned_by(person(request)), pk=pk)
    if request.method != "POST":  # back from logging in
        return redirect(offer)
    offer.put_away(PutAwayForm(request.POST, offer=offer).picked)
    messages.success(request, _("“%(offer)s” is in the archive now, with all its ratings.") % {"offer": offer})
    return redirect("opportunities:list")


@login_required
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring an offer back among the open ones."""
    offer = get_object_or_404(Opportunity.objects.owned_by(person(request)), pk=pk)
    if request.method != "POST":  # back from logging in
        return redirect(offer)
    if offer.bring_back():
        messages.success(request, _("“%(offer)s” is back among your offers.") % {"offer": offer})
    else:
        messages.error(request, _("You already have a present job here. Archive it first, then bring this one back."))
    return redirect(offer)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete an offer for good, after asking."""
    offer = get_object_or_404(Opportunity.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        offer.delete()
        messages.success(request, _("“%(offer)s” is deleted.") % {"offer": offer})
        return redirect("opportunities:list")
    return render(request, "opportunities/delete.html", {"offer": offer, "cancel": offer.get_absolute_url()})
