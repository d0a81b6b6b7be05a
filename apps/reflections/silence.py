"""Coming less often after long silence, with one e-mail that says so; silence is nobody's fault.

Silence is when e-mails went out and since then nobody was here, wrote a line, answered or let a question pass. So many
in a row, and the next one says that we come once a month from now on, or that it was the last.
"""

from datetime import UTC, datetime, time, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.reflections.models import Nudge, NudgePlan, Reflection
from apps.reflections.schedule import FORTNIGHTLY, MONTHLY, WEEKLY
from apps.users.models import User
from apps.users.ownership import acting_as

QUIET_AFTER = {WEEKLY: 8, FORTNIGHTLY: 4, MONTHLY: 3}  # e-mails in a row
SPAN = {WEEKLY: timedelta(days=7), FORTNIGHTLY: timedelta(days=14), MONTHLY: timedelta(days=28)}  # from one to the next
LESS, LAST = "less", "last"  # what such an e-mail says, in the place of a prompt


def says_so(nudge: Nudge) -> bool:
    """Whether this e-mail is the one that tells of the step."""
    return nudge.prompt in {LESS, LAST}


def consider(nudge: Nudge, owner: User, plan: NudgePlan | None) -> None:
    """Let this e-mail be the one that says so, where it has been silent long enough. Runs as the owner."""
    if nudge.kind != Nudge.Kind.PLANNED or nudge.prompt:
        return
    if plan and _is_silent(plan, owner):
        nudge.prompt = LAST if plan.cadence == MONTHLY else LESS
        nudge.save(update_fields=["prompt", "updated_at"])


def wrote_since(owner: User, since: datetime) -> bool:
    """Whether the person has kept a line or an answer since then. Runs as the owner."""
    answers = Reflection.objects.owned_by(owner).filter(is_skipped=False, created_at__gte=since)
    return Achievement.objects.owned_by(owner).filter(created_at__gte=since).exists() or answers.exists()


def step_down(*, owner: User, nudge: Nudge, now: datetime) -> None:
    """Once a month instead of more often, or nothing instead of once a month; only after the e-mail that said so."""
    if not says_so(nudge):
        return
    with acting_as(owner):
        plan = NudgePlan.objects.owned_by(owner).select_for_update().filter(is_active=True).first()
        if plan is None or (plan.cadence == MONTHLY) != (nudge.prompt == LAST):
            return  # somebody was here in the meantime
        before = plan.promise
        plan.kept_cadence, plan.stepped_at = plan.kept_cadence or plan.cadence, now
        plan.cadence, plan.is_active = MONTHLY, nudge.prompt == LESS
        plan.reschedule(now, before)
        plan.save()


def as_before(*, owner: User, now: datetime) -> NudgePlan | None:
    """The plan as it was before the silence; done twice, it is done. None where there is no plan."""
    with acting_as(owner):
        plan = NudgePlan.objects.owned_by(owner).select_for_update().first()
        if plan is None:
            return None
        plan.seen_on = now.astimezone(UTC).date()
        if plan.kept_cadence:
            before = plan.promise
            plan.cadence, plan.kept_cadence, plan.is_active = plan.kept_cadence, "", True
            plan.revision += 1
            plan.reschedule(now, before)
        plan.save()
    return plan


def _is_silent(plan: NudgePlan, owner: User) -> bool:
    """Whether so many e-mails went out since the last sign of the person; the dearer signs are looked for last."""
    enough, seen = QUIET_AFTER[plan.cadence], _last_seen(plan)
    if timezone.now() - seen < (enough - 2) * SPAN[WEEKLY]:
        return False  # no week has two: so many cannot have come
    if _sent_since(owner, seen) < enough:
        return False
    written = [rows.aggregate(at=Max("created_at"))["at"] for rows in _what_was_written(owner)]
    return all(at is None or _sent_since(owner, at) >= enough for at in written)


def _sent_since(owner: User, moment: datetime) -> int:
    sent = Nudge.objects.owned_by(owner).filter(kind=Nudge.Kind.PLANNED, state=Nudge.State.SENT)
    return sent.filter(sent_at__gt=moment).count()


def _last_seen(plan: NudgePlan) -> datetime:
    """When the plan last had to do with its owner, or with a step."""
    seen = datetime.combine(plan.seen_on + timedelta(days=1), time(), UTC) if plan.seen_on else plan.created_at
    return max(seen, plan.stepped_at or seen)


def _what_was_written(owner: User) -> tuple[QuerySet[Achievement], QuerySet[Reflection]]:
    return Achievement.objects.owned_by(owner), Reflection.objects.owned_by(owner)
