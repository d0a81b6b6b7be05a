"""Options side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.opportunities.board import board
from apps.opportunities.choices import Choice, choices, yearly_pays
from apps.opportunities.deal_breakers import states, terms
from apps.opportunities.forms.compare import FEWEST, CompareForm
from apps.opportunities.kept import Kept
from apps.opportunities.lineup import Lineup, lineup
from apps.opportunities.models import DealBreaker, Opportunity, Rating, Season
from apps.opportunities.options import Option
from apps.opportunities.views.offers import open_at_hand, open_options
from apps.users.access import person
from apps.users.models import User

ROOM = 50  # rows: what is said of five options takes about as much memory


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to five options side by side, the first two of the order where none is picked; with htmx only the answer."""
    user = person(request)
    season = Season.of(user)
    is_htmx = "HX-Request" in request.headers
    asked = request.GET if "option" in request.GET or is_htmx else None
    kept = Kept(user)
    known = _choices(user, request.GET.getlist("option"), kept)
    breakers = list(DealBreaker.objects.owned_by(user).with_verdicts())
    every = open_options(user, season, breakers, kept) if asked is None else open_at_hand(season, breakers, kept)
    first = _first_two(every, season, breakers) if asked is None else []
    form = CompareForm(asked, choices=known, initial={"option": first})
    keys = form.picked if asked is None else form.cleaned_data["option"] if form.is_valid() else []
    said = ("lineup", *keys, season.weights, str(season), tuple(breaker.values for breaker in breakers))
    found = kept.read(said, lambda: _lineup(user, season, known, keys, breakers, every), ROOM) if keys else []
    template = "opportunities/compare/_answer.html" if is_htmx else "opportunities/compare/page.html"
    context = {"form": form, "lineup": next(iter(found), None), "season": season, "comparable": len(known) >= FEWEST}
    return render(request, template, context, status=422 if form.errors else 200)


def _choices(user: User, asked: Sequence[str], kept: Kept) -> list[Choice]:
    """Every open option, and those asked for that are archived."""
    mine, wanted = Opportunity.objects.owned_by(user), _ids(asked)
    found = mine.filter(Q(archived_at__isnull=True) | Q(pk__in=wanted)).to_pick_from()
    return kept.read(("choices", frozenset(wanted)), lambda: choices(found))


def _ids(asked: Sequence[str]) -> list[UUID]:
    found = []
    for key in asked:
        try:
            found.append(UUID(key))
        except ValueError:
            continue  # the form says that there is no such offer
    return found


def _first_two(every: Sequence[Option], season: Season, breakers: Sequence[DealBreaker]) -> list[str]:
    """The first two in the order of the season; nothing while there are fewer."""
    rows = board(every, season.alpha, states(every, breakers)).rows[:FEWEST]
    return [row.option.key for row in rows] if len(rows) == FEWEST else []


def _in_full(user: User, season: Season, wanted: Mapping[UUID, str], breakers: Sequence[DealBreaker]) -> list[Option]:
    """The options picked and the present job by id and name, with their ratings and what the deal-breakers look at."""
    if not wanted:
        return []
    ratings = Rating.objects.owned_by(user).filter(opportunity__in=wanted).for_scoring()
    weights = season.weights
    offers = Opportunity.objects.owned_by(user).filter(pk__in=wanted).briefly(*terms(breakers))
    return [Option(offer, wanted[offer.pk], ratings.get(offer.pk, {}), weights) for offer in offers]


def _lineup(
    user: User,
    season: Season,
    known: Sequence[Choice],
    keys: Sequence[str],
    breakers: Sequence[DealBreaker],
    every: Sequence[Option],
) -> list[Lineup]:
    """What is said of the options picked, in a list to be kept; of `every` those that were read before."""
    wanted = {UUID(choice.key): choice.name for choice in known if choice.key in keys or choice.is_my_job_now}
    found = [replace(option, name=wanted[option.offer.pk]) for option in every if option.offer.pk in wanted]
    if len(found) < len(wanted):  # some are archived, or nothing was read yet
        found = _in_full(user, season, wanted, breakers)
    present = next((option for option in found if option.offer.is_my_job_now), None)
    by_key = {option.key: option for option in found}
    picked = [by_key[key] for key in keys]
    checks = states([*picked, *([present] if present and present not in picked else [])], breakers)
    return [lineup(picked, present, season, cache(partial(yearly_pays, known)), checks)]
