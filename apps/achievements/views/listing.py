"""The journal's list, and what is done to several of its entries at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.achievements import bulk, drafts, listing
from apps.achievements.forms import JournalFilter, QuickLogForm, SeveralForm
from apps.achievements.forms.several import as_id
from apps.achievements.models import Achievement
from apps.achievements.undoing import Undone, undo
from apps.users.access import person
from apps.users.models import User

PER_PAGE = 30
NAMED = 5  # entries named in a sentence


@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """The entries asked for: by week and month, or best match first; `choose` puts a box before each."""
    user = person(request)
    several = SeveralForm(owner=user) if "choose" in request.GET else None
    return _list_page(request, user, request.GET, several, status=200)


def _list_page(
    request: HttpRequest, user: User, sent: QueryDict, several: SeveralForm | None, *, status: int
) -> HttpResponse:
    narrow = JournalFilter(sent, owner=user)
    asked = narrow.asked()
    wanted = listing.wanted_of(asked)
    entries = listing.narrowed(Achievement.objects.owned_by(user), asked, wanted)
    page = Paginator(entries, PER_PAGE).get_page(sent.get("page"))
    first = (page.number - 1) * PER_PAGE
    shown = entries[first : first + PER_PAGE]
    lines = listing.lines(shown, wanted, narrow.roles) if page.paginator.count else []
    is_ranked = bool(wanted.groups) and asked.get("order") != "newest"
    if several:
        several.offer_roles(narrow.roles)
    context = {
        "filter": narrow,
        "asked": asked,
        "query": sent.urlencode(),
        "no_words": "q" in asked and not wanted.groups,
        "page": page,
        "lines": lines,
        "best": lines if is_ranked else [],
        "stretches": [] if is_ranked else listing.stretches(lines),
        "several": several,
        "drafts": drafts.offered(user) if not (several or asked) and page.number == 1 else [],
        "quick_log": QuickLogForm(owner=user),
    }
    return render(request, "achievements/list.html", context, status=status)


@login_required
def change_several(request: HttpRequest) -> HttpResponse:
    """Do one thing to all entries that were chosen; deleting asks first."""
    user = person(request)
    if request.method != "POST":
        return redirect(f"{reverse('achievements:list')}?choose=1")
    form = SeveralForm(request.POST, owner=user)
    sent = QueryDict(request.POST.get("query", ""))
    if not form.is_valid():
        return _list_page(request, user, sent, form, status=422)
    deed, chosen = form.cleaned_data["do"], form.chosen
    if deed == "delete" and "sure" not in request.POST:
        context = {"chosen": chosen, "query": sent.urlencode(), "cancel": _there(sent)}
        return render(request, "achievements/several_delete.html", context)
    done = _do(user, deed, [entry.pk for entry in chosen], form.cleaned_data)
    messages.success(request, _to_undo(request, _told(deed, done.count, len(chosen)), done, _("Undo")))
    return redirect(_there(sent))


@login_required
def undo_several(request: HttpRequest) -> HttpResponse:
    """Take back what was done to several entries; those that were changed since are named and left alone."""
    user = person(request)
    sent = QueryDict(request.POST.get("query", ""))
    if request.method == "POST":
        undone = undo(owner=user, batch=as_id(request.POST.get("batch", "")))
        if undone.done.count or undone.left:
            again = _("Change them again after all")
            messages.success(request, _to_undo(request, _told_undone(undone), undone.done, again))
        else:
            messages.error(request, _("There is nothing to undo any more: nothing was changed."))
    return redirect(_there(sent))


def _there(sent: QueryDict) -> str:
    """The list as it was asked for."""
    return f"{reverse('achievements:list')}?{sent.urlencode()}".rstrip("?")


def _to_undo(request: HttpRequest, told: str, done: bulk.Done, action: str) -> str:
    """What was done in words, with the button that takes it back where there is something to take back."""
    if done.batch is None:
        return told
    context = {"batch": done.batch, "query": request.POST.get("query", ""), "action": action}
    return format_html("{} {}", told, render_to_string("achievements/_undo.html", context, request))


def _told_undone(undone: Undone) -> str:
    told = ""
    if undone.done.count:
        told = ngettext("One entry is as it was.", "%(n)d entries are as they were.", undone.done.count)
        told %= {"n": undone.done.count}
    if not undone.left:
        return told
    left = ngettext(
        "One was changed since then, and is left as it is:",
        "%(n)d were changed since then, and are left as they are:",
        len(undone.left),
    ) % {"n": len(undone.left)}
    link = '<a href="{}" dir="auto">{}</a>'
    named = format_html_join(", ", link, ((one.get_absolute_url(), one.line) for one in undone.left[:NAMED]))
    more = ngettext("and one more", "and %(n)d more", len(undone.left) - NAMED) % {"n": len(undone.left) - NAMED}
    return format_html("{} {} {} {}", told, left, named, more if len(undone.left) > NAMED else "")


def _do(user: User, deed: str, ids: list[UUID], said: dict[str, Any]) -> bulk.Done:
    match deed:
        case "add_skills":
            return bulk.add_skills(owner=user, ids=ids, names=said["skills"])
        case "remove_skills":
            return bulk.remove_skills(owner=user, ids=ids, names=said["skills"])
        case "set_role":
            return bulk.set_role(owner=user, ids=ids, role_id=said["role"])
        case "delete":
            return bulk.delete(owner=user, ids=ids)
        case _:
            return bulk.set_confidential(owner=user, ids=ids, is_confidential=deed == "confidential")


def _told(deed: str, count: int, chosen: int) -> str:
    if deed == "delete":
        return ngettext("One entry is deleted.", "%(n)d entries are deleted.", count) % {"n": count}
    changed = ngettext("One entry is changed.", "%(n)d entries are changed.", count) % {"n": count}
    if count == chosen:
        return changed
    same = ngettext("One was like that already.", "%(n)d were like that already.", chosen - count)
    return f"{changed if count else _('Nothing had to be changed.')} {same % {'n': chosen - count}}"
