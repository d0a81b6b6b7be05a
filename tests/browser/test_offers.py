"""Three offers and the present job, from the first line to the sentence of what is traded, in a real browser."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.opportunities.actions import Answer, rate
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity
from apps.users.ownership import acting_as
from tests.browser import steps
from tests.browser.steps import OPEN, rated

Offers = Callable[[], dict[str, Any]]

DEPOT = (9, 8, 8, 9, 8, 8, 2, 3, 2, 3, 3)  # fits life, builds little
NORTHSIDE = (4, 5, 3, 4, 3, 4, 9, 8, 9, 8, 8)  # builds a lot, asks a lot
HARBOUR = (7, 7, 7, 6, None, 7, 7, 7, None, 6, 8)  # strong on both, two answers still open
NOW = (5, 5, 4, 6, 5, 4, 3, 3, 4, 3, 2)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def offers(alice: Any) -> dict[str, Opportunity]:
    """The four as Alice has logged and rated them."""
    made = {}
    with acting_as(alice):
        for name, values in [
            ("Metro Depot", DEPOT),
            ("Northside", NORTHSIDE),
            ("Harbour Retail", HARBOUR),
            ("Lindley", NOW),
        ]:
            offer = Opportunity.objects.create(
                owner=alice, title="Team lead", organisation=name, is_present_job=name == "Lindley"
            )
            answers = {key: Answer(value, "told") for key, value in zip(FACTORS, values, strict=True) if value}
            rate(opportunity=offer, answers=answers)
            made[name] = offer
    return made


def test_the_first_offer_is_logged_and_rated(alice_page: Page) -> None:
    page = alice_page
    steps.log_offer(
        page,
        "Team lead",
        organisation="Harbour Retail",
        place="Leeds",
        deadline=in_days(5),
        pay="2,450.50",
        hours="37.5",
        notes="Met Ms Okafor.\nKind people.",
    )
    steps.rate(
        page,
        rated(7, 5, 6.5, 10, OPEN, 7, 7, 3, OPEN, 5, 7, pay="In the letter of 3 May"),
    )
    main = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Team lead")
    for told in ["Harbour Retail", "Leeds", "€2,450.50 a month", "37.5 paid a week", "Met Ms Okafor.", "5 days left"]:
        expect(main).to_contain_text(told)
    expect(main).to_contain_text("“In the letter of 3 May”")
    expect(main.locator("tr", has_text="Predictability")).to_contain_text("open")
    expect(main.locator("tr", has_text="Schedule")).to_contain_text("6.5")
    page.get_by_role("link", name="Change ratings").click()
    box = steps.factor_box(page, "Schedule")
    expect(box.get_by_label("In between")).to_be_checked()
    expect(box.get_by_label("number from 0 to 10")).to_have_value("6.5")
    expect(steps.factor_box(page, "Pay").get_by_label("How do you know?")).to_have_value("in_writing")
    expect(steps.factor_box(page, "Predictability").get_by_label("Not known yet")).to_be_checked()


def test_the_result_follows_while_one_rates(alice_page: Page, offers: dict[str, Any]) -> None:
    page = alice_page
    page.goto(f"/offers/{offers['Harbour Retail'].pk}/ratings/")
    future = page.locator("#preview .figure-number").nth(1)
    before = future.inner_text()
    steps.factor_box(page, "Skill growth").locator("input[value='0']").check()
    expect(future).not_to_have_text(before)
    live = future.inner_text()
    page.goto(f"/offers/{offers['Harbour Retail'].pk}/")
    expect(page.locator("#future h2"), "looking saves nothing").to_contain_text(before)
    page.goto(f"/offers/{offers['Harbour Retail'].pk}/ratings/")
    steps.factor_box(page, "Skill growth").locator("input[value='0']").check()
    page.get_by_role("button", name="Save ratings").click()
    expect(page.locator("#future h2")).to_contain_text(live)


def test_an_offer_is_edited_archived_brought_back_and_deleted(alice_page: Page, offers: dict[str, Any]) -> None:
    page = alice_page
    page.goto("/offers/")
    page.locator("main").get_by_role("table").get_by_role("link", name="Metro Depot").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Place").fill("Hull")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main .lead")).to_contain_text("Hull")
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("is in the archive now")).to_be_visible()
    assert "Metro Depot" not in steps.order_of_offers(page)
    page.get_by_role("link", name="Archived offers").click()
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_text("is back among your offers")).to_be_visible()
    page.get_by_role("link", name="Delete").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete this for good?")
    page.get_by_role("link", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Team lead")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("is deleted")).to_be_visible()
    assert "Metro Depot" not in steps.order_of_offers(page)
    page.goto("/offers/archived/")
    expect(page.locator("main")).not_to_contain_text("Metro Depot")


def chart(page: Page) -> Any:
    return page.locator("svg.chart:visible").first


@pytest.mark.parametrize("name", ["Metro Depot", "Northside", "Harbour Retail", "Lindley"])
def test_every_point_of_the_picture_leads_to_its_offer(alice_page: Page, offers: dict[str, Any], name: str) -> None:
    page = alice_page
    page.goto("/offers/")
    chart(page).get_by_role("link", name=re.compile(name)).locator(".chart-target").click()
    expect(page).to_have_url(re.compile(f"/offers/{offers[name].pk}/"))


def test_the_picture_shows_places_ranges_and_the_present_job(alice_page: Page, offers: dict[str, Any]) -> None:
    page = alice_page
    page.goto("/offers/")
    assert chart(page).get_by_role("link").count() == 4

    def middle(name: str) -> tuple[float, float]:
        box = chart(page).get_by_role("link", name=re.compile(name)).locator(".chart-target").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    depot, northside, harbour, now = map(middle, ("Metro Depot", "Northside", "Harbour Retail", "Lindley"))
    assert depot[0] > harbour[0] > northside[0], "life fit grows to the right"
    assert northside[1] < harbour[1] < depot[1], "future value grows upwards"
    assert now[0] < harbour[0]
    assert now[1] > harbour[1]
    harbour_mark = chart(page).get_by_role("link", name=re.compile("Harbour Retail"))
    assert harbour_mark.locator("line.chart-interval").count() == 2, "something is open on both sides"
    assert chart(page).get_by_role("link", name=re.compile("Metro Depot")).locator("line.chart-interval").count() == 0
    assert chart(page).locator(".chart-now").count() == 1
    expect(chart(page).get_by_role("link", name=re.compile("Lindley")).locator(".chart-now")).to_be_visible()
    table = page.locator(".offers-table")
    expect(table.locator("tr", has_text="Harbour Retail")).to_contain_text(re.compile(r"\d–\d"))
    expect(table.locator("tr", has_text="Lindley")).to_contain_text("my job now")


def test_the_season_moves_the_order_and_says_where_it_flips(alice_page: Page, offers: dict[str, Any]) -> None:
    page = alice_page
    seen = {}
    for season in ("Paying down debt", "Learning fast"):
        steps.choose_season(page, season, review_on=in_days(60))
        expect(page.locator("main .lead").first).to_contain_text(season)
        flip = page.get_by_role("heading", name="Where the order flips").locator("xpath=following-sibling::p")
        seen[season] = (steps.order_of_offers(page), flip.all_inner_texts())
    debt, learning = seen.values()
    assert debt[0].index("Metro Depot") < debt[0].index("Northside")
    assert learning[0].index("Northside") < learning[0].index("Metro Depot")
    assert debt[1] != learning[1]
    assert any(re.search(r"more than \d+ of 100", line) for line in debt[1] + learning[1])
    page.goto("/offers/season/")
    expect(page.get_by_role("radio", name="Learning fast")).to_be_checked()
    expect(page.get_by_text("What you needed before")).to_be_visible()


def test_those_that_are_ticked_are_put_side_by_side(
    alice_page: Page, offers: dict[str, Any], page_errors: list[str]
) -> None:
    page = alice_page
    page.goto("/offers/")
    page.get_by_label("Compare Northside").check()
    page.get_by_label("Compare Metro Depot").check()
    page.get_by_role("button", name="Compare the ticked ones").click()
    quote = page.locator("#comparison .quote")
    expect(quote).to_have_count(1)
    expect(quote).to_contain_text("In return")
    page.get_by_label("Lindley (my job now)").focus()
    page.keyboard.press("Space")
    expect(quote, "the answer follows the choice without a click").to_have_count(2)
    expect(quote.first).to_contain_text("If you leave your present job for")
    expect(page.locator("#compared")).to_contain_text("Side by side:")
    expect(page).to_have_url(re.compile(f"option={offers['Lindley'].pk}"))
    expect(page.locator("#comparison svg.chart:visible")).to_have_attribute("aria-label", re.compile("from 0 to"))
    page.reload()
    expect(quote).to_have_count(2)
    page.get_by_label("Lindley (my job now)").uncheck()
    expect(quote).to_have_count(1)
    page.get_by_role("checkbox", name="Northside").uncheck()
    expect(page.locator("#comparison")).to_contain_text("Comparing takes two")
    page.go_back()
    expect(quote).to_have_count(1)
    steps.forgive(page_errors, "422")
