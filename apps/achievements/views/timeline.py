"""The timeline and its roles."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.achievements.actions import record_role, remove_role
from apps.achievements.forms import LearningStepForm, RoleForm
from apps.achievements.models import Achievement, LearningStep, Organisation, Role, Scope
from apps.achievements.timeline import chart, groups
from apps.users.access import person
from apps.users.prepared import Prepared

PER_PAGE = 30


@login_required
def timeline(request: HttpRequest) -> HttpResponse:
    """All roles, newest first, and a chart of when they were."""
    roles = list(Role.objects.owned_by(person(request)).told().with_entries())
    today = timezone.localdate()
    context = {"groups": groups(roles, today=today), "chart": chart(roles, today=today)}
    return render(request, "achievements/timeline.html", context)


@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One role, with what was written down about it and what is to be learned in it."""
    user = person(request)
    role = ROLE.one(owner=user.pk, pk=pk)
    return role_page(request, role, LearningStepForm(instance=LearningStep(owner=user, role=role), owner=user))


def role_page(request: HttpRequest, role: Role, form: LearningStepForm, status: int = 200) -> HttpResponse:
    """The page of a role with the form of its next step; the role comes from `with_entries`, which counts them."""
    page = Paginator(range(vars(role)["entries"]), PER_PAGE).get_page(request.GET.get("page"))
    owner, at = role.owner_id, role.pk
    context = {
        "role": role,
        "page": page,
        "entries": ENTRIES(page.number, owner=owner, role=at) if page.paginator.count else [],
        "steps": STEPS(owner=owner, role=at),
        "step_form": form,
    }
    context["scopes"] = SCOPES(owner=owner, role=at)
    return render(request, "achievements/role_detail.html", context, status=status)


def _entries(page: int, owner: int, role: UUID) -> QuerySet[Achievement]:
    return Achievement.objects.owned_by(owner).filter(role=role).named()[(page - 1) * PER_PAGE : page * PER_PAGE]


ROLE = Prepared(lambda owner, pk: Role.objects.owned_by(owner).filter(pk=pk).told().with_entries())
ENTRIES = Prepared(_entries)
STEPS = Prepared(lambda owner, role: LearningStep.objects.owned_by(owner).filter(role=role))
SCOPES = Prepared(lambda owner, role: Scope.objects.owned_by(owner).filter(role=role))


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """A new role, or a change to one."""
    user = person(request)
    role = get_object_or_404(Role.objects.owned_by(user).told(), pk=pk) if pk else None
    form = RoleForm(request.POST or None, instance=role, owner=user)
    if request.method == "POST" and form.is_valid():
        kept = form.already_saved or record_role(owner=user, **form.values())
        messages.success(request, _("Kept."))
        return redirect(kept)
    context = {"form": form, "role": role, "organisations": Organisation.objects.owned_by(user)}
    return render(request, "achievements/role_form.html", context, status=422 if form.is_bound else 200)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then take the role off the timeline."""
    user = person(request)
    role = get_object_or_404(Role.objects.owned_by(user).told(), pk=pk)
    if request.method == "POST":
        remove_role(owner=user, role_id=pk)
        messages.success(request, _("The role is deleted."))
        return redirect("achievements:timeline")
    context = {
        "title": _("Delete this role?"),
        "text": _("“%(role)s” goes off your timeline. What you wrote in it stays in your journal, without a role.")
        % {"role": role},
        "action": _("Delete the role"),
        "cancel": role.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
