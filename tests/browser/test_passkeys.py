"""Passkeys in a real browser, with a device that Chromium pretends to have."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import steps
from tests.conftest import PASSWORD

Contexts = Callable[..., BrowserContext]
TODAY = re.compile(r"/today/$")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page: Page) -> tuple[Any, str]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return devtools, made["authenticatorId"]


def test_a_passkey_is_added_lets_in_alone_proves_and_is_removed(page: Page, alice: Any) -> None:
    devtools, device = with_device(page)
    steps.log_in_by_form(page, alice.email, PASSWORD)
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What to call it").fill("Work laptop")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    kept = devtools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert [key["isResidentCredential"] for key in kept] == [True]

    steps.log_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(TODAY)

    steps.log_out(page)
    steps.log_in_by_form(page, alice.email, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second step")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page).to_have_url(TODAY)

    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove Work laptop").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("main")).to_contain_text("None yet")
    assert not alice.authenticator_set.exists()


def test_who_stops_or_has_no_javascript_is_told_what_to_do(new_context: Contexts, alice: Any) -> None:
    page = new_context().new_page()
    devtools, device = with_device(page)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Nothing came back from your device")).to_be_visible()

    bare = new_context(java_script_enabled=False).new_page()
    bare.goto("/accounts/login/")
    expect(bare.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(bare.get_by_role("button", name="Use a passkey")).to_be_hidden()
