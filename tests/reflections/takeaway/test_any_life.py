"""Whatever a person wrote: taken away, brought in elsewhere and taken away again, it is the same but for its ids."""

import io
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings

from apps.achievements.exchange.own import EXTENSION
from apps.achievements.models import Achievement, Proof, ProofFile
from apps.opportunities.models import Opportunity, Referral
from apps.people.models import Person
from apps.reflections.takeaway import writing
from apps.users.models import User
from apps.users.ownership import acting_as
from tests.achievements.exchange.careers import brought_in, careers
from tests.reflections.takeaway.conftest import bring, data_of, file_of
from tests.reflections.takeaway.test_round_trip import same


@settings(max_examples=8, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(career=careers())
def test_any_life_is_the_same_in_another_account(career: dict[str, Any], db: None) -> None:
    with transaction.atomic():
        one, other = (User.objects.create_user(email=f"{name}@example.org", password="x") for name in ("one", "other"))
        brought_in(one, {EXTENSION: {"version": 1, **career}})
        led(one)
        taken = file_of(one)
        came = bring(other, taken)
        assert [row for row in came.came if row[2] != "new"] == []
        same(data_of(taken), data_of(file_of(other)), came.names)
        assert {row[2] for row in bring(other, taken).came} <= {"same"}
        connection.check_constraints()
        transaction.set_rollback(True)


def led(user: User) -> None:
    """Everybody they know led them to an offer."""
    with acting_as(user):
        for person in Person.objects.owned_by(user):
            offer = Opportunity.objects.create(
                owner=user, title=f"At {person}"[:160], pay_amount="1250.50", pay_currency="GBP"
            )
            Referral.objects.create(owner=user, opportunity=offer, person=person, note="=1+1")


class _Nowhere(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(bytes(data))


@pytest.mark.long
def test_much_takes_little_memory(alice: Any) -> None:
    with acting_as(alice):
        line = "Showed five new people the till, the returns desk and the stockroom "
        entries = Achievement.objects.bulk_create(
            Achievement(
                owner=alice, line=f"{line}{n}", duty=line * 10, happened_on=timezone.localdate() - timedelta(n % 900)
            )
            for n in range(5000)
        )
        for entry in entries[:30]:
            proof = Proof.objects.create(owner=alice, achievement=entry, kind="file")
            size = 2 * 1024 * 1024
            ProofFile.objects.create(
                owner=alice, proof=proof, name="a.pdf", media_type="application/pdf", size=size, contents=bytes(size)
            )
        del entries
        tracemalloc.start()
        writing.write(_Nowhere(), user=alice, made_at=timezone.now())
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 50 * 1024 * 1024  # bytes; the files together are 60 MB, the rows 10
