"""Changing what counts, seen before it is saved: with sliders that move, and with nothing but a form."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from apps.opportunities.actions import Answer, rate
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity
from apps.users.ownership import acting_as


@pytest.fixture
def two(alice: Any) -> None:
    with acting_as(alice):
        for name, values in [("Metro", (8,) * 6 + (3,) * 5), ("Northside", (4,) * 6 + (9,) * 5)]:
            offer = Opportunity.objects.create(owner=alice, title="Team lead", organisation=name)
            rate(opportunity=offer, answers={k: Answer(v, "told") for k, v in zip(FACTORS, values, strict=True)})


def swing(page: Page, factor: str) -> Any:
    return page.get_by_role("group", name=factor, exact=True)


def test_what_counts_is_changed_and_seen_before_it_is_saved(alice_page: Page, two: None) -> None:
    page = alice_page
    page.goto("/offers/season/")
    page.get_by_role("radio", name="Paying down debt").check()
    page.get_by_role("button", name="Change it to fit me").click()
    expect(page.locator("#weighed")).to_contain_text("Metro would come first")
    page.wait_for_load_state()  # what is typed before the scripts are there is counted when it is sent
    page.get_by_label("Life now, of 100", exact=True).fill("20")
    expect(page.locator("#counts-alpha")).to_have_text("life 20 : future 80")
    expect(page.locator("#weighed")).to_contain_text("The first places stay as they are.")
    expect(page.get_by_role("slider", name="Life now, of 100")).to_have_value("20")
    page.get_by_role("slider", name="Benefits").press("ArrowLeft")
    expect(swing(page, "Benefits").get_by_label("worth, 0 to 100")).to_have_value("59")
    swing(page, "Schedule").get_by_label("the one I would most want").check()
    expect(swing(page, "Schedule").get_by_label("worth, 0 to 100")).to_have_value("100")
    expect(page.locator("#counts-schedule")).to_have_text("counts 23 of 100")
    page.get_by_label("Why, in a few words").fill("Evenings with the children.")
    page.get_by_role("button", name="Use these weights").click()
    expect(page.locator("main .lead").first).to_contain_text("Paying down debt, changed by you")
    page.goto("/offers/season/")
    expect(page.locator(".seasons")).to_contain_text("“Evenings with the children.”")
    expect(page.locator(".seasons")).to_contain_text("chosen after the scores were seen")


def test_the_same_without_javascript(
    new_context: Callable[..., BrowserContext], log_in: Callable[..., None], alice: Any, two: None
) -> None:
    context = new_context(java_script_enabled=False)
    log_in(context, alice)
    page = context.new_page()
    page.goto("/offers/season/order/")
    page.get_by_label(re.compile("^Place 1, Life fit")).select_option(label="Schedule")
    page.get_by_role("button", name="See the weights").click()
    page.get_by_role("slider", name="Life now, of 100").fill("20")
    page.get_by_role("button", name="Work it out first").click()
    expect(page.locator("#counts-alpha")).to_have_text("life 20 : future 80")
    expect(page.get_by_label("Life now, of 100", exact=True)).to_have_value("20")
    page.get_by_label("Life now, of 100", exact=True).fill("30")
    page.get_by_role("button", name="Use these weights").click()
    expect(page.locator("main .lead").first).to_contain_text("Balanced, changed by you · life fit counts 30 of 100")
