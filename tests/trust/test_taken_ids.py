"""A new row whose id, sent along with the form, is that of somebody else's row: it is kept under another."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.people.actions import record_contact
from apps.people.models import Contact, Person
from apps.skills.crediting import record_credential
from apps.skills.directing import head_for
from apps.skills.focusing import take_up
from apps.users.ownership import acting_as


def contact(owner: Any, row: Any) -> Any:
    them = Person.objects.create(owner=owner, name="Amir")
    return record_contact(person=them, kind=Contact.Kind.TALKED, note="About nights", row=row)


def credential(owner: Any, row: Any) -> Any:
    return record_credential(owner=owner, name="Fork-lift", row=row)


def direction(owner: Any, row: Any) -> Any:
    return head_for(owner=owner, title="Team leader", row=row)


def focus(owner: Any, row: Any) -> Any:
    until = date.today() + timedelta(days=30)
    return take_up(owner=owner, skill="Welding", hours_per_week=2, ends_on=until, row=row)


@pytest.mark.parametrize("make", [contact, credential, direction, focus])
def test_it_is_kept_and_theirs_stays(make: Any, alice: Any, bob: Any) -> None:
    with acting_as(bob):
        theirs = make(bob, None)
    with acting_as(alice):
        mine = make(alice, theirs.pk)
        assert type(mine).objects.get(pk=mine.pk).owner_id == alice.pk
    assert mine.pk != theirs.pk
    with acting_as(bob):
        assert type(theirs).objects.get(pk=theirs.pk).owner_id == bob.pk
