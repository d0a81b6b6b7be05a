"""One skill: what shows it, what vouches for it, and what it goes with."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.skills.models import Skill
from apps.skills.stacking import described, stacked
from apps.users.access import person

PER_PAGE = 20
COMPANIONS = 6


@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One skill: what shows it, role by role."""
    user = person(request)
    skill = get_object_or_404(described(user), pk=pk)
    known = stacked(skill, user)
    entries = skill.achievements.told().order_by(F("role__started_on").desc(nulls_last=True), "role_id", "-happened_on")
    paginator = Paginator(entries, PER_PAGE)
    paginator.count = known.entries  # they are counted already
    context = {
        "skill": skill,
        "stacked": known,
        "page": paginator.get_page(request.GET.get("page")),
        "companions": Skill.objects.owned_by(user).shown_with(skill)[:COMPANIONS],
    }
    return render(request, "skills/detail.html", context)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete the skill; the entries that showed it stay."""
    skill = get_object_or_404(Skill.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        skill.delete()
        messages.success(request, _("The skill is deleted."))
        return redirect("skills:list")
    count = skill.evidence.count()
    links = ngettext(
        "One journal entry shows it: the entry stays, without this skill.",
        "%(count)s journal entries show it: they stay, without this skill.",
        count,
    ) % {"count": count}
    context = {
        "title": _("Delete “%(skill)s”?") % {"skill": skill},
        "text": links if count else _("No journal entry shows it yet, so nothing else changes."),
        "action": _("Delete the skill"),
        "cancel": skill.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
