"""What the person needs right now, and what they needed before."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.opportunities import actions, weighing
from apps.opportunities.forms.seasons import SeasonForm
from apps.opportunities.forms.weighing import WeighingForm
from apps.opportunities.models import Season
from apps.opportunities.needed import Needed
from apps.opportunities.seasons import DEFAULT, PRESETS, Preset
from apps.opportunities.views.weighing import weighing_page
from apps.users.access import person
from apps.users.formats import day

HISTORY = 20


@dataclass(frozen=True)
class Card:
    """A preset to pick, and what the two sides count in it."""

    radio: BoundWidget
    preset: Preset
    life: int
    future: int


def _card(radio: BoundWidget) -> Card:
    preset = PRESETS[str(radio.data["value"])]
    life = int(preset.alpha * 100)
    return Card(radio, preset, life, 100 - life)


@login_required
def season(request: HttpRequest) -> HttpResponse:
    """Choose a season; the one before it stays in the history."""
    user = person(request)
    history = list(Season.objects.owned_by(user)[: HISTORY + 1])
    now = next((season for season in history if season.ended_at is None), None)
    here = now or Season.from_preset(DEFAULT, owner=user)
    initial = {"preset": here.preset, "review_on": here.look_again_on}
    form = SeasonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if "change" in request.POST:
            start = replace(weighing.from_preset(form.chosen), why=asked["why"], review_on=asked["review_on"])
            return weighing_page(request, WeighingForm(start=start))
        chosen = actions.choose_season(
            owner=user, preset=form.chosen, review_on=asked["review_on"], why=asked["why"] or None
        )
        messages.success(request, _("Your offers are now ordered for “%(season)s”.") % {"season": chosen})
        return redirect("opportunities:list")
    context = {
        "form": form,
        "cards": [_card(radio) for radio in form["preset"]],
        "now": now,
        "history": [Needed(season) for season in history[:HISTORY]],
        "more": len(history) > HISTORY,
        "has_past": any(season.ended_at for season in history),
    }
    return render(request, "opportunities/season.html", context, status=422 if request.method == "POST" else 200)


@login_required
def reviewed(request: HttpRequest) -> HttpResponse:
    """The answer to “is this still what you need?”: still right, or not now."""
    answer = request.POST.get("answer")
    if request.method != "POST" or answer not in {"right", "later"}:  # back from logging in, or not our form
        return redirect("opportunities:season")
    now = get_object_or_404(Season.objects.owned_by(person(request)).current().select_for_update())
    if answer == "right":
        now.confirm(timezone.localdate())
        text = _("Noted: “%(season)s” is still right. We ask again on %(day)s.")
    else:
        now.put_off(timezone.localdate())
        text = _("We ask about “%(season)s” again on %(day)s.")
    messages.success(request, text % {"season": now, "day": day(now.review_on) if now.review_on else ""})
    return redirect("opportunities:season")
