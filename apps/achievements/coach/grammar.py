"""How the measures of a language other than English are put together from its words."""

import re
from dataclasses import dataclass

from .measures import Measuring
from .numbers import DIGITS
from .phrases import phrase

_SIGNS = r"(?:[€$£]|eur|chf|usd|gbp)"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Vocabulary:
    """The number words and units of a language; each listing is a pattern of alternatives.

    In the patterns <NUMBER>, <PERCENT>, <MONEY>, <SPELL> (a length of time), <FRACTION>, <AMOUNT> (any of
    them), <ABOUT> and <PERIOD> stand for what a person may write there; <n> for up to n words.
    """

    numbers: str
    scale: str
    currency: str
    percent: str
    period: str
    fraction: str
    about: str
    few_more: str
    masks: tuple[str, ...]
    sure: tuple[str, ...]
    delta: tuple[str, ...]
    rate: tuple[str, ...]
    first: str
    zero: str
    spared: str


@dataclass(frozen=True)
class Notation:
    """Fills the names of a vocabulary into patterns and compiles them."""

    names: dict[str, str]

    def compile(self, pattern: str) -> re.Pattern[str]:
        for name, meaning in self.names.items():
            pattern = pattern.replace(name, meaning)
        return phrase(pattern)

    def all(self, patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(self.compile(pattern) for pattern in patterns)


# what measures nothing in any of the languages: years, dates, clock times, room and model numbers, phone numbers
COMMON_MASKS = (
    r"\b(?:19|20)\d\d ?(?:-|–|/|bis|à|a|al?) ?(?:(?:19|20)\d\d|\d\d|heute)\b",
    r"(?<![\d.,€$£])(?:19[4-9]\d|20[0-6]\d)(?= ?$|[ ;:)\]\-–/]|[.,](?!\d))(?! ?[%€])",
    r"\b(?:19|20)\d\d-\d\d?-\d\d?\b|\b\d{1,2}[./]\d{1,2}[./](?:(?:19|20)\d\d|\d\d)?",
    r"\b(?:24 ?h? ?[/x] ?7|24 ?h ?/ ?24|7 ?j ?/ ?7|24 ?stunden am tag|24 horas)\b",
    r"\b\d{1,2}:\d\d(?: ?(?:h|uhr))?\b",
    r"\b[qth][1-4]\b",
    r"\b[a-z]+-?\d+[a-z]?\b|\b\d+[.]?º ?[a-z]?\b|\b\d+(?:er|ère|ème|e|ª|º|°)\b",
    r"\b(?:iso|din|windows|office|python|covid|nr\.?|no\.|n°|nº) ?-?\d+\b|\ben \d{4,5}(?:-\d)?\b",
    r"(?:\btel\.?|\+)[\s:]?\(?\+?\d[\d\s()/-]{4,24}|\b0\d{1,5}[\s/-]\d[\d\s-]{3,16}",
)


def notation(words: Vocabulary) -> Notation:
    """The names a vocabulary's patterns may use."""
    number = (
        rf"(?<![\w.,])(?:(?:{DIGITS})(?![\w])|(?:{DIGITS})(?=(?:k|m|x|h|kg|km|min|ms|t|g|l|qm|m²)\b)|{words.numbers}\b)"
    )
    scale = rf"(?: ?(?:k|m|{words.scale})\b)"
    money = rf"(?:{_SIGNS} ?(?:{DIGITS}){scale}?|{number}{scale}? ?(?:d'|de )?(?:{_SIGNS}(?!\w)|{words.currency}\b))"
    percent = rf"{number} ?(?:%|{words.percent}\b)"
    spell = rf"{number} {words.period}\b"
    amount = rf"(?:{money}|{percent}|{words.fraction}|{spell}|{number}{scale}?)"
    return Notation(
        {
            "<ABOUT>": rf"(?:{words.about} )?",
            "<AMOUNT>": amount,
            "<NUMBER>": number,
            "<PERCENT>": percent,
            "<MONEY>": money,
            "<SPELL>": spell,
            "<FRACTION>": words.fraction,
            "<PERIOD>": words.period,
            "<COUNT>": rf"{number}{scale}?",
        }
    )


def measuring(words: Vocabulary) -> Measuring:
    """The measures of a language as patterns."""
    write = notation(words)
    sure = write.all(
        (
            *words.sure,
            r"(?P<base><NUMBER>)<1> (?:im|in|en|au) \w+,?(?: et| y| und)? (?:noch |nur "
            r")?<NUMBER><1> (?:im|in|en|au) [a-zäöüéûñ]{3}\w*",
            r"(?P<base><AMOUNT>) ?(?:→|->|=>|➔|⇒) ?<AMOUNT>",
        )
    )
    return Measuring(
        masks=write.all((*words.masks, *COMMON_MASKS)),
        sure=sure,
        delta=write.all(words.delta),
        rate=write.all(("<PERCENT>", *words.rate)),
        money=write.compile("<MONEY>"),
        time=write.compile("<SPELL>"),
        count=write.compile("<COUNT>"),
        first=phrase(words.first),
        zero=phrase(words.zero),
        hint=re.compile(
            rf"\d|{words.numbers}|{words.fraction}|doppel|halb|fach|doubl|moiti|tripl|mitad|dobl|duplic|täglich|"
            rf"wöchentlich"
        ),
        spared=write.compile(words.spared),
        few_more=phrase(words.few_more) if words.few_more else _NEVER,
    )
