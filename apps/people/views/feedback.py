"""What somebody said about the person’s work."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.people.forms import FeedbackForm
from apps.people.models import Feedback, Person
from apps.users.access import person


@login_required
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something that somebody said."""
    user = person(request)
    them = get_object_or_404(Person.objects.owned_by(user), pk=pk)
    return _form_page(request, Feedback(owner=user, person=them))


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Their words put right."""
    said = Feedback.objects.owned_by(person(request)).select_related("person")
    return _form_page(request, get_object_or_404(said, pk=pk))


def _form_page(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    them, is_new = feedback.person, feedback._state.adding
    form = FeedbackForm(request.POST if request.method == "POST" else None, instance=feedback, owner=person(request))
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Kept. It can become proof of a journal entry whenever you like."))
        return redirect(them)
    context = {"form": form, "them": them, "is_new": is_new}
    return render(request, "people/feedback_form.html", context, status=422 if form.is_bound else 200)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete what they said; where it is proof already, it stays."""
    said = Feedback.objects.owned_by(person(request)).select_related("person")
    feedback = get_object_or_404(said, pk=pk)
    if request.method == "POST":
        feedback.delete()
        messages.success(request, _("Deleted."))
        return redirect(feedback.person)
    context = {
        "title": _("Delete what they said?"),
        "text": _("“%(quote)s” goes from here. Where it is proof of a journal entry already, it stays.")
        % {"quote": Truncator(feedback.quote).chars(160)},
        "action": _("Delete it"),
        "cancel": feedback.person.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
