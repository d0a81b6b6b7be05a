"""What an e-mail lets one do without a login: answer, be asked again, let the question pass, log a line."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement
from apps.reflections import claiming, schedule
from apps.reflections.actions import pass_week
from apps.reflections.models import Nudge, NudgeLink, NudgePlan, Reflection, digest
from apps.users.models import User
from apps.users.ownership import holding

LONGEST = Reflection._meta.get_field("answer").max_length or 0
LONGEST_LINE = Achievement._meta.get_field("line").max_length or 0


class TooLong(Exception):
    """With this an answer would be longer than there is room."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Whose e-mail a secret came in, and which."""

    owner: User
    nudge_id: UUID


def behind(*, token: str, purpose: str, now: datetime) -> Behind | None:
    """What this secret opens; None where there is no such secret, or no longer, or for something else."""
    with holding("app.link", digest(token)):
        links = NudgeLink.objects.select_related("owner").filter(owner__is_active=True, nudge__isnull=False)
        link = links.opened_by(token, purpose, now).first()
    return Behind(link.owner, link.nudge_id) if link and link.nudge_id else None


@transaction.atomic
def add_answer(*, owner: User, nudge: Nudge, text: str) -> Reflection:
    """Keep an answer to an e-mail; what was answered before stays above it. Said twice, it is kept once.

    Raises TooLong, and then nothing has changed.
    """
    asked = _asked(owner, nudge)
    given = Reflection.objects.owned_by(owner).filter(nudge=asked).order_by("is_skipped", "-id").first()
    given = given or Reflection(owner=owner, nudge=asked, question=asked.question, about_id=asked.about_id)
    before = given.answer
    if before == text or before.endswith(f"\n\n{text}"):
        return given
    given.answer = f"{before}\n\n{text}" if before else text
    if len(given.answer) > LONGEST:
        raise TooLong
    given.is_skipped = False
    given.revision += not given._state.adding
    given.save()
    return given


def _asked(owner: User, nudge: Nudge) -> Nudge:
    """The e-mail that answers belong to, locked, so that two that come at once are kept one after the other."""
    return Nudge.objects.owned_by(owner).select_for_update().get(pk=nudge.asked_by)


@transaction.atomic
def log_line(*, owner: User, line: str, row: UUID) -> Achievement:
    """Put a line into the journal; the same form sent again finds it there. No line that is there is ever changed."""
    known = Achievement.objects.owned_by(owner).filter(pk=row).first()
    if known and known.line == line:
        return known
    return record_achievement(owner=owner, line=line, row=None if known else row)


@transaction.atomic
def log_answer(*, owner: User, reflection: Reflection, line: str, row: UUID) -> Achievement:
    """Put an answer into the journal as a line of its own, and remember which."""
    entry = log_line(owner=owner, line=line, row=row)
    Reflection.objects.owned_by(owner).filter(pk=reflection.pk).update(entry=entry)
    return entry


@transaction.atomic
def let_pass(*, owner: User, nudge: Nudge) -> bool:
    """Let the question of an e-mail go; False where it is answered already."""
    asked = _asked(owner, nudge)
    if Reflection.objects.owned_by(owner).filter(nudge=asked, is_skipped=False).exists():
        return False
    pass_week(owner=owner, nudge=asked, prompt=None, today=timezone.localdate())
    return True


def again_at(*, owner: User, nudge: Nudge, now: datetime) -> datetime | None:
    """When the question of an e-mail can come once more; None where it cannot.

    That is tomorrow at the hour of the plan. It cannot while the e-mail is off or paused, once it is answered, on a
    day on which the next e-mail comes anyway or later, and never twice.
    """
    plan = NudgePlan.objects.owned_by(owner).first()
    if plan is None or plan.next_nudge_at is None or nudge.kind != Nudge.Kind.PLANNED:
        return None
    tomorrow = plan.local_day(now) + timedelta(days=1)
    if plan.is_paused_on(tomorrow) or tomorrow >= plan.local_day(plan.next_nudge_at):
        return None
    if Reflection.objects.owned_by(owner).filter(nudge=nudge).exists():
        return None
    return schedule.moment_of(tomorrow, plan.local_time, ZoneInfo(plan.time_zone))


def ask_again(*, owner: User, nudge: Nudge, now: datetime) -> Nudge | None:
    """Enter the same question for tomorrow, once however often it is asked for; None where it cannot come."""
    known = Nudge.objects.owned_by(owner).filter(again_of=nudge)
    moment = None if known.exists() else again_at(owner=owner, nudge=nudge, now=now)
    if moment:
        try:
            with transaction.atomic():
                _enter_again(nudge, moment)
        except IntegrityError:  # the other click of a double click was quicker
            pass
    return known.first()


def _enter_again(nudge: Nudge, moment: datetime) -> None:
    Nudge.objects.create(
        owner_id=nudge.owner_id,
        kind=Nudge.Kind.AGAIN,
        again_of=nudge,
        period=nudge.period,
        prompt=nudge.prompt,
        question=nudge.question,
        about_id=nudge.about_id,
        due_at=moment,
        expires_at=moment + claiming.LATEST,
        try_after=moment,
    )
