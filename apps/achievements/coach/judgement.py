"""What the coach answers: a state, the words it rests on and one question."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a line has come from what the job asked to what changed; names, never a number."""

    DUTY = "duty"
    ACTIVITY = "activity"
    QUALITATIVE = "qualitative"
    MEASURED = "measured"
    NOT_JUDGED = "not_judged"


class Question(StrEnum):
    """The one thing worth asking next, in the order of EVIDENCE.md; the sentences live in coaching.py."""

    DIFFERENCE = "difference"
    MEASURE = "measure"
    BASELINE = "baseline"
    HOW = "how"
    PROOF = "proof"


@dataclass(frozen=True)
class Span:
    """The words of the line that fill one slot: text == line[start:end]."""

    slot: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Judgement:
    """The coach's answer to one line under one version of its rules."""

    state: State
    spans: tuple[Span, ...]
    question: Question
    rules: str
