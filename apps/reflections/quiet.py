"""The e-mail that says that we come less often, or that it is the last; one click keeps everything as it was."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.reflections import letter, silence, stencil
from apps.reflections.flat import Message
from apps.reflections.models import Nudge, NudgeLink, NudgePlan
from apps.users.models import User


def compose(nudge: Nudge, owner: User) -> Message:
    """The message of a ledger row that says so; it asks nothing. Runs as the owner."""
    with letter.as_read_by(owner):
        written, stop = _write(nudge, owner)
    nudge.question, nudge.about = "", None
    nudge.message_id = f"<nudge-{nudge.pk}@{settings.SITE_HOST}>"
    nudge.save(update_fields=["question", "about", "message_id", "updated_at"])
    return Message(
        subject=written.subject,
        text=written.text,
        html=written.html,
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=owner.email,
        headers=letter.headers(nudge, stop),
    )


def _write(nudge: Nudge, owner: User) -> tuple[letter.Letter, str]:
    """The letter, and the token of its way to stop."""
    expires = timezone.now() + timedelta(days=letter.LINK_DAYS)
    stop = NudgeLink.make(nudge=nudge, purpose=NudgeLink.Purpose.UNSUBSCRIBE, expires_at=expires)
    keep = NudgeLink.make(nudge=nudge, purpose=NudgeLink.Purpose.KEEP, expires_at=expires)
    is_last = nudge.prompt == silence.LAST
    subject = _("This is our last e-mail for now") if is_last else _("From now on, once a month")
    values = {
        "rhythm": _rhythm(owner),
        "keep_url": settings.SITE_URL + reverse("reflections:keep", args=[keep]),
        "stop_url": settings.SITE_URL + reverse("reflections:stop", args=[stop]),
        "plan_url": settings.SITE_URL + reverse("reflections:list"),
        "subject": subject,
    }
    parts = stencil.filled("quiet", values, is_last=is_last)
    return letter.Letter(subject, parts.text, parts.html), stop


def _rhythm(owner: User) -> str:
    """How often it came, in words."""
    plan = NudgePlan.objects.owned_by(owner).get()
    return str(dict(NudgePlan.Cadence.choices)[plan.kept_cadence or plan.cadence])
