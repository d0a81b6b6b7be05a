"""At 360 px nothing sticks out sideways, and the rooms can be reached; test_accessibility.py walks all other pages."""

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
from tests.browser.fitting import PHONE, WIDER, wrong
from tests.browser.walk import error_pages, show
from tests.filled import Filled, fill

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
