"""axe finds nothing on any page, wide and narrow, light and dark; and on the same walk: every page fits a phone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

from tests.browser.fitting import PHONE, wrong
from tests.browser.steps import forgive
from tests.browser.walk import GROUPS, error_pages, pages, show
from tests.filled import Filled, fill

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
FULL: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = {**FULL, "runOnly": ["color-contrast", "link-in-text-block"]}
LOOKS = [("light", WIDE, FULL), ("dark", NARROW, FULL)]
QUICK = [("light", WIDE, COLOURS), ("dark", NARROW, FULL)]  # the structure of a page is the same at both widths
CROSSED = [("dark", WIDE, COLOURS), ("light", NARROW, COLOURS)]  # what is coloured by width is the frame of all pages


@pytest.fixture
def nadia(live_server: Any, transactional_db: None) -> Filled:
    return fill()


def violations(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """What axe finds; it is put in by the debugger, which the page's CSP does not forbid."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    for found in page.evaluate("options => axe.run(document, options)", options)["violations"]:
        for node in found["nodes"][:3]:
            yield f"{found['id']} ({found['impact']}): {found['help']}: {node['html'][:200]}"


def looked_at(page: Page, name: str, looks: Any = LOOKS) -> Iterator[str]:
    for scheme, size, options in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        for line in violations(page, options):
            yield f"{name}, {scheme}, {size['width']} px: {line}"


def open_menus(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true })")


@pytest.mark.parametrize("looks", [QUICK, pytest.param(LOOKS, marks=pytest.mark.long)], ids=["quick", "whole"])
@pytest.mark.parametrize("group", [group for group in GROUPS if group != "errors"])
def test_axe_finds_nothing_and_every_page_fits_a_phone(
    group: str,
    looks: Any,
    nadia: Filled,
    new_context: Callable[..., BrowserContext],
    log_in: Callable[[BrowserContext, Any], None],
    page_errors: list[str],
) -> None:
    context = new_context(**PHONE)
    if group != "doors":
        log_in(context, nadia.user)
    page = context.new_page()
    walk = pages(group, nadia)
    assert len(walk) >= 4, walk
    found = []
    for number, (name, path) in enumerate(walk.items()):
        answer = page.goto(path)
        assert answer
        if answer.status == 404:  # the browser reports the status itself; that is meant
            forgive(page_errors, "404")
        open_menus(page)
        found += looked_at(page, name, looks if number else LOOKS + CROSSED)
        found += wrong(page, name)  # the last look was narrow
    assert not found, "\n" + "\n".join(found)


def test_axe_finds_nothing_where_forms_are_refused(
    nadia: Filled,
    new_context: Callable[..., BrowserContext],
    log_in: Callable[[BrowserContext, Any], None],
    page_errors: list[str],
) -> None:
    context = new_context()
    log_in(context, nadia.user)
    page = context.new_page()
    found = []
    for name, path, button in [
        ("an offer without a title", "/offers/new/", "Save and rate it"),
        ("an entry without a line", "/journal/new/", "Keep it"),
        ("a role without anything", "/timeline/new/", "Keep it"),
        ("an answer without words", "/reflections/answer/", "Keep it"),
        ("a skill without a name", "/skills/", "Add it"),
        ("a deal-breaker without words", "/offers/deal-breakers/", "Make it a deal-breaker"),
    ]:
        page.goto(path)
        page.locator("main").get_by_role("button", name=button).click()
        page.get_by_role("alert").first.wait_for()
        found += looked_at(page, name)
    page.goto(nadia.path("opportunities:ratings"))
    page.get_by_role("group", name="Pay", exact=True).get_by_label("number from 0 to 10").fill("eleven")
    page.get_by_role("button", name="Save ratings").click()
    page.get_by_role("alert").first.wait_for()
    found += looked_at(page, "a rating that is no number")
    assert not found, "\n" + "\n".join(found)
    forgive(page_errors, "422")


def test_axe_finds_nothing_in_empty_rooms(alice_page: Page) -> None:
    found = []
    for path in [
        "/today/",
        "/offers/",
        "/journal/",
        "/skills/",
        "/timeline/",
        "/reflections/",
        "/offers/archived/",
        "/offers/deal-breakers/",
    ]:
        alice_page.goto(path)
        found += looked_at(alice_page, path)
    assert not found, "\n" + "\n".join(found)


def test_axe_finds_nothing_on_error_pages(page: Page, site: str, db: None) -> None:
    found = []
    for name, body in error_pages().items():
        show(page, site, body)
        found += looked_at(page, name)
    assert not found, "\n" + "\n".join(found)


def test_axe_would_find_something(page: Page) -> None:
    page.goto("/accounts/login/")
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert any("label" in line for line in violations(page, FULL))
