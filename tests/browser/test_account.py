"""Signing up, coming back and getting back in, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import steps
from tests.conftest import PASSWORD

Contexts = Callable[..., BrowserContext]
TODAY = re.compile(r"/today/$")


def test_signing_up_takes_the_zone_of_the_browser(new_context: Contexts) -> None:
    page = new_context(timezone_id="Europe/Lisbon", locale="pt-PT").new_page()
    steps.sign_up(page, "ines@example.org", "um cavalo bateria")
    steps.confirm(page, "ines@example.org")
    expect(page).to_have_url(TODAY)
    page.goto("/settings/")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    expect(page.get_by_label("How numbers and dates are written")).to_have_value("pt-PT")
    expect(page.get_by_label("Usual currency")).to_have_value("EUR")


def test_somebody_who_signed_up_can_leave_and_come_back(page: Page) -> None:
    steps.sign_up(page, "omar@example.org", "under the old bridge")
    page.goto("/today/")
    expect(page, "an address that is not confirmed opens nothing").to_have_url(re.compile("/accounts/login/"))
    steps.confirm(page, "omar@example.org")
    steps.log_out(page)
    page.goto("/today/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    steps.log_in_by_form(page, "omar@example.org", "not my password")
    expect(
        page.get_by_role("alert").or_(page.locator(".alert, .notice-error, .invalid-feedback")).first
    ).to_be_visible()
    steps.log_in_by_form(page, "omar@example.org", "under the old bridge")
    expect(page).to_have_url(TODAY)


def test_a_forgotten_password_is_replaced(page: Page, alice: Any) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name=re.compile("forgot", re.IGNORECASE)).click()
    steps.email_box(page).fill(alice.email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(steps.link_in_newest_letter(alice.email))
    for field in page.locator("input[type=password]").all():
        field.fill("seven quiet herons")
    page.get_by_role("button", name="Keep this password").click()
    page.wait_for_load_state()
    steps.log_in_by_form(page, alice.email, PASSWORD)
    expect(page, "the old password is over").not_to_have_url(TODAY)
    steps.log_in_by_form(page, alice.email, "seven quiet herons")
    expect(page).to_have_url(TODAY)


def test_asking_for_a_stranger_tells_nothing(page: Page, alice: Any) -> None:
    answers = []
    for email in (alice.email, "nobody-here@example.org"):
        page.goto("/accounts/password/reset/")
        steps.email_box(page).fill(email)
        page.get_by_role("button", name="Send me the link").click()
        expect(page).to_have_url(re.compile("/accounts/password/reset/done/"))
        answers.append(page.locator("main").inner_text())
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2
