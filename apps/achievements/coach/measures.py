"""Which numbers in a line measure something, and what kind of measure each is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .numbers import DIGITS, MASKS, NUMBER, PERIOD, read_number
from .phrases import any_of, covered, phrase

_SCALE = r"(?: ?(?:k|m|bn|mn|tn|mio|million|billion|thousand)\b)"
_CURRENCY = any_of(
    "euros? pounds? dollars? quid pence cents? eur gbp usd chf francs? kr(?:oner|onor|"
    "onen)? sek nok dkk pln yen rupees? rand"
)
MONEY = (
    rf"(?:(?:[€$£¥₹]|(?:eur|gbp|usd|chf|us\$|a\$|c\$)) ?(?:{DIGITS}){_SCALE}?|"
    rf"{NUMBER}{_SCALE}? ?(?:€|£|\$|{_CURRENCY}\b))"
)
PERCENT = rf"{NUMBER} ?(?:%|per ?cent\b|percent\b|percentage points?\b|pp\b)"
FRACTION = (
    r"(?:a|one|two|three) (?:thirds?|quarters?|fifths?|half|tenths?)|(?:three[-\s]quarters|"
    r"two[-\s]thirds|half)|a (?:quarter|third|fifth|tenth)"
)
SPELL = rf"(?:{NUMBER}|(?:an?|one|half an|a half) )-?\s{{0,2}}{PERIOD}\b"
_OFTEN = (
    r"(?:(?:several |once|twice|three times) (?:a|per) (?:day|week|month|year)|every (?:other )?(?:day|night|week|"
    r"month|year|hour|second \w+)|daily|weekly|monthly|quarterly|yearly|hourly|never|all)\b"
)
AMOUNT = rf"(?:{MONEY}|{PERCENT}|{SPELL}|{NUMBER}{_SCALE}?|zero\b|none\b|nothing\b|nil\b|one\b|once\b)"
_COMPARED = any_of(
    "less fewer more faster quicker higher lower early earlier sooner ahead under_budget "
    "below_budget over_target above_target "
    "cheaper better shorter lighter under_target"
)

_SURE = tuple(
    phrase(pattern)
    for pattern in (
        rf"(?:instead of|compared (?:to|with)|(?:up|down) from) (?:around |about |over |nearly |"
        rf"almost |only |just |as (?:many|much) as )?(?P<base>{FRACTION}|{AMOUNT})",
        rf"(?:{MONEY}|{PERCENT}|{SPELL}|{FRACTION}|{NUMBER}) (?:of )?(?:{_COMPARED})\b(?! than "
        rf"\d+ (?:people|staff))(?! than one\b)",
        rf"\bapplied for {NUMBER}<3> (?:and )?(?:got|won|received) {NUMBER}",
        rf"{NUMBER}<2> in (?:spring|summer|autumn|winter|\w+ term|january|february|march|april|may|june|july|august|"
        rf"september|october|november|december),?<2> {NUMBER}<2> in (?:spring|summer|autumn|"
        rf"winter|\w+ term)",
        rf"\btakes? (?:about |only |just )?{SPELL},?<1> (?:used to|instead|rather than|not |no longer)",
        rf"\b(?:rather than|instead of) {_OFTEN}",
        rf"(?P<base>{AMOUNT}) ?(?:→|->|=>|➔|⇒) ?{AMOUNT}",
        rf"\bfrom <1>(?P<base>{AMOUNT})<4> to (?:none|nobody|nothing|zero|nil|no one)\b",
        r"\b(?:twice|double|triple) the (?!week|day|month|shift)[a-z]+",
        rf"\b(?:average|norm|quota|usual|record|target)<2> (?:is|was|of|being|at) {AMOUNT}",
        r"\bfrom (?:bottom|last|\d+(?:st|nd|rd|th)|\w+th)<4> to (?:first|second|third|fourth|fifth|top|the top|"
        r"\d+(?:st|nd|rd|th))\b",
        rf"(?:{MONEY}|{PERCENT}|{FRACTION}) (?:up|down|below|above|over|under)\b",
        rf"\b(?:twice|double|three times|four times|five times|ten times|{NUMBER} ?(?:x|×|times)|"
        rf"\d+x) (?:as |what |the number |the usual |faster|quicker|more|higher|better)",
        r"\b(?:doubled|doubling|tripled|tripling|trebled|quadrupled|halved|halving|two-?fold|"
        r"three-?fold|four-?fold|five-?fold|ten-?fold|in half|by half)\b|\b\d+-?fold\b",
    )
)
_DELTA = tuple(
    phrase(pattern)
    for pattern in (
        rf"\bfrom (?:around |about |over |nearly |almost |an average of |only |just "
        rf")?(?P<base>{AMOUNT})<5> (?:down |up )?to (?:around |about |under |over |nearly |"
        rf"almost |only |just |fewer than |less than |more than )?{AMOUNT}",
        rf"\bfrom (?:almost |nearly )?(?P<base>{_OFTEN}|{FRACTION}|{AMOUNT})<3> to (?:almost |nearly |hardly |more "
        rf"than |less than |under |over )?(?:{_OFTEN}|{FRACTION}|{AMOUNT})",
        rf"\bby (?:around |about |over |more than |nearly |almost |roughly |a full |some |at "
        rf"least )?(?:{FRACTION}|{AMOUNT})(?! of (?:the|our|my))(?! (?:pm|am))(?! (?:other |more )?(?:people|classes|"
        rf"schools|wards|teams|shops|sites|branches|departments|companies|others|other|of|colleagues|customers|"
        rf"clients|families|local|nationals?)\b)",
        rf"(?:rather than|against|was|previously|formerly|used to be|versus|vs\.?) (?:around |"
        rf"about |over |nearly |almost |only |just |as (?:many|much) as )?(?P<base>{FRACTION}|"
        rf"{AMOUNT})",
        rf"(?:(?<!made )(?<!set )(?<!put )(?<!took )(?<!picked )(?<!drew )(?<!built )(?<!wrote )(?<!looked "
        rf")(?<!followed )(?<!cleaned )(?<!signed )(?<!broke )"
        rf"(?<!dug )(?<!typed )(?<!opened )(?<!fixed )(?<!tore )(?<!laid )(?<!shut )(?<!ate )(?<!packed )(?<!chased "
        rf")(?<!called )(?<!rang )(?<!loaded )\b(?:up(?! to)|down)|\b(?:rose|fell|grew|climbed|dropped|gained|rise "
        rf"of|drop of|increase of|"
        rf"reduction of|saving of|gain of|lowered)) (?:by |to |around |about |over |nearly |"
        rf"almost )?(?:{PERCENT}|{MONEY}|{NUMBER}|{FRACTION})",
        r"\b(?:double|half|\d+x) (?:the |our |my |as )",
        rf"(?<!up )\b(?:to|reached|hit|at|over|under|past|passed|topped) (?:a record |an average "
        rf"of |over |under |just )?(?:{PERCENT}|{MONEY})",
        rf"\b(?:down|dropped|fell|cut|rose|grew|climbed|shrank|went)<3> to (?:around |about |"
        rf"under |over |nearly |almost |only |just )?{AMOUNT}",
    )
)
_RATE = tuple(
    phrase(pattern)
    for pattern in (
        PERCENT,
        rf"\b(?:none|not one) of (?:my |the |our )?{NUMBER}\b",
        rf"{NUMBER}<3> (?:and|with|but) (?:only|just|not even) {AMOUNT}",
        rf"{NUMBER}<3> last (?:year|spring|summer|autumn|winter|season|month|term|week),?<3> {NUMBER}<3> this\b",
        rf"{NUMBER}<4> (?:and )?(?:all|every one|each|every single one)(?: of (?:them|the {NUMBER}))? (?:on time|"
        rf"right first|in time|passed|arrived|sold|came back|accepted|still)",
        rf"\b{NUMBER} \w+ out of {NUMBER}",
        rf"\b(?<!and )(?<!of ){NUMBER}(?:/| out of | of (?:my |the |our |all )?|(?: in ))(?:{NUMBER})(?![-/])",
        rf"\b(?:all|every one) (?:of )?(?:my |our |the )?{NUMBER}\b|\b(?:score|rating|average|"
        rf"grade|mark)s? (?:of|at|was|:) ?{NUMBER}",
        rf"{NUMBER}<2> (?:review |satisfaction |customer |average )?(?:score|rating)s?\b",
        rf"{NUMBER}(?:-star|[-\s]stars?| points?)\b",
        rf"\b(?:{FRACTION}) of\b|\btop (?:ten|five|three|\d+)\b",
    )
)
_FEW_MORE = re.compile(r"(?:one|two|three|a)\s+more")
_TIME = phrase(
    rf"{NUMBER}[-\s]{{0,2}}{PERIOD}\b|\b(?:an?|one) {PERIOD} (?:early|earlier|sooner|faster|"
    rf"ahead|quicker)\b"
)
_MONEY = phrase(MONEY)
_FIRST = phrase(
    r"\b(?:(?:for|at|on) the )?(?:very )?first (?:time|attempt|try|go|ever|pass)\b|"
    r"\bfirst-time\b|\bat once\b"
)
_ZERO = phrase(
    r"\b(?:no|zero|not one|not a single|without (?:a|an|a single|any)|nobody|no one|none|"
    r"never)\b"
)
_COUNT = phrase(rf"{NUMBER}{_SCALE}?|\b(?:twice|three times|daily) (?:a|per|each) (?:day|week|month|year)\b")
_ANY = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thir|four|fif|"
    r"six|seven|eight|nine|twen|for|hundred|thousand"
    r"|million|dozen|couple|half|halv|doubl|tripl|trebl|quadrupl|twice|third|quarter|none|"
    r"zero|top|week|month|day|year|hour|fold)"
)

_SPARED = phrase(
    rf"\b(?:sav(?:ed|es|ing)|freed|freeing|gained|won|spar(?:ed|ing))(?: up| back)?<3> "
    rf"(?:{SPELL})[^,;.]{{0,20}}"
)

Measure = tuple[str, int, int]
Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Measuring:
    """How a language writes its measures; patterns for the cleaned, lower-case line.

    `sure` are differences that state a change by themselves, `delta` those that need a verb; both may name
    their `base`. `hint` is what a line must hold before any number is looked for.
    """

    masks: Patterns
    sure: Patterns
    delta: Patterns
    rate: Patterns
    money: re.Pattern[str]
    time: re.Pattern[str]
    count: re.Pattern[str]
    first: re.Pattern[str]
    zero: re.Pattern[str]
    hint: re.Pattern[str]
    few_more: re.Pattern[str]
    spared: re.Pattern[str]  # what is no schedule after all: 'saved two hours a day'


ENGLISH = Measuring(MASKS, _SURE, _DELTA, _RATE, _MONEY, _TIME, _COUNT, _FIRST, _ZERO, _ANY, _FEW_MORE, _SPARED)


def measures(
    text: str, locale: str = "en", known: Measuring = ENGLISH, language: str = "en"
) -> tuple[list[Measure], list[tuple[int, int]]]:
    """The measures of a cleaned line as (kind, start, end), and its baselines as (start, end).

    Kinds: delta ('sure' if it states a change by itself), rate, money, time, volume, first, zero; 'small' is a
    bare count of one to three, which counts people more often than it measures. What is masked (years,
    rooms, schedules …) is left out. No two measures overlap, but 'first' and 'zero' may lie within others.
    """
    found = [("first", *m.span()) for m in known.first.finditer(text)]
    found += [("zero", *m.span()) for m in known.zero.finditer(text)]
    bases: list[tuple[int, int]] = []
    if not known.hint.search(text):
        return found, bases
    taken = bytearray(len(text))
    spared = covered(len(text), (m.span() for m in known.spared.finditer(text)))
    for mask in known.masks:
        for match in mask.finditer(text):
            if not any(spared[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _free((*known.sure, *known.delta), text, taken):
        kind = "small" if known.few_more.match(match.group()) else "sure" if match.re in known.sure else "delta"
        found.append((kind, *match.span()))
        if match.groupdict().get("base"):
            bases.append(match.span("base"))
    counted = (("rate", known.rate), ("money", (known.money,)), ("time", (known.time,)), ("volume", (known.count,)))
    for kind, patterns in counted:
        for match in _free(patterns, text, taken):
            found.append((_small(match.group(), locale, language) if kind == "volume" else kind, *match.span()))
    return found, bases


def _free(patterns: Patterns, text: str, taken: bytearray) -> Iterator[re.Match[str]]:
    """Matches that overlap nothing already taken; they are then taken themselves."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield match


def _small(text: str, locale: str, language: str) -> str:
    """How a bare count is filed: 'one' is a pronoun as often as a number, two and three are few."""
    value = read_number(text, locale, language) if text.isalpha() else None
    return "volume" if value is None or value > 3 else "one" if value == 1 else "small"
