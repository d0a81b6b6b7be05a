"""A portfolio on paper, printed from a browser that is set to dark colours."""

from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from apps.achievements.actions import record_achievement
from apps.achievements.models import Portfolio
from apps.users.ownership import acting_as

ON_PAPER = """() => {
  const link = document.querySelector(".portfolio a");
  return [getComputedStyle(document.body).backgroundColor, getComputedStyle(link).color,
          getComputedStyle(link, "::after").content, document.querySelector(".site-header").checkVisibility()];
}"""


def test_on_paper_links_are_dark_and_say_where_they_lead(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        record_achievement(
            owner=alice, line="Cut falls from 9 to 2 a month", proofs={"https://example.org/report": "the report"}
        )
        portfolio = Portfolio.objects.create(owner=alice, title="Yearly review")
    alice_page.emulate_media(color_scheme="dark", media="print")
    alice_page.goto(reverse("achievements:portfolio", args=[portfolio.pk]))
    paper, ink, address, has_menu = alice_page.evaluate(ON_PAPER)
    assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(11, 106, 90)")
    assert "https://example.org/report" in address or "attr(href)" in address
    assert not has_menu
