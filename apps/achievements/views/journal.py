"""The journal: its list, quick log, entries and the coach."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.achievements.actions import record_achievement
from apps.achievements.answers import answer
from apps.achievements.following_up import lasting_of
from apps.achievements.forms import AchievementForm, FollowUpForm, JournalFilter, ProofFormSet, QuickLogForm
from apps.achievements.models import Achievement, AchievementQuerySet, FollowUp, Proof, Role
from apps.users import dates, formats
from apps.users.access import person
from apps.users.models import User

PER_PAGE = 30


@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """All entries, newest first, by week and month; narrowed by what was asked for."""
    user = person(request)
    narrow = JournalFilter(request.GET, owner=user)
    asked = narrow.asked()
    entries = Achievement.objects.owned_by(user).told()
    page = Paginator(_narrowed(entries, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": narrow,
        "asked": asked,
        "page": page,
        "stretches": _by_stretch(list(page.object_list)),
        "quick_log": QuickLogForm(owner=user),
    }
    return render(request, "achievements/list.html", context)


def _narrowed(entries: AchievementQuerySet, asked: dict[str, str]) -> AchievementQuerySet:
    if "q" in asked:
        entries = entries.matching(asked["q"])
    if "state" in asked:
        entries = entries.in_state(asked["state"])
    if "skill" in asked:
        entries = entries.filter(skills=UUID(asked["skill"]))
    if "role" in asked:
        entries = entries.filter(role=None if asked["role"] == "none" else UUID(asked["role"]))
    return entries


def _by_stretch(entries: list[Achievement]) -> list[tuple[str, list[Achievement]]]:
    today = timezone.localdate()
    stretches: dict[tuple[str, date], list[Achievement]] = {}
    for entry in entries:
        heading = dates.heading(entry.happened_on, entry.happened_precision, today)
        stretches.setdefault(heading, []).append(entry)
    return [(_heading(*heading), kept) for heading, kept in stretches.items()]


def _heading(stretch: str, first_day: date) -> str:
    named = {"this week": _("This week"), "last week": _("Last week"), "year": str(first_day.year)}
    return named.get(stretch) or formats.skeleton(first_day, "yMMMM")


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Keep one line, from wherever the person is, and go back there."""
    user = person(request)
    form = QuickLogForm(request.POST or None, owner=user)
    if request.method == "POST" and form.is_valid():
        entry = form.already_saved or record_achievement(
            owner=user, row=form.instance.pk, line=form.cleaned_data["line"]
        )
        more = format_html('<a href="{}">{}</a>', _edit_url(entry), _("Add skills, proof, date"))
        messages.success(request, format_html("{} {}", _("Kept."), more))
        return redirect(_back(request))
    context = {"quick_log": form, "next": _back(request)}
    return render(request, "achievements/log.html", context, status=422 if form.errors else 200)


def _edit_url(entry: Achievement) -> str:
    return reverse("achievements:edit", args=[entry.pk])


def _back(request: HttpRequest) -> str:
    """The page of ours that the person came from, else the journal."""
    there = request.POST.get("next", "")
    ours = there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if ours else reverse("achievements:list")


@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry, with what the coach says to it, what proves it, and whether it lasted."""
    user = person(request)
    proofs = Prefetch("proofs", Proof.objects.told())
    entries = Achievement.objects.owned_by(user).told().select_related("follow_up")
    entry = get_object_or_404(entries.prefetch_related(proofs, "witnesses"), pk=pk)
    accepted = {proof.pk for proof in entry.proofs.all()}
    lasting = lasting_of(entry, today=timezone.localdate())
    follow_up = getattr(entry, "follow_up", None) or FollowUp(owner=user, achievement=entry)
    context = {
        "entry": entry,
        "answer": answer(entry.line, entry.outcome, proven=bool(accepted)),
        "asked": [witness for witness in entry.witnesses.all() if witness.pk not in accepted],
        "lasting": lasting,
        "lasted_form": FollowUpForm(instance=follow_up, owner=user) if lasting.is_asked else None,
    }
    return render(request, "achievements/detail.html", context)


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """A new entry, or a change to one."""
    user = person(request)
    entry = get_object_or_404(Achievement.objects.owned_by(user), pk=pk) if pk else None
    form, proofs = _forms(request, user, entry)
    if request.method == "POST" and all([form.is_valid(), proofs.is_valid()]):
        kept = record_achievement(owner=user, proofs=proofs.values(), **form.values())
        messages.success(request, _("Kept."))
        return redirect(kept)
    return _form_page(request, form, proofs, status=422 if form.is_bound else 200)


def _forms(request: HttpRequest, user: User, entry: Achievement | None) -> tuple[AchievementForm, Any]:
    if request.method == "POST":
        sent = request.POST.copy()
        rows = sent.get("proof-TOTAL_FORMS", "")
        if "another_link" in sent and rows.isdecimal() and len(rows) < 3:
            sent["proof-TOTAL_FORMS"] = str(int(rows) + 1)
        return AchievementForm(sent, instance=entry, owner=user), ProofFormSet(sent, prefix="proof")
    known = [{"url": proof.url, "label": proof.label} for proof in entry.proofs.links()] if entry else []
    form = AchievementForm(instance=entry, owner=user, initial={} if entry else _begun(request, user))
    return form, ProofFormSet(initial=known, prefix="proof")


def _begun(request: HttpRequest, user: User) -> dict[str, Any]:
    """A new entry starts today, in the role it was begun from or else the only one that goes on."""
    roles = Role.objects.owned_by(user).told()
    asked = [role.pk for role in roles if str(role.pk) == request.GET.get("role")]
    current = [role.pk for role in roles if role.is_current]
    return {"role": asked[0] if asked else current[0] if len(current) == 1 else None}


def _form_page(request: HttpRequest, form: AchievementForm, proofs: Any, *, status: int) -> HttpResponse:
    entry = None if form.adding else form.instance
    said = {name: str(form[name].value() or "") for name in ("line", "outcome")}
    context = {"form": form, "proofs": proofs, "entry": entry, "answer": answer(said["line"], said["outcome"])}
    return render(request, "achievements/form.html", context, status=status)


@login_required
@require_POST
def coach(request: HttpRequest) -> HttpResponse:
    """What the coach says to what is typed: htmx gets the answer, others their page with it; nothing is saved."""
    user = person(request)
    said = {name: request.POST.get(name, "") for name in ("line", "outcome")}
    if "HX-Request" in request.headers:
        return render(request, "achievements/_coach.html", {"answer": answer(said["line"], said["outcome"])})
    if "more" in request.POST:
        initial = {**_begun(request, user), **said}
        form = AchievementForm(owner=user, initial=initial)
        return _form_page(request, form, ProofFormSet(prefix="proof"), status=200)
    if "quick" in request.POST:
        context = {
            "quick_log": QuickLogForm(request.POST, owner=user),
            "next": _back(request),
            "answer": answer(said["line"], said["outcome"]),
        }
        return render(request, "achievements/log.html", context)
    form, proofs = _forms(request, user, _being_edited(request, user))
    return _form_page(request, form, proofs, status=200)


def _being_edited(request: HttpRequest, user: User) -> Achievement | None:
    try:
        row = UUID(request.POST.get("row", ""))
    except ValueError:
        return None
    return Achievement.objects.owned_by(user).filter(pk=row).first()


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete the entry for good."""
    entry = get_object_or_404(Achievement.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        entry.delete()
        messages.success(request, _("The entry is deleted."))
        return redirect("achievements:list")
    context = {
        "title": _("Delete this entry?"),
        "text": _("“%(line)s” goes for good, with its proof and notes. The skills it shows stay.") % {"line": entry},
        "action": _("Delete the entry"),
        "cancel": entry.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
