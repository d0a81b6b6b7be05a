"""What the journal says of skills together: which go with each other."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.achievements.together import pairs_of
from apps.users.access import person

SHOWN = 30  # pairs


@login_required
def pairs(request: HttpRequest) -> HttpResponse:
    """Which skills stand in the same entries: the combination that makes the person rare."""
    return render(request, "achievements/skill_pairs.html", {"pairs": pairs_of(person(request), most=SHOWN)})
