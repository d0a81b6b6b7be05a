"""People as a file: taken away as a table or as cards, and brought in from either."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.people import cards, importing
from apps.people.columns import COLUMNS
from apps.people.forms.imports import ImportForm, packed, unpacked
from apps.people.importing import State
from apps.people.models import Person
from apps.people.reading import File, Format, Read
from apps.users import spreadsheet
from apps.users.access import person
from apps.users.models import User

SHOWN = 300  # people of somebody else’s file that are offered at once: each has a box to tick


@login_required
@require_safe
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Everybody as a table that comes in again with nothing lost."""
    return _sent(spreadsheet.written(_rows(person(request))), "text/csv", "csv")


@login_required
@require_safe
def export_cards(request: HttpRequest) -> StreamingHttpResponse:
    """Everybody as cards for an address book, but for those who were let go."""
    people = Person.objects.owned_by(person(request)).kept().order_by("pk")
    return _sent(cards.written(importing.written(them) for them in people), "text/vcard", "vcf")


def _sent(lines: Iterator[str], kind: str, ending: str) -> StreamingHttpResponse:
    name = f"people-{timezone.localdate().isoformat()}.{ending}"
    return StreamingHttpResponse(
        lines,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows(user: User) -> Iterator[list[str]]:
    yield list(COLUMNS.values())
    for them in Person.objects.owned_by(user).order_by("pk"):
        cells = importing.written(them)
        yield [cells[name] for name in COLUMNS]


@login_required
def bring_in(request: HttpRequest) -> HttpResponse:
    """Ask for a file, show whom it holds, and take those who are chosen."""
    user = person(request)
    if request.method != "POST":
        return render(request, "people/import.html", {"form": ImportForm()})
    if "packed" in request.POST:
        return _from_preview(request, user)
    form = ImportForm(request.POST, request.FILES, too_big=_too_big(request))
    if not form.is_valid():
        return render(request, "people/import.html", {"form": form}, status=422)
    return _preview(request, user, form.read, only="")


def _too_big(request: HttpRequest) -> bool:
    """Whether a file was left unread because of its size (see FILE_UPLOAD_MAX_MEMORY_SIZE)."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _from_preview(request: HttpRequest, user: User) -> HttpResponse:
    """The preview narrowed down, or what it showed brought in; reloading the result brings in nobody twice."""
    try:
        file = unpacked(request.POST["packed"], owner=user)
    except ValidationError as error:
        form = ImportForm({}, {})
        form.add_error(None, error)
        return render(request, "people/import.html", {"form": form}, status=422)
    if "narrow" in request.POST:
        return _preview(request, user, file, only=request.POST.get("only", "").strip()[:100])
    ticked = {int(line) for line in request.POST.getlist("take") if line.isascii() and line.isdecimal()}
    wanted = [each for each in file.people if file.format is Format.OURS or each.number in ticked]
    rows = importing.plan(owner=user, people=wanted)
    new = {row.number for row in rows if row.state is State.NEW} if file.format is Format.OURS else set()
    done = importing.bring_in(owner=user, rows=rows, taking=ticked | new)
    return render(request, "people/import_done.html", {**_by_state(rows), "done": done})


def _preview(request: HttpRequest, user: User, file: File, *, only: str) -> HttpResponse:
    people = [each for each in file.people if _says(each, only)]
    shown = people if file.format is Format.OURS else people[:SHOWN]
    context: dict[str, Any] = {
        **_by_state(importing.plan(owner=user, people=shown)),
        "file": file,
        "is_ours": file.format is Format.OURS,
        "only": only,
        "found": len(people),
        "all": len(file.people),
        "more": len(people) - len(shown),
        "packed": packed(file, owner=user),
    }
    return render(request, "people/import_check.html", context)


def _says(each: Read, only: str) -> bool:
    words = only.casefold().split()
    said = " ".join(each.said.values()).casefold()
    return all(word in said for word in words)


def _by_state(rows: list[importing.Row]) -> dict[str, list[importing.Row]]:
    """The rows under the name of what becomes of them."""
    return {f"rows_{state.value}": [row for row in rows if row.state is state] for state in State}
