"""Leaving: what goes and what does not, said before it is done."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.reflections.data_forms import ClosingForm
from apps.reflections.parcels import Parcel
from apps.users import closing
from apps.users.access import person


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth is untyped
def close(request: HttpRequest) -> HttpResponse:
    """Say what goes and what does not, offer the file first, and close the account."""
    user = person(request)
    form = ClosingForm(request.POST) if request.method == "POST" else ClosingForm()
    if form.is_bound and form.is_valid():
        closed = closing.close(owner=user, now=timezone.now())
        logout(request)
        closing.show_door(request, closed)
        return redirect("users:closed")
    ready = Parcel.objects.owned_by(user).out().filter(state=Parcel.State.READY).first()
    context = {"form": form, "ready": ready, "days": closing.GRACE.days, "day": timezone.now() + closing.GRACE}
    return render(request, "reflections/data/close.html", context, status=422 if form.errors else 200)
