"""A person is kept in mind from a phone: added, spoken with, promised something, and their help written down."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_is_kept_in_mind_and_what_one_promised_comes_first(alice_page: Page) -> None:
    alice_page.set_viewport_size({"width": 360, "height": 740})
    alice_page.goto("/today/")
    alice_page.locator("summary", has_text="More").click()
    alice_page.get_by_role("navigation", name="Main").get_by_role("link", name="People").click()
    alice_page.get_by_role("link", name="Add somebody").first.click()
    alice_page.get_by_label("Name").fill("Leah Okafor")
    alice_page.get_by_label("Organisation").fill("Harbour Retail")
    alice_page.get_by_label("mentor").check()
    alice_page.get_by_role("button", name="Keep it").click()

    expect(alice_page.get_by_role("heading", level=1)).to_have_text("Leah Okafor")
    alice_page.get_by_role("link", name="Write down a contact").first.click()
    alice_page.get_by_label("What it was about").fill("Showed me how she plans a rota for twelve people")
    alice_page.get_by_label("What you promised").fill("send her the closing checklist")
    alice_page.get_by_label("Until when").first.fill((date.today() + timedelta(days=3)).isoformat())
    alice_page.get_by_role("button", name="Write it down").click()
    expect(alice_page.locator("main")).to_contain_text("send her the closing checklist")

    alice_page.goto("/today/")
    promise = alice_page.get_by_role("link", name="You promised Leah Okafor: send her the closing checklist")
    promise.click()
    alice_page.get_by_role("button", name="It was kept").click()
    alice_page.goto("/today/")
    expect(promise).to_have_count(0)
