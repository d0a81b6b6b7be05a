"""Whether an outcome lasted: who is asked, what was said, and putting it off."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.achievements import lasting
from apps.achievements.models import Achievement, FollowUp
from apps.users import formats

SAID: dict[str, str | Promise] = {
    FollowUp.Answer.LASTED: _("Still so on %(day)s"),
    FollowUp.Answer.PARTLY: _("Partly still so on %(day)s"),
    FollowUp.Answer.FADED: _("No longer so on %(day)s"),
    FollowUp.Answer.UNKNOWN: _("Looked at again on %(day)s: hard to tell"),
}


@dataclass(frozen=True)
class Lasting:
    """What the page of an entry says of it: the answer, or whether to ask now, or that one may say it unasked."""

    said: str = ""
    note: str = ""
    is_asked: bool = False
    may_be_said: bool = False


def lasting_of(entry: Achievement, *, today: date) -> Lasting:
    """Of an entry read with its `follow_up`."""
    known: FollowUp | None = getattr(entry, "follow_up", None)
    if known and known.answer and known.answered_on:
        return Lasting(str(SAID[known.answer]) % {"day": formats.day(known.answered_on)}, known.note)
    day, precision = entry.happened_on, entry.happened_precision
    if entry.shown_state != Achievement.State.MEASURED or lasting.asked_on(day, precision) > today:
        return Lasting()
    is_put_off = known is not None and (known.ask_after is None or known.ask_after > today)
    is_asked = not is_put_off and lasting.is_asked(day, precision, today=today)
    return Lasting(is_asked=is_asked, may_be_said=not is_asked)


@transaction.atomic
def put_off(*, achievement: Achievement, until: date | None) -> None:
    """Ask again on that day, or never; an answer that was given stays."""
    Achievement.objects.select_for_update().get(pk=achievement.pk)  # two clicks at once wait for each other
    known = FollowUp.objects.filter(achievement=achievement).first()
    if known is None:
        FollowUp.objects.create(owner_id=achievement.owner_id, achievement=achievement, ask_after=until)
    elif not known.answer:
        known.ask_after = until
        known.revision += 1
        known.save(update_fields=["ask_after", "revision", "updated_at"])
