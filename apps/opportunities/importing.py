"""What a table of offers would change, row by row, and doing it: nothing twice, and nothing of anybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from apps.opportunities.factors import FACTORS
from apps.opportunities.forms.imports import RowForm, WrittenDayField
from apps.opportunities.forms.rating import RatingForm
from apps.opportunities.headers import COLUMNS, RATED, written
from apps.opportunities.models import Opportunity, Rating
from apps.opportunities.scale import BETWEEN, OPEN
from apps.users.forms import one_at_a_time
from apps.users.models import User
from apps.users.spreadsheet import Line, Trouble
from apps.users.tables import Table

Content = tuple[str, ...]


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BAD = "bad"


@dataclass(frozen=True)
class Change:
    """One cell that differs from what is kept."""

    column: str
    before: str
    after: str


@dataclass
class Row:
    """One row of the table, what it would do, and why not."""

    number: int  # the line of the file
    state: State
    name: str = ""
    reasons: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    offer: Opportunity | None = None
    ratings: dict[str, Rating] = field(default_factory=dict)

    def refuse_what_the_database_would(self) -> None:
        """Turn bad, with the reasons, where the offer breaks a constraint of its table."""
        try:
            if self.offer is not None:
                self.offer.validate_constraints(exclude={"owner", "is_present_job"})
        except ValidationError as error:
            self.state, self.reasons, self.changes = State.BAD, list(error.messages), []


@dataclass
class _Kept:
    """What the person has already, and what the rows before this one would add."""

    offers: dict[UUID, Opportunity]
    ratings: dict[UUID, list[Rating]]
    there: Counter[Content]  # how often each content is kept
    unclaimed: Counter[Content]  # the same, less those that a row with an id stands for
    line_of: dict[UUID | Content, int] = field(default_factory=dict)
    present_job: int | None = None  # the line that brings one


def plan(*, owner: User, table: Table) -> list[Row]:
    """What each row would do if it were brought in now; nothing is written.

    A row belongs to an offer when it carries its id, or the id under which it was brought in before. Any other row is
    new, under an id of its own, unless an offer with its title, organisation, place, deadline and pay is there.
    """
    one_at_a_time(owner)
    kept = _kept(owner)
    found = []
    for line in table.lines:
        row = _row(line, table, owner, kept)
        if row.state is State.BAD and not row.name:
            row.name = " ".join(table.cells(line).get("title", "").split())[:160]
        found.append(row)
    _hold_to_constraints([row for row in found if row.state in {State.NEW, State.CHANGED}])
    return found


def _hold_to_constraints(rows: Sequence[Row]) -> None:
    """Refuse the rows that the database would refuse: tried all at once and undone, looked at one by one if need be."""
    tried = [copy(row.offer) for row in rows if row.offer]
    for offer in tried:
        offer.pk, offer.is_present_job = uuid7(), False  # there can be one of each; the forms have seen to that
    try:
        with transaction.atomic():
            Opportunity.objects.bulk_create(tried)
            transaction.set_rollback(True)
    except IntegrityError:
        for row in rows:
            row.refuse_what_the_database_would()


def _kept(owner: User) -> _Kept:
    offers = {offer.pk: offer for offer in Opportunity.objects.owned_by(owner)}
    ratings: dict[UUID, list[Rating]] = {}
    for rating in Rating.objects.owned_by(owner):
        ratings.setdefault(rating.opportunity_id, []).append(rating)
    there = Counter(map(_content, offers.values()))
    return _Kept(offers, ratings, there, there.copy())


def _row(line: Line, table: Table, owner: User, kept: _Kept) -> Row:
    if line.trouble:
        return Row(line.number, State.BAD, reasons=[_trouble(line.trouble)])
    cells = table.cells(line)
    given = _uuid(cells.pop("id", ""))
    pk = None if given is None else given if given in kept.offers else adopted(owner, given)
    if pk is not None and pk in kept.line_of:
        reason = _("Line %(number)d has the same id.") % {"number": kept.line_of[pk]}
        return Row(line.number, State.BAD, reasons=[reason])
    known = kept.offers.get(pk) if pk else None
    before = written(known, kept.ratings.get(known.pk, [])) if known else {}
    form = RowForm({**before, **cells}, owner=owner, instance=known or Opportunity(owner=owner))
    valid = form.is_valid()
    ratings, reasons = _rated({**before, **cells}, before)
    if not valid or reasons:
        return Row(line.number, State.BAD, reasons=_reasons(form, table) + reasons)
    offer = form.instance
    if pk is not None:
        offer.pk = pk
        kept.line_of[pk] = line.number
    row = Row(line.number, State.NEW, str(offer), offer=offer, ratings=ratings)
    row = _compared(row, offer, before, kept) if known else _fresh(row, _content(offer), kept, has_id=pk is not None)
    return _with_one_present_job(row, offer, kept)


def adopted(owner: User, given: UUID) -> UUID:
    """The own id under which a row with the id `given` comes in: the same each time, and not to be guessed."""
    return UUID(bytes=salted_hmac("offers.import", f"{owner.pk} {given}", algorithm="sha256").digest()[:16])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def _content(offer: Opportunity) -> Content:
    """What two rows must share to be the same offer."""
    words = [" ".join(text.casefold().split()) for text in (offer.title, offer.organisation, offer.place)]
    pay = "" if offer.pay_amount is None else f"{offer.pay_amount:.2f} {offer.pay_currency} {offer.pay_period}"
    return (*words, str(offer.deadline), pay)


def _fresh(row: Row, content: Content, kept: _Kept, *, has_id: bool) -> Row:
    """A row without an offer of its id: new, unless an offer with its content is there.

    One offer stands for one row with an id, but for any number of rows without.
    """
    if has_id and kept.unclaimed[content] > 0:
        kept.unclaimed[content] -= 1
        return Row(row.number, State.SAME, row.name)
    if not has_id and kept.there[content]:
        return Row(row.number, State.SAME, row.name)
    if not has_id and content in kept.line_of:
        reason = _("The same as line %(number)d.") % {"number": kept.line_of[content]}
        return Row(row.number, State.SAME, row.name, reasons=[reason])
    kept.line_of.setdefault(content, row.number)
    return row


def _compared(row: Row, offer: Opportunity, before: dict[str, str], kept: _Kept) -> Row:
    """A row with an offer of its id: the same, or what would change."""
    stored = {rating.factor: rating for rating in kept.ratings.get(offer.pk, [])}
    after = written(offer, list((stored | row.ratings).values()))
    row.changes = [Change(COLUMNS[name], before[name], after[name]) for name in COLUMNS if before[name] != after[name]]
    row.state = State.CHANGED if row.changes else State.SAME
    return row


def _with_one_present_job(row: Row, offer: Opportunity, kept: _Kept) -> Row:
    if row.state is State.SAME or not offer.is_present_job or offer.archived_at:
        return row
    if kept.present_job is not None:
        reason = _("Line %(number)d is a present job already; there can be one.") % {"number": kept.present_job}
        return Row(row.number, State.BAD, row.name, reasons=[reason])
    kept.present_job = row.number
    return row


# --- Ratings, and what is wrong ------------------------------------------------------------------------------


def _rated(cells: dict[str, str], before: dict[str, str]) -> tuple[dict[str, Rating], list[str]]:
    """The ratings of a row that say something new, and what is wrong with the others."""
    ratings: dict[str, Rating] = {}
    reasons: list[str] = []
    for key in FACTORS:
        said = {part: cells.get(f"{key}-{part}", "").strip() for part in RATED}
        if not any(said.values()) and not any(before.get(f"{key}-{part}") for part in RATED):
            continue
        if all(said[part] == before.get(f"{key}-{part}", "") for part in RATED):
            continue
        try:
            ratings[key] = _rating(key, said)
        except ValidationError as error:
            reasons += [f"{COLUMNS[f'{key}-value']}: {message}" for message in error.messages]
    return ratings, reasons


def _rating(key: str, said: dict[str, str]) -> Rating:
    known = said["known_by"].casefold().replace(" ", "_").removeprefix("my_") or Rating.KnownBy.GUESS
    data = {
        f"{key}-choice": BETWEEN if said["value"] else OPEN,
        f"{key}-number": said["value"],
        f"{key}-known_by": known,
        f"{key}-note": said["note"],
    }
    form = RatingForm(data, factor=FACTORS[key], stored=None)
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    asked: date | None = WrittenDayField(required=False).clean(said["asked_on"])
    answer = form.answer
    return Rating(factor=key, value=answer.value, known_by=answer.known_by, note=answer.note, asked_on=asked)


def _trouble(trouble: Trouble) -> str:
    match trouble:
        case Trouble.QUOTES:
            return _("A quotation mark is opened here and not closed where the cell ends.")
        case Trouble.TOO_LONG:
            return _("One of its cells is longer than anything that is kept.")
        case Trouble.TOO_MANY:
            return _("It has more cells than there are columns.")


def _reasons(form: RowForm, table: Table) -> list[str]:
    """What is wrong with a row, each with the column it is in as the file calls it."""
    found = []
    for name, messages in form.errors.items():
        column = table.headers.get(name) or COLUMNS.get(name, "")
        found += [f"{column}: {message}" if column else str(message) for message in messages]
    return found


# --- Doing it --------------------------------------------------------------------------------------------------


@transaction.atomic
def bring_in(*, owner: User, rows: Sequence[Row], changing: Collection[int]) -> list[Row]:
    """Write the new rows, and of those that change something the ones on the lines `changing`; returns both."""
    new = [row for row in rows if row.state is State.NEW]
    changed = [row for row in rows if row.state is State.CHANGED and row.number in changing]
    Opportunity.objects.bulk_create(row.offer for row in new if row.offer)
    for offer in (row.offer for row in changed if row.offer):
        offer.revision += 1
        offer.save()
    Rating.objects.bulk_create(
        [rating for row in (*new, *changed) for rating in _ratings_of(row, owner)],
        update_conflicts=True,
        unique_fields=["opportunity", "factor"],
        update_fields=["value", "known_by", "note", "asked_on", "updated_at"],
    )
    return [*new, *changed]


def _ratings_of(row: Row, owner: User) -> Iterator[Rating]:
    for rating in row.ratings.values():
        rating.owner_id = owner.pk
        if row.offer is not None:
            rating.opportunity = row.offer
        yield rating
