"""One person's first evening, from an address to a day that shows all of it."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from tests.browser import steps
from tests.browser.steps import OPEN, rated


def test_from_signing_up_to_a_day_that_shows_everything(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(timezone_id="Europe/Lisbon").new_page()
    steps.sign_up(page, "ines@example.org", "a quiet green harbour")
    steps.confirm(page, "ines@example.org")
    expect(page).to_have_url(re.compile(r"/today/$"))
    expect(page.get_by_role("heading", name="Three first steps")).to_be_visible()

    steps.log_line(page, "Answered the phones on the late shift")
    expect(page).to_have_url(re.compile(r"/today/$"))
    steps.add_role(page, "Shop assistant", organisation="Lindley", since=("March", "2022"))

    steps.log_offer(page, "Shop assistant", organisation="Lindley", pay="1,900", hours="38", present_job=True)
    steps.rate(page, rated(5, 5, 3, 7, 5, 5, 3, 3, 3, 5, 3))
    soon = timezone.localdate() + timedelta(days=4)
    for organisation, deadline, pay, values in [
        ("Harbour Retail", soon.isoformat(), "2,450", (7, 7, 7, 7, OPEN, 7, 7, 7, OPEN, 5, 7)),
        ("Metro Depot", "", "2,700.50", (10, 7, 7, 7, 7, 7, 3, 3, 3, 3, 3)),
        ("Northside", "", "1,950", (3, 5, 3, 5, 3, 3, 10, 7, 10, 7, 7)),
    ]:
        steps.log_offer(page, "Team lead", organisation=organisation, deadline=deadline, pay=pay, hours="37.5")
        steps.rate(page, rated(*values))
    steps.choose_season(page, "Paying down debt")
    assert sorted(steps.order_of_offers(page)) == ["Harbour Retail", "Lindley", "Metro Depot", "Northside"]
    assert steps.order_of_offers(page)[-1] in {"Lindley", "Northside"}

    page.goto("/today/")
    main = page.locator("main")
    expect(page.get_by_label("What happened at work")).to_be_visible()
    decide = main.locator("section.card", has=page.get_by_role("heading", name="To decide"))
    expect(decide).to_contain_text("Harbour Retail")
    expect(decide).to_contain_text(f"{soon:%A}")
    question = main.locator("section.card", has=page.get_by_role("heading", name="This week’s question"))
    expect(question).to_contain_text("What do you still need to know before you answer?")
    expect(main.get_by_text("Harbour Retail")).to_have_count(1)  # its day is said once
    lately = main.locator("section.card", has=page.get_by_role("heading", name="Lately"))
    expect(lately.get_by_role("link", name="Answered the phones on the late shift")).to_be_visible()
    expect(page.get_by_role("heading", name="Three first steps")).to_have_count(0)
