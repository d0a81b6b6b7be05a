"""What each row of a file would do: new, here already, here and different, or not to be read. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.utils.crypto import salted_hmac
from uuid_utils.compat import uuid7

from apps.achievements.exchange import fields, gathering, pairing
from apps.achievements.exchange.fields import GONE, RoleSaid, Value
from apps.achievements.exchange.kinds import BROUGHT_ONCE, EMPTY, KINDS, Record, Values, in_order, joints, needed_by
from apps.achievements.exchange.limits import Room
from apps.achievements.exchange.troubles import Trouble, Why
from apps.achievements.models import ProofFile
from apps.users.models import User

Content = tuple[object, ...]


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"  # here already, and the file says something else
    SAME = "same"
    BAD = "bad"


@dataclass
class Row:
    """One row of the file, what it would do under which id, and why not."""

    record: Record
    state: State
    pk: UUID
    values: Values
    reasons: list[Trouble] = field(default_factory=list)
    changes: tuple[str, ...] = ()  # the fields that differ from what is kept
    before: Mapping[str, Value] = field(default_factory=dict)  # what is kept


@dataclass
class _Kept:
    """What the person has already, and what the rows before this one would add."""

    owner: User
    room: Room
    folds: Mapping[str, str]
    rows: dict[tuple[str, UUID], Record] = field(default_factory=dict)
    there: dict[Content, list[UUID]] = field(default_factory=dict)  # by content, those no row stands for yet
    own: dict[pairing.Key, UUID] = field(default_factory=dict)  # the id that a row with an id has here
    like: dict[pairing.Key, UUID] = field(default_factory=dict)  # of rows of this file, which of those they are
    spoken_for: set[tuple[str, UUID]] = field(default_factory=set)
    came: dict[Content, UUID] = field(default_factory=dict)  # rows of this file, by content
    of_key: dict[tuple[str, str], Row] = field(default_factory=dict)
    taken: dict[tuple[str, UUID], str] = field(default_factory=dict)  # where each id stands in the file


def plan(*, owner: User, records: Sequence[Record], today: date) -> list[Row]:
    """What each row would do if it were brought in now.

    A row is one of the person's own when it carries its id, or the id under which it was brought in before; else when
    what makes two rows of its kind the same is equal. One row that is here stands for one row with an id.
    """
    have = gathering.gathered(owner, needed_by(records))
    folds = folded(records, have)
    room = Room(today, lambda name: _fold(folds, name), bytes_kept=_bytes_kept(owner, records))
    kept = _Kept(owner, room, folds, {(record.kind, UUID(record.key)): record for record in have})
    kept.own = {(record.kind, record.key): _own_id(kept, record) for record in records if record.has_id}
    claimed = {(kind, pk) for (kind, _key), pk in kept.own.items()}
    unclaimed: list[Record] = []
    for (kind, pk), record in kept.rows.items():
        unclaimed += [record] if (kind, pk) not in claimed else []
        if (kind, pk) not in claimed or KINDS[kind].only_one:
            kept.there.setdefault(_content(kind, record.values, kept), []).append(pk)
        room.take(kind, record.values)
    _pair_up(kept, records, unclaimed)
    return [_row(record, kept) for record in in_order(list(records))]


def folded(records: Sequence[Record], have: Sequence[Record]) -> dict[str, str]:
    """Names of organisations and skills as the database folds their case: its rule says which are the same."""
    names = sorted(set[str]().union(*gathering.named_anywhere([*records, *have])))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, lower(name) FROM unnest(%s::text[]) AS name", [names])
        return dict(cursor.fetchall())


def _fold(folds: Mapping[str, str], name: Value) -> str:
    return folds.get(str(name), str(name).lower())


def _bytes_kept(owner: User, records: Sequence[Record]) -> int:
    """How many bytes of attached files the person has; asked only where the file brings some."""
    return ProofFile.objects.owned_by(owner).bytes_kept() if any(map(_has_file, records)) else 0


def _has_file(record: Record) -> bool:
    return record.values.get("file") is not None


def _own_id(kept: _Kept, record: Record) -> UUID:
    """The id a row has here: its own where it is the person's, else the one that stands for it."""
    try:
        given = UUID(record.key)
    except ValueError:
        return adopted(kept.owner, record.key)
    return given if (record.kind, given) in kept.rows else adopted(kept.owner, record.key)


def adopted(owner: User, given: str) -> UUID:
    """The own id under which a row with the id `given` comes in: the same each time, and not to be guessed.

    The time in a UUIDv7 stays, so that rows keep their order.
    """
    secret = salted_hmac("exchange.import", f"{owner.pk} {given}", algorithm="sha256").digest()[:16]
    try:
        known = UUID(given)
    except ValueError:
        return UUID(bytes=secret, version=5)
    if known.version != 7:
        return UUID(bytes=secret, version=5)
    version, variant = 0x70 | secret[6] & 0x0F, 0x80 | secret[8] & 0x3F
    return UUID(bytes=known.bytes[:6] + bytes([version, secret[7], variant]) + secret[9:])


def _pair_up(kept: _Kept, records: Sequence[Record], there: Sequence[Record]) -> None:
    """Find out which row is which where several that are here say the same as several under ids not known here."""
    foreign = [
        record
        for record in records
        if record.has_id and not record.troubles and (record.kind, kept.own[record.kind, record.key]) not in kept.rows
    ]
    known = {key: (key[0], str(pk)) for key, pk in kept.own.items() if (key[0], pk) in kept.rows}
    file = {(record.kind, record.key): _node(record, kept, known) for record in foreign}
    found = pairing.pairs(file, {(record.kind, record.key): _node(record, kept, {}) for record in there})
    kept.like = {key: UUID(pk) for key, (_kind, pk) in found.items()}
    kept.spoken_for = {(kind, UUID(pk)) for kind, pk in found.values()}


def _node(record: Record, kept: _Kept, known: Mapping[pairing.Key, pairing.Key]) -> pairing.Node:
    """What a row says by itself, and what it rests on: of the file, or known here."""
    says = tuple(
        (name, _comparable(record.values.get(name), kept))
        for name, each in KINDS[record.kind].fields.items()
        if name not in BROUGHT_ONCE and not isinstance(each, fields.Ref | fields.Refs)
    )
    keys = ((name, (kind, key)) for name, kind, key in joints(record))
    return pairing.Node(says, tuple((name, known.get(key, key)) for name, key in keys))


def _content(kind: str, values: Mapping[str, Value], kept: _Kept) -> Content:
    """What two rows of a kind share when they are the same."""
    return kind, *(_plain(values.get(name), kept) for name in KINDS[kind].same_by)


def _plain(value: Value, kept: _Kept) -> object:
    if value in EMPTY and value != 0:
        return ""
    if not isinstance(value, str):
        return str(value)
    return kept.folds.get(value) or " ".join(value.casefold().split())


# --- One row ----------------------------------------------------------------------------------------------------


def _row(record: Record, kept: _Kept) -> Row:
    row = Row(record, State.BAD, uuid7(), dict(record.values), [*record.troubles, *record.notes])
    kept.of_key.setdefault((record.kind, record.key), row)
    wrong = record.troubles or _resolve(row, kept)
    if wrong:
        row.reasons = [*wrong, *record.notes]
        return row
    _place(row, kept)
    refusal = _unwarned(row, kept)
    if row.state is State.NEW:
        refusal = refusal or kept.room.refusal(record.kind, row.values)
    if refusal:
        row.state, row.reasons = State.BAD, [refusal]
    if row.state is State.NEW:
        kept.room.take(record.kind, row.values)
    return row


def _unwarned(row: Row, kept: _Kept) -> Trouble | None:
    """No file puts a confidential entry into a portfolio that is here, and may be shared: the page for that warns."""
    values = row.values
    opens = row.state in {State.NEW, State.CHANGED} and values.get("is_in") and values.get("although_confidential")
    if opens and ("portfolio", UUID(str(values["portfolio"]))) in kept.rows:
        return Trouble(Why.WARNED_FIRST)
    return None


def _resolve(row: Row, kept: _Kept) -> list[Trouble]:
    """Put the ids of the person's rows in place of the keys of the file; what is wrong with them."""
    for name, known in KINDS[row.record.kind].fields.items():
        value = row.values.get(name)
        if isinstance(known, fields.Refs):
            row.values[name] = _resolved(row, name, known.kind, kept)
        if isinstance(known, fields.Coming):
            row.values[name] = _coming(row, known.kind, str(value or row.record.key), kept)
        if not isinstance(known, fields.Ref) or value is None:
            continue
        found = _said_role(value, kept) if isinstance(value, RoleSaid) else _of_key(known.kind, str(value), kept)
        if found is None and known.required:
            return [Trouble(Why.NO_SUCH_ROW, name)]
        if found is None:
            told = Trouble(Why.COMES_WITHOUT, name)
            if isinstance(value, RoleSaid):
                told = Trouble(Why.UNKNOWN_ROLE, name, value.title[:60])
            row.reasons.append(told)
        row.values[name] = str(found) if found else None
    rule = KINDS[row.record.kind].rule
    broken = rule(row.values) if rule and row.reasons else None
    return [Trouble(broken)] if broken else []


def _resolved(row: Row, name: str, kind: str, kept: _Kept) -> tuple[str, ...]:
    """The ids of several rows; one that is not there narrows the choice all the same."""
    keys = row.values.get(name)
    found = {key: _of_key(kind, key, kept) for key in (keys if isinstance(keys, tuple) else ())}
    if any(pk is None and key != GONE for key, pk in found.items()):
        row.reasons.append(Trouble(Why.COMES_WITHOUT, name))
    return tuple(sorted({str(pk) if pk else GONE for pk in found.values()}))


def _coming(row: Row, kind: str, key: str, kept: _Kept) -> str:
    """The id that a row will have here which is not there yet, or is there by now."""
    own = kept.own.get((row.record.kind, row.record.key))
    is_mine = row.record.has_id and str(own) == row.record.key and (row.record.kind, own) in kept.rows
    there = _of_key(kind, key, kept)
    return str(there or (key if is_mine else adopted(kept.owner, key)))


def _of_key(kind: str, key: str, kept: _Kept) -> UUID | None:
    """The person’s row behind a key: of the file, or one that is here and not in the file."""
    there = kept.of_key.get((kind, key))
    if there:
        return None if there.state is State.BAD else there.pk
    try:
        return UUID(key) if (kind, UUID(key)) in kept.rows else None
    except ValueError:
        return None


def _said_role(said: RoleSaid, kept: _Kept) -> UUID | None:
    """The one role that is called so; None where there is none, or more than one."""
    found = [
        pk
        for (kind, pk), role in kept.rows.items()
        if kind == "role"
        and _plain(role.values["title"], kept) == _plain(said.title, kept)
        and (not said.organisation or _plain(role.values["organisation"], kept) == _plain(said.organisation, kept))
        and (not said.started or role.values["started"] == said.started)
    ]
    return found[0] if len(found) == 1 else None


def _place(row: Row, kept: _Kept) -> None:
    """Say which of the person's rows this is, or that it is new."""
    record = row.record
    content = _content(record.kind, row.values, kept)
    if record.has_id:
        row.pk = kept.own[record.kind, record.key]
        if (record.kind, row.pk) in kept.taken:
            row.reasons = [Trouble(Why.SAME_ID, said=kept.taken[record.kind, row.pk])]
            return
        kept.taken[record.kind, row.pk] = record.where
        if (record.kind, row.pk) in kept.rows:
            _compare(row, kept)
            return
    alone = KINDS[record.kind].only_one or not record.has_id
    if alone and kept.there.get(content):
        row.pk = kept.there[content][0]
        _compare(row, kept) if record.has_id else _same(row)
    elif not alone and (pk := _one_of(kept.there.get(content, []), row, kept)):
        row.pk = pk
        kept.there[content].remove(pk)
        _compare(row, kept)
    elif alone and content in kept.came:
        row.pk = kept.came[content]
        _same(row)
    else:
        kept.came.setdefault(content, row.pk)
        row.state = State.NEW


def _one_of(pks: Sequence[UUID], row: Row, kept: _Kept) -> UUID | None:
    """Which of these the row is: the one that it was paired with, else one that no other row was paired with."""
    kind = row.record.kind
    like = kept.like.get((kind, row.record.key))
    if like in pks:
        return like
    free = [pk for pk in pks if (kind, pk) not in kept.spoken_for]
    return next((pk for pk in free if not _differing(row, pk, kept)), next(iter(free), None))


def _same(row: Row) -> None:
    row.state = State.SAME


def _compare(row: Row, kept: _Kept) -> None:
    """The same, or what would change."""
    row.changes, row.before = _differing(row, row.pk, kept), kept.rows[row.record.kind, row.pk].values
    row.state = State.CHANGED if row.changes else State.SAME


def _differing(row: Row, pk: UUID, kept: _Kept) -> tuple[str, ...]:
    """The fields that the file has otherwise than the row `pk`; never an attached file."""
    there = kept.rows[row.record.kind, pk].values
    return tuple(
        name
        for name, value in row.values.items()
        if name not in BROUGHT_ONCE and _comparable(value, kept) != _comparable(there.get(name), kept)
    )


def _comparable(value: Value, kept: _Kept) -> object:
    if isinstance(value, tuple):
        return tuple(sorted(_fold(kept.folds, name) for name in value))
    return "" if value in EMPTY and value != 0 else value
