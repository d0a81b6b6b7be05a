"""Options side by side."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.opportunities import comparison
from apps.opportunities.board import board
from apps.opportunities.forms.compare import CompareForm
from apps.opportunities.models import Season
from apps.opportunities.views.offers import open_options, top_two
from apps.users.access import person


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Any two open options side by side in words; with htmx only the part that changes."""
    user = person(request)
    season = Season.of(user)
    found = open_options(user, season)
    form = CompareForm(request.GET or top_two(board(found, season.alpha).rows) or None, options=found)
    compared = comparison.compare(*form.pair) if form.is_valid() else None
    template = "opportunities/_comparison.html" if "HX-Request" in request.headers else "opportunities/compare.html"
    context = {"form": form, "compared": compared, "season": season}
    return render(request, template, context, status=422 if form.errors else 200)
