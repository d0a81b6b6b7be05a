"""The stack of skills, each with what proves it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.skills.alike import alike
from apps.skills.bars import bars
from apps.skills.forms import SkillForm, StackFilter
from apps.skills.stacking import Stacked, all_of, roles_of, with_evidence
from apps.users.access import person
from apps.users.models import User

STACKED = 30  # skills on a page: past it the table takes longer than all the rest
DRAWN = 12  # bars that can be taken in at a glance
OFFERED = 3  # pairs that may be the same


@login_required
def stack(request: HttpRequest) -> HttpResponse:
    """The skills with their evidence; a name sent here is added."""
    user = person(request)
    form = SkillForm(request.POST or None, owner=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Added."))
        return redirect("skills:list")
    context = _stacked(request, user) | {"form": form}
    return render(request, "skills/list.html", context, status=422 if form.errors else 200)


def _stacked(request: HttpRequest, user: User) -> dict[str, Any]:
    roles = roles_of(user)
    narrow = StackFilter(request.GET, roles=roles)
    asked = narrow.asked()
    role = UUID(asked["role"]) if "role" in asked else None
    skills = all_of(user, order=asked.get("sort", ""), role=role, show=asked.get("show", ""))
    page = Paginator(skills, STACKED).get_page(request.GET.get("page"))
    shown = with_evidence(user, page.object_list)
    proven = [(skill.name, skill.counts) for skill in shown if skill.entries]
    return {
        "narrow": narrow,
        "is_narrowed": bool(asked.keys() - {"sort"}),
        "page": page,
        "rows": [(skill, [name for role, name in roles.items() if role in skill.roles]) for skill in shown],
        "bars": bars(proven[:DRAWN]) if len(proven) > 1 else None,
        "pairs": [] if asked else same(skills),
    }


def same(skills: list[Stacked]) -> list[tuple[Stacked, Stacked]]:
    """Pairs that probably mean the same, the one with more entries second: it is the one to keep."""
    by_id = sorted(skills, key=lambda skill: skill.pk)
    pairs = alike(tuple(skill.name for skill in by_id))[:OFFERED]
    return [
        (min(pair, key=lambda skill: skill.entries), max(reversed(pair), key=lambda skill: skill.entries))
        for pair in ((by_id[one], by_id[other]) for one, other in pairs)
    ]
