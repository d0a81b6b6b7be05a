"""A letter that is put together from parts says what its templates, filled for this person, say."""

from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections import stencil
from apps.reflections.letter import Dated
from apps.reflections.plain_text import wrapped

SAID = st.text(st.characters(exclude_categories=["C"]), max_size=100)
THERE = SAID.filter(str.strip)
DATED = st.builds(Dated, THERE, THERE, THERE, THERE)
LINKS = [f"{what}_url" for what in ("answer", "later", "skip", "stop", "more", "log", "plan")]
TEXTS = ["question", "lead", "link_text", "week", *LINKS]
NUDGE = st.fixed_dictionaries(dict.fromkeys(TEXTS, SAID) | {"dates": st.lists(DATED, max_size=4)})
QUIET = st.fixed_dictionaries(dict.fromkeys(("rhythm", "keep_url", "stop_url", "plan_url", "subject"), SAID))


class Read(HTMLParser):
    """What a page says, tag by tag."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        self.found.append(data)


def same(name, values, **fixed):
    put_together = stencil.filled(name, values, **fixed)
    page, text = (render_to_string(f"email/{name}.{kind}", values | fixed) for kind in ("html", "txt"))
    assert put_together.text == wrapped(text)
    assert Read(put_together.html).found == Read(stencil.inlined(page)).found


@given(NUDGE, st.sampled_from(["", "-=-=-"]))
def test_the_weekly_letter_is_the_same(values, rule):
    same("nudge", values, reply_rule=rule)


@given(QUIET, st.booleans())
def test_the_letter_that_says_that_we_come_less_often_is_the_same(values, is_last):
    same("quiet", values, is_last=is_last)


def test_templates_are_filled_once_for_each_shape_and_language(monkeypatch):
    filled = []
    real = stencil.render_to_string
    monkeypatch.setattr(stencil, "render_to_string", lambda name, context: filled.append(name) or real(name, context))
    stencil._cut.cache_clear()
    values = dict.fromkeys(TEXTS, "one") | {"dates": []}
    for words in ("one", "another"):
        stencil.filled("nudge", values | {"lead": words}, reply_rule="")
    assert filled == ["email/nudge.html", "email/nudge.txt"]
    stencil.filled("nudge", values | {"lead": ""}, reply_rule="")
    with translation.override("ar"):
        arabic = stencil.filled("nudge", values, reply_rule="")
    assert len(filled) == 6
    assert 'dir="rtl"' in arabic.html


@pytest.mark.parametrize("words", ["<b>&amp;", "'\"", "{{ 1 }}{% if %}", "in0place0x"])
def test_what_somebody_wrote_is_never_read_as_anything_else(words):
    values = dict.fromkeys(TEXTS, "one") | {"dates": [], "lead": words}
    parts = stencil.filled("nudge", values, reply_rule="")
    assert words in parts.text
    assert words in Read(parts.html).found
