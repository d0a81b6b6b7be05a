"""A career as JSON Resume 1.0.0: what the schema has a place for, and everything under a key of our own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.achievements.exchange import own
from apps.achievements.exchange.kinds import Record

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_WORK = ("employment", "self_employment")
_ORGANISATION = {"work": "name", "volunteer": "organization", "education": "institution"}
Resume = dict[str, object]


def written(records: Sequence[Record], *, name: str, email: str, audience: str, written_on: str) -> Resume:
    """The document; `written_on` is an ISO moment. Confidential entries stay out of what other programs read."""
    roles = [record for record in records if record.kind == "role"]
    lines = _lines(records)
    sections: Resume = {
        "work": [_stretch("work", role, lines) for role in roles if role.values["kind"] in _WORK],
        "volunteer": [_stretch("volunteer", role, lines) for role in roles if role.values["kind"] == "volunteering"],
        "education": [_study(role) for role in roles if role.values["kind"] == "study"],
        "certificates": [
            _filled(
                name=record.values["name"],
                issuer=record.values["issuer"],
                date=record.values["issued"],
                url=record.values["url"],
            )
            for record in records
            if record.kind == "credential"
        ],
        "skills": [
            _filled(name=record.values["name"], level=record.values["stated_level"])
            for record in records
            if record.kind == "skill"
        ],
    }
    return {
        "$schema": SCHEMA,
        "basics": _filled(name=name, email=email),
        **{section: rows for section, rows in sections.items() if rows},
        "meta": {"version": "v1.0.0", "lastModified": written_on},
        own.EXTENSION: own.written(records, audience=audience),
    }


def _filled(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def _lines(records: Iterable[Record]) -> dict[str, list[str]]:
    """What was achieved in each role, newest first as the rows come; the outcome says more than the line alone."""
    lines: dict[str, list[str]] = {}
    for record in records:
        if record.kind == "entry" and record.values["role"] and not record.values["is_confidential"]:
            said = [str(record.values["line"]), " ".join(str(record.values["outcome"]).split())]
            lines.setdefault(str(record.values["role"]), []).append(" – ".join(filter(None, said)))
    return lines


def _stretch(section: str, role: Record, lines: dict[str, list[str]]) -> dict[str, object]:
    values = role.values
    return _filled(
        **{_ORGANISATION[section]: values["organisation"]},
        position=values["title"],
        location=values["place"] if section == "work" else None,
        startDate=values["started"],
        endDate=values["ended"],
        summary=values["summary"],
        highlights=lines.get(role.key, []),
    )


def _study(role: Record) -> dict[str, object]:
    values = role.values
    return _filled(
        institution=values["organisation"],
        area=values["title"],
        startDate=values["started"],
        endDate=values["ended"],
        courses=str(values["summary"]).splitlines() if values["summary"] else [],
    )
