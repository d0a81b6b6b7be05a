"""When a word would be welcome: the rule, and the database that gives the same."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.people.actions import record_contact
from apps.people.models import Person, Promise
from apps.people.rhythm import A_WHILE, MOST_WEEKS, due_on, latest, promise_due
from apps.users.ownership import acting_as

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
WEEKS = st.integers(1, MOST_WEEKS)
MAYBE = st.none() | DAYS


@given(WEEKS, MAYBE, DAYS, MAYBE)
def test_it_counts_from_the_last_contact_and_from_nothing_else(
    weeks: int, last: date | None, added: date, not_before: date | None
) -> None:
    due = due_on(every_weeks=weeks, last=last, added=added, not_before=not_before)
    assert due is not None
    assert due >= (last or added) + timedelta(weeks=weeks)
    assert due in {(last or added) + timedelta(weeks=weeks), not_before}
    if not_before:
        assert due >= not_before
    if last:
        assert due == due_on(every_weeks=weeks, last=last, added=date(2001, 2, 3), not_before=not_before)


@given(WEEKS, DAYS, DAYS, st.integers(0, 3000))
def test_a_later_contact_never_makes_it_due_earlier(weeks: int, last: date, added: date, days: int) -> None:
    before = due_on(every_weeks=weeks, last=last, added=added)
    after = due_on(every_weeks=weeks, last=last + timedelta(days=days), added=added)
    assert before is not None
    assert after is not None
    assert after - before == timedelta(days=days)


@given(DAYS, DAYS, MAYBE)
def test_who_does_not_want_to_be_asked_is_not(last: date, added: date, not_before: date | None) -> None:
    assert due_on(every_weeks=None, last=last, added=added, not_before=not_before) is None


@pytest.mark.parametrize("weeks", [0, -1])
def test_no_weeks_are_no_rhythm(weeks: int) -> None:
    with pytest.raises(ValueError, match="weeks from 1 on"):
        due_on(every_weeks=weeks, last=None, added=date(2026, 1, 1))


@given(MAYBE, DAYS)
def test_a_promise_is_asked_about_on_its_day_or_two_weeks_later(until: date | None, made: date) -> None:
    assert promise_due(until=until, made=made) == (until or made + timedelta(days=14))


@given(DAYS, st.integers(0, 400), DAYS)
def test_what_is_known_roughly_happened_by_today(first: date, length: int, today: date) -> None:
    found = latest(first, first + timedelta(days=length), today)
    if first > today:
        assert found is None
    else:
        assert found is not None
        assert first <= found <= today
        assert found == min(first + timedelta(days=length), today)


def test_the_database_gives_the_same_day(alice: Any) -> None:
    """Every mix of rhythm, last contact, day put off to and state, read by the list and worked out by the rule."""
    added, wanted = date(2026, 3, 1), {}
    with acting_as(alice):
        for weeks in (None, 1, 13):
            for contacts in ((), (date(2025, 1, 2),), (date(2026, 8, 9), date(2024, 1, 1))):
                for not_before in (None, date(2026, 6, 1), date(2030, 1, 1)):
                    for state in Person.State:
                        them = Person.objects.create(
                            owner=alice, name="X", every_weeks=weeks, added_on=added, state=state
                        )
                        for day in contacts:
                            record_contact(person=them, happened_on=day)
                        Person.objects.filter(pk=them.pk).update(not_before=not_before)
                        asked = weeks if state == Person.State.IN_TOUCH else None
                        wanted[them.pk] = due_on(
                            every_weeks=asked, last=max(contacts, default=None), added=added, not_before=not_before
                        )
        found = dict(Person.objects.owned_by(alice).with_due().values_list("pk", "due_on"))
        assert found == wanted
        assert {day for day in found.values() if day}  # some are due
        today = date(2026, 7, 1)
        due = [them.pk for them in Person.objects.owned_by(alice).due(today)]
        assert set(due) == {pk for pk, day in wanted.items() if day and day <= today}
        assert [wanted[pk] for pk in due] == sorted(wanted[pk] for pk in due)  # type: ignore[type-var]  # none is None


def test_promises_are_asked_about_in_the_same_order_by_the_database(alice: Any) -> None:
    with acting_as(alice):
        them = Person.objects.create(owner=alice, name="X")
        for made, until in ((date(2026, 1, 1), None), (date(2026, 1, 2), date(2026, 1, 5)), (date(2025, 1, 1), None)):
            record_contact(person=them, happened_on=made, promises={"me": ("the rota", until)})
        found = Promise.objects.owned_by(alice).mine().open().with_due().select_related("contact")
        days = [
            (promise.asked_on, promise_due(until=promise.until, made=promise.contact.happened_on)) for promise in found
        ]
    assert [asked for asked, _ in days] == [worked_out for _, worked_out in days]
    assert [asked for asked, _ in days] == [date(2025, 1, 1) + A_WHILE, date(2026, 1, 5), date(2026, 1, 1) + A_WHILE]
