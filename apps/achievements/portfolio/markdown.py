"""The portfolio as Markdown (CommonMark): what a person wrote is escaped, so that it reads as it was written. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from apps.achievements.portfolio.document import Document, Entry, Section, paragraphs

_INLINE = re.compile(r"([\\`*_\[\]<>&~|$])")
_AT_START = re.compile(r"^(#{1,6}|[+=:-])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def escaped(text: str) -> str:
    """One line of text as Markdown that shows exactly this text; line breaks become blanks."""
    line = _INLINE.sub(r"\\\1", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\\\1", line))


def linked(text: str, url: str) -> str:
    """A link with its text, or the text alone where there is no address."""
    if not url:
        return escaped(text)
    return f"[{escaped(text or url)}](<{quote(url, safe=_SAFE)}>)"


_SAFE = ":/?#[]@!$&'()*+,;=%-._~"


def written(document: Document) -> str:
    """The whole portfolio; every chosen entry stands in it once."""
    return "\n".join(_lines(document)).rstrip() + "\n"


def _lines(document: Document) -> Iterator[str]:
    words = document.words
    yield from (f"# {escaped(document.heading)}", "")
    for text in (document.title if document.name else "", document.contact):
        if text:
            yield from (escaped(text), "")
    for paragraph in paragraphs(document.intro):
        yield from (escaped(paragraph), "")
    if document.skills:
        yield from (f"## {escaped(words.skills)}", "")
        yield from (f"- {escaped(name)} ({count})" for name, count in document.skills)
        yield ""
    for section in document.sections:
        yield from _section(section, document)
    if document.stations:
        yield from (f"## {escaped(words.roles)}", "")
        for part in document.stations:
            yield f"- {' · '.join(map(escaped, filter(None, (part.heading, part.place, part.period))))}"
        yield ""
    if document.credentials:
        yield from (f"## {escaped(words.credentials)}", "")
        for each in document.credentials:
            told = [linked(each.name, each.url), *map(escaped, filter(None, (each.issuer, each.dates)))]
            yield f"- {' · '.join(told)}"
        yield ""


def _section(section: Section, document: Document) -> Iterator[str]:
    yield from (f"## {escaped(section.heading)}", "")
    under = " · ".join(map(escaped, filter(None, (section.place, section.period))))
    if under:
        yield from (under, "")
    for entry in section.entries:
        yield from _entry(entry, document)
    yield ""


def _entry(entry: Entry, document: Document) -> Iterator[str]:
    words = document.words
    yield f"- **{escaped(entry.line)}**"
    for paragraph in paragraphs(entry.outcome):
        yield from ("", f"  {escaped(paragraph)}")
    told = [(words.for_whom, entry.beneficiary), (words.measure, entry.measure)]
    facts = [f"{escaped(label)}: {escaped(text)}" for label, text in told if text]
    yield from ("", f"  {' · '.join([*facts, *map(escaped, filter(None, (entry.role, entry.when, *entry.skills)))])}")
    for proof in entry.proofs:
        yield from ("", f"  {escaped(words.proof)}: {linked(proof.text, proof.url)}")
