"""Entries, the skills they show and the timeline they come from, as one keeps them in a real browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from apps.achievements.actions import record_achievement, record_role
from apps.users.dates import partial
from apps.users.ownership import acting_as
from tests.browser import steps

DUTY = "Answered the phones on the late shift"
MEASURED = "Resolved 40 tickets a day with a 95 % satisfaction score"


def test_one_line_is_kept_and_then_enriched(alice_page: Page) -> None:
    page = alice_page
    steps.add_role(page, "Shop assistant", organisation="Lindley", since=("March", "2022"))
    page.goto("/journal/")
    steps.log_line(page, "Trained five new hires on the till")
    expect(page).to_have_url(re.compile(r"/journal/$"))
    page.get_by_role("status").get_by_role("link", name="Add skills, proof, date").click()
    page.get_by_label("What was asked of you").fill("Serve customers at the till")
    page.get_by_label("What changed").fill("All five work alone after two weeks; it took four before.")
    steps.say_date(page, "When", day="3", month="May", year="2024")
    page.get_by_label("Role").select_option(label="Shop assistant, Lindley")
    page.get_by_label("Skills it shows").fill("Training people, Till work")
    page.get_by_label("Link", exact=True).fill("example.org/review")
    page.get_by_label("What it shows").fill("The review of my manager")
    page.get_by_role("button", name="Keep it").click()
    main = page.locator("main")
    for told in [
        "Trained five new hires on the till",
        "Serve customers at the till",
        "All five work alone",
        "May 2024",
    ]:
        expect(main).to_contain_text(told)
    expect(main.get_by_role("link", name="Shop assistant")).to_be_visible()
    proof = main.get_by_role("link", name="The review of my manager", exact=True)
    expect(proof).to_have_attribute("href", "https://example.org/review")
    main.get_by_role("link", name="Till work").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Till work")
    expect(page.locator("main")).to_contain_text("Trained five new hires on the till")


@pytest.mark.parametrize("line", [DUTY, MEASURED, "Cleared the backlog", "Machte den Laden auf"])
def test_the_coach_says_the_same_live_and_kept(alice_page: Page, line: str) -> None:
    page = alice_page
    page.goto("/journal/")
    page.get_by_label("What happened at work").press_sequentially(line[:3])
    page.get_by_label("What happened at work").fill(line)
    pill = page.locator("#quick-log .coach .pill")
    expect(page.locator("#quick-log .coach .coach-words")).to_contain_text(line.split()[0])
    expect(page.locator("#quick-log .coach .coach-words")).to_contain_text(line.split()[-1])
    live = pill.inner_text()
    page.get_by_role("button", name="Keep it").click()
    entry = page.locator("#entries li", has_text=line.split()[0])
    expect(entry.locator(".pill")).to_have_text(live)
    entry.get_by_role("link").click()
    expect(page.locator("section.card .coach .pill")).to_have_text(live)


def test_the_coach_tells_a_duty_from_a_measured_outcome(alice_page: Page) -> None:
    page = alice_page
    page.goto("/journal/new/")
    coach = page.locator("form .coach")
    page.get_by_role("textbox", name="What happened").fill(DUTY)
    expect(coach.locator(".pill-duty")).to_be_visible()
    expect(coach.locator("strong")).to_contain_text("?")
    page.get_by_label("What changed").fill("Callers waited nine minutes before and wait two now, 40 calls a day.")
    expect(coach.locator(".pill-measured")).to_be_visible()


def test_skills_are_offered_while_one_types(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line="Counted stock", skills=["Stock control", "Stocktaking", "Welding"])
    page = alice_page
    page.goto("/journal/new/")
    field = page.get_by_label("Skills it shows")
    field.press_sequentially("Patience, sto")
    page.get_by_role("button", name="Stock control").click()
    expect(field).to_have_value("Patience, Stock control, ")
    expect(field).to_be_focused()
    page.keyboard.type("wel")
    expect(page.get_by_role("button", name="Welding")).to_be_visible()
    expect(page.get_by_role("button", name="Stock control"), "already named").to_have_count(0)


def test_a_skill_picked_at_once_is_not_lost_to_the_typing_before_it(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line="Counted stock", skills=["Stock control"])
    page = alice_page
    page.goto("/journal/new/")
    field = page.get_by_label("Skills it shows")
    field.press_sequentially("sto")
    offered = page.get_by_role("button", name="Stock control")
    expect(offered).to_be_visible()
    slow: list[Route] = []
    page.route(re.compile("/skills/suggest/.*add="), lambda route: slow.append(route))
    field.press_sequentially("c")
    offered.click()
    page.wait_for_timeout(400)  # what was typed last asks for suggestions meanwhile
    slow[0].continue_()
    expect(field).to_have_value("Stock control, ")


def test_a_skill_shows_its_evidence_across_roles(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        ward = record_role(owner=alice, title="Nurse", organisation="St Mary", started_on=partial(2015, 3, None).day)
        home = record_role(
            owner=alice, title="Carer for my father", kind="caregiving", started_on=partial(2021, 1, None).day
        )
        for role, line in [(ward, "Talked a patient through a panic"), (home, "Kept calm in the ambulance")]:
            record_achievement(owner=alice, line=line, role_id=role.pk, skills=["Calming people"])
        record_achievement(owner=alice, line="Wrote the rota", skills=["Planning"])
    page = alice_page
    page.goto("/skills/")
    row = page.locator("main").locator("tr, li").filter(has=page.get_by_role("link", name="Calming people"))
    expect(row).to_contain_text("Nurse")
    expect(row).to_contain_text("Carer for my father")
    row.get_by_role("link", name="Calming people").click()
    assert page.locator("main h2").all_inner_texts() == ["Carer for my father", "Nurse, St Mary"]
    expect(page.locator("main")).to_contain_text("Kept calm in the ambulance")
    expect(page.locator("main")).to_contain_text("Talked a patient through a panic")
    expect(page.locator("main")).not_to_contain_text("Wrote the rota")


def test_an_entry_is_searched_changed_and_deleted(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        for line in ("Mended the bread oven", "Trained five new hires on the till"):
            record_achievement(owner=alice, line=line)
    page = alice_page
    page.goto("/journal/")
    page.get_by_text("Search and narrow down").click()
    page.get_by_label("Words").press_sequentially("oven")
    expect(page.locator("#entries")).not_to_contain_text("Trained five")
    page.get_by_role("link", name="Mended the bread oven").click()
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="What happened").fill("Mended the bread oven in one night")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mended the bread oven in one night")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete the entry").click()
    expect(page.locator("#entries")).not_to_contain_text("bread oven")
    expect(page.locator("#entries")).to_contain_text("Trained five")


def test_the_timeline_holds_a_promotion_and_care(alice_page: Page) -> None:
    page = alice_page
    steps.add_role(page, "Shop assistant", organisation="Lindley", since=("March", "2018"), until=("January", "2020"))
    steps.add_role(
        page, "Shift lead", organisation="Lindley", since=("February", "2020"), until=("June", "2022"), promotion=True
    )
    steps.add_role(page, "Caring for my father", kind="caregiving", since=("May", "2021"), until=("March", "2023"))
    page.goto("/timeline/")
    groups = page.locator("main section.card", has=page.locator("ol.rows"))
    assert groups.locator("h2").all_inner_texts() == ["Caring for my father", "Lindley"]
    lindley = groups.filter(has=page.get_by_role("heading", name="Lindley"))
    expect(lindley.locator("li").first).to_contain_text("promoted within Lindley")
    expect(lindley).to_contain_text("Shop assistant")
    expect(lindley.locator("li").first).to_contain_text("At the same time: Caring for my father")
    expect(page.locator("main")).not_to_contain_text(re.compile(r"\bgap\b", re.IGNORECASE))
    page.get_by_role("link", name=re.compile("^Caring for my father, ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Caring for my father")
