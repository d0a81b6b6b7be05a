"""Rating in a real browser: the slider, the number and the lines of a factor stay in step, and answers are put in."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from apps.opportunities.models import Opportunity, Rating
from apps.users.ownership import acting_as
from tests.browser import steps
from tests.opportunities.people import offer, rate


def harbour(alice: Any) -> Opportunity:
    """An offer whose tools are open, beside the present job."""
    with acting_as(alice):
        rate(offer(alice, "Shop assistant", organisation="Lindley", is_present_job=True), "6", "3")
        made = offer(alice, "Team lead", organisation="Harbour Retail")
        rate(made, "6.5", "7", tools=None)
    return made


def test_slider_number_and_lines_move_together(alice_page: Page, alice: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    mine = harbour(alice)
    page, keys = alice_page, alice_page.keyboard
    page.goto(f"/offers/{mine.pk}/ratings/")
    box = steps.factor_box(page, "Modern tools")
    slider, number = box.get_by_role("slider"), box.get_by_label("number from 0 to 10")
    between, unknown = box.get_by_label("In between"), box.get_by_label("Not known yet")

    def line(value: int) -> Any:
        return box.locator(f"input[type=radio][value='{value}']")

    expect(slider).to_have_attribute("aria-valuetext", "not known yet")
    slider.focus()
    keys.press("ArrowRight")
    expect(between).to_be_checked()
    expect(number).to_have_value("5,5")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^5,5, between “What most .*” and “Up to date"))
    for _ in range(3):
        keys.press("ArrowRight")
    expect(line(7)).to_be_checked()
    expect(number).to_have_value("")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^7: Up to date"))
    line(10).check()
    expect(slider).to_have_value("10")
    number.fill("3,5")
    expect(slider).to_have_value("3.5")
    expect(between).to_be_checked()
    number.fill("3")
    expect(line(3)).to_be_checked()
    box.get_by_label("Same as my present job (3)").check()
    expect(slider).to_have_value("3")
    unknown.check()
    expect(slider).to_have_attribute("aria-valuetext", "not known yet")
    expect(number).to_have_value("")
    number.fill("8,5")
    expect(page.locator("#progress")).to_contain_text("11 of 11 rated")
    page.get_by_role("button", name="Save ratings").click()
    expect(page.get_by_text("Your ratings are saved.")).to_be_visible()
    with acting_as(alice):
        assert Rating.objects.get(opportunity=mine, factor="tools").value == 8.5


def test_what_is_rated_rests_again_and_enter_saves(alice_page: Page, alice: Any) -> None:
    mine = harbour(alice)
    page = alice_page
    page.goto(f"/offers/{mine.pk}/ratings/")
    page.get_by_text("Copy from another offer").first.click()
    steps.factor_box(page, "Pay").get_by_role("slider").fill("2")
    steps.factor_box(page, "Pay").get_by_label("Not known yet").check()
    steps.factor_box(page, "Network").get_by_label("number from 0 to 10").fill("4")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Your ratings are saved.")).to_be_visible()
    with acting_as(alice):
        kept = {rating.factor: rating.value for rating in mine.ratings.all()}
    assert (kept["pay"], kept["network"], kept["tools"]) == (None, 4, None)


def test_a_question_is_asked_answered_and_copied(alice_page: Page, alice: Any) -> None:
    mine = harbour(alice)
    page = alice_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/offers/{mine.pk}/")
    asking = page.locator("#ask-next")
    asking.get_by_text("The questions as a message to send").click()
    asking.get_by_role("button", name="Copy").click()
    expect(asking.get_by_role("button", name="Copied")).to_be_visible()
    assert "1. Which tools, machines" in page.evaluate("navigator.clipboard.readText()")
    asking.get_by_role("button", name="I have asked this (Modern tools)").click()
    expect(page).to_have_url(re.compile("#ask-next$"))
    waiting = asking.get_by_role("listitem").filter(has_text="Modern tools")
    expect(waiting).to_contain_text("asked today")
    waiting.get_by_role("link", name="Put in the answer").press("Enter")
    expect(waiting.locator("form.answer")).to_be_focused()
    waiting.get_by_role("slider").fill("8")
    waiting.get_by_label("How do you know?").select_option("in_writing")
    waiting.get_by_role("button", name="Save this answer").click()
    expect(page.get_by_role("status").first).to_contain_text(re.compile("For now: 6–7 → 7"))
    expect(asking).not_to_contain_text("Modern tools")
