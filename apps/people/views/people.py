"""The people: all of them, one, and their forms."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from apps.people.forms import PeopleFilter, PersonForm
from apps.people.known import Known, all_about, said
from apps.people.models import Contact, Person
from apps.people.views.keeping import LATER
from apps.users.access import person
from apps.users.models import User

PER_PAGE = 50
LATEST = 20  # contacts on the page of one person
LAST_PAGE = 10_000


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with whom a word would be welcome first."""
    user, today = person(request), timezone.localdate()
    narrow = PeopleFilter(request.GET)
    page = Paginator(narrow.found(Person.objects.owned_by(user), today), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "narrow": narrow,
        "asked": narrow.asked(),
        "page": page,
        "rows": _told(user, page.object_list),
        "show": narrow.asked().get("show", ""),
    }
    return render(request, "people/list.html", context)


def _told(user: User, them: Iterable[Person]) -> list[Known]:
    """Each with the last contact, in one query more."""
    them = list(them)
    last = Contact.objects.owned_by(user).last_of(each.pk for each in them)
    return [Known(each, last.get(each.pk)) for each in them]


@login_required
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person: what happened, what was promised, what they said, and what came of it."""
    user = person(request)
    them = get_object_or_404(Person.objects.owned_by(user).with_due(), pk=pk)
    number = _page_number(request)
    contacts, more = all_about(them, since=(number - 1) * LATEST, most=LATEST)
    context: dict[str, Any] = {
        "them": them,
        "known": Known(them, contacts[0] if contacts and number == 1 else None),
        "contacts": contacts,
        "newer": number - 1,
        "older": number + 1 if more else 0,
        "later": LATER,
        "said": said(them),
        "referrals": them.referrals.select_related("opportunity"),
    }
    return render(request, "people/detail.html", context)


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Somebody new, or a change to what is known of somebody."""
    user = person(request)
    them = get_object_or_404(Person.objects.owned_by(user), pk=pk) if pk else None
    form = PersonForm(request.POST if request.method == "POST" else None, instance=them, owner=user)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Kept."))
        return redirect(form.save())
    status = 422 if form.is_bound else 200
    return render(request, "people/form.html", {"form": form, "them": them}, status=status)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete somebody with all that was written about them."""
    them = get_object_or_404(Person.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        them.delete()
        messages.success(request, _("Deleted, with all that stood there."))
        return redirect("people:list")
    count = them.contacts.count()
    told = ngettext("one contact", "%(n)s contacts", count) % {"n": count}
    context = {
        "title": _("Delete “%(name)s”?") % {"name": them},
        "text": _(
            "They go for good, with %(contacts)s, what was promised and what they said. What is proof of a journal "
            "entry already stays there. If you only do not want to be asked any more, let them go instead."
        )
        % {"contacts": told},
        "action": _("Delete them"),
        "cancel": them.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@login_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What becomes of what is written here about other people."""
    return render(request, "people/privacy.html")
