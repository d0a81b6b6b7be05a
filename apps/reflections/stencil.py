"""The templates of an e-mail filled once for each shape it can have; after that only the values are put in.

A letter to one person has the same words and tags as one to another, but for a dozen values: a template that is filled
with stand-ins, once, and cut where they stand, is a letter to anybody. Its style is inlined once, too.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from apps.reflections.plain_text import wrapped

Value = str | Sequence[NamedTuple]
Shape = tuple[tuple[str, bool | tuple[type, ...]], ...]  # which texts are there, and which rows

MOST = 500  # shapes that are kept
MARK = f"in{secrets.token_hex(8)}place"  # nobody can have written it
PLACE = re.compile(rf"{MARK}(\d+)x")


class Parts(NamedTuple):
    """What a reader gets: the same in plain text and as a page."""

    text: str
    html: str


class _Cut(NamedTuple):
    text: list[str]  # what is always the same, and between two of them the number of a value
    html: list[str]


def filled(name: str, values: Mapping[str, Value], **fixed: str | bool) -> Parts:
    """`email/<name>.txt` and `.html` with these values.

    Templates see each value as a text, or as rows of texts, and may ask only whether a text is empty and how many rows
    there are; in a row none is empty. `fixed` is what few letters differ in: it is given to the templates as it is.
    """
    shape = tuple((key, _shape(value)) for key, value in values.items())
    cut = _cut(name, shape, tuple(fixed.items()), get_language())
    said = list(_said(values))
    return Parts(wrapped(_joined(cut.text, said)), _joined(cut.html, [escape(text) for text in said]))


def inlined(html: str) -> str:
    """HTML with the style of our e-mails in each element."""
    return _inliner().inline(html)


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    """Fetches nothing; the rules for dark and small screens stay in the head, where mail programs read them."""
    style = (Path(settings.BASE_DIR) / "templates" / "email" / "nudge.css").read_text()
    return css_inline.CSSInliner(extra_css=style, keep_style_tags=True, load_remote_stylesheets=False)


def _shape(value: Value) -> bool | tuple[type, ...]:
    return bool(value) if isinstance(value, str) else tuple(map(type, value))


def _said(values: Mapping[str, Value]) -> Iterator[str]:
    """The texts that are there, in the order of their stand-ins."""
    for value in values.values():
        if isinstance(value, str):
            if value:
                yield value
        else:
            for row in value:
                yield from row


@lru_cache(maxsize=MOST)
def _cut(name: str, shape: Shape, fixed: tuple[tuple[str, str | bool], ...], _language: str | None) -> _Cut:
    context = dict(fixed) | _stand_ins(shape)
    html = inlined(render_to_string(f"email/{name}.html", context))
    return _Cut(PLACE.split(render_to_string(f"email/{name}.txt", context)), PLACE.split(html))


def _stand_ins(shape: Shape) -> dict[str, Any]:
    marks = (f"{MARK}{place}x" for place in range(1_000_000))
    return {
        key: (next(marks) if there else "")
        if isinstance(there, bool)
        else [row(*(next(marks) for _ in row._fields)) for row in there]  # type: ignore[attr-defined]
        for key, there in shape
    }


def _joined(cut: list[str], said: Sequence[str]) -> str:
    whole = cut.copy()
    whole[1::2] = [said[int(place)] for place in cut[1::2]]
    return "".join(whole)
