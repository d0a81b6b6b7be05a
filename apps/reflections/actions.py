"""What changes a plan or the ledger, and rings a worker."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from apps.reflections import claiming
from apps.reflections.models import Nudge, NudgeLink, NudgePlan, Reflection
from apps.reflections.prompts import Prompt
from apps.users.models import User
from apps.users.ownership import acting_as, holding
from apps.users.secret_links import digest

ASKED_AN_HOUR = 3
PAUSE = timedelta(weeks=4)


def new_plan(*, owner: User) -> NudgePlan:
    """The plan we propose: Sundays at five, where the person is; not saved, because nobody has said yes."""
    return NudgePlan(owner=owner, time_zone=owner.time_zone)


def start_plan(*, owner: User, weekday: int | None = None) -> NudgePlan:
    """Yes to one e-mail a week; a plan that is there is switched on as it was."""
    return _switch(owner=owner, is_active=True, weekday=weekday)


def decline_plan(*, owner: User) -> NudgePlan:
    """No, thanks, or no longer: kept, so that nobody asks again."""
    return _switch(owner=owner, is_active=False, weekday=None)


def _switch(*, owner: User, is_active: bool, weekday: int | None) -> NudgePlan:
    with transaction.atomic():
        plan = NudgePlan.objects.owned_by(owner).select_for_update().first() or new_plan(owner=owner)
        before, plan.is_active = plan.promise, is_active
        plan.cadence, plan.kept_cadence = plan.kept_cadence or plan.cadence, ""  # silence has no say any more
        plan.weekday = plan.weekday if weekday is None else weekday
        plan.revision += not plan._state.adding
        plan.reschedule(timezone.now(), before)
        try:
            with transaction.atomic():
                plan.save()
        except IntegrityError:  # the other click of a double click made it
            return NudgePlan.objects.owned_by(owner).get()
    return plan


def ask_now(*, owner: User, now: datetime) -> Nudge | None:
    """The e-mail at once, through the same ledger and worker; None where the hour's share is used up.

    Asked twice within a minute, or before it is out, it is the same one.
    """
    today = timezone.localtime(now).date()
    recent = Nudge.objects.owned_by(owner).filter(kind=Nudge.Kind.ASKED, due_at__gt=now - timedelta(hours=1))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)  # so that two clicks count one after the other
        if on_its_way := recent.filter(_just_asked(now)).order_by("-due_at").first():
            return on_its_way
        if recent.count() >= ASKED_AN_HOUR:
            return None
        nudge = Nudge.objects.create(
            owner=owner,
            kind=Nudge.Kind.ASKED,
            period=today,
            due_at=now,
            expires_at=now + claiming.LATEST,
            try_after=now,
            enqueued_at=now,
        )
        claiming.ring(Nudge.objects.filter(pk=nudge.pk))
    return nudge


def _just_asked(now: datetime) -> Q:
    gone = [Nudge.State.SENT, Nudge.State.UNKNOWN]
    return Q(state=Nudge.State.WAITING) | Q(state__in=gone, due_at__gt=now - timedelta(minutes=1))


def pass_week(*, owner: User, nudge: Nudge | None, prompt: Prompt | None, today: date) -> Reflection:
    """Let this week's question go; said twice, it is kept once."""
    monday = today - timedelta(days=today.weekday())
    passed = Reflection.objects.owned_by(owner).passed(nudge, monday).first()
    if passed:
        return passed
    question, about = (nudge.question, nudge.about) if nudge else (prompt.full, prompt.about) if prompt else ("", None)
    return Reflection.objects.create(
        owner=owner, nudge=nudge, question=question, about=about, is_skipped=True, answered_on=today
    )


def end_links(*, owner: User) -> None:
    """End what acts without login in the e-mails so far: answering pages and reply addresses. Stopping always works."""
    now = timezone.now()
    acting = NudgeLink.objects.owned_by(owner).exclude(purpose=NudgeLink.Purpose.UNSUBSCRIBE)
    acting.filter(expires_at__gt=now).update(expires_at=now)


def holder_of(*, token: str, now: datetime, purpose: str = NudgeLink.Purpose.UNSUBSCRIBE) -> User | None:
    """Whose e-mail this link came in; None where there is no such link, or no longer."""
    with holding("app.link", digest(token)):
        links = NudgeLink.objects.select_related("owner")
        link = links.opened_by(token, purpose, now).first()
    return link.owner if link else None


def stop_by_link(*, owner: User) -> None:
    """Stop the plan of somebody who is not logged in; what already waits is held back too. Done twice, it is done."""
    with acting_as(owner):
        plan = NudgePlan.objects.owned_by(owner).filter(is_active=True).first()
        if plan:
            decline_plan(owner=owner)


def pause_by_link(*, owner: User, now: datetime) -> date | None:
    """Four weeks without e-mail, instead of stopping it; returns the first day again, None where nothing is planned."""
    with acting_as(owner):
        plan = NudgePlan.objects.owned_by(owner).select_for_update().filter(is_active=True).first()
        if plan is None:
            return None
        until = plan.local_day(now) + PAUSE
        if plan.paused_until is None or plan.paused_until < until:
            plan.paused_until = until
            plan.revision += 1
            plan.save(update_fields=["paused_until", "revision", "updated_at"])
        return plan.paused_until
