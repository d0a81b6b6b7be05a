"""What is kept of a person's offers: never older than their rows, never anybody else's, and bounded."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from apps.opportunities import kept
from apps.opportunities.kept import Kept, Shelf
from apps.opportunities.models import DealBreaker, Opportunity, Rating, Season, Verdict
from apps.opportunities.options import scored_options
from apps.opportunities.seasons import DEFAULT
from apps.users.models import User
from apps.users.ownership import acting_as
from tests.opportunities.people import offer, rate

pytestmark = pytest.mark.django_db(transaction=True)  # of a transaction that has written nothing is kept


@pytest.fixture
def person() -> User:
    found = User.objects.create_user(email="kept@example.org", password=None)
    with acting_as(found):
        rate(offer(found, organisation="Harbour"), "6", "4")
        rate(offer(found, organisation="Lindley"), "3", "8")
    return found


def names(user: User, shelf: Shelf, reads: list[str]) -> list[tuple[str, str]]:
    """The name and score of each option as a page would have them; `reads` notes when they were really read."""

    def read() -> Any:
        reads.append("read")
        return scored_options(Opportunity.objects.owned_by(user), Rating.objects.owned_by(user), DEFAULT.season())

    with acting_as(user):
        return [(option.name, option.overall) for option in Kept(user, shelf).read("test", read)]


def test_nothing_is_read_again_while_nothing_changes(person: User) -> None:
    shelf, reads = Shelf(), []
    assert names(person, shelf, reads) == names(person, shelf, reads)
    assert reads == ["read"]


def _rename(user: User) -> None:
    Opportunity.objects.owned_by(user).filter(organisation="Harbour").update(organisation="Pier")  # no date is touched


def _rate(user: User) -> None:
    Rating.objects.owned_by(user).filter(opportunity__organisation="Harbour").update(value=Decimal(9))


def _forget(user: User) -> None:
    Rating.objects.owned_by(user).filter(opportunity__organisation="Harbour", factor="pay").delete()


def _delete(user: User) -> None:
    Opportunity.objects.owned_by(user).filter(organisation="Harbour").delete()


def _add(user: User) -> None:
    offer(user, organisation="Mill")


@pytest.mark.parametrize("change", [_rename, _rate, _forget, _delete, _add])
def test_any_change_is_seen_at_once(person: User, change: Callable[[User], None]) -> None:
    shelf, reads = Shelf(), []
    before = names(person, shelf, reads)
    with acting_as(person):
        change(person)
    assert names(person, shelf, reads) != before
    assert len(reads) == 2


def test_what_is_undone_was_never_kept(person: User) -> None:
    shelf, reads = Shelf(), []
    before = names(person, shelf, reads)
    with acting_as(person), pytest.raises(RuntimeError), transaction.atomic():
        _rename(person)
        assert "Pier" in dict(names(person, shelf, reads))
        raise RuntimeError
    assert names(person, shelf, reads) == before
    assert "Pier" not in dict(before)


def test_nobody_gets_what_another_person_has(person: User) -> None:
    shelf, reads = Shelf(), []
    other = User.objects.create_user(email="other@example.org", password=None)
    assert names(person, shelf, reads)
    assert names(other, shelf, reads) == []


def test_another_language_or_day_has_words_of_its_own(person: User) -> None:
    shelf, reads = Shelf(), []
    names(person, shelf, reads)
    with override("de"):
        names(person, shelf, reads)
    assert len(reads) == 2
    with timezone.override(timezone.get_fixed_timezone(timedelta(hours=14))):
        day = timezone.localdate()
    with timezone.override(timezone.get_fixed_timezone(timedelta(hours=-12))):
        assert timezone.localdate() != day  # somewhere it is always another day
        names(person, shelf, reads)
    with timezone.override(timezone.get_fixed_timezone(timedelta(hours=14))):
        names(person, shelf, reads)
    assert len(reads) in {3, 4}  # one of the two may be the day it is here


def test_it_holds_no_more_than_it_may() -> None:
    shelf = Shelf(most=5)
    for number in range(10):
        shelf.put(number, ("s",), [number, number])
    assert [number for number in range(10) if shelf.find(number, ("s",))] == [8, 9]
    shelf.put("long", ("s",), list(range(6)))
    assert shelf.find("long", ("s",)) is None
    assert shelf.find(9, ("s",)) is None


def test_what_is_large_takes_more_room() -> None:
    shelf = Shelf(most=5)
    for number in range(3):
        shelf.put(number, ("s",), [number], each=2)
    assert [number for number in range(3) if shelf.find(number, ("s",))] == [1, 2]


def _season(user: User) -> None:
    Season.objects.owned_by(user).current().update(ended_at=timezone.now())
    Season.objects.create(owner=user, preset="learn", alpha=Decimal("0.2"), swings=dict(DEFAULT.swings))


def _judge(user: User) -> None:
    breaker, harbour = DealBreaker.objects.get(), Opportunity.objects.get(organisation="Harbour")
    Verdict.objects.create(owner=user, deal_breaker=breaker, opportunity=harbour, state="fail")


def _reword(user: User) -> None:
    DealBreaker.objects.owned_by(user).update(text="No nights at all")


@pytest.mark.parametrize("change", [_rename, _rate, _forget, _season, _judge, _reword])
def test_what_is_compared_shows_every_change_at_once(person: User, client: Client, change: Any) -> None:
    with acting_as(person):
        DealBreaker.objects.create(owner=person, place=1, text="No nights")
        asked = {"option": [str(one.pk) for one in Opportunity.objects.owned_by(person)]}
    client.force_login(person)
    seen = [client.get(reverse("opportunities:compare"), asked).content for _ in range(2)]
    assert b"Harbour" in seen[0]
    assert _lasting(seen[0]) == _lasting(seen[1])
    with acting_as(person):
        change(person)
    assert _lasting(client.get(reverse("opportunities:compare"), asked).content) != _lasting(seen[0])


def _lasting(page: bytes) -> bytes:
    """A page without the token that is another each time."""
    return re.sub(rb"\b\w{64}\b", b"", page)


def test_what_nobody_asks_for_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, now = Shelf(), [0.0]
    monkeypatch.setattr(kept, "monotonic", lambda: now[0])
    shelf.put("old", ("s",), [1])
    now[0] = kept.LONGEST - 1
    assert shelf.find("old", ("s",)) == [1]
    now[0] = kept.LONGEST + 1
    shelf.put("new", ("s",), [2])
    assert (shelf.find("old", ("s",)), shelf.find("new", ("s",))) == (None, [2])
