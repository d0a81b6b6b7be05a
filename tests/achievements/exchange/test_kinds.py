"""The plain kinds say the same as the tables they stand for."""

from datetime import date
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.achievements import drafts, versions
from apps.achievements.actions import record_achievement
from apps.achievements.attachments import TEXT, Attachment
from apps.achievements.exchange import fields, kinds, packed, rows
from apps.achievements.exchange.troubles import Refused, Why
from apps.achievements.models import Proof, ProofFile
from apps.users.ownership import acting_as


def test_lengths_and_choices_are_those_of_the_tables() -> None:
    no_column = fields.Named | fields.Names | fields.Ref | fields.Refs | fields.Attached
    for kind, known in kinds.KINDS.items():
        for name, kept in known.fields.items() if kind not in packed.COLUMNS else ():
            if isinstance(kept, no_column) or name in rows.CATALOGUED:
                continue
            column: Any = rows.MODELS[kind]._meta.get_field(rows.day_column(name) if name in rows._DAYS else name)
            column = getattr(column, "base_field", column)  # of a list, what it is a list of
            if isinstance(kept, fields.Choice):
                assert kept.options == tuple(value for value, _ in column.choices), name
            elif isinstance(kept, fields.Text):
                assert kept.longest == column.max_length, f"{kind} {name}"
                assert kept.required == (not column.blank), f"{kind} {name}"
            elif isinstance(kept, fields.Number):
                assert (kept.digits, kept.places) == (column.max_digits, column.decimal_places), name


def test_a_former_version_holds_what_an_entry_says_and_a_draft_is_called_by_the_same_words(alice: Any) -> None:
    with acting_as(alice):
        says = versions.contents_of(record_achievement(owner=alice, line="Trained five", happened_on=date(2025, 3, 2)))
    row = {"achievement_id": uuid7(), "of_revision": 1, "created_at": timezone.now(), "contents": says}
    del says["skill_ids"]  # keys of this account, which mean nothing in another: skills are found by their names
    assert packed.contents_of_version(packed.values_of("version", row)) == says
    assert fields._WORDS == drafts.TEXTS


# What a file does not bring, and why.
_NOT_TAKEN = {
    "id": "the key of the row",
    "owner": "whoever brings it in",
    "created_at": "of this account",
    "updated_at": "of this account",
    "revision": "of this account",
    "state": "the coach reads it anew",
    "rules": "the coach reads it anew",
    "words": "made by the database",
    "slot": "whichever is free",
    "token": "a secret",
    "digest": "a secret",
    "expires_at": "its link works no more",
    "revoked_at": "its link works no more",
    "opened_at": "its link works no more",
    "batch": "which change to many it was part of: what came in is not undone by it",
}


def test_no_column_is_forgotten() -> None:
    for kind, model in rows.MODELS.items():
        taken = {column.partition("__")[0].removesuffix("_id") for column in rows.columns_of(kind)}
        columns = {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}
        columns -= {field.name for field in model._meta.many_to_many}
        missing = columns - taken - set(_NOT_TAKEN)
        assert not missing, f"{kind}: {missing} would be lost"
    assert Proof.Kind.FILE.value in kinds.KINDS["proof"].fields["kind"].options
    assert {"name", "media_type", "size", "contents"} <= {field.name for field in ProofFile._meta.get_fields()}


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        (fields.Text(5), "too long", Why.TOO_LONG),
        (fields.Text(5, True), "  ", Why.MISSING),
        (fields.Text(5), ["a"], Why.NOT_TEXT),
        (fields.Text(5), True, Why.NOT_TEXT),
        (fields.When(), "2014-02-30", Why.NOT_A_DAY),
        (fields.When(), "1066", Why.OUT_OF_RANGE),
        (fields.When(to_the_day=True), "2014-02", Why.NOT_A_DAY),
        (fields.Moment(), "2014-02-01T10:00:00", Why.NOT_A_DAY),
        (fields.Number(4, 1), "NaN", Why.NOT_A_NUMBER),
        (fields.Number(4, 1), "1e999999999", Why.OUT_OF_RANGE),
        (fields.Number(4, 1), "1.25", Why.OUT_OF_RANGE),
        (fields.Number(4, 1), "1000", Why.OUT_OF_RANGE),
        (fields.Whole(1, 5), "٣", Why.NOT_A_NUMBER),
        (fields.Whole(1, 5), 6, Why.OUT_OF_RANGE),
        (fields.Flag(), "yes", Why.NOT_YES),
        (fields.Choice(("a", "b")), "c", Why.NOT_A_CHOICE),
        (fields.Link(100), "javascript:alert(1)", Why.NOT_A_LINK),
        (fields.Link(100), "http://[::1", Why.NOT_A_LINK),
        (fields.Link(100), "https://a b", Why.NOT_A_LINK),
        (fields.Names(5), "SQL", Why.NOT_TEXT),
        (fields.Names(5), ["too long"], Why.TOO_LONG),
        (fields.Attached(), {"name": "a.pdf", "contents": "!"}, Why.NOT_A_FILE),
        (fields.Attached(), {"name": "a.pdf", "contents": ""}, Why.FILE_EMPTY),
        (fields.Attached(), {"name": "", "contents": "YWJj"}, Why.KIND_OF_FILE),
    ],
)
def test_what_a_field_cannot_hold(field: Any, value: Any, why: Why) -> None:
    with pytest.raises(Refused) as refused:
        field.read(value)
    assert refused.value.why is why


def test_what_the_database_cannot_keep_is_replaced() -> None:
    assert fields.Text(9).read("a\0b\ud800c\r\n") == "a\ufffdb\ufffdc\n"
    assert fields.Attached().read({"name": "../../a.txt", "contents": "YWJj"}) == Attachment("a.txt", TEXT, b"abc")
