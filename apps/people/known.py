"""One person as pages tell of them: whether a word would be welcome, and what was last spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.people import wording
from apps.people.models import Contact, Feedback, Person
from apps.users.models import User


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who was read with `with_due`, and the last contact with them."""

    them: Person
    last: Contact | None

    @property
    def is_due(self) -> bool:
        """Whether a word would be welcome by today."""
        return self.them.due_on is not None and self.them.due_on <= timezone.localdate()

    @property
    def last_told(self) -> str:
        """What was last, and how long ago; empty where nothing is written down."""
        if self.last is None:
            return ""
        what = {"what": self.last.get_kind_display(), "when": self.last.when}
        return _("%(what)s, %(when)s") % what

    @property
    def due_told(self) -> str:
        """When a word would be welcome, without a reproach; empty where nobody asks."""
        them, today = self.them, timezone.localdate()
        if them.state != Person.State.IN_TOUCH:
            return str(them.get_state_display())
        if them.due_on is None:
            return ""
        if them.due_on <= today:
            return _("a good time for a word")
        return _("next word %(when)s") % {"when": wording.away(them.due_on, today)}

    @property
    def rhythm(self) -> str:
        """How often the person would like to be in touch."""
        return wording.rhythm(self.them.every_weeks)


def all_about(them: Person, *, since: int, most: int) -> tuple[list[Contact], bool]:
    """The contacts from the `since`th on with what was promised and made of them, so many; and whether there are more.

    Entries of the journal live in the room above, and are reached by their name here.
    """
    contacts = them.contacts.select_related("made__achievement").prefetch_related("promises")
    found = list(contacts[since : since + most + 1])
    return found[:most], len(found) > most


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody’s words: from the page of the person, or put behind an entry right away; and what they are proof of."""

    quote: str
    said_on: date | None
    may_show: bool
    feedback: Feedback | None
    backs: list[Any]


def said(them: Person) -> list[Said]:
    """All that somebody said, in two queries."""
    proofs = list(them.proofs.select_related("achievement").defer("achievement__words"))
    found = [
        Said(each.quote, each.said_on, each.may_show, each, [p.achievement for p in proofs if p.feedback_id == each.pk])
        for each in them.feedback.all()
    ]
    alone = (proof for proof in proofs if proof.feedback_id is None and proof.quote)
    return found + [Said(proof.quote, proof.said_on, proof.may_show, None, [proof.achievement]) for proof in alone]


def chosen(user: User, pk: str) -> Person | None:
    """The person of this id, None where there is none: an address names people by their ids only."""
    try:
        return Person.objects.owned_by(user).filter(pk=UUID(pk)).first()
    except ValueError:
        return None
