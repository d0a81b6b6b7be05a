"""The quick log is one link or key away on every page."""

from typing import Any

import pytest

PAGES = ["/today/", "/offers/", "/journal/", "/skills/", "/timeline/", "/reflections/", "/settings/"]


@pytest.mark.parametrize("url", PAGES)
def test_every_page_leads_to_the_quick_log_and_says_its_key(as_alice: Any, url: str) -> None:
    page = as_alice.get(url).content.decode()
    link = page.partition('<a class="site-log"')[2].partition("</a>")[0]
    assert 'href="/journal/log/"' in link
    assert 'aria-keyshortcuts="n"' in link
    assert '<kbd aria-hidden="true">n</kbd>' in link


def test_single_keys_can_be_switched_off(as_alice: Any, alice: Any) -> None:
    assert "Switch it off" in as_alice.get("/journal/log/").content.decode()
    settings = {"time_zone": "UTC", "theme": "auto", "name": "", "locale": "", "currency": ""}
    assert as_alice.post("/settings/", settings).status_code == 302
    page = as_alice.get("/journal/log/").content.decode()
    assert "aria-keyshortcuts" not in page
    assert "data-quick-log-link" not in page, "the script listens to keys only where this stands"
    assert 'class="site-log"' in page
    as_alice.post("/settings/", {**settings, "has_shortcuts": "on"})
    assert "aria-keyshortcuts" in as_alice.get("/journal/log/").content.decode()


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/journal/?q=till&page=2", "/journal/?q=till&amp;page=2"),
        ("http://testserver/skills/", "/skills/"),
        ("http://testserver/journal/log/", "/journal/"),
        ("https://evil.example/x", "/journal/"),
        ("http://testserver//evil.example/", "/journal/"),
        ("nonsense", "/journal/"),
        ("", "/journal/"),
    ],
)
def test_it_leads_back_to_the_page_one_came_from(as_alice: Any, came_from: str, back: str) -> None:
    page = as_alice.get("/journal/log/", headers={"Referer": came_from}).content.decode()
    assert f'name="next" value="{back}"' in page


def test_somebody_who_is_not_logged_in_has_no_key(as_nobody: Any, db: None) -> None:
    assert "site-log" not in as_nobody.get("/").content.decode()
