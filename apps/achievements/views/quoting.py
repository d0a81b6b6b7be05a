"""Between people and the journal: their words as proof, a contact as an entry, and asking for feedback."""

from urllib.parse import quote as quoted
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.achievements import quoting
from apps.achievements.forms.quoting import MOST_NAMES, ContactEntryForm, QuoteForm, WhoForm
from apps.achievements.models import Achievement
from apps.people.actions import record_contact
from apps.people.known import chosen
from apps.people.models import Contact, Feedback, Person
from apps.users.access import person
from apps.users.dates import PartialDate


@login_required
def prove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the entry that somebody’s words are about: they become proof of it."""
    user = person(request)
    feedback = get_object_or_404(Feedback.objects.owned_by(user).select_related("person"), pk=pk)
    looked_for = request.GET.get("q", "").replace("\0", "").strip()[:100]
    sent = request.POST if request.method == "POST" else None
    form = QuoteForm(sent, owner=user, looked_for=looked_for, initial={"may_show": feedback.may_show})
    if form.is_bound and form.is_valid():
        entry = get_object_or_404(Achievement.objects.owned_by(user), pk=form.cleaned_data["entry"])
        quoting.quote(feedback=feedback, achievement=entry, may_show=form.cleaned_data["may_show"])
        messages.success(request, _("Their words now stand behind this entry."))
        return redirect(f"{entry.get_absolute_url()}#proof")
    context = {"form": form, "feedback": feedback, "them": feedback.person, "looked_for": looked_for}
    return render(request, "achievements/quote.html", context, status=422 if form.is_bound else 200)


@login_required
def from_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make an entry of the journal from what was done with somebody."""
    user = person(request)
    contacts = Contact.objects.owned_by(user).select_related("person", "made__achievement")
    contact = get_object_or_404(contacts, pk=pk)
    if hasattr(contact, "made"):
        return redirect(contact.made.achievement)
    initial = {
        "line": quoting.begun_line(contact),
        "happened_on": PartialDate(contact.happened_on, contact.happened_precision),
        "skills": quoting.begun_skills(contact),
    }
    form = ContactEntryForm(request.POST if request.method == "POST" else None, owner=user, initial=initial)
    if form.is_bound and form.is_valid():
        entry = form.already_saved or quoting.make_entry(owner=user, contact=contact, **form.values())
        messages.success(request, _("It is in your journal now."))
        return redirect(entry)
    context = {"form": form, "contact": contact, "them": contact.person}
    return render(request, "achievements/from_contact.html", context, status=422 if form.is_bound else 200)


@login_required
def ask_for_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A text that asks somebody for feedback on an entry; sent by the person, and noted here if they like."""
    user = person(request)
    entry = get_object_or_404(Achievement.objects.owned_by(user), pk=pk)
    them = chosen(user, request.GET.get("to", ""))
    form = WhoForm(request.POST if request.method == "POST" else None, owner=user, initial={"who": them or ""})
    if form.is_bound and form.is_valid():
        about = _("Feedback on “%(line)s”") % {"line": Truncator(entry.line).chars(160)}
        record_contact(person=form.them(), kind=Contact.Kind.ASKED, note=about)
        messages.success(request, _("Noted. When their answer comes, write it down here."))
        return redirect(form.them())
    text = quoting.request_for_words(line=entry.line, name=them.name if them else "", asker=user.called)
    context = {
        "form": form,
        "entry": entry,
        "them": them,
        "people": Person.objects.owned_by(user).to_pick_from()[:MOST_NAMES],
        "text": text,
        "mailto": _mailto(them.email if them else "", text),
    }
    return render(request, "achievements/ask_for_words.html", context, status=422 if form.is_bound else 200)


def _mailto(to: str, text: str) -> str:
    body, subject = quoted(text.replace("\n", "\r\n")), quoted(_("A question about my work"))
    return f"mailto:{quoted(to, safe='@')}?subject={subject}&body={body}"
