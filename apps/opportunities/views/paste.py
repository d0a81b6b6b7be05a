"""Logging an offer from the text of its advert: read here, checked by the person, saved like any other."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.opportunities import adverts
from apps.opportunities.forms.adverts import AdvertForm, PasteForm
from apps.users import formats
from apps.users.access import person


@login_required
def paste(request: HttpRequest) -> HttpResponse:
    """Ask for the text, then show the form of a new offer with what it plainly states; nothing is saved here."""
    user = person(request)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "opportunities/paste.html", {"form": form}, status=status)
    advert = adverts.read(form.cleaned_data["text"], locale=str(formats.current()).replace("_", "-"))
    check = AdvertForm(owner=user, advert=advert, notes=form.notes)
    return render(request, "opportunities/paste_check.html", {"form": check, "shortened": form.shortened})
