"""What to ask next about an offer: the questions in words, and what hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from apps.opportunities import scoring, tradeoffs, wording
from apps.opportunities.factors import FACTORS, KNOWN_BY, Factor
from apps.opportunities.models import Rating
from apps.opportunities.options import Option


@dataclass(frozen=True)
class Question:
    """One question to put to an employer."""

    factor: Factor
    text: str
    could_move: str
    asked: str  # since when an answer is waited for, empty while it is not asked


def wording_of(question: tradeoffs.Question, ratings: scoring.Ratings) -> str:
    """A question as one says it: what was told already is asked for in writing."""
    factor = FACTORS[question.key]
    known = ratings.get(question.key, scoring.MISSING)
    was_told = known.value is not None and known.half_width <= KNOWN_BY["told"].half_width
    return str(factor.put_in_writing if was_told else factor.ask)


def questions(option: Option, ratings: Sequence[Rating]) -> list[Question]:
    """The three that could change the result most, then those that were asked and are still open.

    `ratings` are those of the offer.
    """
    since = {rating.factor: rating.asked_on for rating in ratings if rating.asked_on}
    every = tradeoffs.ask_next(option.ratings, option.season, limit=len(FACTORS))
    unasked = tradeoffs.ask_next(option.ratings, option.season, without=since)
    return [
        Question(
            FACTORS[found.key],
            wording_of(found, option.ratings),
            wording.could_move(found.effect),
            wording.asked(since[found.key]) if found.key in since else "",
        )
        for found in [*unasked, *(question for question in every if question.key in since)]
    ]


def letter(asking: Sequence[Question]) -> str:
    """The questions that were not asked yet as the text of a message; empty where there are none."""
    texts = [question.text for question in asking if not question.asked]
    if not texts:
        return ""
    begin = ngettext(
        "Thank you for your offer. Before I decide, I have a question:",
        "Thank you for your offer. Before I decide, I have a few questions:",
        len(texts),
    )
    lines = texts if len(texts) == 1 else [f"{number}. {text}" for number, text in enumerate(texts, 1)]
    return "\n\n".join([begin, "\n".join(lines), gettext("Thank you!")])
