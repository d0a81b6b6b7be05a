"""What writes to several tables of the room at once: a contact with its promises."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.people.models import Contact, Person, Promise
from apps.users.dates import Precision
from apps.users.models import User
from apps.users.ownership import insert

Promised = Mapping[str, tuple[str, date | None]]  # by whom → what, until when


@transaction.atomic
def record_contact(
    *,
    person: Person,
    kind: str = Contact.Kind.TALKED,
    happened_on: date | None = None,
    happened_precision: str = Precision.DAY,
    note: str = "",
    promises: Promised | None = None,
    row: UUID | None = None,
) -> Contact:
    """Write down what happened with somebody: `row` is its id, new or known.

    The newest contact ends a day that asking was put off to, because it has been done. A promise that is no longer
    named goes; one that is worded anew keeps whether it was kept.
    """
    mine = Contact.objects.filter(owner=person.owner_id)
    known = mine.select_for_update().filter(pk=row, person=person).first() if row else None
    contact = known or Contact(pk=row or uuid7(), owner_id=person.owner_id, person=person)
    day = happened_on or timezone.localdate()
    is_newest = not mine.filter(person=person, happened_on__gt=day).exists()
    contact.kind, contact.note = kind, note
    contact.happened_on, contact.happened_precision = day, happened_precision
    contact.revision += 1 if known else 0
    contact.save() if known else insert(contact)
    _promise(contact, promises or {})
    if is_newest and not known and person.not_before:
        Person.objects.filter(owner=person.owner_id, pk=person.pk).update(not_before=None)
    return contact


def somebody(*, owner: User, name: str) -> Person:
    """The person of this name, made where there is none."""
    known = Person.objects.owned_by(owner).named(name).first()
    return known or Person.objects.create(owner=owner, name=" ".join(name.split()))


def _promise(contact: Contact, promises: Promised) -> None:
    contact.promises.exclude(by__in=promises).delete()
    there = {promise.by: promise for promise in contact.promises.all()}
    for by, (text, until) in promises.items():
        promise = there.get(by) or Promise(owner_id=contact.owner_id, contact=contact, by=by)
        promise.text, promise.until = text, until
        promise.save()


def close(promise: Promise, *, outcome: str) -> None:
    """Say that a promise was kept or let go; with no outcome it is open again."""
    promise.outcome = outcome
    promise.closed_on = timezone.localdate() if outcome else None
    promise.revision += 1
    promise.save(update_fields=["outcome", "closed_on", "revision", "updated_at"])


def put_off(person: Person, *, until: date) -> None:
    """Ask about them no earlier than that day."""
    person.not_before = until
    _kept(person, "not_before")


def turn(person: Person, *, state: str) -> None:
    """Pause somebody, let them go, or take them up again; taken up again, they are due as their last contact says."""
    person.state, person.not_before = state, None
    _kept(person, "state", "not_before")


def _kept(person: Person, *fields: str) -> None:
    person.revision += 1
    person.save(update_fields=[*fields, "revision", "updated_at"])
