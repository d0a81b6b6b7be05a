"""A file as somebody sent it: which of the formats it is, and the rows it holds."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.achievements.exchange import archive, entries_table, linkedin, resume, sentences
from apps.achievements.exchange.fields import plain
from apps.achievements.exchange.resume import Read
from apps.achievements.models import Upload
from apps.users import formats
from apps.users.spreadsheet import decoded

MOST_ROWS = 20_000
Kind = Upload.Kind


def kind_of(contents: bytes) -> Kind:
    """Which format the bytes are; ValidationError, with what can be done, where they are none that is read."""
    if archive.is_zip(contents):
        return Kind.LINKEDIN
    text = decoded(contents)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return Kind.JSON_RESUME
    if linkedin.sheet_of(text):  # before entries: theirs have “title”, which could be a line
        return Kind.LINKEDIN
    if entries_table.is_one(text):
        return Kind.ENTRIES
    raise ValidationError(
        _(
            "This is none of the files we read: a JSON Resume, LinkedIn’s export (the ZIP, or one of the four tables "
            "in it), or a table of entries whose first row names a column “what happened”."
        )
    )


def read(kind: str, contents: bytes) -> Read:
    """The rows of a file; ValidationError where it cannot be read as a whole."""
    match kind:
        case Kind.JSON_RESUME:
            found = _resume(contents)
        case Kind.LINKEDIN:
            found = _linkedin(contents)
        case _:
            records, unread = entries_table.read_table(
                decoded(contents), day_first=_day_first(), number=_number, most=MOST_ROWS
            )
            found = Read(records, list(unread))
    if not found.records:
        raise ValidationError(_("There is nothing in this file that could be brought in."))
    if len(found.records) > MOST_ROWS:
        raise ValidationError(
            _("There are more than %(most)s rows in it. Split it into smaller files."),
            params={"most": formats.number(MOST_ROWS)},
        )
    return found


def _resume(contents: bytes) -> Read:
    try:
        return resume.read_resume(resume.document(decoded(contents)))
    except resume.NotAResume:
        raise ValidationError(_("This is no JSON Resume: it cannot be read, or has none of its sections.")) from None


def _linkedin(contents: bytes) -> Read:
    if not archive.is_zip(contents):
        text = decoded(contents)
        sheet = linkedin.sheet_of(text)
        return Read(list(linkedin.read_sheet(text, sheet)) if sheet else [])
    try:
        records, opened = linkedin.read_zip(contents)
    except archive.NotRead as wrong:
        raise ValidationError(sentences.broken(wrong.why)) from None
    return Read(records, [f"{name} ({sentences.broken(why)})" for name, why in opened.refused])


def _number(text: str) -> str:
    return plain(formats.read_number(text))


def _day_first() -> bool | None:
    """Whether the person's region writes the day before the month; None where no region is named."""
    locale = formats.current()
    if not locale.territory:
        return None
    pattern = str(locale.date_formats["short"].pattern)
    return pattern.index("d") < pattern.index("M")
