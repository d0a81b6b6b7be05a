"""The coach answers while one types, skills are offered, and all of it works without scripts too."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from apps.skills.models import Skill
from apps.users.ownership import acting_as

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_coach_answers_while_one_types_and_the_line_is_kept(alice_page: Page) -> None:
    alice_page.goto("/journal/")
    alice_page.keyboard.press("n")
    alice_page.keyboard.type("Trained five new hires on the till")
    expect(alice_page.locator("#quick-log .coach .pill")).to_have_text("activity")
    expect(alice_page.locator("#quick-log .coach strong")).to_have_text("What was different afterwards, and for whom?")
    alice_page.keyboard.press("Tab")
    alice_page.keyboard.press("Enter")

    expect(alice_page.locator("#messages")).to_contain_text("Kept.")
    expect(alice_page.locator(".entry-line")).to_have_text("Trained five new hires on the till")
    alice_page.get_by_role("link", name="Add skills, proof, date").click()
    expect(alice_page.get_by_role("heading", name="Edit the entry")).to_be_visible()


def test_a_skill_is_taken_over_and_one_goes_on_typing(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        Skill.objects.called(alice, ["observation"])
    alice_page.goto("/journal/new/")
    alice_page.locator("#id_line").fill("No falls on the ward for three months")
    alice_page.get_by_label("Skills it shows").press_sequentially("patience, ob")
    alice_page.get_by_role("button", name="observation").press("Enter")
    expect(alice_page.get_by_label("Skills it shows")).to_be_focused()
    alice_page.keyboard.type("night shifts")
    expect(alice_page.get_by_label("Skills it shows")).to_have_value("patience, observation, night shifts")
    alice_page.get_by_role("button", name="Keep it").click()

    expect(alice_page.locator("main")).to_contain_text("night shifts, observation, patience")


def test_a_skill_one_has_gone_to_keeps_the_focus_when_the_offers_come_anew(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        Skill.objects.called(alice, ["observation", "night shifts & care"])
    alice_page.goto("/journal/new/")
    skills = alice_page.get_by_label("Skills it shows")
    for written, name in (("ob", "observation"), ("night", "night shifts & care")):
        skills.fill(written)
        button = alice_page.get_by_role("button", name=name)
        button.focus()
        with alice_page.expect_response(lambda answer: "/skills/suggest/" in answer.url):
            skills.dispatch_event("input")
        alice_page.wait_for_function("!document.querySelector('.htmx-request')")
        expect(button).to_be_focused()


def test_an_offer_can_be_taken_in_the_moment_it_appears(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        Skill.objects.called(alice, ["observation"])
    alice_page.goto("/journal/new/")
    alice_page.evaluate(
        """() => document.body.addEventListener("htmx:afterSwap", () => setTimeout(() => {
          document.querySelector("#skill-suggestions button[value=observation]")?.click();
        }))"""
    )
    alice_page.get_by_label("Skills it shows").press_sequentially("ob")
    expect(alice_page.get_by_label("Skills it shows")).to_have_value("observation, ")


def test_without_scripts_the_coach_answers_by_its_button(
    alice: Any, new_context: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], None]
) -> None:
    context = new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    log_in(context, alice)
    page = context.new_page()
    page.goto("/journal/")
    page.locator("#id_line").fill("Answered the phones")
    page.get_by_role("button", name="What does the coach say?").click()
    expect(page.locator(".coach .pill")).to_have_text("duty")
    page.get_by_role("button", name="Add skills, proof, date").click()
    page.get_by_label("What changed").fill("Waiting time went from 8 to 3 minutes")
    page.get_by_role("button", name="What does the coach say?").click()
    expect(page.locator(".coach .pill")).to_have_text("measured outcome")
    page.get_by_role("button", name="Keep it").click()

    expect(page.locator("main")).to_contain_text("measured outcome")
