"""How every number of the offers room comes about, in plain words."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.opportunities.example import Example


@login_required
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """The two dimensions, seasons and every result, with formulas and sources for those who want them."""
    return render(request, "opportunities/method.html", {"example": Example()})
