"""What the person needs right now."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.opportunities import actions
from apps.opportunities.forms.seasons import SeasonForm
from apps.opportunities.models import Season
from apps.opportunities.seasons import DEFAULT, PRESETS, Preset
from apps.users.access import person

REVIEW_AFTER = timedelta(weeks=13)  # needs change; a quarter is what the form starts with
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
    initial = {
        "preset": now.preset if now else DEFAULT.key,
        "review_on": now.review_on if now else timezone.localdate() + REVIEW_AFTER,
    }
    form = SeasonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = actions.choose_season(owner=user, preset=form.chosen, review_on=form.cleaned_data["review_on"])
        messages.success(request, _("Your offers are now ordered for “%(season)s”.") % {"season": chosen})
        return redirect("opportunities:list")
    context = {
        "form": form,
        "cards": [_card(radio) for radio in form["preset"]],
        "now": now,
        "past": [season for season in history if season.ended_at is not None],
    }
    return render(request, "opportunities/season.html", context, status=422 if request.method == "POST" else 200)
