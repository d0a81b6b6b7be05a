"""What a month costs the person, and their own rates between currencies."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.opportunities.forms.currencies import RateForm
from apps.opportunities.forms.needs import NeedsForm
from apps.opportunities.models import ExchangeRate, Needs
from apps.users.access import person


@login_required
def needs(request: HttpRequest) -> HttpResponse:
    """Bills, debt, planned saving and savings; one row, made with the first answer."""
    user = person(request)
    row = Needs.objects.owned_by(user).first() or Needs(owner=user)
    form = NeedsForm(request.POST if request.method == "POST" else None, instance=row, owner=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("opportunities:money")
    return render(request, "opportunities/needs.html", {"form": form}, status=422 if request.method == "POST" else 200)


@login_required
@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """The person's own rates, with the age of those that are old."""
    rows = ExchangeRate.objects.owned_by(person(request))
    today = timezone.localdate()
    return render(request, "opportunities/rates.html", {"rates": [(row, row.plain.age(today)) for row in rows]})


@login_required
def rate(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Put down a rate, or change one."""
    user = person(request)
    row = ExchangeRate(owner=user) if pk is None else get_object_or_404(ExchangeRate.objects.owned_by(user), pk=pk)
    asked = {name: request.GET[name][:3] for name in ("currency", "into") if pk is None and name in request.GET}
    form = RateForm(request.POST if request.method == "POST" else None, instance=row, owner=user, initial=asked)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("opportunities:rates")
    context = {"form": form, "rate": None if pk is None else row}
    return render(request, "opportunities/rate.html", context, status=422 if request.method == "POST" else 200)


@login_required
def rate_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a rate away, after asking."""
    row = get_object_or_404(ExchangeRate.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        row.delete()
        messages.success(request, _("The rate is deleted."))
        return redirect("opportunities:rates")
    return render(request, "opportunities/rate_delete.html", {"rate": row, "cancel": reverse("opportunities:rates")})
