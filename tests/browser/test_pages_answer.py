"""The browser itself: it runs, it sees the site, and it notices what goes wrong in a page."""

import pytest
from playwright.sync_api import Page, expect


def test_a_stranger_finds_the_sign_up_page(page: Page) -> None:
    page.goto("/accounts/signup/")
    expect(page.get_by_role("textbox", name="E-mail").or_(page.get_by_label("Email"))).to_be_visible()


@pytest.mark.parametrize("script", ["throw new Error('boo')", "console.error('boo')"])
def test_errors_in_a_page_are_noticed(page: Page, page_errors: list[str], script: str) -> None:
    page.goto("/accounts/login/")
    page.evaluate("script => { setTimeout(new Function(script)) }", script)
    page.wait_for_timeout(100)
    assert "boo" in page_errors.pop()


def test_inline_script_is_blocked_and_noticed(alice_page: Page, page_errors: list[str]) -> None:
    page = alice_page
    page.goto("/settings/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"1\">')")
    page.locator("p[onclick]").dispatch_event("click")
    page.wait_for_timeout(100)
    assert "Content Security Policy" in page_errors.pop()
    page_errors.clear()
