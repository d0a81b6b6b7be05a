"""How scope grew: the pure steps, and the pages about it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.actions import record_role
from apps.achievements.growth import Fact, Step, line, steps
from apps.achievements.models import Role, Scope
from apps.achievements.reach import reach
from apps.users.ownership import acting_as

TODAY = date(2026, 11, 24)
JAN = {year: date(year, 1, 1) for year in range(2018, 2028)}


def fact(since: int, amount: int, until: int | None = None) -> Fact:
    return Fact(JAN[since], JAN[until] if until else None, Decimal(amount))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], []),
        ([fact(2020, 3)], [(2020, 3)]),
        ([fact(2020, 3, 2022), fact(2022, 5)], [(2020, 3), (2022, 5)]),
        ([fact(2020, 3, 2022)], [(2020, 3), (2022, 0)]),  # the role ended, and nothing came after
        ([fact(2020, 3, 2021), fact(2023, 2)], [(2020, 3), (2021, 0), (2023, 2)]),
        ([fact(2020, 3), fact(2021, 2)], [(2020, 3)]),  # two roles at once: the larger one
        ([fact(2020, 3), fact(2021, 9, 2022)], [(2020, 3), (2021, 9), (2022, 3)]),
        ([fact(2027, 3)], []),  # still to come
    ],
)
def test_steps(facts: list[Fact], expected: list[tuple[int, int]]) -> None:
    assert steps(facts, today=TODAY) == [Step(JAN[year], Decimal(amount)) for year, amount in expected]


days = st.dates(date(1980, 1, 1), date(2030, 1, 1))
facts = st.lists(
    st.tuples(days, st.none() | days, st.integers(0, 10**9)).map(
        lambda told: Fact(told[0], told[1] and max(told[0], told[1]), Decimal(told[2]))
    ),
    max_size=8,
)


@given(facts)
def test_the_line_stays_in_its_box_and_never_runs_back(told: list[Fact]) -> None:
    found = steps(told, today=TODAY)
    drawn = line(found, today=TODAY)
    assert [step.since for step in found] == sorted({step.since for step in found})
    if drawn is None:
        assert not any(step.amount for step in found)
        return
    xs = [float(part.split("V")[0]) for part in drawn.path.split("H")[1:]]
    ys = [float(part.split("H")[0]) for part in drawn.path.split("V")[1:]]
    assert xs == sorted(xs)
    assert all(0 <= value <= 100 for value in [*xs, *ys])
    assert min(ys) == 0  # the highest step touches the top


def sent(**changes: Any) -> dict[str, Any]:
    parts = {"since_day": "", "since_month": "5", "since_year": "2024"}
    return {**parts, "people": "4", "budget": "", "currency": "GBP", "stakes": "", **changes}


def only(owner: Any) -> Scope:
    with acting_as(owner):
        return Scope.objects.owned_by(owner).get()


def test_a_fact_is_kept_shown_and_drawn(as_alice: Any, alice: Any, shop: Role) -> None:
    there = f"/timeline/{shop.pk}/scope/"
    answer = as_alice.post(there, sent(budget="120,000", stakes="The keys of  the shop"))
    assert answer.status_code == 302
    kept = only(alice)
    assert (kept.people, kept.budget, kept.currency, kept.stakes) == (4, 120000, "GBP", "The keys of the shop")
    assert kept.when == "May 2024"
    role = " ".join(as_alice.get(f"/timeline/{shop.pk}/").content.decode().split())
    assert "4 people led · £120,000 a year · <bdi>The keys of the shop</bdi>" in role
    page = as_alice.get("/timeline/growth/").content.decode()
    assert "4 people since 2024." in page
    assert page.count('class="growth-steps"') == 2


@pytest.mark.parametrize(
    ("facts", "ended", "words"),
    [
        ([(2021, 4)], False, "4 people since 2021."),
        ([(2021, 4)], True, "4 people, from 2021 on."),
        ([(2021, 1), (2022, 4)], False, "From 1 person in 2021 to 4 people today."),
        ([(2021, 1), (2022, 4)], True, "From 1 person in 2021 to 4 people at most."),
        ([(2021, 2), (2022, 6), (2023, 3)], False, "From 2 people in 2021 to 3 people today, 6 people at most."),
        ([(2021, 2), (2022, 6), (2023, 2)], False, "From 2 people in 2021 to 2 people today, 6 people at most."),
    ],
)
def test_growth_is_told_without_saying_a_thing_twice(
    acting_as_alice: Any, facts: list[tuple[int, int]], ended: bool, words: str
) -> None:
    until = date(2024, 12, 31) if ended else None
    role = record_role(owner=acting_as_alice, title="Lead", started_on=date(2020, 1, 1), ended_on=until)
    for year, people in facts:
        Scope.objects.create(owner=acting_as_alice, role=role, since=date(year, 1, 1), people=people)
    (chart,) = reach(list(Scope.objects.owned_by(acting_as_alice).told()), today=date(2026, 1, 1)).charts
    assert chart.words == words


@pytest.mark.parametrize(
    ("day", "month", "shown"), [("12", "5", "12 May 2024"), ("", "5", "May 2024"), ("", "", "2024")]
)
def test_a_date_is_as_exact_as_it_was_typed(
    as_alice: Any, alice: Any, shop: Role, day: str, month: str, shown: str
) -> None:
    typed = sent(since_day=day, since_month=month)
    assert as_alice.post(f"/timeline/{shop.pk}/scope/", typed).status_code == 302
    assert only(alice).when == shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": ""}, "Say at least one of the three"),
        ({"people": "many"}, "We could not read this as a number"),
        ({"people": "-1"}, "greater than or equal to 0"),
        ({"budget": "5", "currency": ""}, "Money needs its currency"),
        ({"budget": "5", "currency": "XXQ"}, "is no currency code"),
        ({"since_year": "2099"}, "This day is still to come"),
        ({"since_year": "2001"}, "You began there in 2021"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    as_alice: Any, alice: Any, shop: Role, wrong: dict[str, str], said: str
) -> None:
    stakes = "" if "people" in wrong and not wrong["people"] else "Night shift"
    answer = as_alice.post(f"/timeline/{shop.pk}/scope/", sent(**{"stakes": stakes, **wrong}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert stakes in answer.content.decode()
    with acting_as(alice):
        assert not Scope.objects.exists()


def test_a_fact_is_changed_and_taken_away(as_alice: Any, alice: Any, shop: Role) -> None:
    as_alice.post(f"/timeline/{shop.pk}/scope/", sent())
    kept = only(alice)
    changed = sent(people="6", row=str(kept.pk), seen=str(kept.revision))
    assert as_alice.post(f"/timeline/scope/{kept.pk}/edit/", changed).status_code == 302
    assert only(alice).people == 6
    as_alice.post(f"/timeline/scope/{kept.pk}/remove/")
    with acting_as(alice):
        assert not Scope.objects.exists()


def test_a_role_of_somebody_else_takes_no_fact(as_alice: Any, bobs_role: Role) -> None:
    assert as_alice.post(f"/timeline/{bobs_role.pk}/scope/", sent()).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("url", ["/timeline/growth/", "role"])
def test_queries_do_not_grow(as_alice: Any, alice: Any, shop: Role, queries_of: Any, rows: int, url: str) -> None:
    with acting_as(alice):
        for number in range(rows):
            Scope.objects.create(owner=alice, role=shop, since=date(2021, 3, 1 + number % 28), people=number)
    url = f"/timeline/{shop.pk}/" if url == "role" else url
    as_alice.get(url)
    assert queries_of(as_alice, url) <= 8
