"""Careers as plain values: what somebody could have written down in years, made up by Hypothesis."""

from __future__ import annotations

import base64
import json
from collections import Counter
from datetime import date
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from apps.achievements.exchange import gathering, own, planning
from apps.achievements.exchange.bringing_in import bring_in
from apps.achievements.exchange.fields import GONE, Coming, Field, Ref, Refs
from apps.achievements.exchange.kinds import KINDS, ROLES, STATES
from apps.achievements.exchange.planning import Row, State
from apps.achievements.exchange.resume import read_resume
from apps.users.ownership import acting_as

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
TODAY = timezone.localdate


def words(most: int, least: int = 0) -> st.SearchStrategy[str]:
    texts = st.text(LETTERS, min_size=least, max_size=min(most, 30))
    plain = st.sampled_from(["Shop assistant", "=SUM(A1)", '‘ok’, she said; "yes"', "Zoë Łuk", "ß", "line\nline", "İ"])
    return (texts | plain).filter(lambda text: len(text.strip()) >= least)


NAMES = st.sampled_from(["Patience", "patience", "SQL", "First aid", "İş", "ß-carotene", "Stocktaking, annual"])


def partial(first: int, last: int) -> st.SearchStrategy[str]:
    days = st.dates(date(first, 1, 1), date(last, 12, 31)).map(str)
    return st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda drawn: drawn[0][: drawn[1]])


DAYS = st.dates(date(1990, 1, 1), date(2025, 12, 31)).map(str)
PARTIAL, EARLY, LATE = partial(1990, 2025), partial(1970, 1999), partial(2000, 2060)
MOMENTS = DAYS.map(lambda day: f"{day}T10:30:00+00:00")
MAYBE = st.none() | DAYS
NUMBERS = st.decimals(-99999, 99999, places=4).map(lambda number: f"{number.normalize() + 0:f}")
FILES = st.binary(min_size=1, max_size=30).map(lambda data: b"%PDF-1.4\n" + data + b"\n%%EOF\n")
YES = st.booleans()


@st.composite
def careers(draw: Any) -> dict[str, list[dict[str, Any]]]:
    """The sections of a document of ours: every kind of row, each with an id."""

    def many(most: int, **fields: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
        rows = draw(st.lists(st.fixed_dictionaries(fields), max_size=most))
        return [{"id": str(uuid7()), **row} for row in rows]

    def of(rows: list[dict[str, Any]]) -> st.SearchStrategy[str]:
        return st.sampled_from([row["id"] for row in rows])

    roles = many(
        4,
        kind=st.sampled_from(ROLES),
        title=words(160, 1),
        organisation=st.sampled_from(["", "Lindley", "LINDLEY", "İstanbul Tıp", "Groß & Co"]),
        place=words(160),
        started=EARLY,
        ended=st.none() | LATE,
        is_promotion=YES,
        summary=words(2000),
    )
    credentials = many(
        3,
        name=words(160, 1),
        issuer=words(160),
        issued=st.none() | EARLY,
        expires=st.none() | LATE,
        identifier=words(120),
        url=st.sampled_from(["", "https://example.org/check?id=1"]),
        note=words(1000),
        skills=st.lists(NAMES, max_size=3),
    )
    said = {
        "line": words(500, 1),
        "duty": words(2000),
        "outcome": words(2000),
        "happened": PARTIAL,
        "role": st.none() | of(roles) if roles else st.none(),
        "skills": st.lists(NAMES, max_size=3),
        "beneficiary": words(160),
        "measure_before": st.none() | NUMBERS,
        "measure_after": st.none() | NUMBERS,
        "measure_unit": words(60),
        "state_chosen": st.sampled_from(["", *STATES]),
        "private_note": words(4000),
        "is_confidential": YES,
    }
    entries = many(5, **said)
    found = {"roles": roles, "credentials": credentials, "entries": entries}
    if entries:
        versions = many(3, entry=of(entries), changed_at=MOMENTS, role_said=words(400), **said)
        found["past_versions"] = [{**row, "of_revision": number} for number, row in enumerate(versions, start=1)]
    names = draw(st.lists(NAMES, max_size=3, unique_by=str.lower))
    found["skills"] = [
        {"id": str(uuid7()), "name": name, "stated_level": draw(words(60)), "is_bound": draw(YES)} for name in names
    ]
    if roles:
        found["scopes"] = many(
            2,
            role=of(roles),
            since=PARTIAL,
            people=st.none() | st.integers(0, 900),
            budget=st.none() | st.decimals(0, 10**9, places=2).map(str),
            currency=st.just("GBP"),
            stakes=words(300, 1),
        )
        found["learning_steps"] = many(2, role=of(roles), text=words(300, 1), by=MAYBE, done_on=MAYBE)
    found |= _people(draw, many, of, entries)
    if entries:
        found |= _of_entries(draw, many, of, entries, credentials, found)
    active = draw(st.integers(0, 2))
    states = ["active"] * active + ["finished", "dropped"][: draw(st.integers(0, 2))]
    found["focuses"] = [
        {
            "id": str(uuid7()),
            "skill": skill,
            "state": state,
            "hours_per_week": "2.5",
            "why": draw(words(300)),
            "started": f"20{draw(st.integers(10, 20))}-03-04",
            "ends": draw(DAYS.map(lambda day: "2025" + day[4:7] + "-01")),
            "reviewed": draw(MAYBE),
            "closing_note": draw(words(2000)),
        }
        for skill, state in zip(["Patience", "SQL", "First aid", "İş"], states, strict=False)
    ]
    if found["focuses"]:
        found["practices"] = many(
            3, focus=of(found["focuses"]), done_on=DAYS, minutes=st.integers(1, 1440), note=words(300)
        )
    directions = draw(st.lists(st.tuples(words(160, 1), MOMENTS), max_size=2))
    ended = [{"id": str(uuid7()), "title": title, "ended_at": moment} for title, moment in directions]
    found |= _kept_beside(draw, many, of, found)
    found["directions"] = [
        *ended,
        {"id": str(uuid7()), "title": "Team leader", "field": draw(words(160)), "by": draw(PARTIAL), "why": "why\nnot"},
    ][: draw(st.integers(0, 3))]
    if found["directions"]:
        needs = draw(st.lists(NAMES, max_size=3, unique_by=str.lower))
        found["needs"] = [
            {
                "id": str(uuid7()),
                "direction": draw(of(found["directions"])),
                "name": name,
                "weight": draw(st.integers(1, 2)),
            }
            for name in needs
        ]
    return found


def _people(draw: Any, many: Any, of: Any, entries: Any) -> dict[str, list[dict[str, Any]]]:
    people = many(
        2,
        name=words(120, 1),
        known_as=words(160),
        organisation=words(160),
        kinds=st.lists(st.sampled_from(["mentor", "peer", "sponsor"]), unique=True),
        met=st.none() | PARTIAL,
        email=st.sampled_from(["", "leah@example.org"]),
        phone=words(60),
        link=st.sampled_from(["", "https://example.org/leah"]),
        notes=words(4000),
        every_weeks=st.none() | st.integers(1, 520),
        state=st.sampled_from(["in_touch", "paused", "let_go"]),
        added_on=DAYS,
        not_before=MAYBE,
    )
    if not people:
        return {}
    contacts = many(
        2,
        person=of(people),
        kind=st.sampled_from(["talked", "helped", "across"]),
        happened=PARTIAL,
        note=words(2000),
    )
    closed = draw(st.sampled_from([{"until": "2025-02-01"}, {"outcome": "kept", "closed_on": "2025-03-01"}]))
    promises = [
        {"id": str(uuid7()), "contact": row["id"], "by": "me", "text": draw(words(300, 1)), "until": draw(MAYBE)}
        | closed
        for row in contacts
    ]
    feedback = many(2, person=of(people), quote=words(4000, 1), said_on=MAYBE, may_show=YES)
    made = [
        {"id": str(uuid7()), "contact": contact["id"], "entry": entry["id"]}
        for contact, entry in zip(contacts[:1], entries, strict=False)
    ]
    found = {"people": people, "contacts": contacts, "promises": promises, "feedback": feedback}
    return found | {"entries_of_contacts": made}


def _of_entries(
    draw: Any, many: Any, of: Any, entries: Any, credentials: Any, known: Any
) -> dict[str, list[dict[str, Any]]]:
    common = {"entry": of(entries), "label": words(160), "may_show": YES}
    said = {"said_by": words(120), "said_as": words(160), "said_on": MAYBE}
    by = {"person": st.none() | of(known["people"])} if known.get("people") else {}
    proofs = many(2, kind=st.just("feedback"), quote=words(4000, 1), **common, **said, **by)
    proofs += many(1, kind=st.just("witness"), **common, **said)
    proofs += many(
        1,
        kind=st.just("file"),
        file=FILES.map(lambda data: {"name": "letter.pdf", "contents": base64.b64encode(data).decode()}),
        **common,
    )
    proofs += [
        {"id": str(uuid7()), "entry": row["id"], "kind": "link", "url": "https://example.org/a", "label": "the report"}
        for row in entries[: draw(st.integers(0, 2))]
    ]
    if credentials:
        proofs += [
            {"id": str(uuid7()), "entry": row["id"], "kind": "credential", "credential": draw(of(credentials))}
            for row in entries[: draw(st.integers(0, 2))]
        ]
    lasted = {"answer": "lasted", "note": "still so", "answered_on": "2025-02-01"}
    follow_ups = [
        {"id": str(uuid7()), "entry": row["id"], **draw(st.sampled_from([lasted, {"ask_after": "2026-01-01"}]))}
        for row in entries[: draw(st.integers(0, 2))]
    ]
    answered = {"answer": "confirmed", "comment": "That is so.", "answered_at": "2025-02-01T09:00:00+00:00"}
    witnesses = many(
        2,
        entry=of(entries),
        name=words(120, 1),
        relation=words(160),
        line=words(500, 1),
        message=words(500),
        may_show=YES,
    )
    for row in witnesses:
        row |= draw(st.sampled_from([answered, {}]))
    return {"proofs": proofs, "follow_ups": follow_ups, "witnesses": witnesses}


def _kept_beside(draw: Any, many: Any, of: Any, found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Portfolios with the choices of their entries, and drafts of new entries and of changes."""

    def some(rows: list[dict[str, Any]]) -> st.SearchStrategy[list[str]]:
        return st.lists(of(rows), max_size=2, unique=True) if rows else st.just([])

    roles, entries = found["roles"], found["entries"]
    portfolios = many(
        2,
        title=words(120, 1),
        shown_name=words(120),
        contact=words(200),
        intro=words(2000),
        period_from=st.none() | st.just("2001-02-03"),
        period_until=st.none() | st.just("2024-05-06"),
        only_roles=some(roles),
        only_skills=some(found["skills"]),
        order=st.sampled_from(["strength", "newest", "skill"]),
        with_duties=YES,
    )
    word = st.fixed_dictionaries({"is_in": YES, "although_confidential": YES})
    choices = [
        {"id": str(uuid7()), "portfolio": it["id"], "entry": entry, **draw(word)}
        for it in portfolios
        for entry in draw(some(entries))
    ]
    fields = {"line": words(30, 1), "skills": words(30), "measure_before": words(10), "proof-0-url": words(30)}
    common = {"typed": st.fixed_dictionaries(fields), "role": st.none() | of(roles) if roles else st.none()}
    drafts = many(2, form=st.sampled_from(["quick", "new"]), written_at=MOMENTS, **common)
    drafts = [{**row, "row": str(uuid7())} for row in drafts]
    changed = draw(some(entries))
    more = [{**draw(st.fixed_dictionaries(common)), "is_behind": draw(YES)} for _entry in changed]
    drafts += [
        {"id": str(uuid7()), "form": "entry", "entry": entry, "written_at": draw(MOMENTS), **row}
        for entry, row in zip(changed, more, strict=True)
    ]
    return {"portfolios": portfolios, "portfolio_choices": choices, "drafts": drafts}


# --- In and out -----------------------------------------------------------------------------------------------


def plan_of(owner: Any, document: dict[str, Any]) -> list[Row]:
    """What a document would do in this account."""
    with acting_as(owner):
        return planning.plan(owner=owner, records=read_resume(document).records, today=TODAY())


def brought_in(owner: Any, document: dict[str, Any], *, updating: bool = False) -> list[Row]:
    """The rows after they were brought in."""
    with acting_as(owner):
        rows = planning.plan(owner=owner, records=read_resume(document).records, today=TODAY())
        bring_in(owner=owner, plan=rows, updating=updating)
    return rows


def document_of(owner: Any) -> dict[str, Any]:
    """All that the account exports under our own key."""
    with acting_as(owner):
        document = {own.EXTENSION: own.written(gathering.for_me(owner), audience="me")}
    found: dict[str, Any] = json.loads(json.dumps(document))
    return found


def without_ids(document: dict[str, Any], *, but: frozenset[str] = frozenset()) -> Counter[str]:
    """Every row `but` those of some kinds as text, with what it rests on in place of ids."""
    sections = document[own.EXTENSION]
    kinds = {known.section: kind for kind, known in KINDS.items()}
    rows = {row["id"]: (kinds[name], row) for name, found in sections.items() if name in kinds for row in found}

    def as_told(known: Field, value: Any) -> Any:
        if isinstance(known, Refs):
            return sorted(map(told, value))
        return told(value) if isinstance(known, Ref) else value

    def told(pk: str) -> str:
        if pk == GONE:
            return pk
        kind, row = rows[pk]
        parts = {
            name: as_told(KINDS[kind].fields[name], value)
            for name, value in row.items()
            if name != "id" and not isinstance(KINDS[kind].fields[name], Coming)
        }
        return f"{kind} {sorted(parts.items())}"

    return Counter(told(pk) for pk, (kind, _row) in rows.items() if kind not in but)


def states(rows: list[Row]) -> set[State]:
    return {row.state for row in rows}
