"""When it would be good to be in touch again: counted from the last contact, never a fixed day of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

MOST_WEEKS = 520  # ten years
A_WHILE = timedelta(days=14)  # after which a promise without a day is asked about


def due_on(*, every_weeks: int | None, last: date | None, added: date, not_before: date | None = None) -> date | None:
    """The day from which a word would be welcome; None where the person wants not to be asked.

    It is `every_weeks` after the `last` contact, or after the day they were `added` where there was none yet. A day
    that was put off to (`not_before`) holds it back and never brings it forward. Raises ValueError for no weeks.
    """
    if every_weeks is None:
        return None
    if every_weeks < 1:
        raise ValueError("Being in touch is counted in weeks from 1 on.")
    day = (last or added) + timedelta(weeks=every_weeks)
    return max(day, not_before) if not_before else day


def promise_due(*, until: date | None, made: date) -> date:
    """The day from which a promise is asked about: its own, or two weeks after it was made."""
    return until or made + A_WHILE


def latest(first: date, last: date, today: date) -> date | None:
    """The last day on which something can have happened that is known to lie between two days, both included.

    None where all of it is still to come.
    """
    return None if first > today else min(last, today)
