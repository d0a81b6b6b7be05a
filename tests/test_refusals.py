"""Each refusal is one line with its fields: which account, which page of ours, and no word or address of anybody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.achievements.models import Achievement
from apps.users.ownership import acting_as


@pytest.fixture
def said(caplog: Any) -> Any:
    """The refusals so far: level, status, method, page, account."""
    caplog.set_level("INFO", logger="careerplanner.refused")

    def lines() -> list[tuple[Any, ...]]:
        found = [record for record in caplog.records if record.name == "careerplanner.refused"]
        return [(r.levelname, r.status, r.method, r.page, r.account) for r in found]

    return lines


def test_a_row_of_somebody_else_is_noted_with_who_asked(as_bob: Any, alice: Any, bob: Any, said: Any) -> None:
    with acting_as(alice):
        entry = Achievement.objects.create(owner=alice, line="Hers alone")
    assert as_bob.get(reverse("achievements:detail", args=[entry.pk])).status_code == 404
    assert said() == [("WARNING", 404, "GET", "achievements:detail", bob.pk)]


def test_a_form_without_its_token_is_noted(db: None, said: Any, caplog: Any) -> None:
    sent = {"login": "quagga@example.org"}
    assert Client(enforce_csrf_checks=True).post(reverse("account_login"), sent).status_code == 403
    assert said() == [("WARNING", 403, "POST", "account_login", None)]
    assert "quagga" not in caplog.text


def test_too_many_tries_are_noted(db: None, said: Any, caplog: Any) -> None:
    for _ in range(6):
        Client().post(reverse("account_reset_password"), {"email": "quagga@example.org"})
    assert said() == [("WARNING", 429, "POST", "account_reset_password", None)]
    caplog.set_level("INFO", logger="careerplanner.accounts")
    for _ in range(6):
        Client().post(reverse("account_login"), {"login": "quagga@example.org", "password": "wrong wrong"})
    assert "a try was refused: there were too many" in caplog.text
    refused = [record for record in caplog.records if record.name.startswith("careerplanner.")]
    assert not [record for record in refused if "quagga" in record.getMessage()]


def test_an_address_that_is_none_is_no_alarm_and_is_not_repeated(as_nobody: Any, said: Any, caplog: Any) -> None:
    as_nobody.get("/quagga/")
    assert said() == [("INFO", 404, "GET", "", None)]
    ours = [record for record in caplog.records if record.name == "careerplanner.refused"]
    assert ours[0].getMessage() == "nobody was refused: 404 GET at no page"


def test_what_is_answered_is_not_noted(as_alice: Any, as_nobody: Any, said: Any) -> None:
    as_alice.get(reverse("users:settings"))
    as_nobody.get(reverse("users:settings"))
    as_alice.post(reverse("users:settings"), {"time_zone": "Mars/Olympus"})
    assert said() == []


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "QUAGGA"])
@pytest.mark.parametrize("name", ["landing", "account_login", "users:settings", "health"])
def test_trace_and_made_up_methods_are_refused_without_an_echo(
    as_alice: Any, said: Any, caplog: Any, method: str, name: str
) -> None:
    answer = as_alice.generic(method, reverse(name), "quagga", headers={"X-Told": "quagga"})
    assert answer.status_code == 405
    assert "TRACE" not in answer.headers["Allow"]
    assert "quagga" not in answer.text.lower()
    assert [line[1:3] for line in said()] == [(405, "another method")]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
