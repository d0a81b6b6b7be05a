"""Calling a skill something else, and making two of them one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.achievements.forms.merge import MergeForm
from apps.achievements.merging import what_moves
from apps.opportunities.skill_names import follow, make_one
from apps.skills.forms import SkillDetailsForm
from apps.skills.models import Skill
from apps.users.access import person


@login_required
def rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the skill something else, or say more about it; its evidence comes along, and so does who names it."""
    user = person(request)
    skill = get_object_or_404(Skill.objects.owned_by(user), pk=pk)
    old = skill.name
    form = SkillDetailsForm(request.POST or None, instance=skill, owner=user)
    if request.method == "POST" and form.is_valid():
        renamed = form.save()
        follow(owner=user, old=old, new=renamed.name)
        messages.success(request, _("Kept."))
        return redirect(renamed)
    return render(request, "skills/form.html", {"form": form, "pk": pk}, status=422 if form.errors else 200)


@login_required
def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the skill that stays, say what moves to it, and do that once it is confirmed."""
    user = person(request)
    goes = get_object_or_404(Skill.objects.owned_by(user), pk=pk)
    data = request.POST if request.method == "POST" else request.GET if "into" in request.GET else None
    form = MergeForm(data, owner=user, goes=goes)
    stays = form.cleaned_data["into"] if form.is_valid() else None
    if request.method == "POST" and stays:
        make_one(owner=user, goes=goes.pk, stays=stays.pk)
        messages.success(request, format_html(_("“{}” is part of “{}” now."), goes.name, stays.name))
        return redirect(stays)
    context = {"form": form, "goes": goes, "stays": stays, "moves": what_moves(goes, stays) if stays else None}
    return render(request, "opportunities/skill_merge.html", context, status=422 if form.errors else 200)
