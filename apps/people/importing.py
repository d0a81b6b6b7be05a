"""What a file of people would change, one by one, and doing it: nobody twice, and nobody of anybody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from apps.people.columns import COLUMNS
from apps.people.forms.imports import RowForm
from apps.people.models import Person
from apps.people.reading import Read, Why
from apps.users.dates import told
from apps.users.forms import one_at_a_time
from apps.users.models import User
from apps.users.tables import text_of

_EXACT = {"year": 4, "month": 7, "day": 10}  # letters of a date that is known so exactly


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BAD = "bad"


@dataclass(frozen=True)
class Change:
    """One field that differs from what is kept."""

    column: str
    before: str
    after: str


@dataclass
class Row:
    """One person of the file, what would become of them, and why not."""

    number: int  # the line of the file
    state: State
    name: str = ""
    reasons: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    them: Person | None = None

    @property
    def told(self) -> str:
        """What tells them apart from others of the same name."""
        them = self.them
        return " · ".join(filter(None, (them.known_as, them.organisation))) if them else ""


def written(them: Person) -> dict[str, str]:
    """Somebody as a table and a card have them, by field."""
    columns = (name for name in COLUMNS if name not in {"id", "met", "kinds", "every_weeks"})
    return {
        "id": str(them.pk),
        "met": them.met_on.isoformat()[: _EXACT[them.met_precision]] if them.met_on else "",
        "kinds": ", ".join(them.kinds),
        "every_weeks": "" if them.every_weeks is None else str(them.every_weeks),
        **{name: text_of(getattr(them, name)) for name in columns},
    }


class _Kept:
    """Whom the person has already, and how each is known again."""

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self.by_id = {them.pk: them for them in Person.objects.owned_by(owner)}
        self.by_trait: dict[str, Person] = {}
        self.line_of: dict[UUID | str, int] = {}
        for them in self.by_id.values():
            for trait in _traits(them.name, them.organisation, them.email, them.link):
                self.by_trait.setdefault(trait, them)

    def match(self, read: Read) -> tuple[UUID | None, Person | None]:
        """The id under which the row comes in, None for a fresh one; and who is here already under it or by a trait."""
        given = _uuid(read.said.get("id", ""))
        source = f"id {given}" if given else read.source
        pk = given if given in self.by_id else adopted(self.owner, source) if source else None
        if pk in self.by_id:
            return pk, self.by_id[pk]
        said = (read.said.get(name, "") for name in ("name", "organisation", "email", "link"))
        return pk, next(filter(None, map(self.by_trait.get, _traits(*said))), None)

    def seen_before(self, read: Read, pk: UUID | None) -> int | None:
        """The line of the file that is the same person, None where this is the first."""
        said = (read.said.get(name, "") for name in ("name", "organisation", "email", "link"))
        keys: list[UUID | str] = [pk] if pk else list(_traits(*said))
        found = next((self.line_of[key] for key in keys if key in self.line_of), None)
        for key in keys:
            self.line_of.setdefault(key, read.number)
        return found


def _traits(name: str, organisation: str, email: str, link: str) -> list[str]:
    """What somebody is known again by, the surest first: their address, their page, their name with its place."""
    plain = [" ".join(text.casefold().split()) for text in (email, link, name, organisation)]
    found = [f"mail {plain[0]}"] if plain[0] else []
    found += [f"link {plain[1].rstrip('/')}"] if plain[1] else []
    return [*found, f"name {plain[2]}\n{plain[3]}"]


def adopted(owner: User, source: str) -> UUID:
    """The own id under which somebody comes in from elsewhere: the same each time, and not to be guessed."""
    return UUID(bytes=salted_hmac("people.import", f"{owner.pk} {source}", algorithm="sha256").digest()[:16])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def plan(*, owner: User, people: Sequence[Read]) -> list[Row]:
    """What each row would do if it were brought in now; nothing is written."""
    one_at_a_time(owner)
    kept = _Kept(owner)
    return [_row(read, kept) for read in people]


def _row(read: Read, kept: _Kept) -> Row:
    name = read.said.get("name", "")[:160]
    if read.troubles:
        return Row(read.number, State.BAD, name, [_why(why) for why in read.troubles])
    pk, known = kept.match(read)
    line = kept.seen_before(read, known.pk if known else pk)
    if line is not None:
        return Row(read.number, State.SAME, name, [_("The same as line %(number)d.") % {"number": line}])
    before = written(known) if known else {}
    said = {column: text for column, text in read.said.items() if column != "id"}
    if known and all(_alike(column, text, before[column]) for column, text in said.items()):
        return Row(read.number, State.SAME, name, them=known)
    form, reasons = _valid({**before, **said}, before, known or Person(owner=kept.owner), kept.owner)
    reasons = [_why(why, text) for why, text in read.notes] + reasons
    if form.errors:
        return Row(read.number, State.BAD, name, reasons)
    them = form.instance
    if known is None:
        them.pk = pk or them.pk
        return Row(read.number, State.NEW, name, reasons, them=them)
    after = written(them)
    changes = [Change(_column(name), _shown(name, before), _shown(name, after)) for name in COLUMNS if name != "id"]
    changes = [change for change in changes if change.before != change.after]
    return Row(read.number, State.CHANGED if changes else State.SAME, name, reasons, changes, them)


def _alike(column: str, said: str, before: str) -> bool:
    if column == "kinds":
        return set(RowForm.kinds_of(said)) == set(RowForm.kinds_of(before))
    return said.replace("\r\n", "\n").strip() == before.strip()


def _valid(cells: Mapping[str, str], before: Mapping[str, str], them: Person, owner: User) -> tuple[RowForm, list[str]]:
    """The form of a row, and what was left out of it: a wrong address is no reason to lose the person."""
    form = RowForm(cells, instance=them, owner=owner)
    if form.is_valid() or "name" in form.errors:
        return form, _reasons(form)
    wrong = set(form.errors)
    reasons = [_("%(reason)s Left out.") % {"reason": reason} for reason in _reasons(form)]
    whole = {column: before.get(column, "") if RowForm.field_of(column) in wrong else cells[column] for column in cells}
    again = RowForm(whole, instance=them, owner=owner)
    return again, reasons if again.is_valid() else _reasons(again)


def _reasons(form: RowForm) -> list[str]:
    found = [
        f"{form.fields[name].label}: {message}" if name in form.fields else str(message)
        for name, messages in form.errors.items()
        for message in messages
    ]
    return list(dict.fromkeys(found))


def _why(why: Why, said: str = "") -> str:
    match why:
        case Why.QUOTES:
            return _("A quotation mark is opened here and not closed where the cell ends.")
        case Why.TOO_LONG:
            return _("One of its cells is longer than anything that is kept.")
        case Why.TOO_MANY:
            return _("It has more cells than there are columns.")
        case Why.NO_NAME:
            return _("There is no name. LinkedIn leaves it out for people who have closed their account.")
        case Why.NOT_CLOSED:
            return _("The card is cut off: its end is missing.")
        case Why.OLD_CARD:
            return _("The card is of another version than 3.0 or 4.0. Your address book can write it anew.")
        case Why.DAY:
            return _("We could not tell which day “%(said)s” is. Left out.") % {"said": said}


def _column(name: str) -> str:
    fields = RowForm.base_fields
    known = {"met": "met_on"}.get(name, name)
    return str(fields[known].label) if known in fields else COLUMNS[name]


def _shown(name: str, values: Mapping[str, str]) -> str:
    if name == "met" and values["met"]:
        precision = {size: exact for exact, size in _EXACT.items()}[len(values["met"])]
        return told(date.fromisoformat((values["met"] + "-01-01")[:10]), precision)
    return values[name]


@transaction.atomic
def bring_in(*, owner: User, rows: Sequence[Row], taking: Collection[int] | None = None) -> list[Row]:
    """Write the new people and the changes on the lines `taking`, all new ones where it is None; returns them."""
    new = [row for row in rows if row.state is State.NEW and (taking is None or row.number in taking)]
    changed = [row for row in rows if row.state is State.CHANGED and taking is not None and row.number in taking]
    Person.objects.bulk_create(row.them for row in new if row.them)
    for them in (row.them for row in changed if row.them):
        them.revision += 1
        them.save()
    return [*new, *changed]
