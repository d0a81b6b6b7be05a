"""The paid hours of a week that an advert plainly states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.opportunities.adverts.amounts import read
from apps.opportunities.adverts.finding import Found, Reason, Remark, Seen
from apps.opportunities.adverts.text import before

_END = r"(?![^\W_])"
_NUMBER = (
    r"(?<![\w.,/£€$-])(?P<low@>\d{1,2}(?:[.,]\d{1,2})?)(?:\s?(?:-|\s(?:to|bis|à|a|or"
    r"|oder)\s)\s?(?P<high@>\d{1,2}(?:[.,]\d{1,2})?))?(?![\d%])"
)
_UNIT = rf"[\s-]?(?:hours?|hrs?\.?|h|Stunden|Std\.?|heures?|horas?){_END}"
_WEEK = (
    rf"\s?(?:(?:/|per|an?|each|every|pro|in der|die|je|par|por|a la|la)\s?(?:week|wk|Woche|semaine|semana){_END}"
    rf"|/w{_END}|p\.?/?w\.?{_END}|weekly|wöchentlich|hebdomadaires?|hebdo|semanal(?:es)?)"
)
_PART = (
    r"(?:part[- ]time|full[- ]time|Teilzeit|Vollzeit|temps partiel|temps plein|temps complet|jornada (?:parcial"
    r"|completa)|media jornada)"
)
_STATED = re.compile(
    "|".join(
        [
            _NUMBER.replace("@", "1") + _UNIT + _WEEK,
            _NUMBER.replace("@", "2") + r"[\s-]?(?:Wochenstunden|Stunden-Woche|Stundenwoche|hours?[- ]week)" + _END,
            r"\b(?:hours|Arbeitszeit|horario|horaires?|jornada)\s?:\s?"
            + _NUMBER.replace("@", "3")
            + rf"(?:{_UNIT})?{_WEEK}",
            rf"\b{_PART}[\s,:(-]{{1,3}}" + _NUMBER.replace("@", "4") + rf"{_UNIT}(?!\s?(?:shifts?|cover|care|days?)\b)",
        ]
    ),
    re.IGNORECASE,
)
_CEILING = re.compile(
    r"(?:\bup to|\bbis(?: zu)?|jusqu'à|\bhasta|\bmax(?:imum|imal|imo|\.)?|no more than)\s?\Z", re.IGNORECASE
)
_CEILING_AFTER = re.compile(r"\s?\(?max(?:imum|imal|\.)?\b", re.IGNORECASE)
_FROM = re.compile(
    r"(?:\bfrom|at least|min(?:imum|\.)?(?: of)?|\bab|mindestens|à partir de|au moins|mínimo)\s?\Z", re.IGNORECASE
)
_OTHER = re.compile(
    r"\b(?:open|over|more than|overtime|plus|extra|unpaid|training|teaching contact|contact|study|college|childcare"
    r"|volunteer\w{0,3}|commut\w{2,4}"
    r"|was|were|previously|saves?|Überstunden|geöffnet|zusätzlich|ouvert\w?|abierto)\b",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(
    r"\s(?:(?:of|for|on|de)\s(?!work|paid|travail|trabajo|contract)\w|extra\b|overtime\b|unpaid\b|zusätzlich\b)",
    re.IGNORECASE,
)
_MOST = Decimal(80)


def hours(text: str) -> tuple[Found[Decimal] | None, list[Seen]]:
    """The weekly hours of plain text; None where none or more than one number is stated, with what else was seen."""
    found: list[Found[Decimal]] = []
    seen: list[Seen] = []
    for one in _stated(text):
        if isinstance(one, Seen):
            seen.append(one)
        elif all(one.value != other.value for other in found):
            found.append(one)
    if len(found) > 1:
        return None, seen + [Seen(Reason.SEVERAL_HOURS, one.start, one.end) for one in found]
    return (found[0] if found else None), seen


def _stated(text: str) -> Iterator[Found[Decimal] | Seen]:
    for match in _STATED.finditer(text):
        n = next(n for n in "1234" if match[f"low{n}"])
        low, high = read(match[f"low{n}"]), match[f"high{n}"]
        top = read(high) if high else None
        lead, said = before(text, match.start()), before(text, match.start(), sentence=True)
        if not 0 < low <= _MOST or _OTHER.search(said) or _OF_SOMETHING.match(text, match.end()):
            continue
        if _CEILING.search(lead) or _CEILING_AFTER.match(text, match.end()):
            yield Seen(Reason.CEILING, match.start(), match.end())
        elif low != round(low, 1):
            yield Seen(Reason.TOO_FINE, match.start(), match.end())
        elif top is not None and top > low:
            yield Found(low, match.start(), match.end(), remarks=(Remark.RANGE,), highest=top)
        else:
            yield Found(low, match.start(), match.end(), remarks=(Remark.FROM,) if _FROM.search(lead) else ())
