"""Asking somebody who saw it: the link for its owner, and the page behind it for whom it is meant."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.achievements import proving
from apps.achievements.forms import VouchForm, WitnessForm
from apps.achievements.models import Achievement, Witness
from apps.people.known import chosen
from apps.users import limits
from apps.users.access import person
from apps.users.ownership import acting_as

WINDOW = 10 * 60  # seconds
BY_ADDRESS, BY_LINK = 60, 30  # requests within it: a person needs three, and a whole office has one address


@login_required
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody who saw what an entry says, and get a link for them."""
    user = person(request)
    entry = get_object_or_404(Achievement.objects.owned_by(user), pk=pk)
    blank = Witness(owner=user, achievement=entry, line=entry.line)
    if them := chosen(user, request.GET.get("person", "")):
        blank.name, blank.relation = them.name, them.known_as
    form = WitnessForm(request.POST if request.method == "POST" else None, instance=blank, owner=user)
    if form.is_bound and form.is_valid():
        return redirect("achievements:asked", form.save().pk)
    context = {"form": form, "entry": entry}
    return render(request, "achievements/witness_form.html", context, status=422 if form.is_bound else 200)


def _own(request: HttpRequest, pk: UUID) -> Witness:
    return get_object_or_404(Witness.objects.owned_by(person(request)).select_related("achievement"), pk=pk)


@login_required
def asked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link to hand on, and what became of it."""
    witness = _own(request, pk)
    context: dict[str, Any] = {"witness": witness, "entry": witness.achievement}
    if witness.is_open:
        address = settings.SITE_URL + reverse("achievements:vouch", args=[witness.token])
        context = {**context, "address": address, "mailto": _mailto(witness, address)}
    return render(request, "achievements/witness.html", context)


def _mailto(witness: Witness, address: str) -> str:
    """An e-mail that is written and only needs an address; the person sends it from their own program."""
    words = [
        _("Hello %(name)s,") % {"name": witness.name},
        witness.message,
        _("Would you look at one line about my work, and say whether it is so? You need no account:"),
        address,
        _("The link works until %(day)s. Thank you!") % {"day": timezone.localdate(witness.expires_at).isoformat()},
    ]
    body = "\r\n\r\n".join(word for word in words if word)
    return f"mailto:?subject={quote(_('One line about my work'))}&body={quote(body)}"


@login_required
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a link now."""
    witness = _own(request, pk)
    if request.method == "POST":
        witness.revoke()
        messages.success(request, _("The link no longer works."))
    return redirect("achievements:asked", witness.pk)


@login_required
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an answer as proof of its entry."""
    witness = _own(request, pk)
    if request.method == "POST" and proving.accept(witness=witness):
        messages.success(request, _("Their word is now among the proof."))
    return redirect(f"{witness.achievement.get_absolute_url()}#proof")


@login_required
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete a question with its link and its answer; what was taken as proof stays."""
    witness = _own(request, pk)
    if request.method == "POST":
        witness.delete()
        messages.success(request, _("Deleted, with its link."))
        return redirect(f"{witness.achievement.get_absolute_url()}#proof")
    context = {
        "title": _("Delete this question?"),
        "text": _("The link to %(name)s stops, and any answer goes. What you took as proof stays.")
        % {"name": witness.name},
        "action": _("Delete it"),
        "cancel": reverse("achievements:asked", args=[witness.pk]),
    }
    return render(request, "components/confirm.html", context)


# Whoever opens this has no account and gets no cookie: the unguessable token of the address is what permits it, and
# another site that knew it could answer anyway. Without a referrer, which would carry the token, browsers do not say
# where a form comes from either, and Django's check of that would refuse every answer.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def vouch(request: HttpRequest, token: str) -> HttpResponse:
    """One line, and room for one answer; GET only notes that it was opened, for mail programs open links too."""
    if not _is_calm(request, token):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = str(WINDOW)
    else:
        response = _vouched(request, token)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _is_calm(request: HttpRequest, token: str) -> bool:
    """Neither too many requests from one place, which guesses, nor too many for one link."""
    return limits.allows("vouch-from", limits.address_of(request), most=BY_ADDRESS, seconds=WINDOW) and limits.allows(
        "vouch-link", token, most=BY_LINK, seconds=WINDOW
    )


def _vouched(request: HttpRequest, token: str) -> HttpResponse:
    witness = Witness.behind(token)
    if witness is None or witness.revoked_at:  # taken back looks like never made
        raise Http404
    is_owner = request.user == witness.owner
    form = VouchForm(request.POST if request.method == "POST" else None, asker=witness.owner.called)
    context = {"witness": witness, "form": form, "asker": witness.owner.called, "is_owner": is_owner}
    if witness.answered_at or not witness.works:
        status = 200 if witness.answered_at else 410
        return render(request, "achievements/vouched.html", context, status=status)
    if form.is_bound and not is_owner and form.is_valid():
        proving.answer_by_link(witness=witness, **form.cleaned_data)
        return redirect("achievements:vouch", token)
    if request.method == "GET" and not is_owner and not witness.opened_at:
        with acting_as(witness.owner):
            Witness.objects.filter(pk=witness.pk, opened_at=None).update(opened_at=timezone.now())
    return render(request, "achievements/vouch.html", context, status=422 if form.errors else 200)
