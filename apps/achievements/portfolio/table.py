"""The portfolio as a table (CSV, RFC 4180): one row for each entry, and no cell that a spreadsheet would run. Pure."""

import csv
from io import StringIO

from apps.achievements.portfolio.document import Document, Entry
from apps.users.spreadsheet import guarded


def written(document: Document) -> str:
    """The whole table after a byte order mark, by which spreadsheets know UTF-8."""
    words, out = document.words, StringIO()
    writer = csv.writer(out)
    header = (words.when, words.role, words.line, words.outcome, words.for_whom, words.measure, words.skills)
    writer.writerow([guarded(cell) for cell in (*header, words.proof)])
    roles = {entry.key: part.heading for part in document.by_role if part.kind for entry in part.entries}
    for entry in document.entries:
        writer.writerow([guarded(cell) for cell in _cells(entry, roles.get(entry.key, ""))])
    return "\ufeff" + out.getvalue()


def _cells(entry: Entry, role: str) -> tuple[str, ...]:
    proofs = "; ".join(" ".join(filter(None, (proof.text, proof.url))) for proof in entry.proofs)
    return (
        entry.when,
        role,
        entry.line,
        entry.outcome,
        entry.beneficiary,
        entry.measure,
        ", ".join(entry.skills),
        proofs,
    )
