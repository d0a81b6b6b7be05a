"""The kinds of rows that make up a career, in the order in which they rest on each other, and the rules of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from apps.achievements.exchange import people_kinds
from apps.achievements.exchange.fields import (
    GONE,
    Attached,
    Choice,
    Coming,
    Field,
    Flag,
    Link,
    Moment,
    Named,
    Names,
    Number,
    Ref,
    Refs,
    Text,
    Typed,
    Value,
    When,
    Whole,
)
from apps.achievements.exchange.rules import Rule, draft, follow_up, in_turn, proof, scope, witness
from apps.achievements.exchange.troubles import Refused, Trouble, Why

Values = dict[str, Value]
ROLES = (
    "employment",
    "self_employment",
    "caregiving",
    "study",
    "volunteering",
    "health",
    "sabbatical",
    "job_search",
)
STATES = ("duty", "activity", "qualitative", "measured", "not_judged")
EMPTY = (None, "", False, ())
# What comes with a new row and is neither compared nor replaced.
BROUGHT_ONCE = {"file", "of_revision", "changed_at", "row", "is_behind", "written_at"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its name in a file, its fields, what makes two rows the same, and what else must hold."""

    section: str
    fields: Mapping[str, Field]
    same_by: tuple[str, ...]
    titled_by: tuple[str, ...]
    only_one: bool = False  # the person can have one such row only
    rule: Rule | None = None


@dataclass
class Record:
    """One row as it was read: where it stands in the file, its values, and what is wrong or worth saying."""

    kind: str
    key: str
    where: str
    values: Values
    has_id: bool = False  # whether the key is the id under which it was taken away
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the row is called where it is listed."""
        found = [str(self.values.get(name) or "") for name in KINDS[self.kind].titled_by]
        return ", ".join(" ".join(part.split()) for part in found if part.strip())[:160]


_SAID: dict[str, Field] = {
    "line": Text(500, True),
    "duty": Text(2000),
    "outcome": Text(2000),
    "happened": When(required=True),
    "role": Ref("role"),
    "skills": Names(120),
    "beneficiary": Text(160),
    "measure_before": Number(16, 4),
    "measure_after": Number(16, 4),
    "measure_unit": Text(60),
    "state_chosen": Choice(STATES),
    "private_note": Text(4000),
    "is_confidential": Flag(),
}
_HOURS = Number(4, 1, Decimal("0.1"), Decimal(80))
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **{name: Kind(*spec) for name, spec in people_kinds.BEFORE_ENTRIES.items()},
        "organisation": Kind("organisations", {"name": Text(160, True)}, ("name",), ("name",), only_one=True),
        "role": Kind(
            "roles",
            {
                "kind": Choice(ROLES, "employment"),
                "title": Text(160, True),
                "organisation": Named(160),
                "place": Text(160),
                "started": When(required=True),
                "ended": When(is_end=True),
                "is_promotion": Flag(),
                "summary": Text(2000),
            },
            ("title", "organisation", "started"),
            ("title", "organisation"),
            rule=in_turn("started", "ended"),
        ),
        "scope": Kind(
            "scopes",
            {
                "role": Ref("role", True),
                "since": When(required=True),
                "people": Whole(0, 2**31 - 1),
                "budget": Number(14, 2, Decimal(0)),
                "currency": Text(3),
                "stakes": Text(300),
            },
            ("role", "since", "people", "budget", "currency", "stakes"),
            ("since", "stakes"),
            rule=scope,
        ),
        "step": Kind(
            "learning_steps",
            {
                "role": Ref("role", True),
                "text": Text(300, True),
                "by": When(to_the_day=True),
                "done_on": When(to_the_day=True),
            },
            ("role", "text"),
            ("text",),
        ),
        "skill": Kind(
            "skills",
            {"name": Text(120, True), "stated_level": Text(60), "is_bound": Flag(), "catalogue": Text(240)},
            ("name",),
            ("name",),
            only_one=True,
        ),
        "credential": Kind(
            "credentials",
            {
                "name": Text(160, True),
                "issuer": Text(160),
                "issued": When(),
                "expires": When(is_end=True),
                "identifier": Text(120),
                "url": Link(1000),
                "note": Text(1000),
                "skills": Names(120),
            },
            ("name", "issuer", "issued"),
            ("name", "issuer"),
            rule=in_turn("issued", "expires"),
        ),
        "entry": Kind(
            "entries",
            _SAID,
            ("line", "happened"),
            ("line",),
        ),
        "proof": Kind(
            "proofs",
            {
                "entry": Ref("entry", True),
                "kind": Choice(("link", "file", "feedback", "credential", "witness"), "link"),
                "url": Link(1000),
                "label": Text(160),
                "quote": Text(4000),
                "said_by": Text(120),
                "said_as": Text(160),
                "said_on": When(to_the_day=True),
                "may_show": Flag(),
                "credential": Ref("credential"),
                "file": Attached(),
                **people_kinds.OF_PROOF,
            },
            ("entry", "kind", "url", "quote", "credential", "said_by"),
            ("label", "url", "said_by"),
            rule=proof,
        ),
        "follow_up": Kind(
            "follow_ups",
            {
                "entry": Ref("entry", True),
                "answer": Choice(("lasted", "partly", "faded", "unknown")),
                "note": Text(2000),
                "answered_on": When(to_the_day=True),
                "ask_after": When(to_the_day=True),
            },
            ("entry",),
            ("note",),
            only_one=True,
            rule=follow_up,
        ),
        "witness": Kind(
            "witnesses",
            {
                "entry": Ref("entry", True),
                "name": Text(120, True),
                "relation": Text(160),
                "line": Text(500, True),
                "message": Text(500),
                "answer": Choice(("confirmed", "commented", "declined")),
                "comment": Text(2000),
                "may_show": Flag(),
                "answered_at": Moment(),
            },
            ("entry", "name", "line", "answered_at"),
            ("name",),
            rule=witness,
        ),
        "focus": Kind(
            "focuses",
            {
                "skill": Named(120, True),
                "state": Choice(("active", "finished", "dropped"), "active"),
                "hours_per_week": _HOURS,
                "why": Text(300),
                "started": When(required=True, to_the_day=True),
                "ends": When(required=True, to_the_day=True),
                "reviewed": When(to_the_day=True),
                "closing_note": Text(2000),
            },
            ("skill", "started"),
            ("skill",),
            rule=lambda values: (
                Why.MISSING if values.get("hours_per_week") is None else in_turn("started", "ends")(values)
            ),
        ),
        "practice": Kind(
            "practices",
            {
                "focus": Ref("focus", True),
                "done_on": When(required=True, to_the_day=True),
                "minutes": Whole(1, 1440, True),
                "note": Text(300),
            },
            ("focus", "done_on", "minutes", "note"),
            ("done_on", "note"),
        ),
        "direction": Kind(
            "directions",
            {
                "title": Text(160, True),
                "field": Text(160),
                "by": When(),
                "why": Text(2000),
                "occupation": Text(240),
                "ended_at": Moment(),
            },
            ("title", "ended_at"),
            ("title",),
        ),
        "need": Kind(
            "needs",
            {"direction": Ref("direction", True), "name": Text(120, True), "weight": Whole(1, 2)},
            ("direction", "name"),
            ("name",),
            only_one=True,
            rule=lambda values: Why.MISSING if values.get("weight") is None else None,
        ),
        **{name: Kind(*spec) for name, spec in people_kinds.AFTER_ENTRIES.items()},
        "version": Kind(
            "past_versions",
            {
                "entry": Ref("entry", True),
                "of_revision": Whole(1, 10**6, True),
                "changed_at": Moment(),
                **_SAID,
                "role_said": Text(400),
            },
            ("entry", *_SAID),
            ("line",),
        ),
        "portfolio": Kind(
            "portfolios",
            {
                "title": Text(120, True),
                "shown_name": Text(120),
                "contact": Text(200),
                "intro": Text(2000),
                "period_from": When(to_the_day=True),
                "period_until": When(to_the_day=True),
                "only_roles": Refs("role"),
                "only_skills": Refs("skill"),
                "order": Choice(("strength", "newest", "skill"), "strength"),
                "with_duties": Flag(),
            },
            ("title",),
            ("title",),
            rule=in_turn("period_from", "period_until"),
        ),
        "choice": Kind(
            "portfolio_choices",
            {
                "portfolio": Ref("portfolio", True),
                "entry": Ref("entry", True),
                "is_in": Flag(),
                "although_confidential": Flag(),
            },
            ("portfolio", "entry"),
            (),
            only_one=True,
        ),
        "draft": Kind(
            "drafts",
            {
                "form": Choice(("quick", "new", "entry"), "new"),
                "entry": Ref("entry"),
                "row": Coming("entry"),
                "role": Ref("role"),
                "typed": Typed(),
                "is_behind": Flag(),
                "written_at": Moment(),
            },
            ("form", "entry", "role", "typed"),
            ("typed",),
            rule=draft,
        ),
    }
)


def read(kind: str, key: str, where: str, given: Mapping[str, object], *, has_id: bool = False) -> Record:
    """A row of these raw values; a field that cannot hold its value is among the troubles, the others are read."""
    record = Record(kind, key, where, {}, has_id)
    for name, kept in KINDS[kind].fields.items():
        if name in given or has_id or getattr(kept, "required", False):
            try:
                record.values[name] = kept.read(given.get(name))
            except Refused as wrong:
                record.troubles.append(Trouble(wrong.why, name, wrong.said))
    rule = KINDS[kind].rule
    broken = rule(record.values) if rule and not record.troubles else None
    if broken:
        record.troubles.append(Trouble(broken))
    return record


def joints(record: Record) -> Iterator[tuple[str, str, str]]:
    """What a row rests on: the field that says so, the kind, and the key."""
    for name, known in KINDS[record.kind].fields.items():
        value = record.values.get(name)
        if isinstance(known, Ref) and isinstance(value, str):
            yield name, known.kind, value
        elif isinstance(known, Refs) and isinstance(value, tuple):
            yield from ((name, known.kind, key) for key in value if key != GONE)


def needed_by(records: Iterable[Record]) -> Collection[str]:
    """The kinds of which the person's own rows must be known to read these."""
    found = {record.kind for record in records}
    for kind in tuple(found):
        found |= {"entry": {"role"}, "version": {"entry", "role"}}.get(kind, set())
        found |= {"portfolio": {"role", "skill"}, "draft": {"entry", "role"}}.get(kind, set())
    return found | {kind for record in records for _name, kind, _key in joints(record)}


def in_order(records: list[Record]) -> Iterator[Record]:
    """The rows such that each comes after those it rests on."""
    for kind in KINDS:
        yield from (record for record in records if record.kind == kind)
