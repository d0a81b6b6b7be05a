"""One skill: what shows it, what vouches for it, and what it goes with."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.skills.models import Skill
from apps.skills.stacking import described, stacked
from apps.users.access import person
from apps.users.prepared import Prepared

PER_PAGE = 20
MOST_COMPANIONS = 6


@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One skill: what shows it, role by role."""
    user = person(request)
    skill = described(user, pk)
    known = stacked(skill, user)
    page = Paginator(range(known.entries), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "skill": skill,
        "stacked": known,
        "page": page,
        "entries": ENTRIES(page.number, owner=user.pk, skill=pk) if known.entries else [],
        "companions": COMPANIONS(owner=user.pk, skill=pk),
    }
    return render(request, "skills/detail.html", context)


def _entries(page: int, owner: int, skill: UUID) -> QuerySet[Any]:
    """A page of the entries that show it; they live in the room above, which is reached by its name here."""
    model: Any = Skill.achievements.rel.related_model
    entries = model.objects.owned_by(owner).filter(evidence__skill=skill).named()
    by_role = entries.order_by(F("role__started_on").desc(nulls_last=True), "role_id", "-happened_on")
    found: QuerySet[Any] = by_role[(page - 1) * PER_PAGE : page * PER_PAGE]
    return found


ENTRIES = Prepared(_entries)
COMPANIONS = Prepared(lambda owner, skill: Skill.objects.owned_by(owner).shown_with(skill)[:MOST_COMPANIONS])


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
