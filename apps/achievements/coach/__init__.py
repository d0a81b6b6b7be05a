"""The coach: duty, activity or outcome, told from the words of one line (EVIDENCE.md, 'The coach').

Pure and deterministic; each language has its own version of the rules.
"""

from . import french, german, spanish
from .deeds import moved, others_results, own_results, went
from .guards import Found, standing
from .judgement import Judgement, Question, Span, State
from .language import language_of
from .measures import measures
from .phrases import LONGEST, plain
from .results import wordings
from .sentences import guarded, planned_by_heading, sentences
from .slots import further_slots
from .tongues import Tongue, found_in

TONGUES: dict[str, Tongue] = {"de": german.RULES, "fr": french.RULES, "es": spanish.RULES}
RULES_VERSION = {"en": "en-3"} | {language: tongue.version for language, tongue in TONGUES.items()}

__all__ = ["RULES_VERSION", "Judgement", "Question", "Span", "State", "judge"]

_NAMES = {"small": "volume", "sure": "delta"}  # how a finding's kind is called outside
MEASURES = ("sure", "delta", "rate", "money", "time", "first", "zero", "volume")  # the telling ones first


def judge(text: str, *, language: str = "en", locale: str = "en") -> Judgement:
    """The state of one line, the words it rests on, and the first question still open.

    `language` is the person's; a line that is plainly in another one is judged by that one's rules, or not
    judged. `locale` says how its numbers are written. Any string is answered, in time linear in its
    length; only the first 4 000 characters are read.
    """
    read = plain(text)
    line = read.lstrip()
    skipped = len(read) - len(line)
    spoken = language_of(line, language[:2])
    if spoken not in RULES_VERSION or not any(char.isalpha() for char in line):
        return Judgement(State.NOT_JUDGED, (), Question.DIFFERENCE, RULES_VERSION.get(language[:2], ""))
    tongue = TONGUES.get(spoken)
    found = found_in(line, text[skipped:], tongue, spoken, locale) if tongue else _found(line, locale)
    state = _state(found)
    spans = tuple(
        Span(slot, skipped + start, skipped + end, text[skipped + start : skipped + end])
        for slot, start, end in _public(found)
    )
    return Judgement(state, spans, _question(state, {slot for slot, _, _ in found}), RULES_VERSION[spoken])


def _found(line: str, locale: str) -> list[Found]:
    """Everything the line states, without what it only plans, denies or names as a purpose."""
    figures, bases = measures(line, locale)
    deltas = [(a, b) for kind, a, b in figures if kind in {"delta", "sure"}]
    found: list[Found] = []
    dead = planned_by_heading(line)
    soft: list[tuple[int, int]] = []
    results = list(wordings(line))
    for sentence in sentences(line):
        planned, purpose = guarded(sentence)
        dead, soft = dead + planned, soft + purpose
        results += own_results(sentence)
        results += others_results(sentence)
        results += went(sentence, [d for d in deltas if sentence.start <= d[0] < sentence.end])
        results += moved(sentence, [d for d in deltas if sentence.start <= d[0] < sentence.end])
    found = _less_how_long(line, standing(len(line), results, figures, bases, dead, soft))
    return found + further_slots(line, [a for slot, a, _ in found if slot == "result"])


def _less_how_long(line: str, found: list[Found]) -> list[Found]:
    """Without the time that went by until the first result: six years of care measure no change."""
    first = min((start for slot, start, _ in found if slot == "result"), default=0)
    return [
        (slot, start, end)
        for slot, start, end in found
        if not (slot == "time" and end <= first and line[:start].endswith("for "))
    ]


def _state(found: list[Found]) -> State:
    slots = {slot for slot, _, _ in found}
    if "result" in slots:
        return State.MEASURED if slots & {"sure", "delta", "rate", "money", "time", "volume"} else State.QUALITATIVE
    if slots & {"rate", "sure"}:
        return State.MEASURED
    return State.ACTIVITY if slots & {"volume", "small", "money", "delta"} else State.DUTY


def _question(state: State, slots: set[str]) -> Question:
    """The first slot still empty, in the order result, measure, baseline, how, proof."""
    if state not in (State.QUALITATIVE, State.MEASURED):
        return Question.DIFFERENCE
    if not slots & set(MEASURES):
        return Question.MEASURE
    if "baseline" not in slots:
        return Question.BASELINE
    return Question.PROOF if "how" in slots else Question.HOW


def _public(found: list[Found]) -> list[Found]:
    """Spans in reading order, one name for every count; no two of a slot overlap, nor do two measures."""
    named = {(_NAMES.get(slot, slot), a, b) for slot, a, b in found if b > a and slot != "one"}
    kept: list[Found] = []
    taken: dict[str, bytearray] = {}
    ranked = sorted(named, key=lambda span: (MEASURES.index(span[0]) if span[0] in MEASURES else -1, span[1], -span[2]))
    for slot, a, b in ranked:
        of_its_kind = taken.setdefault("measure" if slot in MEASURES else slot, bytearray(LONGEST))
        if not any(of_its_kind[a:b]):
            of_its_kind[a:b] = b"\1" * (b - a)
            kept.append((slot, a, b))
    return sorted(kept, key=lambda span: (span[1], -span[2], span[0]))
