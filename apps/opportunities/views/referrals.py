"""Who led to an offer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.opportunities.forms.referrals import ReferralForm
from apps.opportunities.models import Opportunity, Referral
from apps.users.access import person


@login_required
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say who led to an offer."""
    user = person(request)
    offer = get_object_or_404(Opportunity.objects.owned_by(user), pk=pk)
    blank = Referral(owner=user, opportunity=offer)
    form = ReferralForm(request.POST if request.method == "POST" else None, instance=blank, owner=user)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            form.save()
        messages.success(request, _("Kept. It stands with the offer and with them."))
        return redirect(offer)
    context = {"form": form, "offer": offer}
    return render(request, "opportunities/referral.html", context, status=422 if form.is_bound else 200)


@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then take somebody off an offer; both stay."""
    found = get_object_or_404(Referral.objects.owned_by(person(request)).select_related("opportunity", "person"), pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("Taken off."))
        return redirect(found.opportunity)
    context = {
        "title": _("Take “%(name)s” off this offer?") % {"name": found.person},
        "text": _("“%(offer)s” and what you wrote about them both stay.") % {"offer": found.opportunity},
        "action": _("Take them off"),
        "cancel": found.opportunity.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
