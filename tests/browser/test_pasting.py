"""An advert pasted, checked and saved; a table looked at, brought in, and taken away again."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from apps.opportunities.models import Opportunity
from apps.users.ownership import acting_as
from tests.browser.test_accessibility import looked_at

ADVERT = """Dear Alice,

we are pleased to offer you the position of Team Lead at our Leeds store, with a salary of £25,800 per annum and a
bonus of up to £1,500 a year. You will work 37.5 hours per week.

Please reply by 4 December 2026.
"""


def test_a_pasted_letter_is_checked_and_saved(alice_page: Page) -> None:
    page = alice_page
    page.goto("/offers/new/")
    page.get_by_role("link", name="Paste an advert").click()
    page.get_by_label("The text of the advert").fill(ADVERT)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what the text says")
    for label, value, quote in [
        ("Job title", "Team Lead", "Team Lead"),
        ("Place", "Leeds", "Leeds"),
        ("Answer by", "2026-12-04", "reply by 4 December 2026"),
        ("Currency", "GBP", "salary of £25,800 per annum"),
        ("Paid hours a week", "37.5", "37.5 hours per week"),
    ]:
        field = page.get_by_label(label)
        expect(field).to_have_value(value)
        expect(field).to_have_accessible_description(re.compile(f"^From the text: “{re.escape(quote)}”"))
    assert not list(looked_at(page, "check what the text says"))
    expect(page.get_by_role("region", name="Seen, and left out")).to_contain_text("£1,500 a year")
    page.get_by_label("Organisation").fill("Harbour Retail")
    page.get_by_role("button", name="Save and rate it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rate Harbour Retail")
    page.goto("/offers/")
    page.get_by_role("link", name="Harbour Retail").first.click()
    for told in ["Harbour Retail", "Leeds", "£25,800 a year", "37.5 paid a week", "Please reply by 4 December 2026."]:
        expect(page.locator("main")).to_contain_text(told)


def test_a_table_is_looked_at_and_brought_in(alice_page: Page, alice: Any, tmp_path: Path) -> None:
    page, table = alice_page, tmp_path / "offers.csv"
    with acting_as(alice):
        mine = Opportunity.objects.create(owner=alice, title="Cook", place="Leeds")
    table.write_text(f"id,role,location,closes\n,Baker,Hull,2026-12-04\n{mine.pk},Cook,York,\n,Porter,,soon\n")
    page.goto("/offers/import/")
    page.get_by_label("A CSV file").set_input_files(table)
    page.get_by_role("button", name="Look at the rows").click()
    main = page.locator("main")
    for told in ["One new offer", "One offer would change", "Leeds → York", "One row cannot be read", "Line 4 Porter"]:
        expect(main).to_contain_text(told)
    assert not list(looked_at(page, "what would happen"))
    page.get_by_label("Cook").check()
    page.get_by_role("button", name="Bring in the new offer").click()
    expect(main).to_contain_text("2 rows were saved.")
    assert not list(looked_at(page, "brought in"))
    with acting_as(alice):
        assert set(Opportunity.objects.values_list("title", "place")) == {("Baker", "Hull"), ("Cook", "York")}
    page.goto("/offers/import/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take all your offers away").click()
    assert "Baker" in taken.value.path().read_text("utf-8-sig")
