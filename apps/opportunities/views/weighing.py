"""Changing the weights of a season, and the quick start from an order."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.opportunities import actions, seasons, weighing
from apps.opportunities.forms.ordering import OrderForm
from apps.opportunities.forms.weighing import WeighingForm
from apps.opportunities.models import Season
from apps.opportunities.views.offers import open_options
from apps.opportunities.weighing import Start
from apps.users.access import person
from apps.users.models import User


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Change α and the swing points; what that would do to the order is shown before it is saved."""
    user = person(request)
    start = _start(request, user) if pk is None else _again(user, pk)
    form = WeighingForm(request.POST if request.method == "POST" else None, start=start)
    if request.method == "POST" and form.is_valid() and form.weighed and "look" not in request.POST:
        chosen = actions.choose_season(
            owner=user,
            preset=start.preset,
            alpha=form.weighed.alpha,
            swings=seasons.stored(form.weighed.points),
            how=form.weighed.how,
            why=form.cleaned_data["why"],
            review_on=form.cleaned_data["review_on"],
        )
        messages.success(request, _("Your offers are now ordered for “%(season)s”.") % {"season": chosen})
        return redirect("opportunities:list")
    return weighing_page(request, form)


def _start(request: HttpRequest, user: User) -> Start:
    """What the address says to begin with: a preset, an order, or the season there is."""
    if "preset" in request.GET:
        preset = seasons.PRESETS.get(request.GET["preset"])
        if preset is None:
            raise Http404
        return weighing.from_preset(preset)
    now = Season.of(user)
    if "life" not in request.GET and "future" not in request.GET:
        return weighing.from_season(now)
    life, future = ([key for key in request.GET.get(axis, "").split(",") if key] for axis in ("life", "future"))
    try:
        return weighing.from_order(now, life, future)
    except ValueError:
        raise Http404 from None


def _again(user: User, pk: UUID) -> Start:
    return weighing.from_season(get_object_or_404(Season.objects.owned_by(user), pk=pk))


def weighing_page(request: HttpRequest, form: WeighingForm) -> HttpResponse:
    """The page of the weights; with htmx only what they would do to the order."""
    user = person(request)
    now = Season.of(user)
    found = open_options(user, now)
    if form.is_bound and not form.errors:
        form.settle()
    context = {
        "form": form,
        "now": now,
        "shift": weighing.shift(found, form.weighed),
        "seen": any(option.rated for option in found),
    }
    if "HX-Request" in request.headers:
        return render(request, "opportunities/_weighed.html", context | {"live": True})
    return render(request, "opportunities/weighing.html", context, status=422 if form.errors else 200)


@login_required
def order(request: HttpRequest) -> HttpResponse:
    """Put the factors in order; the weights of that order are then shown, to be changed or kept."""
    form = OrderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(weighing.order_url(form.order("life"), form.order("future")))
    return render(request, "opportunities/order.html", {"form": form}, status=422 if form.errors else 200)
