"""From an offer to a yes: the picture is kept, the role is opened, the plan is ticked off."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from apps.opportunities.actions import Answer, rate
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity
from apps.users.ownership import acting_as


@pytest.fixture
def harbour(alice: Any) -> Opportunity:
    with acting_as(alice):
        for name, value in (("Lindley", 4), ("Metro", 5), ("Harbour", 7)):
            found = Opportunity.objects.create(
                owner=alice, title="Team lead", organisation=name, is_present_job=name == "Lindley"
            )
            rate(opportunity=found, answers={key: Answer(value, "told", f"{name} says so") for key in FACTORS})
        return found


def test_a_yes_opens_the_role_and_its_plan(alice_page: Page, harbour: Opportunity) -> None:
    page = alice_page
    page.goto(harbour.get_absolute_url())
    page.get_by_role("link", name="Decide", exact=True).click()
    expect(page.get_by_text("so that hindsight cannot repaint it")).to_be_visible()
    expect(page.get_by_label("When you start")).to_be_hidden()
    page.get_by_label("I said yes").check()
    page.get_by_label("Why").fill("More to learn.")
    page.get_by_label("What you expect in a year").fill("I run a shift.")
    page.get_by_label("When you start").fill("2026-05-01")
    expect(page.get_by_label("Step 1")).to_have_attribute("placeholder", "Harbour says so")
    page.get_by_label("Step 1").fill("Close the till alone")
    page.get_by_label("Metro").check()
    page.get_by_role("button", name="Keep this decision").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("I said yes: Team lead, Harbour")
    expect(page.locator("main")).to_contain_text("I run a shift.")
    expect(page.locator("main")).to_contain_text("from 31 May 2026 on")
    expect(page.locator(".offers-table .offer-name")).to_have_text(["Harbour", "Metro", "Lindley"])
    page.get_by_text("with its learning plan").get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Team lead")
    plan = page.locator("#learning")
    expect(plan).to_contain_text("by 31 May")
    plan.get_by_role("button", name="Done Close the till alone").click()
    expect(plan).to_contain_text("done on")
    plan.get_by_text("Add a step").click()
    plan.get_by_label("What you want to learn").fill("Write the rota")
    plan.get_by_role("button", name="Add it").click()
    expect(plan.get_by_role("listitem")).to_have_count(2)

    page.goto("/offers/replay/")
    marks = {entry: page.get_by_role("listitem").filter(has_text=entry) for entry in ("Harbour", "Metro", "Lindley")}
    expect(marks["Harbour"].first).to_contain_text("my job now")
    expect(marks["Metro"].first).to_contain_text("I said no")
    expect(marks["Lindley"].first).to_contain_text("I left it")
    page.get_by_role("button", name="Bring back Metro").click()
    expect(page.get_by_text("is back among your offers")).to_be_visible()
