"""The kinds of file a portfolio is given out in, and what the file is called."""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.achievements.portfolio import json_resume, markdown, pdf, table, word
from apps.achievements.portfolio.document import Document
from apps.users import formats


@dataclass(frozen=True)
class Format:
    """What a kind of file is called, what it is good for, and how it is sent."""

    label: StrPromise
    good_for: StrPromise
    extension: str
    media_type: str


FORMATS = {
    "pdf": Format(_("PDF"), _("to send or to print"), "pdf", "application/pdf"),
    "word": Format(
        _("Word"),
        _("where somebody wants to edit it"),
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "markdown": Format(_("Markdown"), _("plain text that keeps its shape"), "md", "text/markdown; charset=utf-8"),
    "csv": Format(_("Table (CSV)"), _("for a spreadsheet"), "csv", "text/csv; charset=utf-8"),
    "json": Format(_("JSON Resume"), _("for other programs"), "json", "application/json; charset=utf-8"),
}


def written(document: Document, kind: str, *, anyway: bool = False) -> bytes:
    """The bytes of the file; see `pdf.written` for `anyway` and CannotDrawError."""
    paper = pdf.paper(formats.current().territory)
    match kind:
        case "pdf":
            return pdf.written(document, paper=paper, anyway=anyway)
        case "word":
            midnight = datetime.combine(timezone.localdate(), datetime.min.time(), UTC)
            return word.written(document, paper=paper, made=midnight)
        case "markdown":
            return markdown.written(document).encode()
        case "csv":
            return table.written(document).encode()
        case _:
            return json.dumps(json_resume.written(document), ensure_ascii=False, indent=2).encode()


def name(document: Document, extension: str) -> str:
    """A file name of letters, numbers and hyphens: who and what for."""
    words = re.sub(r"[^\w]+", "-", f"{document.name} {document.title}").strip("-_")[:80].strip("-_")
    return f"{words or 'portfolio'}.{extension}"


def disposition(filename: str) -> str:
    """The header that downloads a file under its name, also one with letters beyond ASCII (RFC 6266)."""
    ascii_only = unicodedata.normalize("NFKD", filename).encode("ascii", "ignore").decode()
    plain = ascii_only if ascii_only.strip("-").find(".") > 0 else f"portfolio.{filename.rpartition('.')[2]}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"
