"""How much the roles were about: facts of one role, and their growth over all."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.achievements.forms.scope import ScopeForm
from apps.achievements.models import Role, Scope
from apps.achievements.reach import reach
from apps.users.access import person


@login_required
def growth(request: HttpRequest) -> HttpResponse:
    """All facts over the years, as charts and as a table."""
    facts = Scope.objects.owned_by(person(request)).told()
    return render(request, "achievements/growth.html", {"reach": reach(list(facts), today=timezone.localdate())})


@login_required
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more fact about a role."""
    user = person(request)
    role = get_object_or_404(Role.objects.owned_by(user).told(), pk=pk)
    return _answer(request, ScopeForm(_sent(request), instance=Scope(owner=user, role=role), owner=user))


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a fact."""
    user = person(request)
    fact = get_object_or_404(Scope.objects.owned_by(user).told(), pk=pk)
    return _answer(request, ScopeForm(_sent(request), instance=fact, owner=user))


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _answer(request: HttpRequest, form: ScopeForm) -> HttpResponse:
    role = form.instance.role
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect(f"{role.get_absolute_url()}#scope")
    context = {"form": form, "role": role}
    return render(request, "achievements/scope_form.html", context, status=422 if form.is_bound else 200)


@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a fact away."""
    fact = get_object_or_404(Scope.objects.owned_by(person(request)).told(), pk=pk)
    if request.method == "POST":
        fact.delete()
        messages.success(request, _("It is no longer there."))
    return redirect(f"{fact.role.get_absolute_url()}#scope")
