"""What somebody said becomes proof of an entry; what was done with somebody becomes an entry; and asking for words."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement, ContactEntry, Proof
from apps.people.models import Contact, Feedback, Person
from apps.users.models import User

LONGEST = 500  # characters of a line


@transaction.atomic
def quote(*, feedback: Feedback, achievement: Achievement, may_show: bool) -> Proof:
    """Put somebody’s words behind an entry, as they stand; a second time changes only whether they may be shown."""
    them = feedback.person
    proof, _made = Proof.objects.update_or_create(
        owner_id=feedback.owner_id,
        achievement=achievement,
        feedback=feedback,
        defaults={"may_show": may_show},
        create_defaults={
            "kind": Proof.Kind.FEEDBACK,
            "quote": feedback.quote,
            "said_by": them.name,
            "said_as": them.known_as,
            "said_on": feedback.said_on,
            "person": them,
            "may_show": may_show,
        },
    )
    if feedback.may_show != may_show:
        Feedback.objects.filter(owner=feedback.owner_id, pk=feedback.pk).update(may_show=may_show)
    return proof


@transaction.atomic
def make_entry(
    *,
    owner: User,
    contact: Contact,
    line: str,
    happened_on: date,
    happened_precision: str,
    skills: list[str],
    row: UUID | None = None,
) -> Achievement:
    """Write an entry of the journal from a contact; a contact that has one already gives that back."""
    made = ContactEntry.objects.owned_by(owner).select_related("achievement").filter(contact=contact).first()
    if made:
        return made.achievement
    entry = record_achievement(
        owner=owner,
        row=row,
        line=line,
        happened_on=happened_on,
        happened_precision=happened_precision,
        skills=skills,
    )
    ContactEntry.objects.create(owner=owner, contact=contact, achievement=entry)
    return entry


def begun_line(contact: Contact) -> str:
    """A first wording of the entry that a contact can become; it names nobody, because entries are shown to others."""
    note = " ".join(contact.note.split())
    match contact.kind:
        case Contact.Kind.HELPED if Person.Kind.MENTEE in contact.person.kinds:
            start = _("Coached a colleague")
        case Contact.Kind.HELPED:
            start = _("Helped a colleague")
        case Contact.Kind.ACROSS_TEAMS:
            start = _("Worked across teams")
        case Contact.Kind.INTRODUCED:
            start = _("Brought people together")
        case _other:
            start = ""
    return Truncator(": ".join(filter(None, (start, note)))).chars(LONGEST)


def begun_skills(contact: Contact) -> list[str]:
    """Skills that such a contact usually shows, to begin with."""
    if contact.kind == Contact.Kind.HELPED:
        return [_("mentoring") if Person.Kind.MENTEE in contact.person.kinds else _("helping colleagues")]
    return [_("working across teams")] if contact.kind == Contact.Kind.ACROSS_TEAMS else []


def request_for_words(*, line: str, name: str, asker: str) -> str:
    """A short text that asks somebody what they saw of the work in `line`; for the person to change and send."""
    greeting = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
    words = (
        greeting,
        _("I am writing down what I did, so that I can learn from it. One line of it is:"),
        _("“%(line)s”") % {"line": line.rstrip(".")},
        _(
            "What did you see of it? Two or three sentences are plenty: what helped, and what I could do better. "
            "If I may show your words to others, in an application for example, tell me so; if not, they stay with me."
        ),
        _("Thank you!") + (f"\n{asker}" if asker else ""),
    )
    return "\n\n".join(words)
