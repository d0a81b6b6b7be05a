"""English sentences: their words, who acts in them, and what they only plan, deny or intend."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import english as en
from .phrases import covered, phrase
from .verbs import AFTER

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+){0,9}|\d[\w.,%]*|[,;:.!?\n()–—…•]")
_HARD = re.compile(
    r"(?<![\s.(][a-z])(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)[.!?](?=\s|$)|[;:\n…•]|"
    r"\s[-–—]{1,2}\s|—"
)

# what follows is wished for, promised or denied
_PLANNED = phrase(
    r"\b(?:will|would|shall|plan(?:s|ned|ning)? (?:to|on|for)|need(?:s|ed|ing)? to|want(?:s|"
    r"ed|ing)? to|wish(?:es|ed)? to|hop(?:e|es|ed|ing) (?:to|for|that)"
    r"|aim(?:s|ed|ing)? (?:to|for|at)|intend(?:s|ed|ing)? to|try|trying|tried to|tries to|"
    r"attempt(?:s|ed|ing)? to|supposed to|expected to|should|must|(?<!in )(?<!since )(?<!of )(?<!from )(?<!until "
    r")(?<!last )may (?!and\b|i\b|we\b|the\b|to\b)|might|ought"
    r"|going to|looking to|seek(?:s|ing)? to|sought to|keen to|eager to|the (?:goal|aim|"
    r"target|plan|objective|idea|ambition) (?:is|was)|strive(?:s|d)? to|striving"
    r"|did not|didn't|do not|don't|was not|wasn't|were not|weren't|am not|failed to|unable "
    r"to|could not|couldn't|cannot|can't|never managed|not yet|not responsible|not able|"
    r"nearly|almost managed"
    r"|able to|capable of|ready to|willing to|in future|next year|working towards?|work(?:s|"
    r"ing)? to|worked (?:hard )?to)\b"
)
_DONE_AFTER_ALL = phrase(
    r"\b(?:was|were|been|being|i'm|am) able to\b|\b(?:free|good|a|the|living|his|her) "
    r"will\b|\bnearly (?:all|every|\d|half|doubled|two|three|a )"
)
# what follows is the job, whoever does it
_ASSIGNED = phrase(
    r"\b(?:responsible for|responsibility for|in charge of|tasked with|charged with|"
    r"accountable for|duties|responsibilities|my (?:role|job|task|work) (?:is|was|includ\w+|"
    r"involv\w+|consist\w+)"
    r"|the (?:role|job|position|work) (?:is|was|includ\w+|involv\w+)|role involv\w+|job "
    r"involv\w+|in order to|so as to|with (?:the|an) aim|with a view|for the purpose|"
    r"assist(?:ed|ing|s)? (?:in|with)"
    r"|help(?:ed|ing|s)? (?:with|in)|contribut(?:ed|ing|es) to|work(?:ed|ing|s)? on|"
    r"focus(?:ed|ing|es)? on|involved in|participat(?:ed|ing) in|interested in|passionate "
    r"about|committed to|dedicated to"
    r"|experienced? (?:in|at|of|with)|skilled (?:in|at)|knowledge of|advis(?:ed|ing|e) \w+ "
    r"(?:on|how)|ensur(?:e|ed|es|ing)|mak(?:e|ing) sure|made sure|ways (?:to|of)|measures "
    r"to|how to|proposals? (?:to|for)|ideas? (?:to|for|on)"
    r"|plans? (?:to|for)|strateg(?:y|ies) (?:to|for)|campaigns? (?:to|for|against)|courses? "
    r"(?:on|in|about)|workshops? (?:on|about)|talks? (?:on|about)|training (?:on|in|about)|"
    r"report(?:s|ed)? (?:on|about))\b"
)
_PURPOSE = phrase(
    r"\b(?<!due )(?<!up )(?<!next )(?<!close )(?<!prior )(?<!back )(?<!according )(?<!come "
    r")(?<!thanks )(?<!on )(?<!switched )(?<!moved )(?<!changed )(?<!returned )(?<!talked )(?<!spoke )(?<!listened "
    r")(?<!wrote )"
    r"(?<!time )to (?!(?:the|a|an|my|our|their|his|her|its|this|that|these|those|"
    r"me|us|him|them|it|one|two|three|four|five|six|seven|eight|nine|ten|zero|none|nothing|"
    r"under|over|about|around|just|only|nearly|almost|half|work|school|hospital|university|"
    r"college|date|standard|budget|customers?|patients?|people|children)\b)[a-z]{2,}"
)
_PURPOSE_ENDS = re.compile(r",|\sso\s|\sand (?=(?:the|" + "|".join(sorted(en.PAST - {"beat"})) + r")\b)")
# an assignment that governs the rest of its sentence, commas and all
_WHOLE = ("responsib", "duties", "my ", "the ", "role", "job", "tasked", "measures")


@dataclass(frozen=True)
class Token:
    """One word, number or mark of the cleaned line."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """What stands between two full stops, semicolons, colons or dashes."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    own: bool  # the person is the one who acts: 'Cleaned …', 'I cleaned …', not 'Guests came back …'


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a cleaned line."""
    start = 0
    for end in [*(m.start() for m in _HARD.finditer(text)), len(text)]:
        tokens = tuple(Token(m.group(), *m.span()) for m in _TOKEN.finditer(text, start, end))
        tokens = tokens[next((i for i, t in enumerate(tokens) if t.word[0].isalnum()), len(tokens)) :]
        if tokens:
            yield Sentence(text, start, end, tokens, not _led_by_someone_else(tokens))
        start = end + 1


def _led_by_someone_else(tokens: tuple[Token, ...]) -> bool:
    """Whether a sentence opens with somebody or something else as its subject."""
    first, second = tokens[0].word, tokens[1].word if len(tokens) > 1 else ""
    if first in en.PRONOUNS | en.DETERMINERS | en.PEOPLE or first == "there":
        return not (second == "of" and first in {"head", "class"})
    if first == "other" and second.endswith("s"):
        return True
    if first in {"did", "does", "had", "having", "being"}:
        return False
    if first in en.NOT_SUBJECT or first in en.IRREGULAR or first in AFTER or first in en.BASE_VERBS:
        return first in en.BASE_VERBS and _figure_moves(tokens)
    if first.endswith("ing") and _figure_moves(tokens):
        return True
    return not first.endswith(("ed", "ing", "ly", "ise", "ize", "ify")) or first in _NOUNS


_NOUNS = frozenset(
    [
        "training",
        "elderly",
        "family",
        "supply",
        "assembly",
        "morning",
        "evening",
        "spring",
        "ceiling",
        "building",
        "housing",
    ]
)


def _figure_moves(tokens: tuple[Token, ...]) -> bool:
    """'Review score improved from …', 'Stock losses fell': a noun that could also be a verb, and its verb."""
    return any(
        (t.word in en.CLEAR_MOVES | {"up", "down", "gone"} or (i == 1 and t.word in {"was", "were", "has"}))
        and tokens[i - 1].word.isalpha()
        and tokens[i - 1].word not in en.NOT_SUBJECT | en.DETERMINERS
        for i, t in enumerate(tokens[1:6], 1)
    )


_HEADED = re.compile(
    r"(?:next )?(?:aims?|goals?|targets?|objectives?|plans?|to do|hopes?|idea|wish)(?: for [\w "
    r"]{1,30}| next [\w ]{1,20})?\s?:"
)


def planned_by_heading(text: str) -> list[tuple[int, int]]:
    """The whole line where it opens with 'Aim:' or 'Target for next year:'."""
    return [(0, len(text))] if _HEADED.match(text) else []


def guarded(sentence: Sentence) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the sentence only plans or denies, and where it only names a purpose or an assignment."""
    text, start, end = sentence.text, sentence.start, sentence.end
    dead, soft = [], []
    spared = covered(len(text), (m.span() for m in _DONE_AFTER_ALL.finditer(text, start, end)))
    for match in _PLANNED.finditer(text, start, end):
        if any(spared[match.start() : match.end()]):
            continue
        if sentence.own or match.group().split()[0] in {
            "will",
            "should",
            "must",
            "may",
            "would",
            "plan",
            "plans",
            "the",
        }:
            but = text.find(" but ", match.end(), end)
            dead.append((match.start(), but if but >= 0 else end))
    for match in _ASSIGNED.finditer(text, start, end):
        comma = text.find(",", match.end(), end)
        soft.append((match.start(), end if comma < 0 or match.group().startswith(_WHOLE) else comma))
    if sentence.own and sentence.tokens[0].word not in en.MOVES | en.PAST:
        for match in _PURPOSE.finditer(text, start, end):
            if not text[max(match.start() - 10, 0) : match.start()].rstrip().endswith(("managed", "able", "helped")):
                stop = _PURPOSE_ENDS.search(text, match.end(), end)
                soft.append((match.start(), stop.start() if stop else end))
    return dead, soft
