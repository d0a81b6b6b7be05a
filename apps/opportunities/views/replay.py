"""All offers there ever were, ordered for another season."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.opportunities.board import PAGE
from apps.opportunities.kept import Kept
from apps.opportunities.models import Decision, Opportunity, Rating, Season
from apps.opportunities.options import scored_options
from apps.opportunities.replay import in_words
from apps.opportunities.replay import replay as replayed
from apps.opportunities.seasons import PRESETS
from apps.users.access import person

NOW = "now"


@login_required
@require_safe
def replay(request: HttpRequest) -> HttpResponse:
    """What another season would have put first, beside what was decided then; an unknown season is the one of now."""
    user = person(request)
    now = Season.of(user)
    asked = request.GET.get("season", NOW)
    season = Season.from_preset(PRESETS[asked], owner=user) if asked in PRESETS else now
    offers = Opportunity.objects.owned_by(user).defer("notes", "link")
    ratings, weights = Rating.objects.owned_by(user), season.weights
    found = Kept(user).read(("all", weights), lambda: scored_options(offers, ratings, weights))
    decided = list(Decision.objects.owned_by(user).with_season_then())
    past = replayed(found, decided)
    context = {
        "now": now,
        "season": season,
        "asked": asked if asked in PRESETS else NOW,
        "presets": PRESETS.values(),
        "past": past,
        "shown": past if "all" in request.GET else past[:PAGE],
        "sentence": in_words(past, decided, season),
    }
    return render(request, "opportunities/replay.html", context)
