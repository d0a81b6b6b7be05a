"""Who did what in an English sentence: tokens, clauses, and the verbs that really happened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import english as en
from .phrases import phrase
from .results import AFTER, BETTER_NOW

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\w.,%]*|[,;:.!?\n()–—…•]")
_HARD = re.compile(r"(?<![\s.(][a-z])(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)[.!?](?=\s|$)|[;:\n…•]|\s[-–—]{1,2}\s|—")
_SOFT = en.words(", and but so because while until when after since which who that though although then where whose as ( than if")

# what follows is wished for, promised or denied
_PLANNED = phrase(
    r"\b(?:will|would|shall|plan(?:s|ned|ning)? (?:to|on|for)|need(?:s|ed|ing)? to|want(?:s|ed|ing)? to|wish(?:es|ed)? to|hop(?:e|es|ed|ing) (?:to|for|that)"
    r"|aim(?:s|ed|ing)? (?:to|for|at)|intend(?:s|ed|ing)? to|try|trying|tried to|tries to|attempt(?:s|ed|ing)? to|supposed to|expected to|should|must|may|might|ought"
    r"|going to|looking to|seek(?:s|ing)? to|sought to|keen to|eager to|the (?:goal|aim|target|plan|objective|idea|ambition) (?:is|was)|strive(?:s|d)? to|striving"
    r"|did not|didn't|do not|don't|was not|wasn't|were not|weren't|am not|failed to|unable to|could not|couldn't|cannot|can't|never managed|not yet|not responsible|not able|nearly|almost managed"
    r"|able to|capable of|ready to|willing to|in future|next year|working towards?|work(?:s|ing)? to|worked (?:hard )?to)\b"
)
_DONE_AFTER_ALL = phrase(r"\b(?:was|were|been|being|i'm|am) able to\b|\b(?:free|good|a|the|living|his|her) will\b|\bnearly (?:all|every|\d|half|doubled|two|three|a )")
# what follows is the job, whoever does it
_ASSIGNED = phrase(
    r"\b(?:responsible for|responsibility for|in charge of|tasked with|charged with|accountable for|duties|responsibilities|my (?:role|job|task|work) (?:is|was|includ\w+|involv\w+|consist\w+)"
    r"|the (?:role|job|position|work) (?:is|was|includ\w+|involv\w+)|role involv\w+|job involv\w+|in order to|so as to|with (?:the|an) aim|with a view|for the purpose|assist(?:ed|ing|s)? (?:in|with)"
    r"|help(?:ed|ing|s)? (?:with|in)|contribut(?:ed|ing|es) to|work(?:ed|ing|s)? on|focus(?:ed|ing|es)? on|involved in|participat(?:ed|ing) in|interested in|passionate about|committed to|dedicated to"
    r"|experienced? (?:in|at|of|with)|skilled (?:in|at)|knowledge of|advis(?:ed|ing|e) \w+ (?:on|how)|ensur(?:e|ed|es|ing)|mak(?:e|ing) sure|made sure|ways (?:to|of)|measures to|how to|proposals? (?:to|for)|ideas? (?:to|for|on)"
    r"|plans? (?:to|for)|strateg(?:y|ies) (?:to|for)|campaigns? (?:to|for|against)|courses? (?:on|in|about)|workshops? (?:on|about)|talks? (?:on|about)|training (?:on|in|about)|report(?:s|ed)? (?:on|about))\b"
)
_PURPOSE = phrase(
    r"\b(?<!due )(?<!up )(?<!next )(?<!close )(?<!prior )(?<!back )(?<!according )(?<!come )(?<!thanks )(?<!on )to (?!(?:the|a|an|my|our|their|his|her|its|this|that|these|those|me|us|him|them|it|one|two|three|four|five|six|seven|eight|nine|ten|zero|none|nothing|under|over|about|around|just|only|nearly|almost|half|work|school|hospital|university|college|date|standard|budget|customers?|patients?|people|children)\b)[a-z]{2,}"
)


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
    if first in en.NOT_SUBJECT or first in en.IRREGULAR or first in AFTER or first in en.BASE_VERBS:
        return first in en.BASE_VERBS and _figure_moves(tokens)
    return not first.endswith(("ed", "ing", "ly", "ise", "ize", "ify")) or first == "training"


def _figure_moves(tokens: tuple[Token, ...]) -> bool:
    """'Review score improved from …', 'Stock losses fell': a noun that could be a verb, before a verb that cannot wait."""
    return any(
        (t.word in en.CLEAR_MOVES or (i == 1 and t.word in {"was", "were", "has"})) and tokens[i - 1].word.isalpha() and tokens[i - 1].word not in en.NOT_SUBJECT | en.DETERMINERS
        for i, t in enumerate(tokens[1:6], 1)
    )


def guarded(sentence: Sentence) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the sentence only plans or denies, and where it only names a purpose or an assignment."""
    text, start, end = sentence.text, sentence.start, sentence.end
    dead, soft = [], []
    spared = [m.span() for m in _DONE_AFTER_ALL.finditer(text, start, end)]
    for match in _PLANNED.finditer(text, start, end):
        if any(a < match.end() and match.start() < b for a, b in spared):
            continue
        if sentence.own or match.group().split()[0] in {"will", "should", "must", "may", "would", "plan", "plans"}:
            but = text.find(" but ", match.end(), end)
            dead.append((match.start(), but if but >= 0 else end))
    for match in _ASSIGNED.finditer(text, start, end):
        comma = text.find(",", match.end(), end)
        soft.append((match.start(), end if comma < 0 or match.group()[0] in "rdjmt" else comma))
    for match in _PURPOSE.finditer(text, start, end):
        if text.startswith(("managed", "able", "succeeded"), max(match.start() - 8, 0)) or text[
            max(match.start() - 8, 0) : match.start()
        ].rstrip().endswith(("managed", "able", "helped", "able")):
            continue
        stop = min((i for i in (text.find(",", match.end(), end), text.find(" so ", match.end(), end)) if i >= 0), default=end)
        soft.append((match.start(), stop))
    return dead, soft


def own_results(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The person's own past verbs, and trailing ', …ing', that state a change."""
    text, tokens = sentence.text, sentence.tokens
    for i, token in enumerate(tokens):
        word, before = token.word, tokens[i - 1].word if i else ""
        if word in en.TRAILING and i and (before in {",", "thereby", "thus", "and", "while"} or text[token.start - 1] == ","):
            if before == "," or tokens[i - 2].word == ",":
                yield token.start, _object_end(tokens, i)
        elif word in {"resulting", "leading", "enabling", "allowing", "letting", "meaning"}:
            if before == "," and AFTER[word].match(text, token.end):
                yield token.start, _object_end(tokens, i)
        elif word in en.PAST or word in AFTER:
            if not _finite(tokens, i, sentence.own):
                continue
            if word in AFTER and word not in en.PAST:
                if match := AFTER[word].match(text, token.end, sentence.end):
                    yield token.start, max(match.end(), token.end)
            elif not _hollow(tokens, i):
                yield token.start, _object_end(tokens, i)
        elif word == "to" and before == "helped" or before in {"helped", "helping"}:
            continue


def _finite(tokens: tuple[Token, ...], i: int, own: bool) -> bool:
    """Whether the past form at i is a verb that happened, not 'improved' in 'new and improved methods'."""
    if i == 0:
        return True
    before = tokens[i - 1].word
    if before in {"i", "we", "he", "she", "they", "it", "who", "which", "also", "then", "later", "and", "but", ",", "has", "have", "had", "that", "i've", "we've", "eventually"}:
        return before not in {"and", ","} or _past_before(tokens, i)
    if before.endswith("ly"):
        return i == 1 or _finite(tokens, i - 1, own)
    return not own and before not in en.DETERMINERS | en.NOT_SUBJECT and before.isalpha()


def _past_before(tokens: tuple[Token, ...], i: int) -> bool:
    """A list of past verbs carries on: its first word is one, or somebody acts in it."""
    first = tokens[0].word
    if len(tokens) > i + 1 and tokens[i - 1].word == "and" and tokens[i - 2].word in {"new", "better", "existing"}:
        return False
    return (
        first.endswith("ed") or first in en.IRREGULAR or first in en.PAST or first in AFTER or first in en.PRONOUNS | en.DETERMINERS | en.PEOPLE
        or any(t.word in {"i", "we"} for t in tokens[:i])
    )


def _hollow(tokens: tuple[Token, ...], i: int) -> bool:
    """'Saved files', 'avoided using': the verb without a change."""
    following = [t.word for t in tokens[i + 1 : i + 4]]
    if tokens[i].word == "saved":
        return bool(set(following) & {"files", "file", "documents", "data", "records", "copies", "work", "backups", "seeds", "samples"})
    return tokens[i].word == "earned" and bool(set(following) & {"money", "salary", "experience", "wages"})


def _object_end(tokens: tuple[Token, ...], i: int) -> int:
    """The end of the few words that belong to the verb at i."""
    end = tokens[i].end
    for token in tokens[i + 1 : i + 6]:
        if not token.word[0].isalpha() or token.word in {"by", "from", "to", "and", "so", "after", "with", "through"}:
            break
        end = token.end
    return end


def moved(sentence: Sentence, deltas: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A figure that moved: 'cut falls from nine to two', 'cut waste', 'membership grew'."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.word not in en.MOVES and token.word not in en.PAST:
            continue
        if any(sentence.start <= a <= sentence.end for a, _ in deltas) and (i == 0 or tokens[i - 1].word != "to"):
            yield token.start, token.end


def others_results(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Somebody or something else did something: 'Guests came back', 'the council reversed its decision'."""
    tokens = sentence.tokens
    starts = [0] if not sentence.own else []
    starts += [i + 1 for i, t in enumerate(tokens[:-1]) if t.word in {"so", "then", ",", "and", "but", "that"} and (t.word != "that" or tokens[i - 1].word == "so") and (tokens[i + 1].word in en.PRONOUNS or t.word in {"so", "then"})]
    if tokens[0].word in {"after", "since", "thanks", "because"}:
        starts += [i for i, t in enumerate(tokens) if i > 1 and t.word in en.DETERMINERS | en.PEOPLE and (tokens[i - 1].word == "," or tokens[i - 1].word not in en.NOT_SUBJECT | en.DETERMINERS | {"to"})]
    for start in starts:
        if found := _clause(sentence, start):
            yield found


def _clause(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """The finite verb of the clause that begins at a token, if its subject is somebody or something else."""
    tokens, head = sentence.tokens, sentence.tokens[start].word
    at_front = start == 0
    if head in en.NOT_SUBJECT or head in en.JOB_WORDS or not head[0].isalpha():
        return None
    if not at_front and head in {"who", "which", "that", "this", "it", "some", "all", "both", "none", "others"}:
        return None
    known = head in en.PRONOUNS or head in en.DETERMINERS or head in en.PEOPLE
    plural = head.endswith("s") and not head.endswith("ss")
    if not known and not at_front:
        return None
    subject = [head]
    for i in range(start + (head in en.PRONOUNS or head in en.PEOPLE or plural or not known), min(start + 14, len(tokens))):
        word, word_before = tokens[i].word, subject[-1]
        if word in {"i", "we"} or (word in {",", "(", "–"} and not at_front):
            return None
        if i == start:
            continue
        if verb := _verb(sentence, i, sure=known or plural or word_before in en.PEOPLE, subject=subject):
            return tokens[start].start, max(verb, tokens[i].end)
        if word in _SOFT and word not in {"who", "that", "which", "and", ",", "than", "as", "since", "after"}:
            return None
        subject.append(word)
    return None


def _verb(sentence: Sentence, i: int, *, sure: bool, subject: list[str]) -> int | None:
    """The end of the finite verb at i, if it states a change; `sure` is false after a bare singular noun."""
    tokens = sentence.tokens
    word = tokens[i].word
    following = tokens[i + 1].word if i + 1 < len(tokens) else ""
    before = tokens[i - 1].word
    if subject[-1] in en.JOB_WORDS and len(subject) <= 4 and word in en.DESCRIBES:
        return None
    if before in {"be", "been", "being", "is", "are", "has", "have", "to", "by", "of", "for", "with", "a", "an", "the", "my", "our", "in", "at", "on"}:
        return None
    tail = sentence.text[tokens[i].end : sentence.end]
    if word in {"was", "were", "got", "been"} and following and following not in en.PASSIVE_NOT:
        skip = i + 1 + (following in en.ADVERBS)
        participle = tokens[skip].word if skip < len(tokens) else ""
        if participle not in en.PASSIVE_NOT and not _everyday(participle) and (participle.endswith("ed") or participle in en.IRREGULAR | en.words("taken given written chosen driven bought grown")):
            return tokens[skip].end
        return tokens[skip].end if BETTER_NOW.search(tail) and skip < len(tokens) else None
    if word in {"has", "have", "is", "are", "can", "could", "was", "were", "now", "had", "doesn't", "don't"} and not (word == "had" and subject[0] in en.GROUPS):
        return tokens[i].end if BETTER_NOW.search(tail) or word == "now" else None
    if word in en.DESCRIBES or (word in en.GROUP_WORK and set(subject) & en.GROUPS):
        return tokens[i].end if BETTER_NOW.search(tail) and sure else None
    if (word in en.IRREGULAR and (sure or word in en.CLEAR_MOVES)) or word in en.PAST or word in en.CLEAR_MOVES:
        return tokens[i].end if not sentence.own or word not in en.AMBIGUOUS else None
    if word.endswith("ed") and len(word) > 3 and sure and not word.endswith("eed"):
        if subject[0] in {"all", "every", "each"} and _everyday(word):
            return None
        return tokens[i].end
    if word in AFTER and AFTER[word].match(sentence.text, tokens[i].end, sentence.end):
        return tokens[i].end
    if word.isalpha() and i and (sure or word.endswith("s")) and len(subject) <= 6 and word not in en.NOT_SUBJECT | _SOFT | en.ADVERBS | en.DETERMINERS:
        present = word.endswith("s") != (subject[-1].endswith("s") or subject[0] in {"they", "these", "we"}) and BETTER_NOW.search(tail)
        return tokens[i].end if present and not sentence.own else None
    return None


def _everyday(participle: str) -> bool:
    """Whether 'was …' with this participle tells of a day's work ('was cleaned'), not of a decision."""
    stems = {participle[:-2], participle[:-1], participle[:-3], participle[:-3] + "y"}
    return bool(stems & (en.BASE_VERBS - en.DECISIONS)) or participle in en.DESCRIBES | en.GROUP_WORK
