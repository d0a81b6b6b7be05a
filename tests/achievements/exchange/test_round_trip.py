"""Our own export comes back with nothing lost, into another account and into the same, once and twice."""

import time
from collections import Counter
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from uuid_utils.compat import uuid7

from apps.achievements.exchange import own
from apps.achievements.exchange.own import EXTENSION
from apps.achievements.exchange.planning import State
from apps.users.models import User
from tests.achievements.exchange.careers import brought_in, careers, document_of, plan_of, states, without_ids


def as_written(document: dict[str, Any]) -> Counter[str]:
    """Every row but names alone, which are made and brought together by case as they are needed."""
    plain = {EXTENSION: own.written(own.rows(document[EXTENSION]), audience="me")}
    names = frozenset({"organisation", "skill"})
    return Counter(row.lower() for row in without_ids(plain, but=names).elements())


# A career that fails is shown as it was drawn: making it smaller took minutes.
@hypothesis_settings(
    max_examples=25, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
@given(career=careers())
def test_a_whole_career_goes_from_account_to_account(career: dict[str, Any], db: None) -> None:
    with transaction.atomic():
        one, other = (User.objects.create_user(email=f"{name}@example.org", password="x") for name in ("one", "other"))
        first = brought_in(one, {EXTENSION: {"version": 1, **career}})
        assert states(first) <= {State.NEW, State.SAME}, [row for row in first if row.state is State.BAD]
        taken = document_of(one)
        assert as_written(taken) == as_written({EXTENSION: {"version": 1, **career}})
        assert states(plan_of(one, taken)) <= {State.SAME}
        came = brought_in(other, taken)
        assert states(came) <= {State.NEW}, [row for row in came if row.state is not State.NEW]
        assert without_ids(document_of(other)) == without_ids(taken)
        again = brought_in(other, taken, updating=True)
        assert states(again) <= {State.SAME}, [row for row in again if row.state is not State.SAME]
        back = brought_in(one, document_of(other), updating=True)
        assert states(back) <= {State.SAME}, [row for row in back if row.state is not State.SAME]
        assert document_of(one) == taken
        connection.check_constraints()
        transaction.set_rollback(True)


def test_two_that_are_nearly_the_same_stand_for_themselves_in_any_order(alice: Any, bob: Any) -> None:
    held = [
        {"id": str(uuid7()), "name": "First aid", "issuer": "Red Cross", "issued": "2024", "note": note, "skills": []}
        for note in ("in the drawer", "on the wall")
    ]
    brought_in(alice, {EXTENSION: {"version": 1, "credentials": held}})
    for sent in (held, held[::-1]):
        foreign = [{**each, "id": str(uuid7())} for each in sent]
        back = brought_in(alice, {EXTENSION: {"version": 1, "credentials": foreign}}, updating=True)
        assert states(back) == {State.SAME}


def test_two_equal_lines_of_one_day_stay_two_and_do_not_become_four(alice: Any, bob: Any) -> None:
    ids = []
    for _each in range(4):
        ids.append(str(uuid7()))
        time.sleep(0.002)  # the time in an id keeps the order from account to account
    entries = [{"id": pk, "line": "Covered the till", "happened": "2025-03-02"} for pk in ids[:2]]
    proofs = [
        {"id": proof, "entry": entry, "kind": "link", "url": f"https://example.org/{n}"}
        for n, (proof, entry) in enumerate(zip(ids[2:], ids[:2], strict=True))
    ]
    brought_in(alice, {EXTENSION: {"version": 1, "entries": entries, "proofs": proofs}})
    taken = document_of(alice)
    assert states(brought_in(bob, taken)) == {State.NEW}
    assert states(brought_in(alice, document_of(bob))) == {State.SAME}
    assert document_of(alice) == taken
    third = [*document_of(bob)[EXTENSION]["entries"], {**entries[0], "id": str(uuid7())}]
    rows = brought_in(alice, {EXTENSION: {"version": 1, "entries": third}})
    assert [row.state for row in rows] == [State.SAME, State.SAME, State.NEW]


PRACTISED = {"skill": "SQL", "state": "finished", "hours_per_week": "2", "started": "2020-01-01", "ends": "2020-03-01"}
TWINS: list[tuple[str, dict[str, Any], str, str, list[dict[str, Any]]]] = [
    (
        "directions",
        {"title": "Team leader", "ended_at": "2025-02-01T09:00:00+00:00"},
        "needs",
        "direction",
        [{"name": "SQL", "weight": 1}, {"name": "Patience", "weight": 2}],
    ),
    ("roles", {"title": "Nurse", "started": "2019"}, "learning_steps", "role", [{"text": "rota"}, {"text": "audits"}]),
    (
        "entries",
        {"line": "Covered the till", "happened": "2025-03-02"},
        "proofs",
        "entry",
        [{"kind": "link", "url": f"https://example.org/{n}"} for n in "12"],
    ),
    ("focuses", PRACTISED, "practices", "focus", [{"done_on": "2020-02-01", "minutes": n} for n in (20, 30)]),
]


@pytest.mark.parametrize(("section", "twin", "under", "link", "own"), TWINS)
def test_two_that_say_the_same_keep_what_rests_on_each_in_any_order(
    alice: Any, section: str, twin: dict[str, Any], under: str, link: str, own: list[dict[str, Any]]
) -> None:
    def sent(order: int) -> dict[str, Any]:
        """As it comes from another account: under ids that are not known here."""
        twins = [{"id": str(uuid7()), **twin} for _each in own]
        rests = [{"id": str(uuid7()), link: it["id"], **each} for it, each in zip(twins, own, strict=True)]
        return {EXTENSION: {"version": 1, section: twins[::order], under: rests}}

    assert states(brought_in(alice, sent(1))) == {State.NEW}
    taken = document_of(alice)
    for order in (1, -1):
        assert states(brought_in(alice, sent(order), updating=True)) == {State.SAME}
    assert document_of(alice) == taken


def test_of_three_that_say_the_same_only_the_third_is_new(alice: Any) -> None:
    lines = [{"line": "Covered the till", "happened": "2025-03-02", "private_note": note} for note in ("", "", "odd")]
    first = [{"id": str(uuid7()), **line} for line in lines[:2]]
    brought_in(alice, {EXTENSION: {"version": 1, "entries": first}})
    foreign = [{"id": str(uuid7()), **line} for line in lines[::-1]]
    rows = brought_in(alice, {EXTENSION: {"version": 1, "entries": foreign}})
    assert [row.state for row in rows] == [State.NEW, State.SAME, State.SAME]
