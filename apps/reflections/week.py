"""What this week's question is, and what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from apps.reflections import prompts
from apps.reflections.models import Nudge, Reflection
from apps.reflections.prompts import Prompt
from apps.users.models import User

OPEN_FOR = timedelta(days=7)
ROWS = 20  # of the latest e-mails and answers; this week’s are among them


@dataclass(frozen=True, slots=True)
class Week:
    """The question of an e-mail of the last seven days, else one chosen now; with the answer, if there is one."""

    question: str
    nudge: Nudge | None
    prompt: Prompt | None
    reflection: Reflection | None


def this_week(ledger: Iterable[Nudge], answers: Iterable[Reflection], ask: Callable[[], Prompt], now: datetime) -> Week:
    """From the latest of both; `ask` is called only where no e-mail asked and nothing was answered."""
    today = timezone.localtime(now).date()
    monday = today - timedelta(days=today.weekday())
    nudge = next((row for row in ledger if _asks(row, now)), None)
    if nudge:
        reflection = next((given for given in answers if given.nudge_id == nudge.asked_by), None)
        return Week(reflection.question if reflection else nudge.question, nudge, None, reflection)
    loose = (given for given in answers if given.nudge_id is None and given.answered_on >= monday)
    reflection = next(loose, None)
    prompt = None if reflection else ask()
    question = reflection.question if reflection else prompt.full if prompt else ""
    return Week(question, None, prompt, reflection)


def _asks(nudge: Nudge, now: datetime) -> bool:
    sent_at = nudge.sent_at
    return bool(nudge.state == Nudge.State.SENT and nudge.question and sent_at and sent_at > now - OPEN_FOR)


def week_of(user: User, ask: Callable[[], Prompt], now: datetime) -> Week:
    """The same, reading what it needs: two queries."""
    ledger = Nudge.objects.owned_by(user).select_related("about")[:ROWS]
    return this_week(ledger, Reflection.objects.owned_by(user)[:ROWS], ask, now)


def asker(user: User) -> Callable[[], Prompt]:
    """Chooses the question of this moment when it is called: three queries."""
    today = timezone.localdate()
    return lambda: prompts.choose(prompts.gather(user, today), user, today)
