"""Certificates, licences and degrees: what holds, what ends soon, and what each vouches for."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.skills.crediting import record_credential
from apps.skills.forms.credentials import CredentialForm
from apps.skills.models import Credential
from apps.users.access import person

PER_PAGE = 50
SOON = timedelta(days=90)  # renewals take courses, and courses have dates


@login_required
def credentials(request: HttpRequest) -> HttpResponse:
    """All of them: those that end soonest first, then those that hold for good, then those that have ended."""
    mine = Credential.objects.owned_by(person(request)).in_force_first(timezone.localdate())
    page = Paginator(mine.prefetch_related("skills"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "soon": timezone.localdate() + SOON}
    return render(request, "skills/credentials.html", context)


@login_required
def credential(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One credential."""
    found = get_object_or_404(Credential.objects.owned_by(person(request)).prefetch_related("skills"), pk=pk)
    context = {"credential": found, "soon": timezone.localdate() + SOON}
    return render(request, "skills/credential.html", context)


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """A new credential, or a change to one."""
    user = person(request)
    found = get_object_or_404(Credential.objects.owned_by(user), pk=pk) if pk else None
    form = CredentialForm(request.POST if request.method == "POST" else None, instance=found, owner=user)
    if request.method == "POST" and form.is_valid():
        kept = form.already_saved or record_credential(owner=user, **form.values())
        messages.success(request, _("Kept."))
        return redirect(kept)
    status = 422 if form.is_bound else 200
    return render(request, "skills/credential_form.html", {"form": form, "credential": found}, status=status)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete the credential; the skills it vouches for stay."""
    found = get_object_or_404(Credential.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The credential is deleted."))
        return redirect("skills:credentials")
    context = {
        "title": _("Delete “%(credential)s”?") % {"credential": found},
        "text": _("It goes for good, also where it stands as proof of an entry. The skills it vouches for stay."),
        "action": _("Delete the credential"),
        "cancel": found.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
