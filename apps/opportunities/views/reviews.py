"""Looking back at a decision."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.opportunities import hindsight
from apps.opportunities.forms.reviews import ReviewForm
from apps.opportunities.models import DecisionReview
from apps.users.access import person
from apps.users.formats import day


@login_required
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look back; what was done shows the ratings then and now, and can be changed."""
    user = person(request)
    found = get_object_or_404(DecisionReview.objects.owned_by(user).select_related("decision"), pk=pk)
    asked = found.done_on is None or "change" in request.GET or request.method == "POST"
    form = ReviewForm(request.POST if request.method == "POST" else None, instance=found, owner=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your look back is kept."))
        return redirect("opportunities:review", pk=found.pk)
    context = {
        "review": found,
        "decision": found.decision,
        "form": form if asked else None,
        "changes": [] if asked else hindsight.changes(found),
    }
    return render(request, "opportunities/review.html", context, status=422 if request.method == "POST" else 200)


@login_required
def put_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask again in a week."""
    found = get_object_or_404(DecisionReview.objects.owned_by(person(request)), pk=pk)
    if request.method != "POST":  # back from logging in
        return redirect(found)
    found.put_off()
    messages.success(request, _("We ask again on %(day)s.") % {"day": day(found.due_on)})
    return redirect("opportunities:decisions")


@login_required
def pass_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Skip this look back; the next one comes on its day."""
    found = get_object_or_404(DecisionReview.objects.owned_by(person(request)), pk=pk)
    if request.method != "POST":  # back from logging in
        return redirect(found)
    found.pass_over()
    messages.success(request, _("This look back is skipped. You can still do it from the page of the decision."))
    return redirect("opportunities:decisions")
