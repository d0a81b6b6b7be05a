"""The coach's answer as a page shows it: state, comment, one question, and the words it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from apps.achievements.coach import Question, Span, State
from apps.achievements.coaching import QUESTIONS, WORDINGS, Sentence
from apps.achievements.models import Achievement, said

SLOTS: dict[str, Sentence] = {
    "baseline": _("before"),
    "delta": _("by how much"),
    "rate": _("rate"),
    "volume": _("how many"),
    "money": _("money"),
    "time": _("time"),
    "result": _("what changed"),
    "first": _("first time"),
    "zero": _("none left"),
    "scope": _("scope"),
    "tools": _("tools"),
    "beneficiary": _("for whom"),
    "how": _("how"),
    "action": _("what you did"),
}
ORDER = list(SLOTS)  # where spans overlap, the earlier slot is shown and the later one beside it


@dataclass(frozen=True)
class Part:
    """A piece of the text, and what the coach found in it; no slot where it found nothing."""

    text: str
    slot: Sentence = ""


@dataclass(frozen=True)
class Answer:
    """What the coach says to one text."""

    state: str
    label: Sentence
    comment: Sentence
    question: Sentence
    parts: tuple[Part, ...]


def answer(line: str, outcome: str, *, proven: bool = False) -> Answer | None:
    """The coach's answer to line and outcome together; None while nothing is written.

    Of an entry that is `proven` it does not ask for proof, and of what it cannot judge it asks nothing.
    """
    text = said(line, outcome)
    if not text:
        return None
    judgement = Achievement(line=line, outcome=outcome).judge()
    settled = judgement.state == State.NOT_JUDGED or (proven and judgement.question == Question.PROOF)
    wording = WORDINGS[judgement.state]
    return Answer(
        judgement.state.value,
        wording.label,
        wording.comment,
        "" if settled else QUESTIONS[judgement.question],
        tuple(_parts(text, judgement.spans)),
    )


def _parts(text: str, spans: Iterable[Span]) -> Iterator[Part]:
    at = 0
    for span in _apart(spans):
        if span.start > at:
            yield Part(text[at : span.start])
        yield Part(text[span.start : span.end], SLOTS.get(span.slot, ""))
        at = span.end
    if at < len(text):
        yield Part(text[at:])


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in reading order that do not overlap: the later in ORDER keeps its longest piece that is still free."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: ORDER.index(span.slot) if span.slot in SLOTS else len(ORDER)):
        taken = sorted((other.start, other.end) for other in kept if other.start < span.end and span.start < other.end)
        edges = [span.start, *(edge for pair in taken for edge in pair), span.end]
        start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda piece: piece[1] - piece[0])
        piece = span.text[start - span.start : end - span.start] if end > start else ""
        start += len(piece) - len(piece.lstrip(" ,;:.-–"))
        if told := piece.strip(" ,;:.-–"):
            kept.append(Span(span.slot, start, start + len(told), told))
    return sorted(kept, key=lambda span: span.start)
