"""At 360 px: nothing sticks out sideways, what is pressed is large enough, and the rooms can be reached."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from apps.achievements.actions import record_achievement, record_role
from apps.opportunities.actions import Answer, rate
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity
from apps.reflections.models import Reflection
from apps.skills.models import Skill
from apps.users.dates import partial
from apps.users.ownership import acting_as
from tests.browser import steps
from tests.browser.walk import GROUPS, error_pages, pages, show
from tests.filled import Filled, fill

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
SMALLEST = 44  # CSS pixels

# What can be pressed, by what a finger would hit: the label of a box to tick counts with the box. Links inside
# running text are left out, as WCAG 2.5.8 does, and so is what only a keyboard reaches.
PRESSED = """() => {
  const small = [];
  const targets = "button, .btn, summary, select, textarea, input:not([type=hidden]), .site-nav a, .brand";
  for (const element of document.querySelectorAll(targets)) {
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const label = ["checkbox", "radio"].includes(element.type) && element.labels[0];
    let {width, height} = (label || element).getBoundingClientRect();
    if (label && !label.contains(element)) width += element.getBoundingClientRect().width;
    if (width < SMALLEST - .5 || height < SMALLEST - .5)
      small.push(`${Math.round(width)}×${Math.round(height)}: ${element.outerHTML.slice(0, 160)}`);
  }
  return small;
}""".replace("SMALLEST", str(SMALLEST))

# What reaches beyond the edge, the deepest first, so that the culprit is named and not only its parents.
WIDER = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > edge + 1);
  return [`the page is ${document.documentElement.scrollWidth} px wide`,
          ...out.reverse().slice(0, 3).map(e => e.outerHTML.slice(0, 160))];
}"""


# Whether the lower edge of a button can be pressed, or lies under something.
ON_TOP = """button => {
  const box = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint(box.x + 9, box.bottom - 5));
}"""


@pytest.fixture
def nadia(live_server: Any, transactional_db: None) -> Filled:
    return fill()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context(**PHONE).new_page()


def wrong(page: Page, name: str) -> list[str]:
    assert page.evaluate("innerWidth") == 360
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true })")
    return [f"{name}: {line}" for line in page.evaluate(WIDER) + page.evaluate(PRESSED)]


@pytest.mark.parametrize("group", [group for group in GROUPS if group != "errors"])
def test_every_page_fits_a_phone(
    group: str, nadia: Filled, phone: Page, log_in: Callable[..., None], page_errors: list[str]
) -> None:
    if group != "doors":
        log_in(phone.context, nadia.user)
    found = []
    for name, path in pages(group, nadia).items():
        phone.goto(path)
        found += wrong(phone, name)
    steps.forgive(page_errors, "404")
    assert not found, "\n" + "\n".join(found)


def test_error_pages_fit_a_phone(phone: Page, site: str, db: None) -> None:
    found = []
    for name, body in error_pages().items():
        show(phone, site, body)
        found += wrong(phone, name)
    assert not found, "\n" + "\n".join(found)


def test_words_without_an_end_stay_inside(phone: Page, alice: Any, log_in: Callable[..., None]) -> None:
    endless = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    with acting_as(alice):
        offers = []
        for number, values in enumerate([(9, 8), (2, 7)]):
            offer = Opportunity.objects.create(
                owner=alice,
                title=endless[:160],
                organisation=f"{number}{endless}"[:160],
                place=endless[:160],
                link="https://example.org/" + "a" * 900,
                notes=endless * 3,
                is_present_job=number == 1,
            )
            life, future = values
            rate(
                opportunity=offer,
                answers={
                    key: Answer(life if f.axis == "life" else future, "told", endless) for key, f in FACTORS.items()
                },
            )
            offers.append(offer)
        role = record_role(
            owner=alice,
            title=endless[:160],
            organisation=endless[:160],
            started_on=partial(2020, 1, None).day,
            is_promotion=True,
        )
        entry = record_achievement(
            owner=alice,
            line=endless,
            outcome=endless * 3,
            role_id=role.pk,
            skills=[endless[:120]],
            proofs={"https://example.org/" + "b" * 900: endless[:160]},
        )
        Reflection.objects.create(owner=alice, question=endless, answer=endless * 3)
        skill = Skill.objects.owned_by(alice).get()
    log_in(phone.context, alice)
    found = []
    for path in [
        "/today/",
        "/offers/",
        f"/offers/{offers[0].pk}/",
        f"/offers/{offers[0].pk}/ratings/",
        f"/offers/{offers[0].pk}/delete/",
        f"/offers/compare/?option={offers[0].pk}&option={offers[1].pk}",
        "/journal/",
        f"/journal/{entry.pk}/",
        f"/journal/{entry.pk}/edit/",
        "/skills/",
        f"/skills/{skill.pk}/",
        "/timeline/",
        f"/timeline/{role.pk}/",
        "/reflections/",
        "/reflections/preview/",
    ]:
        phone.goto(path)
        found += [f"{path}: {line}" for line in phone.evaluate(WIDER)]
    assert not found, "\n" + "\n".join(found)


def test_all_rooms_are_reached_from_the_bar(phone: Page, nadia: Filled, log_in: Callable[..., None]) -> None:
    log_in(phone.context, nadia.user)
    phone.goto("/today/")
    bar = phone.get_by_role("navigation", name="Main")
    for room in ("Offers", "Journal", "Skills", "Today"):
        bar.get_by_role("link", name=room).tap()
        expect(bar.get_by_role("link", name=room)).to_have_attribute("aria-current", "page")
    for room in ("Timeline", "Reflections", "Settings"):
        bar.get_by_text("More", exact=True).tap()
        bar.get_by_role("link", name=room).locator("visible=true").tap()
        expect(phone.get_by_role("heading", level=1)).to_have_text(room)
    bar.get_by_text("More", exact=True).tap()
    bar.get_by_role("button", name="Log out").tap()
    expect(phone).to_have_url(re.compile(r"/$"))


def test_the_last_button_is_not_under_the_bar(phone: Page, nadia: Filled, log_in: Callable[..., None]) -> None:
    log_in(phone.context, nadia.user)
    for path, button in [("/journal/new/", "Keep it"), ("/offers/new/", "Save and rate it")]:
        phone.goto(path)
        save = phone.locator("main").get_by_role("button", name=button)
        save.scroll_into_view_if_needed()
        assert save.evaluate(ON_TOP), path


def test_a_line_is_kept_on_the_phone(phone: Page, nadia: Filled, log_in: Callable[..., None]) -> None:
    log_in(phone.context, nadia.user)
    phone.goto("/today/")
    steps.log_line(phone, "Mended the label printer before the doors opened")
    expect(phone.locator("main")).to_contain_text("Mended the label printer")
