"""JSON Resume 1.0.0 as other programs write it: what of it has a place here, and what is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from apps.achievements.exchange import days, own
from apps.achievements.exchange.kinds import Record, read
from apps.achievements.exchange.troubles import Refused, Trouble, Why

Row = Mapping[str, object]
_READ = {
    "work": {"name", "company", "location", "description", "position", "startDate", "endDate", "summary", "highlights"},
    "volunteer": {"organization", "position", "startDate", "endDate", "summary", "highlights", "location"},
    "education": {"institution", "area", "studyType", "startDate", "endDate", "courses"},
    "awards": {"title", "date", "awarder", "summary"},
    "certificates": {"name", "date", "url", "issuer"},
    "publications": {"name", "publisher", "releaseDate", "url", "summary"},
    "skills": {"name", "level", "keywords"},
    "languages": {"language", "fluency"},
    "projects": {"name", "description", "highlights", "keywords", "startDate", "endDate", "url", "entity"},
}
_SAID_BY_NOBODY = {"$schema", "meta", own.EXTENSION}


class NotAResume(Exception):
    """The bytes are no JSON document of this kind; `too_deep` and the like need no words of their own."""


@dataclass
class Read:
    """The rows of a file, and the names of what in it has no place here."""

    records: list[Record] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_ours: bool = False
    files: list[Trouble] = field(default_factory=list)  # parts of the file that could not be read at all


def document(text: str) -> Row:
    """The JSON document; raises `NotAResume` where it is none."""
    try:
        found = json.loads(text.removeprefix("\ufeff"), parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        raise NotAResume from None
    if not isinstance(found, dict) or not (own.is_ours(found) or any(name in found for name in ("basics", *_READ))):
        raise NotAResume
    return found


def read_resume(resume: Row) -> Read:
    """Every row in which the document can come in; our own rows alone where it was made here, as they say more."""
    extension = resume.get(own.EXTENSION)
    if isinstance(extension, Mapping):
        return Read(list(own.rows(extension)), own.unknown(extension), is_ours=True)
    found = Read(left_out=list(_left_out(resume)))
    for section, reader in _READERS.items():
        for number, row in enumerate(_list(resume.get(section)), start=1):
            where = f"{section} {number}"
            if isinstance(row, Mapping):
                found.records += reader(row, where)
            elif row is not None:
                found.records.append(Record("entry", where, where, {}, troubles=[Trouble(Why.NO_ROW)]))
    return found


def _left_out(resume: Row) -> Iterator[str]:
    for name, value in resume.items():
        if name in _SAID_BY_NOBODY or value in (None, "", [], {}):
            continue
        if name not in _READ:
            yield str(name)[:60]
            continue
        rows = [row for row in _list(value) if isinstance(row, Mapping)]
        unread = dict.fromkeys(key for row in rows for key in row if key not in _READ[name] and row[key])
        yield from (f"{name}.{key}"[:60] for key in unread)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _text(row: Row, *names: str) -> str:
    """The first of these that says something; numbers count as text."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _line(row: Row, *names: str) -> str:
    return " ".join(_text(row, *names).split())


def _texts(row: Row, name: str) -> list[str]:
    found = (_line({"it": each}, "it") for each in _list(row.get(name)))
    return [text for text in found if text]


def _day(record_troubles: list[Trouble], row: Row, *names: str, is_end: bool = False) -> str:
    text = _text(row, *names)
    if is_end and days.goes_on(text):
        return ""
    try:
        return days.read(text)
    except Refused as wrong:
        record_troubles.append(Trouble(wrong.why, names[0], wrong.said))
        return ""


def _stretch(kind: str, row: Row, where: str, title: str, organisation: str, summary: str) -> Record:
    """A role of the timeline, whose dates may be wrong or missing."""
    troubles: list[Trouble] = []
    started, ended = _day(troubles, row, "startDate"), _day(troubles, row, "endDate", is_end=True)
    said = {"kind": kind, "title": title, "organisation": organisation, "summary": summary}
    said |= {"place": _line(row, "location"), "started": started or "1900", "ended": ended}
    role = read("role", where, where, said)
    if not started and not troubles:
        troubles.append(Trouble(Why.NO_START))
    role.troubles = troubles + role.troubles
    return role


def _highlights(row: Row, role: Record, where: str) -> Iterator[Record]:
    """What was achieved in a role, dated by its end or, while it goes on, by its start: no more is known."""
    happened = None if role.troubles else role.values.get("ended") or role.values["started"]
    for number, line in enumerate(_texts(row, "highlights"), start=1):
        place = f"{where}, highlight {number}"
        entry = read("entry", place, place, {"line": line, "happened": happened, "role": role.key})
        entry.troubles = [Trouble(Why.NO_SUCH_ROW)] if role.troubles else entry.troubles
        yield entry


def _work(row: Row, where: str) -> Iterator[Record]:
    organisation = _line(row, "name", "company")
    title = _line(row, "position") or organisation
    summary = "\n".join(filter(None, (_text(row, "description"), _text(row, "summary"))))
    role = _stretch("employment", row, where, title, organisation, summary)
    yield role
    yield from _highlights(row, role, where)


def _volunteer(row: Row, where: str) -> Iterator[Record]:
    organisation = _line(row, "organization", "organisation")
    title = _line(row, "position") or organisation
    role = _stretch("volunteering", row, where, title, organisation, _text(row, "summary"))
    yield role
    yield from _highlights(row, role, where)


def _education(row: Row, where: str) -> Iterator[Record]:
    """Study on the timeline; where only its end is known, the degree as a credential."""
    school = _line(row, "institution")
    degree = ", ".join(filter(None, (_line(row, "studyType"), _line(row, "area"))))
    if not _text(row, "startDate") and degree:
        yield _dated("credential", row, where, {"name": degree, "issuer": school}, "issued", "endDate")
    else:
        yield _stretch("study", row, where, degree or school, school, "\n".join(_texts(row, "courses")))


def _dated(kind: str, row: Row, where: str, said: dict[str, object], field: str, *names: str) -> Record:
    troubles: list[Trouble] = []
    day = _day(troubles, row, *names)
    record = read(kind, where, where, {**said, field: day})
    if troubles:
        record.troubles = troubles
    return record


def _award(row: Row, where: str) -> Iterator[Record]:
    line = ", ".join(filter(None, (_line(row, "title"), _line(row, "awarder"))))
    yield _dated("entry", row, where, {"line": line, "outcome": _text(row, "summary")}, "happened", "date")


def _certificate(row: Row, where: str) -> Iterator[Record]:
    said: dict[str, object] = {"name": _line(row, "name"), "issuer": _line(row, "issuer"), "url": _text(row, "url")}
    yield _dated("credential", row, where, said, "issued", "date")


def _publication(row: Row, where: str) -> Iterator[Record]:
    line = ", ".join(filter(None, (_line(row, "name"), _line(row, "publisher"))))
    said: dict[str, object] = {"line": line, "outcome": _text(row, "summary")}
    yield from _shown(_dated("entry", row, where, said, "happened", "releaseDate"), row)


def _project(row: Row, where: str) -> Iterator[Record]:
    line = ", ".join(filter(None, (_line(row, "name"), _line(row, "entity"))))
    outcome = "\n".join(filter(None, (_text(row, "description"), *_texts(row, "highlights"))))
    said: dict[str, object] = {"line": line, "outcome": outcome, "skills": _texts(row, "keywords")}
    ongoing = days.goes_on(_text(row, "endDate"))
    names = ("startDate",) if ongoing else ("endDate", "startDate")
    yield from _shown(_dated("entry", row, where, said, "happened", *names), row)


def _shown(entry: Record, row: Row) -> Iterator[Record]:
    yield entry
    if url := _text(row, "url"):
        place = f"{entry.where}, link"
        yield read("proof", place, place, {"entry": entry.key, "kind": "link", "url": url})


def _skill(row: Row, where: str) -> Iterator[Record]:
    yield read("skill", where, where, {"name": _line(row, "name"), "stated_level": _line(row, "level")})
    for number, name in enumerate(_texts(row, "keywords"), start=1):
        place = f"{where}, keyword {number}"
        yield read("skill", place, place, {"name": name})


def _language(row: Row, where: str) -> Iterator[Record]:
    yield read("skill", where, where, {"name": _line(row, "language"), "stated_level": _line(row, "fluency")})


_READERS = {
    "work": _work,
    "volunteer": _volunteer,
    "education": _education,
    "awards": _award,
    "certificates": _certificate,
    "publications": _publication,
    "projects": _project,
    "skills": _skill,
    "languages": _language,
}
