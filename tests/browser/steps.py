"""What a person does in the pages, as functions named by verbs; each works with and without JavaScript."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.core import mail
from playwright.sync_api import Locator, Page, expect

OPEN = None  # a rating left open


class Rated(NamedTuple):
    """One line of the rating page: 0, 3, 5, 7 and 10 are the anchors, another number is typed, None stays open."""

    value: float | None
    known_by: str = "guess"
    note: str = ""


LIFE = ("Pay", "Benefits", "Schedule", "Location", "Predictability", "Workload")
FUTURE = ("Skill growth", "Measurable achievements", "Modern tools", "Network", "Advancement")
FACTORS = LIFE + FUTURE


def rated(*values: float | None, **notes: str) -> dict[str, Rated]:
    """Eleven values in the order of the page; `pay="…"` adds a note to that factor and says it is in writing."""
    lines = {}
    for factor, value in zip(FACTORS, values, strict=True):
        note = notes.get(factor.lower().replace(" ", "_"), "")
        lines[factor] = Rated(value, "in_writing" if note else "told", note)
    return lines


def forgive(page_errors: list[str], status: str) -> None:
    """The browser and htmx report every answer that is an error; this one was meant."""
    told = (f"status of {status}", f"Status Error Code {status}")
    page_errors[:] = [line for line in page_errors if not any(words in line for words in told)]


# --- The account --------------------------------------------------------------------------------------


def email_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("e-?mail", re.IGNORECASE))


def sign_up(page: Page, email: str, password: str) -> None:
    page.goto("/accounts/signup/")
    email_box(page).fill(email)
    page.get_by_label("Password", exact=False).first.fill(password)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")


def link_in_newest_letter(to: str) -> str:
    """The first address of this site in the last e-mail to somebody."""
    letters = [letter for letter in mail.outbox if letter.to == [to]]
    found = re.search(r"https?://(?:localhost|127\.0\.0\.1):\d+/\S+", str(letters[-1].body))
    assert found, letters[-1].body
    return found.group()


def confirm(page: Page, email: str) -> None:
    page.goto(link_in_newest_letter(email))
    page.get_by_role("button", name="Yes, confirm").click()


def log_in_by_form(page: Page, email: str, password: str) -> None:
    page.goto("/accounts/login/")
    email_box(page).fill(email)
    page.locator("input[type=password]").fill(password)
    page.locator("main").get_by_role("button", name="Log in").click()


def log_out(page: Page) -> None:
    page.goto("/settings/")
    page.locator("main").get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile(r"/$"))


# --- Offers -------------------------------------------------------------------------------------------


def log_offer(
    page: Page,
    title: str,
    *,
    organisation: str = "",
    place: str = "",
    deadline: str = "",
    pay: str = "",
    currency: str = "EUR",
    period: str = "month",
    hours: str = "",
    notes: str = "",
    present_job: bool = False,
) -> None:
    """Fill in and send the form of an offer; the page of its ratings comes next."""
    page.goto("/offers/")
    if present_job:
        page.goto("/offers/new/?now")
    else:
        page.locator("main").get_by_role("link", name="Log an offer").first.click()
    page.get_by_label("Job title").fill(title)
    page.get_by_label("Organisation").fill(organisation)
    page.get_by_label("Place").fill(place)
    page.get_by_label("Answer by").fill(deadline)
    page.get_by_role("textbox", name=re.compile(r"^pay\b", re.IGNORECASE)).fill(pay)
    page.get_by_label("Currency").fill(currency)
    page.get_by_role("combobox", name=re.compile("^per", re.IGNORECASE)).select_option(period)
    page.get_by_label("Paid hours a week").fill(hours)
    page.get_by_label("Notes").fill(notes)
    page.get_by_role("button", name="Save and rate it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Rate {organisation or title}")


def factor_box(page: Page, factor: str) -> Locator:
    """The box of one factor on the rating page."""
    return page.get_by_role("group", name=factor, exact=True)


def rate(page: Page, lines: Mapping[str, Rated]) -> None:
    """On the rating page: pick, say how it is known, note, and save."""
    for factor, line in lines.items():
        box = factor_box(page, factor)
        if line.value is None:
            box.get_by_label("Not known yet").check()
        elif line.value in {0, 3, 5, 7, 10}:
            box.locator(f"input[type=radio][value='{int(line.value)}']").check()
        else:
            box.get_by_label("In between").check()
            box.get_by_label("number from 0 to 10").fill(str(line.value))
        box.get_by_label("How do you know?").select_option(line.known_by)
        box.get_by_label("Note").fill(line.note)
    page.get_by_role("button", name="Save ratings").click()
    expect(page.get_by_text("Your ratings are saved.")).to_be_visible()


def order_of_offers(page: Page) -> list[str]:
    """The names in the table of the offers page, best first."""
    return page.locator(".offers-table tbody a.offer-name").all_inner_texts()


def choose_season(page: Page, label: str, review_on: str = "") -> None:
    page.goto("/offers/season/")
    page.get_by_role("radio", name=label).check()
    if review_on:
        page.get_by_label("Look again on").fill(review_on)
    page.get_by_role("button", name="Order my offers for this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Offers")


# --- Journal and timeline -------------------------------------------------------------------------------


def log_line(page: Page, line: str) -> None:
    """One line into the box of the page one is on."""
    page.get_by_label("What happened at work, or wherever you worked?").fill(line)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status").get_by_text("Kept.")).to_be_visible()


def say_date(page: Page, group: str, *, year: str, month: str = "", day: str = "") -> None:
    """A date as exactly as it is known."""
    box = page.get_by_role("group", name=re.compile(f"^{group}"))
    box.get_by_label("Day").fill(day)
    box.get_by_label("Month").select_option(label=month or "–")
    box.get_by_label("Year").fill(year)


def add_role(
    page: Page,
    title: str,
    *,
    kind: str = "employment",
    organisation: str = "",
    since: tuple[str, str],
    until: tuple[str, str] | None = None,
    promotion: bool = False,
) -> None:
    """A role of the timeline; `since` and `until` are (month, year)."""
    page.goto("/timeline/")
    page.locator("main").get_by_role("link", name=re.compile("Add (a|your first) role")).first.click()
    page.get_by_label("Kind").select_option(kind)
    page.get_by_label("What you were").fill(title)
    page.get_by_label("Organisation").fill(organisation)
    page.get_by_label("This was a promotion").set_checked(promotion)
    say_date(page, "From", month=since[0], year=since[1])
    if until:
        say_date(page, "Until", month=until[0], year=until[1])
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
