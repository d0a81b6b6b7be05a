"""How the weekly e-mail is written: what inboxes show first, what mail programs leave of it, and its text part."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.actions import record_achievement
from apps.opportunities.models import Opportunity
from apps.reflections import letter, quoting
from apps.reflections.plain_text import WIDTH, wrapped
from tests.reflections.conftest import sent_nudge
from tests.reflections.mails import FIRST

PREVIEWED = 200  # characters that the longest preview of an inbox or a locked screen shows


@pytest.fixture
def written(alice, acting_as_alice):
    """An e-mail with all its parts."""
    today = timezone.localdate()
    for name, days in (("Harbour & Sons", 3), ("Northside Community Health Trust of the North", 9)):
        Opportunity.objects.create(owner=alice, title="Lead", organisation=name, deadline=today + timedelta(days=days))
    record_achievement(owner=alice, line="Talked a customer through the new returns app " * 3, happened_on=today)
    return letter.preview(alice)


# --- HTML ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reply_address", ["", "reply@mail.example"])
def test_a_preview_of_an_inbox_shows_nothing_of_what_it_is_about(written, alice, settings, reply_address):
    settings.REPLY_ADDRESS = reply_address
    written = letter.preview(alice)
    body = written.html.split("<body")[1].partition(">")[2]
    seen = unescape(re.sub(r"<[^>]*>", "", body)).strip()
    assert seen.startswith(FIRST)
    assert not re.search(r"[A-Za-z]", seen[len(FIRST) : PREVIEWED])
    assert written.text.startswith(f"{FIRST}\n\n")
    assert (quoting.RULE in written.html) == (quoting.RULE in written.text) == bool(reply_address)


def test_it_needs_neither_images_nor_a_style_block(written):
    assert not [part for part in ("<img", "<script", "<link ", "url(", "@import") if part in written.html]
    bare = re.sub(r"(?s)<style.*?</style>", "", written.html)
    assert re.search(r'<a class="button" href="http://testserver/[^"]+" style="[^"]*padding', bare)
    assert re.search(r'<div class="before" style="display: none', bare)


def test_dark_colours_stay_in_the_style_block_and_light_ones_inline(written):
    style = re.search(r"(?s)<style.*?</style>", written.html)[0]
    assert "prefers-color-scheme: dark" in style
    assert "#fbfaf7" not in style
    assert "#14181a" not in written.html.replace(style, "")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_language_and_direction_are_said_where_mail_programs_keep_them(alice, acting_as_alice, language, direction):
    with translation.override(language):
        html = letter.preview(alice).html
    assert html.count(f'lang="{language}"') == 2  # of the document, and of the table that is left of it
    assert html.count(f'dir="{direction}"') == 2


# --- Text --------------------------------------------------------------------------------------------------


def test_lines_of_the_text_are_short_and_addresses_stand_alone(written):
    lines = written.text.splitlines()
    assert [line for line in lines if "://" in line and not re.fullmatch(r" *http://\S+", line)] == []
    assert max(len(line) for line in lines if "://" not in line) <= WIDTH
    assert "\n\n\n" not in written.text
    assert "\n-- \n" in written.text  # below it stands what a reply need not quote


def test_a_folded_line_of_a_list_stays_under_its_bullet():
    text = "- Thursday: " + "a word " * 20
    first, second, *_ = wrapped(text).splitlines()
    assert first.startswith("- Thursday")
    assert second.startswith("  a word") or second.startswith("  word")


@given(st.text(st.characters(exclude_categories=["C"], include_characters="\n")))
def test_folding_loses_no_word(text):
    folded = wrapped(text)
    assert folded.split() == text.split()
    assert wrapped(folded) == folded


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=WIDTH), max_size=60))
def test_no_line_is_too_long_where_words_are_short_enough(words):
    assert all(len(line) <= WIDTH for line in wrapped(" ".join(words)).splitlines())


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("question", "What went better?"), ("unfinished", "The question you wanted to be asked again")],
)
def test_asked_once_more_the_subject_asks_it_unless_it_may_name_somebody(alice, acting_as_alice, kind, subject):
    asked = {"prompt": kind, "question": "What went better?"}
    first = sent_nudge(alice, **asked)
    again = sent_nudge(alice, kind="again", again_of=first, **asked)
    assert letter.compose(again, alice).subject == subject
