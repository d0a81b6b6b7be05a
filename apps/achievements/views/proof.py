"""The proof of an entry: adding each kind, changing, removing, and getting a file back."""

from typing import Any
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.achievements.forms import CredentialProofForm, FeedbackForm, FileForm, LinkForm
from apps.achievements.models import Achievement, Proof, ProofFile
from apps.users.access import person
from apps.users.forms import OwnedForm

FORMS: dict[str, type[OwnedForm[Proof]]] = {
    Proof.Kind.LINK: LinkForm,
    Proof.Kind.FILE: FileForm,
    Proof.Kind.FEEDBACK: FeedbackForm,
    Proof.Kind.CREDENTIAL: CredentialProofForm,
}
TITLES: dict[str, tuple[str | Promise, str | Promise]] = {  # while it is new, and later
    Proof.Kind.LINK: (gettext_lazy("Add a link"), gettext_lazy("Edit the link")),
    Proof.Kind.FILE: (gettext_lazy("Add a file"), gettext_lazy("Say what the file shows")),
    Proof.Kind.FEEDBACK: (gettext_lazy("Add feedback"), gettext_lazy("Edit the feedback")),
    Proof.Kind.CREDENTIAL: (gettext_lazy("Add a credential"), gettext_lazy("Edit the credential as proof")),
}


@login_required
def add(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """One more piece of proof for an entry."""
    user = person(request)
    entry = get_object_or_404(Achievement.objects.owned_by(user), pk=pk)
    return _form_page(request, Proof(owner=user, achievement=entry, kind=kind))


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another wording of a piece of proof; what a witness said is not ours to change."""
    proof = get_object_or_404(Proof.objects.owned_by(person(request)).select_related("achievement"), pk=pk)
    if proof.kind not in FORMS:
        return redirect(_place(proof))
    return _form_page(request, proof)


def _form_page(request: HttpRequest, proof: Proof) -> HttpResponse:
    is_new = proof._state.adding
    sent: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    more = {"too_big": _too_big(request)} if proof.kind == Proof.Kind.FILE else {}
    form = FORMS[proof.kind](*sent, instance=proof, owner=person(request), **more)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect(_place(proof))
    context = {"form": form, "proof": proof, "is_new": is_new, "title": TITLES[proof.kind][0 if is_new else 1]}
    return render(request, "achievements/proof_form.html", context, status=422 if form.is_bound else 200)


def _too_big(request: HttpRequest) -> bool:
    """Whether a file was left unread because of its size (see FILE_UPLOAD_MAX_MEMORY_SIZE)."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _place(proof: Proof) -> str:
    return f"{proof.achievement.get_absolute_url()}#proof"


@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then take a piece of proof off its entry."""
    proofs = Proof.objects.owned_by(person(request)).told().select_related("achievement")
    proof = get_object_or_404(proofs, pk=pk)
    if request.method == "POST":
        proof.delete()
        messages.success(request, _("Removed. The entry itself stays as it is."))
        return redirect(_place(proof))
    context = {
        "title": _("Remove this proof?"),
        "text": _told(proof),
        "action": _("Remove it"),
        "cancel": _place(proof),
    }
    return render(request, "components/confirm.html", context)


def _told(proof: Proof) -> str:
    """What goes, and what stays."""
    what = {"what": Truncator(proof.called).chars(160)}
    if proof.kind == Proof.Kind.FILE:
        return _("“%(what)s” goes for good: the file is deleted here, and stays on your own device.") % what
    if proof.kind == Proof.Kind.CREDENTIAL:
        return _("“%(what)s” is taken off this entry. The credential itself stays.") % what
    return _("“%(what)s” goes for good. The entry itself stays.") % what


@login_required
@require_safe
@csp({"default-src": [NONE], "sandbox": [True]})  # type: ignore[arg-type]  # it passes keys on, which its types leave out
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file behind a piece of proof, as a download only: a browser never shows it as a page of this site."""
    file = get_object_or_404(ProofFile.objects.owned_by(person(request)), proof=pk)
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(file.contents), content_type=file.media_type, headers=headers)
