"""What happened with somebody, and what was promised."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.people.actions import close, record_contact
from apps.people.forms import ContactForm
from apps.people.models import Contact, Person, Promise
from apps.users.access import person


@login_required
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something that happened with somebody."""
    user = person(request)
    them = get_object_or_404(Person.objects.owned_by(user), pk=pk)
    return _form_page(request, Contact(owner=user, person=them))


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another wording of what happened."""
    contacts = Contact.objects.owned_by(person(request)).select_related("person")
    return _form_page(request, get_object_or_404(contacts, pk=pk))


def _form_page(request: HttpRequest, contact: Contact) -> HttpResponse:
    them, is_new = contact.person, contact._state.adding
    form = ContactForm(request.POST if request.method == "POST" else None, instance=contact, owner=person(request))
    if form.is_bound and form.is_valid():
        if not form.already_saved:
            record_contact(person=them, **form.values())
        messages.success(request, _("Written down."))
        return redirect(them)
    context = {"form": form, "them": them, "is_new": is_new}
    return render(request, "people/contact_form.html", context, status=422 if form.is_bound else 200)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete what happened, with what was promised."""
    contacts = Contact.objects.owned_by(person(request)).select_related("person")
    contact = get_object_or_404(contacts, pk=pk)
    if request.method == "POST":
        contact.delete()
        messages.success(request, _("Deleted."))
        return redirect(contact.person)
    context = {
        "title": _("Delete this contact?"),
        "text": _("“%(what)s” of %(when)s goes for good, with what was promised then.")
        % {"what": contact, "when": contact.when},
        "action": _("Delete it"),
        "cancel": contact.person.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@login_required
def close_promise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a promise was kept, let it go, or open it again."""
    promises = Promise.objects.owned_by(person(request)).select_related("contact__person")
    promise = get_object_or_404(promises, pk=pk)
    outcome = request.POST.get("outcome", "")
    if request.method == "POST" and outcome in ("", *Promise.Outcome.values):
        close(promise, outcome=outcome)
        messages.success(request, _("Noted."))
        if request.POST.get("next") == "today":
            return redirect("reflections:today")
    return redirect(promise.contact.person)
