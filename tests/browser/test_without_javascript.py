"""Without JavaScript everything works too; it only takes a click more."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from apps.achievements.models import Achievement
from apps.opportunities.models import Opportunity
from apps.users.ownership import acting_as
from tests.browser import steps
from tests.browser.steps import OPEN, rated
from tests.filled import fill

Contexts = Callable[..., BrowserContext]


@pytest.fixture
def plain_page(new_context: Contexts, alice: Any, log_in: Callable[[BrowserContext, Any], None]) -> Page:
    """A page in which Alice is logged in and no script runs."""
    context = new_context(java_script_enabled=False)
    log_in(context, alice)
    return context.new_page()


def test_no_script_runs_here(plain_page: Page) -> None:
    plain_page.goto("/journal/")
    expect(plain_page.get_by_role("button", name="What does the coach say?")).to_be_visible()


def test_somebody_signs_up(new_context: Contexts) -> None:
    page = new_context(java_script_enabled=False).new_page()
    steps.sign_up(page, "omar@example.org", "under the old bridge")
    steps.confirm(page, "omar@example.org")
    expect(page).to_have_url(re.compile(r"/today/$"))
    page.goto("/settings/")
    expect(page.get_by_label("Time zone")).to_have_value("UTC")
    page.get_by_label("Time zone").select_option("Europe/Lisbon")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")


def test_offers_are_logged_rated_and_compared(plain_page: Page, page_errors: list[str]) -> None:
    page = plain_page
    steps.log_offer(page, "Shop assistant", organisation="Lindley", pay="1900", hours="38", present_job=True)
    steps.rate(page, rated(5, 5, 5, 7, 5, 5, 3, 3, 3, 5, 3))
    steps.log_offer(page, "Team lead", organisation="Harbour Retail", pay="2450", hours="37.5")
    for factor, value in [("Pay", 7), ("Network", 10)]:
        steps.factor_box(page, factor).locator(f"input[value='{value}']").check()
    page.get_by_role("button", name="Work it out first").click()
    expect(page.locator("#preview")).to_contain_text("Too much is open to give it a place in the order")
    expect(steps.factor_box(page, "Network").locator("input[value='10']")).to_be_checked()
    steps.rate(page, rated(7, 7, 5, 7, 7, 5, 7, 7, OPEN, 6.5, 7, pay="In the letter"))
    page.goto("/offers/")
    assert steps.order_of_offers(page) == ["Harbour Retail", "Lindley"]
    expect(page.locator("svg.chart:visible").get_by_role("link")).to_have_count(2)
    expect(page.locator("main .quote")).to_contain_text("If you leave your present job for Harbour Retail")
    steps.choose_season(page, "Learning fast")
    expect(page.locator("main .lead").first).to_contain_text("Learning fast")
    page.get_by_role("button", name="Compare the ticked ones").click()
    expect(page.locator("#comparison .quote")).to_contain_text("If you leave your present job for Harbour Retail")
    page.get_by_label("Lindley (my job now)").uncheck()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("Comparing takes two")
    expect(page.get_by_role("checkbox", name="Harbour Retail")).to_be_checked()
    steps.forgive(page_errors, "422")
    page.goto("/offers/")
    page.locator(".offers-table").get_by_role("link", name="Harbour Retail").click()
    page.get_by_role("button", name="Archive").click()
    page.get_by_role("link", name="Archived offers").click()
    page.get_by_role("button", name="Bring back").click()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    assert "Harbour Retail" not in page.locator(".offers-table").inner_text()


@pytest.mark.parametrize("line", ["Answered phones", "Trained five new hires", "Cut waste from 9 to 4 bins a day"])
def test_the_coach_says_the_same_as_live(plain_page: Page, alice_page: Page, line: str) -> None:
    plain_page.goto("/journal/")
    plain_page.get_by_label("What happened at work").fill(line)
    plain_page.get_by_role("button", name="What does the coach say?").click()
    expect(plain_page.get_by_label("What happened at work"), "nothing typed is lost").to_have_value(line)
    alice_page.goto("/journal/")
    alice_page.get_by_label("What happened at work").fill(line)
    live = alice_page.locator(".coach")
    expect(live).to_contain_text(line.split()[-1])
    assert live.inner_text() == plain_page.locator(".coach").inner_text()


def test_an_entry_is_kept_whole(plain_page: Page, alice: Any) -> None:
    page = plain_page
    page.goto("/journal/")
    page.get_by_label("What happened at work").fill("Trained five new hires on the till")
    page.get_by_role("button", name="Add skills, proof, date").click()
    line = page.get_by_role("textbox", name="What happened")
    expect(line).to_have_value("Trained five new hires on the till")
    page.get_by_label("What changed").fill("All five work alone after two weeks.")
    page.get_by_label("Skills it shows").fill("Training people; Till work")
    page.get_by_label("Link", exact=True).first.fill("https://example.org/one")
    page.get_by_role("button", name="Room for another link").click()
    expect(line, "nothing typed is lost").to_have_value("Trained five new hires on the till")
    page.get_by_label("Link", exact=True).nth(1).fill("https://example.org/two")
    page.locator("main form").get_by_role("button", name="What does the coach say?").click()
    expect(page.locator(".coach .pill")).to_be_visible()
    expect(page.get_by_label("Link", exact=True).nth(1)).to_have_value("https://example.org/two")
    page.locator("main form").get_by_role("button", name="Keep it").last.click()
    main = page.locator("main")
    for told in ["All five work alone", "Training people", "Till work", "example.org/one", "example.org/two"]:
        expect(main).to_contain_text(told)
    with acting_as(alice):
        assert Achievement.objects.owned_by(alice).count() == 1


def test_the_journal_is_searched(plain_page: Page, alice: Any) -> None:
    page = plain_page
    page.goto("/journal/")
    for line in ("Mended the bread oven", "Trained five new hires"):
        steps.log_line(page, line)
    page.get_by_text("Search and narrow down").click()
    page.get_by_label("Words").fill("oven")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#entries")).to_contain_text("Mended the bread oven")
    expect(page.locator("#entries")).not_to_contain_text("Trained five")


def test_every_room_is_reached_and_left(new_context: Contexts, log_in: Callable[..., None], site: str) -> None:
    nadia = fill()
    context = new_context(java_script_enabled=False)
    log_in(context, nadia.user)
    page = context.new_page()
    page.goto("/today/")
    bar = page.get_by_role("navigation", name="Main")
    for room in ("Offers", "Journal", "Skills", "Timeline", "Reflections"):
        bar.get_by_role("link", name=room).locator("visible=true").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(room)
    page.get_by_role("combobox", name=re.compile(r"^On\b")).select_option("Thursday")
    page.get_by_role("button", name="Keep this plan").click()
    expect(page.locator("#messages")).to_contain_text("Your plan is kept.")
    expect(page.get_by_role("combobox", name=re.compile(r"^On\b"))).to_have_value("3")
    page.get_by_role("contentinfo").get_by_role("button", name="Log out").click()
    page.goto("/today/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_a_stale_form_is_not_lost(plain_page: Page, alice: Any, page_errors: list[str]) -> None:
    with acting_as(alice):
        offer = Opportunity.objects.create(owner=alice, title="Team lead")
    page, other = plain_page, plain_page.context.new_page()
    page.goto(f"/offers/{offer.pk}/edit/")
    other.goto(f"/offers/{offer.pk}/edit/")
    other.get_by_label("Job title").fill("Shift lead")
    other.get_by_role("button", name="Save").click()
    page.get_by_label("Place").fill("Leeds")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("changed somewhere else")
    expect(page.get_by_label("Place")).to_have_value("Leeds")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main .lead")).to_contain_text("Leeds")
    steps.forgive(page_errors, "422")
