"""The journal: quick log, entries and the coach."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.achievements import drafts
from apps.achievements.actions import record_achievement
from apps.achievements.answers import answer
from apps.achievements.following_up import lasting_of
from apps.achievements.forms import AchievementForm, FollowUpForm, ProofFormSet, QuickLogForm
from apps.achievements.models import Achievement, Draft, FollowUp, Proof, Role
from apps.achievements.views.drafts import ours, writing
from apps.skills.forms import split_names
from apps.users.access import person
from apps.users.dates import partial
from apps.users.models import User


@writing
def log(request: HttpRequest) -> HttpResponse:
    """Keep one line, from wherever the person is, and go back there."""
    user = person(request)
    form = QuickLogForm(request.POST or None, owner=user)
    if request.method == "POST" and form.is_valid():
        entry = form.already_saved or record_achievement(
            owner=user, row=form.instance.pk, line=form.cleaned_data["line"]
        )
        drafts.drop(owner=user, row=request.POST.get("row"))
        more = format_html('<a href="{}">{}</a>', _edit_url(entry), _("Add skills, proof, date"))
        messages.success(request, format_html("{} {}", _("Kept."), more))
        return redirect(_back(request))
    return _log_page(request, form, _begun_before(user, request, form))


def _log_page(request: HttpRequest, form: QuickLogForm, draft: Draft | None, **more: Any) -> HttpResponse:
    user = person(request)
    if request.method == "POST":
        _keep_unsaved(request, form)
    there = draft.contents.get("next", "") if draft else ""
    context = {
        "quick_log": form,
        "next": ours(there) or _back(request),
        "draft": draft,
        "drafts": [] if draft or request.method == "POST" else drafts.offered(user),
        **more,
    }
    return render(request, "achievements/log.html", context, status=422 if form.errors else 200)


def _keep_unsaved(request: HttpRequest, form: QuickLogForm | AchievementForm) -> None:
    """What comes back to be put right is kept meanwhile, under the id that the form has now."""
    sent = request.POST.copy()
    drafts.drop(owner=form.owner, row=sent.get("row"))
    sent["place"], sent["row"] = form.place, str(form["row"].value() or "")
    drafts.keep(owner=form.owner, sent=sent)


def _begun_before(user: User, request: HttpRequest, form: QuickLogForm | AchievementForm) -> Draft | None:
    """The draft that one goes on with: the form says what it says."""
    if form.is_bound:
        return None
    draft = drafts.at(user, form.place) if not form.adding else drafts.of(user, request.GET.get("draft", ""))
    if draft is None or not draft.place.startswith(form.kind):
        return None
    drafts.fill(form, draft)
    return draft


def _edit_url(entry: Achievement) -> str:
    return reverse("achievements:edit", args=[entry.pk])


def _back(request: HttpRequest) -> str:
    """The page of ours that the person came from, else the journal."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    at_home = request.method == "GET" and came_from.netloc == request.get_host() and came_from.path != request.path
    before = came_from._replace(scheme="", netloc="", fragment="").geturl() if at_home else ""
    return ours(request.POST.get("next", "")) or ours(before) or reverse("achievements:list")


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


@writing
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """A new entry, or a change to one."""
    user = person(request)
    entry = get_object_or_404(Achievement.objects.owned_by(user).defer("words"), pk=pk) if pk else None
    form, proofs = _forms(request, user, entry)
    if request.method == "POST" and all([form.is_valid(), proofs.is_valid()]):
        kept = record_achievement(owner=user, proofs=proofs.values(), **form.values())
        drafts.drop(owner=user, row=request.POST.get("row"))
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
    form.draft = _begun_before(user, request, form)
    return form, ProofFormSet(initial=drafts.links(form.draft) if form.draft else known, prefix="proof")


def _begun(request: HttpRequest, user: User) -> dict[str, Any]:
    """A new entry starts today, in the role it was begun from or else the only current one, with the skill named.

    One that is begun from a role that has ended starts in the last year of that role.
    """
    roles = Role.objects.owned_by(user).told()
    asked = next((role for role in roles if str(role.pk) == request.GET.get("role")), None)
    current = [role.pk for role in roles if role.is_current]
    named = split_names(request.GET.get("skill", "").replace("\0", ""))[:1]
    begun = {"role": asked.pk if asked else current[0] if len(current) == 1 else None, "skills": named}
    if asked and asked.ended_on and not asked.is_current:
        begun["happened_on"] = partial(asked.ended_on.year, None, None)
    return begun


def _form_page(request: HttpRequest, form: AchievementForm, proofs: Any, *, status: int) -> HttpResponse:
    if form.is_bound:
        _keep_unsaved(request, form)
    entry = None if form.adding else form.instance
    said = {name: str(form[name].value() or "") for name in ("line", "outcome")}
    context = {
        "form": form,
        "proofs": proofs,
        "entry": entry,
        "answer": answer(said["line"], said["outcome"]),
        "draft": form.draft,
        "drafts": [] if entry or form.draft or request.method == "POST" else drafts.offered(form.owner),
    }
    return render(request, "achievements/form.html", context, status=status)


@writing
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
        form.initial["row"] = request.POST.get("row") or form.initial["row"]  # it is the same entry
        _keep_unsaved(request, form)
        return _form_page(request, form, ProofFormSet(prefix="proof"), status=200)
    if "quick" in request.POST:
        form_of_line = QuickLogForm(initial={"line": said["line"]}, owner=user)
        form_of_line.initial["row"] = request.POST.get("row") or form_of_line.initial["row"]
        return _log_page(request, form_of_line, None, answer=answer(said["line"], said["outcome"]))
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
