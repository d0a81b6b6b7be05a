"""A tab that is closed and a session that ends cost nobody a word."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import steps

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_closed_tab_and_an_ended_session_lose_nothing(
    alice_page: Page, alice: Any, log_in: Callable[[BrowserContext, Any], None], page_errors: list[str]
) -> None:
    page, context = alice_page, alice_page.context
    page.goto("/timeline/")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/journal/log/"))
    page.get_by_label("What happened at work").fill("Sorted the stockroom")
    with page.expect_response("**/journal/draft/"):
        pass  # a few seconds after the first word
    expect(page.get_by_text("A draft so far")).to_be_visible()
    page.close()

    page = context.new_page()
    page.goto("/journal/")
    page.get_by_role("link", name="Go on with it").click()
    box = page.get_by_label("What happened at work")
    expect(box).to_have_value("Sorted the stockroom")
    session = next(cookie for cookie in context.cookies() if "session" in cookie["name"])
    context.clear_cookies(name=session["name"])
    box.fill("Sorted the stockroom by size")
    page.get_by_role("button", name="Keep it").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    address = page.url
    log_in(context, alice)
    page.goto(re.sub(r".*next=", "", address).replace("%3F", "?").replace("%3D", "="))
    expect(box).to_have_value("Sorted the stockroom by size")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status").get_by_text("Kept.")).to_be_visible()
    page.goto("/journal/")
    expect(page.get_by_text("Go on with it")).to_have_count(0)
    steps.forgive(page_errors, "401")
