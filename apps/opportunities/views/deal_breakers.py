"""What the person cannot do without, and whether each offer meets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.opportunities import deal_breakers, places, reasons
from apps.opportunities.deal_breakers import Check, Checks
from apps.opportunities.deal_breaking import State
from apps.opportunities.forms.deal_breakers import DealBreakerForm, VerdictForm
from apps.opportunities.models import DealBreaker, Opportunity, Season
from apps.opportunities.models.deal_breaker import MOST
from apps.opportunities.options import Option
from apps.opportunities.views.offers import open_options
from apps.users.access import person

NAMED = 8  # offers named beside a state; the list of offers has them all


@dataclass(frozen=True)
class Group:
    """The options that stand alike against one deal-breaker."""

    said: str
    style: str
    options: tuple[Option, ...]
    more: int


@dataclass(frozen=True)
class Line:
    """One deal-breaker, and where the open options stand."""

    breaker: DealBreaker
    name: str
    rule: str
    groups: tuple[Group, ...]


def _line(breaker: DealBreaker, options: Sequence[Option], checks: Checks) -> Line:
    found: dict[State, list[tuple[Check, Option]]] = {State.FAIL: [], State.ASK: [], State.PASS: []}
    for option in options:
        check = next(check for check in checks[option.key] if check.breaker is breaker)
        found[check.state].append((check, option))
    groups = [
        Group(of[0][0].said, of[0][0].style, tuple(option for _, option in of[:NAMED]), max(0, len(of) - NAMED))
        for of in found.values()
        if of
    ]
    rule = "" if breaker.limit is None or not breaker.text else reasons.rule(breaker)
    return Line(breaker, reasons.name(breaker), rule, tuple(groups))


@login_required
def breakers(request: HttpRequest) -> HttpResponse:
    """The deal-breakers, where each open offer stands against them, and a form for one more."""
    user = person(request)
    form = DealBreakerForm(request.POST if request.method == "POST" else None, instance=DealBreaker(), owner=user)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, _("“%(name)s” is a deal-breaker now.") % {"name": reasons.name(saved)})
        return redirect("opportunities:deal_breakers")
    season = Season.of(user)
    found = list(DealBreaker.objects.owned_by(user).with_verdicts())
    options = open_options(user, season, found) if found else []
    checks = deal_breakers.states(options, found)
    context = {
        "form": form,
        "lines": [_line(breaker, options, checks) for breaker in found],
        "doubts": deal_breakers.doubts(options, checks),
        "full": len(found) >= MOST,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "opportunities/deal_breakers.html", context, status=status)


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change one."""
    user = person(request)
    breaker = get_object_or_404(DealBreaker.objects.owned_by(user), pk=pk)
    form = DealBreakerForm(request.POST if request.method == "POST" else None, instance=breaker, owner=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("opportunities:deal_breakers")
    status = 422 if request.method == "POST" else 200
    return render(request, "opportunities/deal_breaker.html", {"form": form, "breaker": breaker}, status=status)


@login_required
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move one up or down among the others."""
    breaker = get_object_or_404(DealBreaker.objects.owned_by(person(request)).select_related("owner"), pk=pk)
    if request.method == "POST" and request.POST.get("way") in {"up", "down"}:
        places.move_deal_breaker(breaker=breaker, up=request.POST["way"] == "up")
    return redirect(f"{reverse('opportunities:deal_breakers')}#{breaker.pk}")


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove one, after asking."""
    breaker = get_object_or_404(DealBreaker.objects.owned_by(person(request)), pk=pk)
    name = reasons.name(breaker)
    if request.method == "POST":
        places.remove_deal_breaker(breaker=breaker)
        messages.success(request, _("“%(name)s” is no deal-breaker any more.") % {"name": name})
        return redirect("opportunities:deal_breakers")
    context = {"breaker": breaker, "name": name, "cancel": reverse("opportunities:deal_breakers")}
    return render(request, "opportunities/deal_breaker_delete.html", context)


@login_required
def verdict(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether one offer meets a deal-breaker that only the person can judge."""
    user = person(request)
    offer = get_object_or_404(Opportunity.objects.owned_by(user), pk=pk)
    if request.method != "POST":  # back from logging in
        return redirect(offer)
    form = VerdictForm(request.POST, owner=user)
    if form.is_valid():
        places.judge(breaker=form.cleaned_data["breaker"], opportunity=offer, state=form.cleaned_data["state"])
        messages.success(request, _("Your answer is kept."))
        return redirect(f"{offer.get_absolute_url()}#deal-breakers")
    return render(request, "opportunities/verdict.html", {"form": form, "offer": offer}, status=422)
