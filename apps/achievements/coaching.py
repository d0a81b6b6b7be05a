"""The coach's sentences: a label and a line for each state, and its five questions."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .coach import Question, State

Sentence = str | Promise


@dataclass(frozen=True)
class Wording:
    """How a state is called, and what it means for this line."""

    label: Sentence
    comment: Sentence


WORDINGS: dict[State, Wording] = {
    State.DUTY: Wording(_("duty"), _("This says what was asked of you. What came of it is still yours to tell.")),
    State.ACTIVITY: Wording(
        _("activity"), _("This shows how much you did. What was different afterwards makes it an outcome.")
    ),
    State.QUALITATIVE: Wording(_("outcome"), _("Something changed, and a reader can see it.")),
    State.MEASURED: Wording(_("measured outcome"), _("Something changed, and this says by how much.")),
    State.NOT_JUDGED: Wording(
        _("not judged"),
        _("The coach reads English, German, French and Spanish. Your line is saved just as you wrote it."),
    ),
}

QUESTIONS: dict[Question, Sentence] = {
    Question.DIFFERENCE: _("What was different afterwards, and for whom?"),
    Question.MEASURE: _("How could someone tell: a count, before and after, or who saw it?"),
    Question.BASELINE: _("What was it before?"),
    Question.HOW: _("What did you do that caused it?"),
    Question.PROOF: _("What could you attach?"),
}
