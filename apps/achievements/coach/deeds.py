"""What happened in an English sentence: the person's own deeds, figures that moved, what others did."""

from collections.abc import Iterator

from . import english as en
from .phrases import words
from .results import BETTER_NOW, GOOD_STATE, THANKS_TO
from .sentences import Sentence, Token
from .verbs import AFTER

_SOFT = words(
    ", and but so because while until when after since which who that though although then where whose as ( than if"
)
_CONSEQUENCE = words("resulting leading enabling allowing letting meaning")
_SUBJECT_OR_LINK = words(
    "i we he she they it who which also then later and but , has have had that i've we've eventually"
)
_NO_VERB_AFTER = words("was were be been being is are has have to by of for with a an the my our in at on")
_LINKED_SUBJECTS = en.PRONOUNS - words("who which that this it some all both none others")
_OBJECT_ENDS = words("by from to and so after with through")
_CLAUSE_ENDS = words(", ( –")
_GO_ON = words("who that which and , than as since after")  # the subject may go on after these
_STATIVE = words("has have is are can could was were now had doesn't don't")
_PARTICIPLES = en.IRREGULAR | words("taken given written chosen driven bought grown")
_UNCHANGED = words("read put cut let set hit shut quit spread cast")  # past without a sign of it
_PERFECTS = _PARTICIPLES | words("become come gone left begun risen fallen grown sunk shrunk stopped stayed learnt")
_FILES = words("files file documents data records copies work backups seeds samples")
_PAY = words("money salary experience wages")


def own_results(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The person's own past verbs, and trailing ', …ing', that state a change."""
    text, tokens = sentence.text, sentence.tokens
    for i, token in enumerate(tokens):
        word = token.word
        if word in en.TRAILING or word in _CONSEQUENCE:
            if _trails(tokens, i) and (word not in _CONSEQUENCE or AFTER[word].match(text, token.end)):
                yield token.start, _object_end(tokens, i)
        elif word in en.PAST:
            if _finite(tokens, i, sentence.own) and not _hollow(tokens, i):
                yield token.start, _object_end(tokens, i)
        elif word in AFTER and _finite(tokens, i, sentence.own):
            match = AFTER[word].match(text, token.end, sentence.end)
            if match:
                yield token.start, max(match.end(), token.end)


def _trails(tokens: tuple[Token, ...], i: int) -> bool:
    """', reducing …' or ', thereby reducing …'."""
    before = [t.word for t in tokens[max(i - 2, 0) : i]]
    return before[-1:] == [","] or (before[:1] == [","] and before[1:] in (["thereby"], ["thus"], ["and"], ["while"]))


def _finite(tokens: tuple[Token, ...], i: int, own: bool) -> bool:
    """Whether the past form at i is a verb that happened, not 'improved' in 'new and improved methods'."""
    if i == 0:
        return True
    before = tokens[i - 1].word
    if before in _SUBJECT_OR_LINK:
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
        first.endswith("ed")
        or first in en.IRREGULAR
        or first in en.PAST
        or first in AFTER
        or first in en.PRONOUNS | en.DETERMINERS | en.PEOPLE
        or any(t.word in {"i", "we"} for t in tokens[:i])
    )


def _hollow(tokens: tuple[Token, ...], i: int) -> bool:
    """'Saved files', 'avoided using': the verb without a change."""
    following = {t.word for t in tokens[i + 1 : i + 4]}
    return bool(following & {"saved": _FILES, "earned": _PAY}.get(tokens[i].word, frozenset()))


def _object_end(tokens: tuple[Token, ...], i: int) -> int:
    """The end of the few words that belong to the verb at i."""
    end = tokens[i].end
    for token in tokens[i + 1 : i + 6]:
        if not token.word[0].isalpha() or token.word in _OBJECT_ENDS:
            break
        end = token.end
    return end


def moved(sentence: Sentence, deltas: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The verb that moved a figure, where a difference stands beside it: 'cut falls from nine to two'."""
    if any(sentence.start <= start <= sentence.end for start, _ in deltas):
        for i, token in enumerate(sentence.tokens):
            if token.word in en.MOVES | en.PAST and (i == 0 or sentence.tokens[i - 1].word != "to"):
                yield token.start, token.end


def went(sentence: Sentence, deltas: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A figure and its difference without a verb: 'Set-up time from 45 minutes to 20'."""
    if not sentence.own and len(sentence.tokens) > 2:
        yield from (d for d in deltas if sentence.text.startswith("from ", d[0]) and d[0] > sentence.tokens[0].start)


def others_results(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Somebody or something else did something: 'Guests came back', 'the council reversed its decision'."""
    starts = [] if sentence.own else [0]
    for start in [*starts, *_later_clauses(sentence.tokens)]:
        if found := _clause(sentence, start):
            yield found


def _later_clauses(tokens: tuple[Token, ...]) -> Iterator[int]:
    """Where a further clause may begin: '…, and she', '… so (that) the', 'After my training the …'."""
    leading = tokens[0].word in {"after", "since", "thanks", "because"}
    for i, token in enumerate(tokens[1:], 1):
        before = tokens[i - 1].word
        linked = before in {",", "and", "but"} and token.word in _LINKED_SUBJECTS
        if before in {"and", "but"} and _came_to_be(tokens, i):
            linked = True
        follows = before in {"so", "then"} or (before == "that" and i > 1 and tokens[i - 2].word == "so")
        main = leading and i > 1 and token.word in en.DETERMINERS | en.PEOPLE | {"he", "she", "they", "it"}
        if linked or follows or (main and before not in en.NOT_SUBJECT | en.DETERMINERS | {"to"}):
            yield i


def _came_to_be(tokens: tuple[Token, ...], start: int) -> bool:
    """'… and the streak complaints dried up': a short subject and a verb that nobody does to it."""
    for i in range(start + 1, min(start + 5, len(tokens))):
        word = tokens[i].word
        if word in en.BEFELL and tokens[i - 1].word.isalpha() and tokens[i - 1].word not in en.NOT_SUBJECT:
            return tokens[start].word in en.DETERMINERS | en.PEOPLE or tokens[i - 1].word.endswith("s")
        if not word.isalpha() or word in _SOFT or word in en.NOT_SUBJECT:
            return False
    return False


def _clause(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """The finite verb of the clause that begins at a token, if its subject is somebody or something else."""
    tokens, head = sentence.tokens, sentence.tokens[start].word
    if (head in en.NOT_SUBJECT | en.JOB_WORDS and not (head == "other" and not start)) or not head[0].isalpha():
        return None
    pronoun = head in en.PRONOUNS
    known = pronoun or head in en.DETERMINERS | en.PEOPLE
    if start and not _came_to_be(tokens, start) and (not known or (pronoun and head not in _LINKED_SUBJECTS)):
        return None
    sure = known or (head.endswith("s") and not head.endswith("ss"))
    subject = [head]
    skipped = -1
    for i in range(start + 1, min(start + 14, len(tokens))):
        word = tokens[i].word
        if i <= skipped:
            continue
        if word in {"i", "we"} and start == 0 and i <= 5:  # 'the girl I mentored has started …'
            skipped = i + 1
            continue
        if word in {"i", "we"} or (word in _CLAUSE_ENDS and start):
            return None
        if verb := _verb(sentence, i, sure=sure or subject[-1] in en.PEOPLE, subject=subject):
            return tokens[start].start, max(verb, tokens[i].end)
        if word in _SOFT - _GO_ON or (word in {"was", "were"} and not _GO_ON & set(subject)):
            return None
        subject.append(word)
    return None


def _verb(sentence: Sentence, i: int, *, sure: bool, subject: list[str]) -> int | None:
    """The end of the finite verb at i, if it states a change; `sure` is false after a bare singular noun."""
    tokens, word, before = sentence.tokens, sentence.tokens[i].word, sentence.tokens[i - 1].word
    if before in _NO_VERB_AFTER or (word in en.DESCRIBES and subject[-1] in en.JOB_WORDS and len(subject) <= 4):
        return None
    end, better = tokens[i].end, _for_the_better(sentence, tokens[i].end)
    if good := GOOD_STATE.match(sentence.text, tokens[i].start, sentence.end):
        return good.end()
    if word in {"was", "were", "got", "been"} and i + 1 < len(tokens) and tokens[i + 1].word not in en.PASSIVE_NOT:
        passive = _passive(tokens, i, better=better)
        return end if passive is None and word == "got" and not tokens[i + 1].word.endswith("ed") else passive
    if word in {"has", "have"} and not sentence.own and (perfect := _perfect(tokens, i)):
        return perfect
    if word in _STATIVE and not (word == "had" and subject[0] in en.GROUPS):
        return end if better or word == "now" else None
    if word in en.DESCRIBES or (word in en.GROUP_WORK and set(subject) & en.GROUPS):
        return end if better and sure else None
    if word in en.PAST | en.CLEAR_MOVES or (word in en.IRREGULAR and (sure or not sentence.own)):
        return None if sentence.own and word in en.AMBIGUOUS else end
    if (sure or (better and not sentence.own)) and word.endswith("ed") and len(word) > 3 and not word.endswith("eed"):
        return None if subject[0] in {"all", "every", "each"} and _everyday(word) else end
    if word in AFTER and AFTER[word].match(sentence.text, end, sentence.end):
        return end
    if (
        word in _UNCHANGED
        and not sentence.own
        and subject[-1] in en.PEOPLE | {"foreman", "it", "he", "she"}
        and not subject[-1].endswith("s")
    ):
        return end
    present = (
        better
        and (not sentence.own or subject[0] in {"he", "she", "they"})
        and (sure or word.endswith("s"))
        and _agrees(subject, word)
    )
    return end if present else None


def _for_the_better(sentence: Sentence, start: int) -> bool:
    """Whether the rest says that it is so now, or that it came of what the person did."""
    rest = BETTER_NOW.search(sentence.text, start, sentence.end)
    return bool(rest or (not sentence.own and THANKS_TO.search(sentence.text, start, sentence.end)))


def _perfect(tokens: tuple[Token, ...], i: int) -> int | None:
    """The end of 'has started', 'have taken over' with has or have at i, unless it tells of a day's work."""
    skip = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].word in en.ADVERBS)
    if skip >= len(tokens):
        return None
    participle = tokens[skip].word
    done = participle in _PERFECTS or (participle.endswith("ed") and participle not in en.DESCRIBES)
    return tokens[skip].end if done else None


def _agrees(subject: list[str], word: str) -> bool:
    """Whether a word could be the present tense of a short subject: 'resident walks', 'they walk'."""
    many = subject[-1].endswith("s") or subject[0] in {"they", "these", "we"}
    other = en.NOT_SUBJECT | _SOFT | en.ADVERBS | en.DETERMINERS
    return word.isalpha() and len(word) > 2 and len(subject) <= 6 and word not in other and word.endswith("s") != many


def _passive(tokens: tuple[Token, ...], i: int, *, better: bool) -> int | None:
    """The end of 'was promoted', 'were moved', but not of 'was based' or 'was cleaned'."""
    skip = i + 1 + (tokens[i + 1].word in en.ADVERBS)
    if skip >= len(tokens):
        return None
    participle = tokens[skip].word
    told = participle.endswith("ed") or participle in _PARTICIPLES
    decided = told and participle not in en.PASSIVE_NOT and not _everyday(participle)
    return tokens[skip].end if decided or better else None


def _everyday(participle: str) -> bool:
    """Whether 'was …' with this participle tells of a day's work ('was cleaned'), not of a decision."""
    stems = {participle[:-2], participle[:-1], participle[:-3], participle[:-3] + "y"}
    return bool(stems & (en.BASE_VERBS - en.DECISIONS)) or participle in en.DESCRIBES | en.GROUP_WORK
