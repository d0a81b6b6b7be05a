"""The portfolio as a Word file, with real headings and lists, and nothing about the machine it was made on. Pure."""

from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from apps.achievements.portfolio.document import Document, Entry, Section, is_right_to_left, paragraphs

PAPER = {"a4": (Cm(21), Cm(29.7)), "us-letter": (Cm(21.59), Cm(27.94))}
_INK, _MUTED, _ACCENT = RGBColor(0x22, 0x28, 0x2B), RGBColor(0x5F, 0x68, 0x6C), RGBColor(0x0B, 0x6A, 0x5A)


def written(document: Document, *, paper: str, made: datetime) -> bytes:
    """The bytes of the file; `paper` is "a4" or "us-letter", `made` stands in its properties."""
    word = docx.Document()
    _set_up(word, document, paper, made)
    _write(word, document.heading, "Title")
    for text in (document.title if document.name else "", document.contact):
        if text:
            _write(word, text, "Subtitle")
    for paragraph in paragraphs(document.intro):
        _write(word, paragraph)
    if document.skills:
        _write(word, document.words.skills, "Heading 1")
        _write(word, " · ".join(f"{name} ({count})" for name, count in document.skills))
    for section in document.sections:
        _section(word, section, document)
    if document.stations:
        _write(word, document.words.roles, "Heading 1")
        for part in document.stations:
            line = _write(word, part.heading, "List Bullet")
            _add(line, "".join(f" · {text}" for text in (part.place, part.period) if text), muted=True)
    if document.credentials:
        _write(word, document.words.credentials, "Heading 1")
        for each in document.credentials:
            line = _write(word, each.name, "List Bullet", url=each.url)
            _add(line, "".join(f" · {text}" for text in (each.issuer, each.dates) if text))
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _set_up(word: WordFile, document: Document, paper: str, made: datetime) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, document.name, document.name
    properties.comments, properties.language = "", document.language
    properties.created = properties.modified = made
    page = word.sections[0]
    page.page_width, page.page_height = PAPER[paper]
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(2)
    for name, size, colour in (
        ("Normal", 10.5, _INK),
        ("Title", 22, _INK),
        ("Subtitle", 10.5, _MUTED),
        ("Heading 1", 14, _ACCENT),
        ("List Bullet", 10.5, _INK),
    ):
        style = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), colour
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), document.language)


def _write(word: WordFile, text: str, style: str = "", *, url: str = "") -> Paragraph:
    paragraph = word.add_paragraph()
    if style:  # by its id, which spares looking through all styles for each paragraph
        paragraph._p.style = style.replace(" ", "")
    if text:
        _add(paragraph, text, url=url)
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    return paragraph


def _add(paragraph: Paragraph, text: str, *, url: str = "", muted: bool = False) -> None:
    run = paragraph.add_run(text)
    if muted:
        run.font.color.rgb = _MUTED
    if is_right_to_left(text):
        run.font.rtl = True
    if url:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run.font.color.rgb, run.font.underline = _ACCENT, True
        link.append(run._r)
        paragraph._p.append(link)


def _section(word: WordFile, section: Section, document: Document) -> None:
    _write(word, section.heading, "Heading 1")
    under = " · ".join(filter(None, (section.place, section.period)))
    if under:
        _stay_together(_write(word, under, "Subtitle"))
    for entry in section.entries:
        _entry(word, entry, document)


def _entry(word: WordFile, entry: Entry, document: Document) -> None:
    words = document.words
    lines = [_write(word, entry.line, "List Bullet")]
    lines[0].runs[0].bold = True
    lines += [_write(word, text, "List Continue") for text in paragraphs(entry.outcome)]
    told = [(words.for_whom, entry.beneficiary), (words.measure, entry.measure)]
    named = filter(None, (entry.role, entry.when, *entry.skills))
    facts = " · ".join([*(f"{label}: {text}" for label, text in told if text), *named])
    lines.append(_write(word, "", "List Continue"))
    _add(lines[-1], facts, muted=True)
    for proof in entry.proofs:
        lines.append(_write(word, "", "List Continue"))
        _add(lines[-1], f"{words.proof}: ", muted=True)
        _add(lines[-1], proof.text or proof.url, url=proof.url)
    for line, _next in pairwise(lines):
        _stay_together(line)


def _stay_together(paragraph: Any) -> None:
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(2)
