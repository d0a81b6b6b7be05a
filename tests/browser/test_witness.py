"""Somebody without an account answers about one line, in a real browser that tells nobody where it comes from."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from apps.achievements.actions import record_achievement
from apps.achievements.models import Witness
from apps.users.ownership import acting_as
from tests.achievements import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_file_and_the_word_of_somebody_who_saw_it_become_proof(
    alice_page: Page, new_context: Callable[..., BrowserContext], alice: Any, tmp_path: Path
) -> None:
    page, review = alice_page, tmp_path / "review.pdf"
    review.write_bytes(files.pdf())
    with acting_as(alice):
        entry = record_achievement(owner=alice, line="Trained five new hires on the till")
        link = Witness.make(
            owner=alice, achievement=entry, line=entry.line, name="Priya", expires_at=timezone.now() + timedelta(days=7)
        )
    other = new_context(java_script_enabled=False).new_page()
    other.goto(f"/witness/{link.token}/")
    other.get_by_label("Yes, that is so").check()
    other.get_by_label("In your words").fill("All five stayed.")
    other.get_by_role("button", name="Send my answer").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert other.context.cookies() == []
    page.goto(f"/journal/{entry.pk}/")
    page.get_by_role("button", name="Take it as proof").click()
    proof = page.get_by_role("region", name="Proof")
    expect(proof).to_contain_text("All five stayed.")
    page.get_by_role("link", name="File", exact=True).click()
    page.get_by_label("File").set_input_files(review)
    page.get_by_role("button", name="Keep it").click()
    with page.expect_download() as arriving:
        proof.get_by_role("link", name="review.pdf", exact=True).click()
    assert arriving.value.suggested_filename == "review.pdf"
    assert arriving.value.path().read_bytes() == files.pdf()
