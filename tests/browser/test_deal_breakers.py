"""A deal-breaker from its first naming to the question whether it truly is one, without any script."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.browser import steps
from tests.opportunities.people import offer, rate


def test_named_judged_moved_and_asked_about(
    new_context: Callable[..., BrowserContext],
    log_in: Callable[[BrowserContext, Any], None],
    alice: Any,
    acting_as: Any,
) -> None:
    with acting_as(alice):
        for name, value in [("Harbour Retail", "8"), ("Metro Depot", "6")]:
            rate(offer(alice, organisation=name, commute_hours=3), value, value)
    context = new_context(java_script_enabled=False)
    log_in(context, alice)
    page = context.new_page()
    main = page.locator("main")

    page.goto("/offers/")
    main.get_by_role("link", name="Anything you cannot do without?").click()
    expect(main).to_contain_text("Never more than two nights in a row")
    page.get_by_label("In your words").fill("no weekends")
    page.get_by_role("button", name="Make it a deal-breaker").click()
    page.get_by_role("radio", name="hours a week on the way are at most").check()
    page.get_by_label("How much").fill("10")
    page.get_by_role("button", name="Make it a deal-breaker").click()
    page.get_by_role("button", name="Move up at most 10 hours a week on the way").click()
    named = main.get_by_role("heading", level=3)
    expect(named).to_have_text(["At most 10 hours a week on the way", "No weekends"])

    main.locator("li", has_text="No weekends").get_by_role("link", name="Harbour Retail").click()
    card = page.get_by_role("region", name="Deal-breakers")
    expect(card).to_contain_text("3 hours a week on the way; your limit is 10.")
    card.get_by_role("button", name="It does not").click()
    expect(card).to_contain_text("You said that it does not.")
    expect(main.get_by_role("link", name="ruled out")).to_be_visible()

    page.goto("/offers/")
    assert steps.order_of_offers(page) == ["Metro Depot"]
    expect(page.get_by_role("region", name="Ruled out")).to_contain_text("Harbour Retail")
    expect(main).to_contain_text("Without “no weekends”, Harbour Retail would come first.")
    main.get_by_role("link", name="Change “no weekends”").click()
    expect(page.get_by_label("In your words")).to_have_value("no weekends")
