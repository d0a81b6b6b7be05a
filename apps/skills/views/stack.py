"""The stack of skills, each with what proves it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.skills.forms import LONGEST, SkillForm, being_typed, split_names
from apps.skills.models import Skill
from apps.users.access import person

PER_PAGE = 30
STACKED = 50  # skills on a page: past it the table takes longer than all the rest
SUGGESTED = 6


@login_required
def stack(request: HttpRequest) -> HttpResponse:
    """The skills with their evidence; a name sent here is added."""
    user = person(request)
    form = SkillForm(request.POST or None, owner=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Added."))
        return redirect("skills:list")
    mine = Skill.objects.owned_by(user)
    page = Paginator(range(mine.count()), STACKED).get_page(request.GET.get("page"))  # counted without the evidence
    first = (page.number - 1) * STACKED
    skills = mine.with_evidence()[first : first + STACKED]
    context = {"page": page, "skills": skills, "form": form}
    return render(request, "skills/list.html", context, status=422 if form.errors else 200)


@login_required
def suggest(request: HttpRequest) -> HttpResponse:
    """For htmx: skills that continue what is typed after the last comma; `add` takes one of them over."""
    typed = (request.GET.get("skills") or request.GET.get("q", ""))[:4000]
    names, last = being_typed(typed.replace("\0", ""))
    if added := request.GET.get("add", "").replace("\0", ""):
        names, last = split_names(", ".join([*names, added])), ""
    found = Skill.objects.owned_by(person(request)).suggested(last[:LONGEST], names)[:SUGGESTED]
    context = {"found": found, "added": added, "typed": "".join(f"{name}, " for name in names)}
    return render(request, "skills/_suggestions.html", context)


@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One skill: what shows it, role by role."""
    skill = get_object_or_404(Skill.objects.owned_by(person(request)), pk=pk)
    entries = skill.achievements.told().order_by(F("role__started_on").desc(nulls_last=True), "role_id", "-happened_on")
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "skills/detail.html", {"skill": skill, "page": page})


@login_required
def rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the skill something else; its evidence comes along."""
    user = person(request)
    skill = get_object_or_404(Skill.objects.owned_by(user), pk=pk)
    form = SkillForm(request.POST or None, instance=skill, owner=user)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Renamed."))
        return redirect(form.save())
    return render(request, "skills/form.html", {"form": form, "pk": pk}, status=422 if form.errors else 200)


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
