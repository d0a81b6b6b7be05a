"""The portfolio as a PDF that screen readers can read (PDF/UA-1), typeset by typst from data, never from markup. Pure.

What people wrote goes to the typesetter as JSON in one input, where nothing in it can be a command; its folder holds
the template alone, and the template asks for nothing else.
"""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

import typst

from apps.achievements.portfolio.document import Document, is_right_to_left, paragraphs

TEMPLATE = Path(__file__).parent / "typesetting" / "portfolio.typ"
# Territories whose paper is US letter (CLDR).
LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "PR", "SV", "VE"})
_LONG_WORD, _PIECE = re.compile(r"\S{41,}"), re.compile(r".{1,20}")
_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed")


class CannotDrawError(ValueError):
    """The fonts have no shape for a character; `character` says which."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


def paper(territory: str | None) -> str:
    """The usual paper of a territory (ISO 3166): "us-letter" or "a4"."""
    return "us-letter" if territory in LETTER else "a4"


def written(document: Document, *, paper: str, anyway: bool = False) -> bytes:
    """The bytes of the PDF.

    Raises CannotDrawError where a character has no shape in the fonts; with `anyway` it is drawn as an empty box.
    """
    language, _, region = document.language.partition("-")
    told = _foldable(asdict(replace(document, roles=()))) | {
        "language": language,
        "region": region or None,
        "paper": paper,
    }
    told["intro"] = paragraphs(told["intro"])
    told["heading"] = told["name"] or told["title"]
    told["skills"] = [f"{name} ({count})" for name, count in told["skills"]]
    told["sections"] = [_section(part) for part in told["sections"]]
    told["stations"] = [_foldable([part.heading, part.place, part.period]) for part in document.stations]
    for unused in ("entries", "more", "day", "roles"):
        del told[unused]
    inputs = {"data": json.dumps(told, ensure_ascii=False, default=str)}
    try:
        return _typeset(inputs, None if anyway else "ua-1")
    except typst.TypstError as error:
        missing = _MISSING.search(str(error))
        if anyway or not missing:
            raise
        raise CannotDrawError(missing.group(1)) from error


def _typeset(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    folder = str(TEMPLATE.parent)
    made = typst.compile(str(TEMPLATE), root=folder, sys_inputs=inputs, format="pdf", pdf_standards=standard)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _foldable(value: Any) -> Any:
    """The value with places to break in words that are wider than a line; addresses of links stay as they are."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: "\u200b".join(_PIECE.findall(word.group())), value)
    if isinstance(value, dict):
        return {name: each if name == "url" else _foldable(each) for name, each in value.items()}
    return [_foldable(each) for each in value] if isinstance(value, list | tuple) else value


def _section(part: Any) -> Any:
    for entry in part["entries"]:
        entry["rtl"] = is_right_to_left(entry["line"])
        entry["outcome"] = paragraphs(entry["outcome"])
    return part
