"""Error pages: the right status, a way on, and none of them needs what has just failed."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from careerplanner import errors


def test_500_needs_no_database_and_no_request() -> None:
    answer = errors.server_error(HttpRequest())  # no user, no session, and no database fixture: a query would fail
    assert answer.status_code == 500
    assert "our fault" in answer.text
    assert 'href="/"' in answer.text


def test_400_needs_no_database_and_no_request() -> None:
    answer = errors.bad_request(HttpRequest(), ValueError())
    assert answer.status_code == 400
    assert 'href="/"' in answer.text


def test_a_host_that_is_not_ours_gets_the_400_page(as_nobody: Any) -> None:
    answer = as_nobody.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "css/app.css" in answer.text


def test_404_leads_on(as_nobody: Any) -> None:
    answer = as_nobody.get("/nothing/here/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_404_has_the_menu_for_people_who_are_logged_in(as_alice: Any) -> None:
    answer = as_alice.get("/nothing/here/")
    assert answer.status_code == 404
    assert "/journal/" in answer.text


@pytest.mark.django_db
def test_403_of_a_form_that_came_without_its_token_says_how_to_send_it_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})
    assert answer.status_code == 403
    assert "what you typed is still there" in answer.text


def test_403_says_that_the_page_is_not_for_this_account(as_alice: Any) -> None:
    from django.core.exceptions import PermissionDenied
    from django.views.defaults import permission_denied

    request = as_alice.get("/settings/").wsgi_request
    answer = permission_denied(request, PermissionDenied())
    assert answer.status_code == 403
    assert "not open to you" in answer.text


@pytest.mark.django_db
def test_429_says_to_wait(as_nobody: Any) -> None:
    address = reverse("account_reset_password")
    answers = [as_nobody.post(address, {"email": "alice@example.org"}) for _ in range(30)]
    assert answers[-1].status_code == 429
    assert "Wait a few minutes" in answers[-1].text
    assert "<nav" in answers[-1].text or "Log in" in answers[-1].text, "in the house’s look, with a way on"
