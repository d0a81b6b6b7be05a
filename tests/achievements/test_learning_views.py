"""The learning plan of a role: add, tick off, take back, take away."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.achievements.models import LearningStep, Role


@pytest.fixture
def step(alice: Any, shop: Role, acting_as: Any) -> LearningStep:
    with acting_as(alice):
        return LearningStep.objects.create(owner=alice, role=shop, text="Close the till alone", by=date(2026, 12, 1))


def at(name: str, row: Any) -> str:
    return reverse(f"achievements:{name}", args=[row.pk])


def steps(user: Any, acting_as: Any) -> list[LearningStep]:
    with acting_as(user):
        return list(LearningStep.objects.owned_by(user))


def test_a_role_without_a_plan_teaches_by_an_example(as_alice: Any, shop: Role) -> None:
    text = as_alice.get(shop.get_absolute_url()).content.decode()
    assert "close the till alone by June" in text
    assert at("role_learn", shop) in text


def test_a_step_is_added_once_however_often_it_is_sent(as_alice: Any, alice: Any, shop: Role, acting_as: Any) -> None:
    sent = {"text": "  Run the\nrota ", "by": "2026-12-01", "row": "01900000-0000-7000-8000-000000000001"}
    for _ in range(2):
        assert as_alice.post(at("role_learn", shop), sent).url == f"{shop.get_absolute_url()}#learning"
    (kept,) = steps(alice, acting_as)
    assert (kept.text, kept.by, kept.role_id) == ("Run the rota", date(2026, 12, 1), shop.pk)
    assert "Run the rota" in as_alice.get(shop.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": " ", "by": "2026-12-01"}, "Write what you want to learn."),
        ({"text": "Run the rota", "by": "soon"}, "Write it like 2026-11-30."),
        ({"text": "Run the rota" * 30}, "300"),
    ],
)
def test_bad_input_is_answered_by_a_sentence_and_kept(
    as_alice: Any, alice: Any, shop: Role, acting_as: Any, sent: dict[str, str], sentence: str
) -> None:
    answer = as_alice.post(at("role_learn", shop), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert all(value in text for value in sent.values())
    assert steps(alice, acting_as) == []


def test_a_step_is_ticked_off_and_the_tick_taken_back(
    as_alice: Any, alice: Any, shop: Role, step: LearningStep, acting_as: Any
) -> None:
    for _ in range(2):  # twice is once
        as_alice.post(at("step_done", step))
        (kept,) = steps(alice, acting_as)
        assert (kept.done_on, kept.revision) == (timezone.localdate(), 2)
    assert "Not done yet" in as_alice.get(shop.get_absolute_url()).content.decode()
    as_alice.post(at("step_done", step), {"undo": "1"})
    assert steps(alice, acting_as)[0].done_on is None


def test_a_step_is_taken_out(as_alice: Any, alice: Any, step: LearningStep, acting_as: Any) -> None:
    as_alice.post(at("step_remove", step))
    assert steps(alice, acting_as) == []


@pytest.mark.parametrize("name", ["step_done", "step_remove", "role_learn"])
def test_back_from_logging_in_nothing_has_changed(
    as_alice: Any, alice: Any, shop: Role, step: LearningStep, acting_as: Any, name: str
) -> None:
    answer = as_alice.get(at(name, shop if name == "role_learn" else step))
    assert answer.url.startswith(shop.get_absolute_url())
    (kept,) = steps(alice, acting_as)
    assert kept.done_on is None


@pytest.mark.parametrize("name", ["step_done", "step_remove", "role_learn"])
def test_a_stranger_finds_nothing(
    as_bob: Any, as_nobody: Any, alice: Any, shop: Role, step: LearningStep, acting_as: Any, name: str
) -> None:
    url = at(name, shop if name == "role_learn" else step)
    for method in ("get", "post"):
        assert getattr(as_bob, method)(url, {"text": "Mine"}).status_code == 404
        assert reverse("account_login") in getattr(as_nobody, method)(url).url
    (kept,) = steps(alice, acting_as)
    assert kept.done_on is None


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_at_1_and_at_30_steps(
    as_alice: Any, alice: Any, shop: Role, acting_as: Any, queries_of: Any, rows: int
) -> None:
    with acting_as(alice):
        LearningStep.objects.bulk_create(LearningStep(owner=alice, role=shop, text=f"Step {n}") for n in range(rows))
    as_alice.get(shop.get_absolute_url())
    assert queries_of(as_alice, shop.get_absolute_url()) <= 7
