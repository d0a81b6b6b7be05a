"""What the person means to learn in a role: add, tick off, take away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from apps.achievements.forms import LearningStepForm
from apps.achievements.models import LearningStep, Role
from apps.achievements.views.timeline import role_page
from apps.users.access import person


@login_required
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more step in the plan of a role."""
    user = person(request)
    role = get_object_or_404(Role.objects.owned_by(user).told().with_entries(), pk=pk)
    if request.method != "POST":  # back from logging in
        return redirect(role)
    form = LearningStepForm(request.POST, instance=LearningStep(owner=user, role=role), owner=user)
    if not form.is_valid():
        return role_page(request, role, form, status=422)
    form.save()
    return redirect(f"{role.get_absolute_url()}#learning")


@login_required
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tick a step off, or take the tick back."""
    step = get_object_or_404(LearningStep.objects.owned_by(person(request)).select_related("role"), pk=pk)
    if request.method == "POST":
        step.tick(done="undo" not in request.POST)
    return redirect(f"{step.role.get_absolute_url()}#learning")


@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a step out of the plan."""
    step = get_object_or_404(LearningStep.objects.owned_by(person(request)).select_related("role"), pk=pk)
    if request.method == "POST":
        step.delete()
        messages.success(request, _("“%(step)s” is out of the plan.") % {"step": step})
    return redirect(f"{step.role.get_absolute_url()}#learning")
