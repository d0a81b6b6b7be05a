"""What the journal says of skills together: merging two, and which go with each other."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.achievements.forms.merge import MergeForm
from apps.achievements.merging import merge_skills, what_moves
from apps.achievements.together import pairs_of
from apps.skills.models import Skill
from apps.users.access import person

SHOWN = 30  # pairs


@login_required
def pairs(request: HttpRequest) -> HttpResponse:
    """Which skills stand in the same entries: the combination that makes the person rare."""
    return render(request, "achievements/skill_pairs.html", {"pairs": pairs_of(person(request), most=SHOWN)})


@login_required
def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the skill that stays, say what moves to it, and do that once it is confirmed."""
    user = person(request)
    goes = get_object_or_404(Skill.objects.owned_by(user), pk=pk)
    data = request.POST if request.method == "POST" else request.GET if "into" in request.GET else None
    form = MergeForm(data, owner=user, goes=goes)
    stays = form.cleaned_data["into"] if form.is_valid() else None
    if request.method == "POST" and stays:
        merge_skills(owner=user, goes=goes.pk, stays=stays.pk)
        messages.success(request, format_html(_("“{}” is part of “{}” now."), goes.name, stays.name))
        return redirect(stays)
    context = {"form": form, "goes": goes, "stays": stays, "moves": what_moves(goes, stays) if stays else None}
    return render(request, "achievements/skill_merge.html", context, status=422 if form.errors else 200)
