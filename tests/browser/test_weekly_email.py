"""The weekly e-mail as the person meets it: chosen, looked at, sent by a real worker over real SMTP, stopped."""

import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from apps.achievements.actions import record_achievement
from apps.reflections.models import NudgePlan
from apps.users.ownership import acting_as
from tests.reflections.conftest import Sink
from tests.reflections.conftest import sink as sink  # the fixture: a mail server in another process

LINE = "Answered the phones on the late shift"


@pytest.fixture
def worker(sink: Sink, site: str, transactional_db: None) -> Iterator[None]:
    """The worker of life in a process of its own, on this test's database and mail server."""
    environment = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "SITE_URL": site}
    arguments = ["-A", "careerplanner", "worker", "--pool", "solo", "--loglevel", "info", "--without-gossip"]
    command = [sys.executable, "-m", "celery", *arguments, "--without-mingle", "--without-heartbeat"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        for line in process.stderr:
            if "ready." in line:
                break
        else:
            raise AssertionError("the worker did not start")
        yield
        process.terminate()
        process.stderr.read()


def test_the_plan_is_chosen_and_the_next_time_is_told(alice_page: Page) -> None:
    page = alice_page
    page.goto("/today/")
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("heading", name="One e-mail a week?")).to_have_count(0)
    page.goto("/reflections/")
    plan = page.locator("#plan")
    plan.get_by_role("combobox", name=re.compile(r"^On\b")).select_option("Thursday")
    plan.get_by_label("At", exact=False).first.fill("18:30")
    plan.get_by_label("Time zone").select_option("Europe/Lisbon")
    plan.get_by_role("button", name="Keep this plan").click()
    expect(plan.locator("strong").first).to_contain_text(re.compile("Thursday.*18:30", re.DOTALL))
    expect(plan.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    page.goto("/today/")
    expect(page.get_by_role("heading", name="One e-mail a week?")).to_have_count(0)


def test_no_thanks_is_taken_for_an_answer(alice_page: Page) -> None:
    page = alice_page
    page.goto("/today/")
    page.get_by_role("button", name="No, thanks").click()
    expect(page.get_by_role("heading", name="One e-mail a week?")).to_have_count(0)
    page.goto("/reflections/")
    expect(page.locator("#plan")).to_contain_text("Nothing is sent")


def test_the_preview_shows_the_question_about_a_real_line(alice_page: Page, alice: Any) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line=LINE)
    page = alice_page
    page.goto("/today/")
    question = page.locator(".quote", has_text=LINE)
    expect(question).to_be_visible()
    page.goto("/reflections/")
    page.get_by_role("link", name="See it large, and as text").click()
    subject = page.locator("main .lead").inner_text().removeprefix("Subject:").strip()
    assert subject.endswith("?")
    letter = page.frame_locator("iframe.letter").locator("body")
    expect(letter).to_contain_text(LINE)
    expect(letter).to_contain_text(subject)
    expect(page.locator(".letter-text")).to_contain_text(LINE)


def test_it_is_sent_now_and_stopped_with_one_click(
    worker: None, sink: Sink, alice_page: Page, alice: Any, new_context: Callable[..., BrowserContext]
) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line=LINE)
        plan = NudgePlan(owner=alice, time_zone="Europe/Lisbon")
        plan.reschedule(timezone.now())
        plan.save()
    page = alice_page
    page.goto("/reflections/")
    page.get_by_role("button", name="Send it to me now").click()
    expect(page.get_by_text("It is on its way to alice@example.org.")).to_be_visible()
    for _ in range(100):
        if sink.taken:
            break
        page.wait_for_timeout(100)
    (letter,) = sink.taken
    assert LINE in letter.get_body(("plain",)).get_content()
    assert LINE in letter.get_body(("html",)).get_content()
    page.wait_for_timeout(200)
    page.reload()
    expect(page.locator("section.card", has_text="What became of each e-mail").locator("li").first).to_contain_text(
        "sent"
    )

    stop = letter["List-Unsubscribe"].strip(" <>")
    stranger = new_context().new_page()  # no cookies, as in a mail program
    stranger.goto(stop)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Stop the weekly e-mail?")
    page.reload()
    expect(page.locator("#plan"), "looking changes nothing").not_to_contain_text("switched off")
    one_click = urllib.request.Request(stop, data=b"List-Unsubscribe=One-Click", method="POST")
    with urllib.request.urlopen(one_click) as answer:
        assert answer.status == 200
    page.reload()
    expect(page.locator("#plan")).to_contain_text("switched off")
    stranger.get_by_role("button", name="Stop the e-mail").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Stopped")


def test_the_question_is_answered_changed_and_skipped(alice_page: Page) -> None:
    page = alice_page
    page.goto("/today/")
    question = page.locator("main .quote").inner_text()
    page.get_by_role("link", name="Answer", exact=True).click()
    expect(page.locator("main .quote")).to_have_text(question)
    page.get_by_label("Your answer").fill("The new colleague did her first stocktake alone.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text("did her first stocktake alone")
    page.goto("/today/")
    expect(page.locator("main .quote")).to_have_text(question)
    page.get_by_role("link", name="Change your answer").click()
    page.get_by_label("Your answer").fill("She did it alone, and faster.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text("She did it alone, and faster.")
    page.goto("/today/")
    page.get_by_role("link", name="Change your answer").click()
    page.get_by_role("link", name="Delete").click()
    page.locator("main").get_by_role("button").first.click()
    page.goto("/today/")
    page.get_by_role("button", name="Skip this week").click()
    expect(page.locator("main")).to_contain_text("You let this one pass.")
