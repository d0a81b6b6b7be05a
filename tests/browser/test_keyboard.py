"""The keyboard alone: an offer with its ratings, the journal, the picture; where one is can be seen at every stop."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from apps.achievements.actions import record_achievement
from apps.opportunities.models import Opportunity, Rating
from apps.users.ownership import acting_as
from tests.browser import steps
from tests.filled import fill

# What has the focus, and whether one sees that it does: a ring on it or on the box that stands for it, inside the
# window, and not under the bars. The parts of a date field have the browser's own ring, which no script can ask for.
FOCUS = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));  // scrolling takes a frame
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const outlined = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const ring = [at, at.parentElement, at.closest("label")?.parentElement].some(e => e && outlined(e))
    || at.matches("input[type=date], input[type=time]");
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 2);
  const bar = document.elementFromPoint(x, y)?.closest(".site-nav, .site-header");
  const free = !bar || bar.contains(at);
  const why = `ring ${ring}, inside ${inside}, free ${free}`;
  return {html: at.outerHTML.slice(0, 120), body: at === document.body, seen: ring && inside && free, why};
}"""


def stop(page: Page) -> dict[str, Any]:
    """Where the focus is now; it is visible, or the test ends here."""
    focus: dict[str, Any] = page.evaluate(FOCUS)
    assert focus["body"] or focus["seen"], f"one does not see the focus on {focus['html']}: {focus['why']}"
    return focus


def tab_to(page: Page, target: Locator, *, key: str = "Tab", most: int = 80) -> None:
    """Press Tab until the target has the focus, looking at every stop on the way."""
    expect(target).to_be_visible()
    for _ in range(most):
        page.keyboard.press(key)
        stop(page)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached with {most} × {key}")


@pytest.fixture
def keys_page(alice_page: Page) -> Page:
    """A page of Alice’s that jumps to where the focus is, as for people who asked for no motion."""
    alice_page.emulate_media(reduced_motion="reduce")
    return alice_page


def press_and_go(page: Page, key: str = "Enter") -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_first_stop_leads_past_the_menu(keys_page: Page) -> None:
    keys_page.goto("/journal/")
    keys_page.keyboard.press("Tab")
    assert "skip-link" in stop(keys_page)["html"]
    keys_page.keyboard.press("Enter")
    keys_page.keyboard.press("Tab")
    assert keys_page.evaluate("document.querySelector('main').contains(document.activeElement)")
    stop(keys_page)


def test_an_offer_is_logged_with_the_keyboard(keys_page: Page) -> None:
    page, keys = keys_page, keys_page.keyboard
    page.goto("/offers/")
    tab_to(page, page.locator("main").get_by_role("link", name="Log an offer").first)
    press_and_go(page)
    tab_to(page, page.get_by_label("Job title"))
    keys.type("Team lead")
    tab_to(page, page.get_by_label("Organisation"))
    keys.type("Harbour Retail")
    tab_to(page, page.get_by_label("Answer by"))
    keys.type("11112030")  # the same whichever comes first where this browser runs
    tab_to(page, page.get_by_role("textbox", name=re.compile("^pay", re.IGNORECASE)))
    keys.type("2450")
    tab_to(page, page.get_by_label("Currency"))
    keys.press("ControlOrMeta+a")
    keys.type("gbp")
    tab_to(page, page.get_by_role("combobox", name=re.compile("^per", re.IGNORECASE)))
    keys.type("an hour")
    tab_to(page, page.get_by_role("button", name="Save and rate it"))
    press_and_go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Rate Harbour Retail")


@pytest.fixture
def offer(alice: Any) -> Opportunity:
    with acting_as(alice):
        made: Opportunity = Opportunity.objects.create(owner=alice, title="Team lead", organisation="Harbour Retail")
    return made


def test_an_offer_is_rated_with_the_keyboard(keys_page: Page, alice: Any, offer: Opportunity) -> None:
    page, keys = keys_page, keys_page.keyboard
    page.goto(f"/offers/{offer.pk}/ratings/")
    for number, factor in enumerate(steps.FACTORS):
        box = steps.factor_box(page, factor)
        tab_to(page, box.get_by_label("Not known yet"))
        for _ in range(number % 6):  # 0 leaves it open, then one anchor after the other
            keys.press("ArrowDown")
            stop(page)
        tab_to(page, box.get_by_label("How do you know?"))
        keys.type("in w")
        tab_to(page, box.get_by_label("Note"))
        keys.type(f"note {number}")
    box = steps.factor_box(page, "Pay")
    tab_to(page, box.get_by_label("number from 0 to 10"), key="Shift+Tab")
    keys.type("6.5")
    tab_to(page, box.get_by_label("In between"), key="Shift+Tab", most=2)
    keys.press("Space")
    expect(box.get_by_label("In between")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Save ratings"))
    press_and_go(page)
    expect(page.get_by_text("Your ratings are saved.")).to_be_visible()
    with acting_as(alice):
        kept = {r.factor: (r.value, r.known_by, r.note) for r in Rating.objects.owned_by(alice)}
    assert kept["pay"] == (6.5, "in_writing", "note 0")
    anchors = {"benefits": 0, "schedule": 3, "location": 5, "predictability": 7, "workload": 10, "growth": None}
    assert {key: kept[key][0] for key in anchors} == anchors
    assert sorted(note for _, _, note in kept.values()) == sorted(f"note {number}" for number in range(11))


def test_the_points_of_the_picture_are_stops(
    new_context: Callable[..., BrowserContext], log_in: Callable[..., None]
) -> None:
    nadia = fill()
    context = new_context(reduced_motion="reduce")
    log_in(context, nadia.user)
    page = context.new_page()
    page.goto("/offers/")
    points = page.locator("svg.chart:visible").get_by_role("link")
    assert points.count() == 4
    tab_to(page, points.nth(2))
    told = points.nth(2).get_attribute("aria-label") or ""
    press_and_go(page)
    expect(page.locator("main .lead")).to_contain_text(told.partition(":")[0].removeprefix("My job now, "))


def test_the_journal_is_kept_with_the_keyboard(keys_page: Page, alice: Any) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line="Counted stock", skills=["Stock control"])
    page, keys = keys_page, keys_page.keyboard
    page.goto("/journal/")
    keys.press("n")
    stop(page)
    keys.type("Trained five new hires on the till")
    tab_to(page, page.get_by_role("button", name="Keep it"))
    press_and_go(page)
    tab_to(page, page.get_by_role("status").get_by_role("link", name="Add skills, proof, date"))
    press_and_go(page)
    tab_to(page, page.get_by_label("What changed"))
    keys.type("All five work alone after two weeks.")
    tab_to(page, page.get_by_label("Link", exact=True))
    keys.type("https://example.org/review")
    tab_to(page, page.get_by_label("Month"))
    keys.type("Feb")
    tab_to(page, page.get_by_label("Year"))
    keys.press("ControlOrMeta+a")
    keys.type("2024")
    tab_to(page, page.get_by_label("Day"), key="Shift+Tab")
    keys.press("ControlOrMeta+a")
    keys.type("29")
    tab_to(page, page.get_by_label("Skills it shows"))
    keys.type("Training people, sto")
    offered = page.get_by_role("button", name="Stock control")
    tab_to(page, offered)
    keys.press("Enter")
    expect(page.get_by_label("Skills it shows")).to_have_value("Training people, Stock control, ")
    expect(page.get_by_label("Skills it shows")).to_be_focused()
    tab_to(page, page.get_by_label("Confidential"))
    keys.press("Space")
    tab_to(page, page.locator("main form").get_by_role("button", name="Keep it"))
    press_and_go(page)
    main = page.locator("main")
    for told in ["All five work alone", "29 Feb", "Training people", "Stock control", "confidential"]:
        expect(main).to_contain_text(told)


def test_an_open_menu_is_closed_with_escape(
    new_context: Callable[..., BrowserContext], alice: Any, log_in: Callable[..., None]
) -> None:
    context = new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    log_in(context, alice)
    page = context.new_page()
    page.goto("/journal/")
    more = page.locator(".site-nav summary")
    tab_to(page, more)
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".site-nav details").get_by_role("link", name="Timeline"))
    page.keyboard.press("Escape")
    expect(page.locator(".site-nav details ul")).to_be_hidden()
    expect(more).to_be_focused()
