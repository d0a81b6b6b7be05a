"""What the demo people answered over the year, and what became of the e-mails that asked."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apps.achievements.models import Achievement
from apps.reflections.claiming import LATEST
from apps.reflections.models import Nudge, NudgePlan, Reflection
from apps.reflections.schedule import moment_of
from apps.users.models import User

PAUSED = 1  # weeks ago: the e-mail of that week was not sent
SENT = 5  # weeks back the questions came by e-mail; before that they stood on the page


@dataclass(frozen=True)
class Told:
    """An answer of so many weeks ago; empty where the question was let pass."""

    weeks_ago: int
    question: str
    answer: str = ""
    about: str = ""  # the beginning of a line of the journal


ANSWERS: dict[str, tuple[Told, ...]] = {
    "Nadia": (
        Told(3, "What went more smoothly because you were there?"),
        Told(
            5,
            "You wrote “Trained five new hires on the till”. What was different afterwards, and for whom?",
            "Two of them close on their own now. I have not been called in on a Sunday since.",
            "Trained five new hires",
        ),
        Told(
            9,
            "What was harder than it looked, and how did you manage it?",
            "Telling Mr Okafor that the display was wrong. I took him to the aisle and let him count.",
        ),
        Told(14, "What did you learn this week that you did not know last week?", "How the margin on bedding works."),
        Told(22, "Which part of the work would you gladly do more of?", "Planning the floor before the shop opens."),
    ),
    "Tomasz": (
        Told(2, "What did you solve that nobody else had time for?"),
        Told(
            4,
            "Whom did you help, and what could they do afterwards?",
            "Payroll. They reset their own tokens now, with the page I wrote, and ring me about once a month.",
        ),
        Told(8, "What did you do for the first time?", "Read a firewall log from start to end and found the loop."),
        Told(19, "What could you now show somebody else how to do?", "Restore one mailbox without the whole server."),
    ),
    "Grace": (
        Told(2, "What did you say no to, and what did that make room for?"),
        Told(
            3,
            "Which number at work moved, and what did you have to do with it?",
            "Open cases over thirty days went from 41 to 26. I only asked every Monday who was stuck.",
        ),
        Told(7, "What did somebody thank you for this week?", "Saying in front of everyone that it was my mistake."),
        Told(16, "What would you want to remember about this week in a year?", "Nobody left after the reorganisation."),
    ),
}


def tell_weeks(user: User, plan: NudgePlan, today: date) -> None:
    """The answers, and the e-mails of the last weeks: those that asked, and one that was paused."""
    _enter(plan, _monday(today, PAUSED), state=Nudge.State.SKIPPED, reason=Nudge.Reason.PAUSED)
    for told in ANSWERS[user.name]:
        monday = _monday(today, told.weeks_ago)
        lines = Achievement.objects.owned_by(user).filter(line__startswith=told.about)
        about = lines.first() if told.about else None
        Reflection.objects.create(
            owner=user,
            question=told.question,
            answer=told.answer,
            is_skipped=not told.answer,
            answered_on=monday + timedelta(days=plan.weekday),
            nudge=_enter(plan, monday, question=told.question, about=about) if told.weeks_ago <= SENT else None,
            about=about,
        )


def _enter(plan: NudgePlan, monday: date, **more: Any) -> Nudge:
    """The row of the ledger for that week; sent, unless said otherwise."""
    at = moment_of(monday + timedelta(days=plan.weekday), plan.local_time, ZoneInfo(plan.time_zone))
    row = {"due_at": at, "expires_at": at + LATEST, "try_after": at, "period": monday, "state": Nudge.State.SENT}
    sent = {} if "state" in more else {"handed_at": at, "sent_at": at}
    return Nudge.objects.create(owner_id=plan.owner_id, **(row | sent | more))


def _monday(today: date, weeks_ago: int) -> date:
    return today - timedelta(days=today.weekday() + 7 * weeks_ago)
