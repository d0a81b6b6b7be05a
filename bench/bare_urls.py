"""The site's addresses and one bare view, the floor that any page stands on."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from apps.skills.models import Skill
from apps.users.access import person
from careerplanner import urls


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """One indexed query and a line of text."""
    return HttpResponse(str(Skill.objects.owned_by(person(request)).first()))


urlpatterns = [*urls.urlpatterns, path("bare/", bare)]
handler400, handler500 = urls.handler400, urls.handler500
