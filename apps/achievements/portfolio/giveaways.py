"""What in a text may give somebody else away: names, money, identifiers, figures. Pure, and a guess that says so.

It looks at spelling alone: capital letters inside a sentence, forms of address, endings of companies, currency signs,
long numbers. Better one span too many than a client too few; nothing is ever changed because of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a span looks like."""

    IDENTIFIER = "identifier"
    MONEY = "money"
    NAME = "name"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to before `end`, counted in characters."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and what it looks like; None where it is harmless."""

    text: str
    kind: Kind | None = None


_NUMBER = r"(?>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d(?:[\d.,’']*\d)?)"  # whole, or the square of time
_SCALE = r"(?:\s?(?:k|m|bn|mn|million|billion|thousand|Mio\.?|Tsd\.?|millions?|milliers?)\b)?"
_CURRENCY = r"(?:[$€£¥₹₽₺₩₴₦]|\b(?:EUR|GBP|USD|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|INR|JPY|CNY|BRL|ZAR|MXN)\b)"
_MONEY_WORD = r"(?:euros?|pounds?|dollars?|francs?|quid|pence|cents?)\b"
_ADDRESS = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lady|Lord|Sister|Nurse|Herr|Frau|Mme|Mlle|Sr|Sra|Señor|Señora)"
_COMPANY = r"(?:Ltd|Limited|LLP|LLC|plc|PLC|Inc|Corp|Co|GmbH|AG|KG|SE|SA|SAS|SARL|BV|NV|AB|ApS|Oy|SpA|Group|Holdings)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'&\-]*"

_E_MAIL = r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
_CODES = re.compile(
    r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b"  # IBAN
    r"|\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"  # national insurance number
    r"|\b\d{3}-\d{2}-\d{4}\b"  # social security number
    r"|(?:\+|\b00)\d[\d\s()/\-]{6,}\d|\b0\d{2,4}[\s/\-]\d[\d\s\-]{4,}\d"  # telephone number
    r"|\b\d{7,}\b"  # number of an account, a case, a patient
    r"|#\d+\b|\b[A-Z]{2,}-\d{2,}\b"  # number of a ticket
)
_IDENTIFIERS = re.compile(f"{_E_MAIL}|{_CODES.pattern}")
_OF_CODES = re.compile(r"[#+]|\d{3}-|\b0\d\d|\d{7}|[A-Z]{2}[\s\-]?\d\d")  # one of these is in every code
_SIGNS = """$ eur gbp usd chf cad aud nzd sek nok dkk pln czk inr jpy cny brl zar mxn
pound dollar franc quid pence cent"""
_OF_MONEY = tuple(_SIGNS.split())  # one of these is in all money that is written in ASCII
_MONEY = re.compile(
    rf"{_CURRENCY}\s?{_NUMBER}{_SCALE}|{_NUMBER}{_SCALE}\s?(?:{_CURRENCY}|{_MONEY_WORD})", re.IGNORECASE
)
_FORMAL_NAME = rf"\b{_ADDRESS}\b\.?\s{_CAPITAL}(?:\s{_CAPITAL})*|\b{_CAPITAL}(?:\s(?:&\s)?{_CAPITAL})*\s{_COMPANY}\b\.?"
_FORMAL_NAMES = re.compile(_FORMAL_NAME)
_NAMES = re.compile(
    rf"{_FORMAL_NAME}"
    rf"|\b{_CAPITAL}(?:\s(?:(?:of|de|von|van|der|da|di|&)\s)?{_CAPITAL})*"
)
_FORMAL = re.compile(rf"\b{_ADDRESS}\b\.?\s|\s{_COMPANY}\b\.?$")
_FIGURES = re.compile(rf"(?<![\w.,]){_NUMBER}\s?(?:%|percent\b|per\scent\b)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEGINS = re.compile(r"(?:^|[.!?:;•–—(“\"‘\n])[\s“\"‘(•–—\-]*$")

# Words that have a capital letter and name nobody.
_HARMLESS = """i i’m i’ve i’d monday tuesday wednesday thursday friday saturday sunday january february march
april may june july august september october november december easter christmas english french german spanish polish
british european it hr cv pr qa ui ux pc tv id ok uk eu us usa ict sql css html xml json api crm erp sap kpi okr roi
sla gdpr rota excel word powerpoint outlook windows linux python java javascript wi-fi wifi sms pdf csv faq gp icu
ent mri ct a&e er iv nvq gcse btec hgv ppe coshh haccp iso level grade ward room unit team"""
_COMMON = frozenset(_HARMLESS.split())


def spans(text: str, *, own: Iterable[str] = ()) -> list[Span]:
    """What may give somebody away, in reading order and without overlap; names in `own` are the person's to tell.

    Where spans overlap, an identifier counts before money, money before a name, and a name before a figure.
    """
    mine = {name.casefold() for name in own if name}
    kept: list[Span] = []
    for found in (_identifiers(text), _money(text), _names(text, mine)):
        kept += [span for span in found if _is_free(span, kept)]
    kept += [span for span in _figures(text) if _is_free(span, kept)]
    return sorted(kept, key=lambda span: span.start)


def pieces(text: str, *, own: Iterable[str] = ()) -> list[Piece]:
    """The whole text in order, cut where something may give somebody away."""
    found, at = [], 0
    for span in spans(text, own=own):
        found += [Piece(text[at : span.start]), Piece(text[span.start : span.end], span.kind)]
        at = span.end
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def sure(text: str) -> list[tuple[int, int]]:
    """Where identifiers stand, and names with a form of address or the ending of a company; no mere capital letters."""
    return [match.span() for pattern in (_IDENTIFIERS, _FORMAL_NAMES) for match in pattern.finditer(text)]


def _identifiers(text: str) -> Iterator[Span]:
    """The two long patterns are asked only where what they cannot do without is there: most texts have none of it."""
    if "@" in text:
        return _all(_IDENTIFIERS, text, Kind.IDENTIFIER)
    return _all(_CODES, text, Kind.IDENTIFIER) if _OF_CODES.search(text) else iter(())


def _money(text: str) -> Iterator[Span]:
    if text.isascii():
        said = text.lower()
        if not any(sign in said for sign in _OF_MONEY):
            return iter(())
    return _all(_MONEY, text, Kind.MONEY)


def _all(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end(), kind)


def _is_free(span: Span, kept: list[Span]) -> bool:
    return all(span.end <= other.start or other.end <= span.start for other in kept)


def _figures(text: str) -> Iterator[Span]:
    for match in _FIGURES.finditer(text):
        if not _YEAR.fullmatch(match.group().strip()):
            yield Span(match.start(), match.start() + len(match.group().rstrip()), Kind.FIGURE)


def _names(text: str, mine: set[str]) -> Iterator[Span]:
    shouted = text.isupper()  # capitals all through say nothing
    for match in _NAMES.finditer(text):
        start, name = match.start(), match.group()
        if not _FORMAL.search(name):
            if shouted:
                continue
            start, name = _without_beginning(text, start, name)
        if name and not _is_mine(name, mine) and not _is_common(name):
            yield Span(start, start + len(name), Kind.NAME)


def _without_beginning(text: str, start: int, name: str) -> tuple[int, str]:
    """The name without the word a sentence begins with: that has its capital letter anyway."""
    if not _BEGINS.search(text[:start]):
        return start, name
    first, _, rest = name.partition(" ")
    return start + len(first) + 1, rest if rest[:1].isupper() else ""


def _is_mine(name: str, mine: set[str]) -> bool:
    said = re.sub(r"[’']s?$", "", name).casefold()
    return any(own in said or set(said.split()) <= set(own.split()) for own in mine)


def _is_common(name: str) -> bool:
    return all(word in _COMMON for word in re.sub(r"[’']s\b", "", name).casefold().split())
