"""Offers as a file: taken away as CSV, and brought in from one."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.opportunities import headers, importing
from apps.opportunities.forms.imports import ImportForm, packed, table_of, unpacked
from apps.opportunities.importing import State
from apps.opportunities.models import Opportunity, Rating
from apps.users import spreadsheet
from apps.users.access import person
from apps.users.models import User


@login_required
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Every offer with its ratings, open and archived, as a table that comes in again with nothing lost."""
    name = f"offers-{timezone.localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        spreadsheet.written(_rows(person(request))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows(user: User) -> Iterator[list[str]]:
    yield list(headers.COLUMNS.values())
    ratings: dict[object, list[Rating]] = {}
    for rating in Rating.objects.owned_by(user).order_by():
        ratings.setdefault(rating.opportunity_id, []).append(rating)
    for offer in Opportunity.objects.owned_by(user).order_by("pk"):
        cells = headers.written(offer, ratings.get(offer.pk, []))
        yield [cells[name] for name in headers.COLUMNS]


@login_required
def bring_in(request: HttpRequest) -> HttpResponse:
    """Ask for a table, show what it would do, and do that once it is confirmed."""
    user = person(request)
    if request.method != "POST":
        return render(request, "opportunities/import.html", {"form": ImportForm()})
    if "packed" in request.POST:
        return _confirmed(request, user)
    form = ImportForm(request.POST, request.FILES, too_big=_too_big(request))
    if not form.is_valid():
        return render(request, "opportunities/import.html", {"form": form}, status=422)
    rows = importing.plan(owner=user, table=form.table)
    context = {**_by_state(rows), "unread": form.table.unread, "packed": packed(form.read, owner=user)}
    return render(request, "opportunities/import_check.html", context)


def _too_big(request: HttpRequest) -> bool:
    """Whether a file was left unread because of its size (see FILE_UPLOAD_MAX_MEMORY_SIZE)."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _confirmed(request: HttpRequest, user: User) -> HttpResponse:
    """Bring in what the preview showed, worked out anew; reloading the page of the result brings in nothing twice."""
    try:
        table = table_of(unpacked(request.POST["packed"], owner=user))
    except ValidationError as error:
        form = ImportForm({}, {})
        form.add_error(None, error)
        return render(request, "opportunities/import.html", {"form": form}, status=422)
    rows = importing.plan(owner=user, table=table)
    ticked = {int(line) for line in request.POST.getlist("change") if line.isascii() and line.isdecimal()}
    done = importing.bring_in(owner=user, rows=rows, changing=ticked)
    context = {**_by_state(rows), "done": done, "kept": [row for row in rows if row.changes and row not in done]}
    return render(request, "opportunities/import_done.html", context)


def _by_state(rows: list[importing.Row]) -> dict[str, list[importing.Row]]:
    """The rows under the name of what becomes of them."""
    return {f"rows_{state.value}": [row for row in rows if row.state is state] for state in State}
