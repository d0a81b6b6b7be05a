"""Options side by side."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.opportunities import scoring
from apps.opportunities.choices import Choice, choices, yearly_pays
from apps.opportunities.forms.compare import FEWEST, CompareForm
from apps.opportunities.lineup import Lineup, lineup
from apps.opportunities.models import Opportunity, Rating, Season
from apps.opportunities.options import Option
from apps.users.access import person
from apps.users.models import User

Rated = Mapping[UUID, scoring.Ratings]


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to five options side by side, the first two of the order where none is picked; with htmx only the answer."""
    user = person(request)
    season = Season.of(user)
    is_htmx = "HX-Request" in request.headers
    asked = request.GET if "option" in request.GET or is_htmx else None
    known = _choices(user, request.GET.getlist("option"))
    rated = _all_ratings(user) if asked is None else None
    first = [] if rated is None else _first_two(known, rated, season)
    form = CompareForm(asked, choices=known, initial={"option": first})
    keys = first if asked is None else form.cleaned_data["option"] if form.is_valid() else []
    found = _lineup(user, season, known, keys, rated) if keys else None
    template = "opportunities/compare/_answer.html" if is_htmx else "opportunities/compare/page.html"
    context = {"form": form, "lineup": found, "season": season, "comparable": len(known) >= FEWEST}
    return render(request, template, context, status=422 if form.errors else 200)


def _choices(user: User, asked: Sequence[str]) -> list[Choice]:
    """Every open option, and those asked for that are archived."""
    mine = Opportunity.objects.owned_by(user)
    return choices(mine.filter(Q(archived_at__isnull=True) | Q(pk__in=_ids(asked))).to_pick_from())


def _ids(asked: Sequence[str]) -> list[UUID]:
    found = []
    for key in asked:
        try:
            found.append(UUID(key))
        except ValueError:
            continue  # the form says that there is no such offer
    return found


def _all_ratings(user: User) -> Rated:
    return Rating.objects.owned_by(user).filter(opportunity__archived_at__isnull=True).for_scoring()


def _first_two(known: Sequence[Choice], rated: Rated, season: Season) -> list[str]:
    """The first two in the order of the season; nothing while there are fewer."""
    weights = season.weights
    scores = {choice.key: scoring.score(rated.get(UUID(choice.key), {}), weights) for choice in known}
    first = [standing.key for standing in scoring.rank(scores).standings[:FEWEST]]
    return first if len(first) == FEWEST else []


def _lineup(user: User, season: Season, known: Sequence[Choice], keys: Sequence[str], rated: Rated | None) -> Lineup:
    """The options picked, in full; `rated` where their ratings are read already."""
    names = {choice.key: choice.name for choice in known}
    present = next((choice.key for choice in known if choice.is_my_job_now), None)
    wanted = {UUID(key) for key in (*keys, *filter(None, [present]))}
    if rated is None:
        rated = Rating.objects.owned_by(user).filter(opportunity__in=wanted).for_scoring()
    weights = season.weights
    offers = {str(o.pk): o for o in Opportunity.objects.owned_by(user).filter(pk__in=wanted).briefly()}
    found = {key: Option(offer, names[key], rated.get(offer.pk, {}), weights) for key, offer in offers.items()}
    now = found[present] if present else None
    return lineup([found[key] for key in keys], now, season, partial(yearly_pays, known))
