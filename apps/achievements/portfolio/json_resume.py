"""The portfolio as JSON Resume (schema 1.0.0, https://jsonresume.org/schema): only what was chosen. Pure.

Paid work, care and everything else that is neither study nor volunteering goes under `work`. The schema has no room
for evidence of a course or of no role at all; such entries become `projects`.
"""

import re
from typing import Any

from apps.achievements.portfolio.document import Document, Entry, Section

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_PHONE = re.compile(r"\+?\d[\d\s()/\-]{5,}\d")

Resume = dict[str, Any]  # what `json.dumps` takes


def written(document: Document) -> Resume:
    """The résumé; keys that would be empty are left out."""
    parts = document.by_role
    projects = [_project(part, entry) for part in parts if part.kind in {"", "study"} for entry in part.entries]
    found: Resume = {
        "$schema": SCHEMA,
        "basics": _basics(document),
        "work": [_work(part) for part in parts if part.kind not in {"", "study", "volunteering"}],
        "volunteer": [_volunteer(part) for part in parts if part.kind == "volunteering"],
        "education": [_education(part) for part in parts if part.kind == "study"],
        "certificates": [
            _said(name=each.name, issuer=each.issuer, date=each.issued, url=each.url) for each in document.credentials
        ],
        "skills": [{"name": name} for name, _count in document.skills],
        "projects": projects,
    }
    return _said(**found)


def _said(**values: Any) -> Resume:
    return {name: value for name, value in values.items() if value not in ("", [], (), {}, None)}


def _basics(document: Document) -> Resume:
    contact, found = document.contact, {}
    for name, pattern in (("email", _EMAIL), ("url", _URL), ("phone", _PHONE)):
        if match := pattern.search(contact):
            found[name] = match.group().strip()
            contact = contact.replace(match.group(), " ")
    rest = ", ".join(part for part in (" ".join(each.split()) for each in re.split(r"[,;·|\n]", contact)) if part)
    location = {"address": rest} if rest else {}
    return _said(name=document.name, label=document.title, summary=document.intro, location=location, **found)


def _highlights(entries: tuple[Entry, ...]) -> list[str]:
    return [" – ".join([entry.line, *filter(None, [" ".join(entry.outcome.split())])]) for entry in entries]


def _work(part: Section) -> Resume:
    return _said(
        name=part.organisation,
        position=part.title,
        location=part.place,
        startDate=part.started,
        endDate=part.ended,
        highlights=_highlights(part.entries),
    )


def _volunteer(part: Section) -> Resume:
    return _said(
        organization=part.organisation,
        position=part.title,
        startDate=part.started,
        endDate=part.ended,
        highlights=_highlights(part.entries),
    )


def _education(part: Section) -> Resume:
    return _said(institution=part.organisation, area=part.title, startDate=part.started, endDate=part.ended)


def _project(part: Section, entry: Entry) -> Resume:
    outcome, links = " ".join(entry.outcome.split()), [proof.url for proof in entry.proofs if proof.url]
    return _said(
        name=entry.line,
        description=outcome,
        entity=part.organisation,
        startDate=entry.day.isoformat()[: {"year": 4, "month": 7}.get(entry.precision, 10)],
        keywords=list(entry.skills),
        url=links[0] if links else "",
    )
