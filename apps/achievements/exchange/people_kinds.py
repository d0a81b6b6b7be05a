"""The kinds of rows that people are made of, as `kinds` takes them: section, fields, sameness, title, only one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType

from apps.achievements.exchange import fields
from apps.achievements.exchange.fields import Choice, Flag, Link, Ref, Text, Value, When, Whole
from apps.achievements.exchange.troubles import Refused, Why


@dataclass(frozen=True, slots=True)
class Several(Choice):
    """Any of a few words, none twice."""

    def read(self, value: object) -> Value:
        if not isinstance(value, list | tuple | NoneType):
            raise Refused(Why.NOT_TEXT, value)
        return tuple(sorted({str(Choice.read(self, each)) for each in value or ()} - {""}))


Spec = tuple[str, Mapping[str, fields.Field], tuple[str, ...], tuple[str, ...], bool]

BEFORE_ENTRIES: Mapping[str, Spec] = {
    "person": (
        "people",
        {
            "name": Text(120, True),
            "known_as": Text(160),
            "organisation": Text(160),
            "kinds": Several(("mentor", "referrer", "peer", "manager", "mentee", "sponsor")),
            "met": When(),
            "email": Text(254),
            "phone": Text(60),
            "link": Link(1000),
            "notes": Text(4000),
            "every_weeks": Whole(1, 520),
            "state": Choice(("in_touch", "paused", "let_go"), "in_touch"),
            "added_on": When(required=True, to_the_day=True),
            "not_before": When(to_the_day=True),
        },
        ("name", "organisation", "email"),
        ("name", "organisation"),
        False,
    ),
    "contact": (
        "contacts",
        {
            "person": Ref("person", True),
            "kind": Choice(("talked", "asked", "was_helped", "helped", "introduced", "across"), "talked"),
            "happened": When(required=True, is_end=True),
            "note": Text(2000),
        },
        ("person", "kind", "happened", "note"),
        ("note",),
        False,
    ),
    "promise": (
        "promises",
        {
            "contact": Ref("contact", True),
            "by": Choice(("me", "them"), "me"),
            "text": Text(300, True),
            "until": When(to_the_day=True),
            "outcome": Choice(("kept", "dropped")),
            "closed_on": When(to_the_day=True),
        },
        ("contact", "by"),
        ("text",),
        True,
    ),
    "feedback": (
        "feedback",
        {
            "person": Ref("person", True),
            "quote": Text(4000, True),
            "said_on": When(to_the_day=True),
            "may_show": Flag(),
        },
        ("person", "quote"),
        ("quote",),
        False,
    ),
}
AFTER_ENTRIES: Mapping[str, Spec] = {
    "contact_entry": (
        "entries_of_contacts",
        {"contact": Ref("contact", True), "entry": Ref("entry", True)},
        ("contact",),
        (),
        True,
    )
}
OF_PROOF: Mapping[str, fields.Field] = {"person": Ref("person"), "feedback": Ref("feedback")}
NAMES = {*BEFORE_ENTRIES, *AFTER_ENTRIES}
