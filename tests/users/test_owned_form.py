"""What a form over a private row does with what is sent to it twice, late, or from two places at once."""

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections, transaction

from apps.achievements.models import Achievement
from apps.opportunities.models import Opportunity
from apps.reflections.models import Nudge, Reflection
from apps.skills.forms import SkillForm
from apps.skills.models import Skill
from apps.users.models import User
from apps.users.ownership import acting_as
from tests.reflections.conftest import just_due

ENTRY = {
    "happened_on_year": "2026",
    "proof-TOTAL_FORMS": "0",
    "proof-INITIAL_FORMS": "0",
    "skills": "triage",
}


def lines(user: Any) -> list[str]:
    with acting_as(user):
        return sorted(Achievement.objects.values_list("line", flat=True))


def test_what_is_sent_twice_is_one_row(as_alice: Any, alice: Any) -> None:
    row = str(uuid4())
    for _ in range(2):
        sent = as_alice.post("/journal/new/", {**ENTRY, "row": row, "line": "Took the night desk"})
        assert sent.status_code == 302
    assert lines(alice) == ["Took the night desk"]


@pytest.mark.parametrize("changed", [{"line": "Trained two new hires"}, {"skills": "triage, training"}])
def test_back_and_something_else_in_the_same_form_is_not_thrown_away(
    as_alice: Any, alice: Any, changed: dict[str, str]
) -> None:
    first = {**ENTRY, "row": str(uuid4()), "line": "Took the night desk"}
    as_alice.post("/journal/new/", first)
    again = as_alice.post("/journal/new/", {**first, **changed})
    assert again.status_code == 422
    assert "already kept" in again.content.decode()
    form = again.context["form"]
    assert next(iter(changed.values())) in str(form[next(iter(changed))])
    saved = as_alice.post("/journal/new/", {**first, **changed, "row": form["row"].value()})
    assert saved.status_code == 302
    assert lines(alice) == sorted(["Took the night desk", changed.get("line", "Took the night desk")])


def test_the_quick_log_does_not_throw_away_a_second_line_either(as_alice: Any, alice: Any) -> None:
    row = str(uuid4())
    as_alice.post("/journal/log/", {"row": row, "line": "Took the night desk"})
    again = as_alice.post("/journal/log/", {"row": row, "line": "Trained two new hires"})
    assert again.status_code == 422
    assert "Trained two new hires" in again.content.decode()


def test_two_empty_forms_for_one_answer_do_not_overwrite_each_other(as_alice: Any, alice: Any) -> None:
    with acting_as(alice):
        nudge = Nudge.objects.create(
            owner=alice,
            period=just_due().date(),
            question="What moved?",
            due_at=just_due(),
            expires_at=just_due(),
            try_after=just_due(),
        )
    url = f"/reflections/answer/{nudge.pk}/"
    one, other = (as_alice.get(url).context["form"] for _ in range(2))

    def send(form: Any, answer: str) -> Any:
        hidden = {name: form[name].value() for name in ("row", "seen")}
        return as_alice.post(url, {**hidden, "question": "What moved?", "answer": answer})

    assert send(one, "The queue").status_code == 302
    assert send(one, "The queue").status_code == 302  # a double click
    late = send(other, "The rota")
    assert late.status_code == 422
    assert "The rota" in late.content.decode()
    with acting_as(alice):
        assert [given.answer for given in Reflection.objects.all()] == ["The queue"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["skill", "present job"])
def test_two_at_once_that_cannot_both_be_are_said_so(kind: str, alice: User) -> None:
    """The second waits for the first, then hears why not; without waiting the database would fail the request."""
    from apps.opportunities.forms.offers import OpportunityForm

    def form() -> Any:
        if kind == "skill":
            return SkillForm({"name": "Triage"}, owner=alice)
        return OpportunityForm({"title": "Ward sister", "is_present_job": "on"}, owner=alice)

    heard: list[Any] = []

    def second() -> None:
        try:
            with acting_as(alice):
                late = form()
                heard.append(late.is_valid() and late.save())
        finally:
            connections.close_all()

    thread = threading.Thread(target=second)
    with acting_as(alice):
        first = form()
        assert first.is_valid()
        first.save()
        thread.start()
        thread.join(0.7)  # it has come as far as it can by now
    thread.join(10)
    assert heard == [False]
    with acting_as(alice), transaction.atomic():
        assert (Skill if kind == "skill" else Opportunity).objects.count() == 1
