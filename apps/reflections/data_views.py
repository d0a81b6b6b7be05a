"""The person’s data: everything taken away, and everything brought in again."""

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from apps.reflections.data_forms import EverythingForm
from apps.reflections.parcels import Parcel
from apps.reflections.takeaway import packing, showing
from apps.reflections.takeaway.reading import Unreadable
from apps.reflections.takeaway.sending import ToNameless
from apps.users import spreadsheet
from apps.users.access import person


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What there is, taking it away, bringing it in, and closing the account; htmx asks how far a file is."""
    user = person(request)
    context = {
        "out": Parcel.objects.owned_by(user).out().first(),
        "coming": Parcel.objects.owned_by(user).coming().first(),
    }
    page = "reflections/data/_out.html" if request.htmx else "reflections/data/page.html"  # type: ignore[attr-defined]
    return render(request, page, context | {"now": timezone.now()})


@login_required
def data_make(request: HttpRequest) -> HttpResponse:
    """Have the file made."""
    if request.method == "POST":
        packing.ask(owner=person(request))
    return redirect("reflections:data")


@login_required
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is untyped
def data_download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, to whoever has just shown again that it is them."""
    found = Parcel.objects.owned_by(person(request)).out().filter(state=Parcel.State.READY)
    parcel = get_object_or_404(found, pk=pk)
    if parcel.has_ended(timezone.now()):
        raise Http404
    response = StreamingHttpResponse(parcel.pieces(), content_type="application/zip")
    made = timezone.localtime(parcel.finished_at).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="careerplanner-{made}.zip"'
    response["Content-Length"] = str(parcel.size)
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # the check is made inside, once it is said how the file is read
@login_required
def data_bring(request: HttpRequest) -> HttpResponse:
    """Ask for a file of any size, and keep it until the person has seen what is in it."""
    request.upload_handlers = [ToNameless()]
    return _bring(request)


@csrf_protect
def _bring(request: HttpRequest) -> HttpResponse:
    form = EverythingForm(request.POST, request.FILES) if request.method == "POST" else EverythingForm()
    if request.method == "POST" and not request.FILES and _is_large(request):
        form.add_error("file", _("This is more than 300 MB."))
    elif form.is_bound and form.is_valid():
        try:
            parcel = packing.keep(owner=person(request), file=form.cleaned_data["file"].file)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            return redirect("reflections:data_coming", parcel.pk)
    return render(request, "reflections/data/bring.html", {"form": form}, status=422 if form.errors else 200)


def _is_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > 2 * settings.FILE_UPLOAD_MAX_MEMORY_SIZE


@login_required
def data_coming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is in a file, how far it is, and what became of it."""
    user = person(request)
    parcel = get_object_or_404(Parcel.objects.owned_by(user).coming().select_related("report"), pk=pk)
    if request.method == "POST":
        return _decided(request, parcel)
    context: dict[str, Any] = {"parcel": parcel, "found": showing.summed(parcel.report.contents)}
    page = "reflections/data/_coming.html" if request.htmx else "reflections/data/coming.html"  # type: ignore[attr-defined]
    return render(request, page, context)


def _decided(request: HttpRequest, parcel: Parcel) -> HttpResponse:
    if "forget" in request.POST and not parcel.is_under_way:
        parcel.delete()
        messages.success(request, _("Nothing of this file is kept."))
        return redirect("reflections:data")
    packing.agree(owner=person(request), parcel=parcel)
    return redirect("reflections:data_coming", parcel.pk)


@login_required
@require_safe
def data_report(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Row by row what became of a file, as a table."""
    user = person(request)
    found = Parcel.objects.owned_by(user).coming().filter(state=Parcel.State.READY).select_related("report")
    parcel = get_object_or_404(found, pk=pk)
    lines = spreadsheet.written(showing.as_table(parcel.report.contents))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="brought-in.csv"'
    return response


@login_required
@require_safe
def data_format(request: HttpRequest) -> HttpResponse:
    """What is in the file, table by table, and what is left out and why."""
    return render(request, "reflections/data/format.html", {"tables": showing.held()})
