"""The two pictures of the README, of Nadia's account; MAKE_SCREENSHOTS=1 puts them where the README shows them."""

import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import SHOTS
from tests.filled import fill

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "img" if os.environ.get("MAKE_SCREENSHOTS") == "1" else SHOTS
WIDTH, HEIGHT = 1280, 860


@pytest.fixture
def nadia_page(
    live_server: Any, new_context: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], None]
) -> Page:
    context = new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce")
    log_in(context, fill().user)
    return context.new_page()


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height as a PNG states them (RFC 2083, 4.1.1)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("room", ["offers", "today"])
def test_a_picture_for_the_readme(nadia_page: Page, room: str) -> None:
    nadia_page.goto(f"/{room}/")
    nadia_page.get_by_role("heading", level=1).wait_for()
    FOLDER.mkdir(parents=True, exist_ok=True)
    target = FOLDER / f"{room}.png"
    nadia_page.screenshot(path=target)
    picture = target.read_bytes()
    assert size_of(picture) == (WIDTH, HEIGHT)
    assert len(picture) > 20_000, "an empty page is smaller"
