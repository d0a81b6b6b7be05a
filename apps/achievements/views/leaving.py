"""What would leave with the person if a job ended today."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.achievements.leaving import SHOWN, SKILLS, is_over, place_of
from apps.achievements.leaving import leaving as leaving_from
from apps.achievements.models import Role
from apps.users.access import person
from apps.users.prepared import Prepared

ROLES = Prepared(lambda owner: Role.objects.owned_by(owner).told())


@login_required
@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """One place, picked or the likeliest: what can be shown afterwards, what rests on one's word, what stays."""
    user = person(request)
    roles = ROLES(owner=user.pk)
    asked = next((role for role in roles if str(role.pk) == request.GET.get("role")), None)
    role = asked or place_of(roles)
    context = {
        "roles": roles,
        "found": leaving_from(user, role, roles) if role else None,
        "is_over": role is not None and is_over(role, roles),
        "most": SHOWN,
        "first": "" if "all" in request.GET else SKILLS,
    }
    return render(request, "achievements/leaving.html", context)
