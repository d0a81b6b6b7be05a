"""A real Chromium against the live server; a page that errs fails its test, and a skipped browser is said loudly."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.chrome import chromium

# htmx calls it an error when a request is given up because somebody typed on; that is what hx-sync is for.
REPLACED = ("htmx:sendAbort", "htmx:afterRequest")
SHOTS = Path(__file__).resolve().parents[2] / "test-artifacts"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser test; without a browser it is skipped, and tests/conftest.py says so in red."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium was found on this machine"))


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of the site under test, which the site itself knows too."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


def _watch(context: BrowserContext, wrong: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.text.startswith(REPLACED):
            return
        if message.type == "error":  # a blocked script or style is one of these, too
            wrong.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_page(page: Page) -> None:
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("console", on_console)

    context.on("page", on_page)


@pytest.fixture
def page_errors() -> list[str]:
    """What went wrong in the pages of this test; a test that means an error (a 404, say) clears or checks it."""
    return []


@pytest.fixture
def new_context(browser: Browser, site: str, page_errors: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, …)`: one more browser profile."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        options = {"base_url": site, "locale": "en-GB", "timezone_id": "Europe/Berlin", **options}
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        _watch(context, page_errors)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        is_writing = any(page.url.startswith((f"{site}/journal/", f"{site}/today/")) for page in context.pages)
        context.close()
        if is_writing:  # what was being written is kept as the page goes: let the server finish before the rows go
            time.sleep(0.2)
    assert not page_errors, "\n".join(page_errors)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page of somebody who is not logged in; `page.goto("/accounts/signup/")` needs no host."""
    return new_context().new_page()


@pytest.fixture
def log_in(site: str) -> Callable[[BrowserContext, Any], None]:
    """`log_in(page.context, alice)`: the session of a login, without clicking through the form."""
    from django.conf import settings
    from django.test import Client

    def log_in(context: BrowserContext, user: Any) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])

    return log_in


@pytest.fixture
def alice_page(
    alice: Any, new_context: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], None]
) -> Page:
    """A page in which Alice is logged in."""
    context = new_context()
    log_in(context, alice)
    return context.new_page()


@pytest.fixture
def shot() -> Callable[..., Path]:
    """`shot(page, "offers-dark")` keeps a screenshot of the whole page as test-artifacts/offers-dark.png."""

    def take(page: Page, name: str, *, full_page: bool = True) -> Path:
        SHOTS.mkdir(exist_ok=True)
        target = SHOTS / f"{name}.png"
        page.screenshot(path=target, full_page=full_page)
        return target

    return take
