"""A career as files: taken away in three formats, and brought in from three, after a look at what would happen."""

import json
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.achievements.exchange import entries_table, gathering, markdown, resume_writing, showing, uploads
from apps.achievements.exchange.gathering import ME, OTHERS
from apps.achievements.exchange.kinds import KINDS, Record
from apps.achievements.forms.exchange import UploadForm
from apps.achievements.models import Upload
from apps.users import dates, spreadsheet
from apps.users.access import person
from apps.users.models import User

JOURNAL = ("role", "entry", "proof")  # what a table or a text of the journal shows


@login_required
def bring_in(request: HttpRequest) -> HttpResponse:
    """Ask for a file and keep it for its preview."""
    user = person(request)
    form = UploadForm(request.POST, request.FILES, too_big=_too_big(request)) if request.method == "POST" else None
    if form and form.is_valid():
        upload = uploads.keep_upload(owner=user, kind=form.kind, name=form.name, contents=form.contents)
        return redirect("achievements:import_check", upload.pk)
    uploads.forget_old(owner=user)
    context = {
        "form": form or UploadForm(),
        "uploads": Upload.objects.owned_by(user).defer("contents", "report")[:10],
    }
    return render(request, "achievements/exchange_import.html", context, status=422 if form else 200)


def _too_big(request: HttpRequest) -> bool:
    """Whether a file was left unread because of its size (see FILE_UPLOAD_MAX_MEMORY_SIZE)."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


@login_required
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a file would do, and doing it; afterwards, what became of each row."""
    user = person(request)
    upload = get_object_or_404(Upload.objects.owned_by(user), pk=pk)
    if request.method == "POST":
        return _decided(request, upload, user)
    report = upload.report or _planned(upload, user)
    context = {"upload": upload, "groups": showing.groups(report), "left_out": report["left_out"]}
    page = "achievements/exchange_done.html" if upload.imported_at else "achievements/exchange_check.html"
    return render(request, page, context)


def _planned(upload: Upload, user: User) -> dict[str, object]:
    rows, found = uploads.planned(upload, user)
    return uploads.report(rows, found, upload_kind=upload.kind, updating=True)


def _decided(request: HttpRequest, upload: Upload, user: User) -> HttpResponse:
    if "forget" in request.POST:
        upload.delete()
        messages.success(request, _("Nothing of this file is kept."))
        return redirect("achievements:import")
    uploads.import_upload(upload=upload, owner=user, updating="update" in request.POST)
    return redirect("achievements:import_check", upload.pk)


@login_required
@require_safe
def report(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The report of a file as a table, before it is brought in and afterwards."""
    user = person(request)
    upload = get_object_or_404(Upload.objects.owned_by(user), pk=pk)
    lines = showing.as_table(upload.report or _planned(upload, user))
    return _file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), "import-report", "csv")


# --- Taking away ------------------------------------------------------------------------------------------------


@login_required
@require_safe
def take_away(request: HttpRequest) -> HttpResponse:
    """What can be taken away, for whom."""
    return render(request, "achievements/exchange_export.html")


@login_required
@require_safe
def career_json(request: HttpRequest) -> HttpResponseBase:
    """Everything as JSON Resume; `?for=others` leaves out what is nobody else’s business."""
    user, audience = person(request), _audience(request)
    document = resume_writing.written(
        _records(user, audience),
        name=user.name,
        email=user.email,
        audience=audience,
        written_on=timezone.now().isoformat(timespec="seconds"),
    )
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return _file(HttpResponse(text, content_type="application/json; charset=utf-8"), "career", "json")


@login_required
@require_safe
def entries_csv(request: HttpRequest) -> HttpResponseBase:
    """The entries of the journal as a table that comes in again."""
    lines = spreadsheet.written(entries_table.written(_records(person(request), _audience(request), JOURNAL)))
    return _file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), "entries", "csv")


@login_required
@require_safe
def journal_markdown(request: HttpRequest) -> HttpResponseBase:
    """The journal as Markdown, to be read or put into another program."""
    records = _records(person(request), _audience(request), JOURNAL)
    words = markdown.Words(
        title=_("Journal"),
        changed=_("What changed"),
        asked=_("What the job asked"),
        skills=_("Skills"),
        proof=_("Proof"),
        note=_("Private note"),
        for_whom=_("For whom"),
        measured=_("Measured"),
    )
    days = [_told(record) for record in records if record.kind == "entry"]
    text = "".join(markdown.written(records, days, words))
    return _file(HttpResponse(text, content_type="text/markdown; charset=utf-8"), "journal", "md")


def _told(entry: Record) -> str:
    """When it was, in words."""
    year, month, day = (*map(int, str(entry.values["happened"]).split("-")), None, None)[:3]
    known = dates.partial(year or 0, month, day)
    return dates.told(known.day, known.precision)


def _audience(request: HttpRequest) -> str:
    return OTHERS if request.GET.get("for") == OTHERS else ME


def _records(user: User, audience: str, kinds: Collection[str] = tuple(KINDS)) -> list[Record]:
    if audience == OTHERS:
        return gathering.for_others(user, kinds)
    return gathering.for_me(user, kinds, files=kinds is not JOURNAL)


def _file(response: HttpResponseBase, name: str, ending: str) -> HttpResponseBase:
    today = timezone.localdate().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{today}.{ending}"'
    return response
