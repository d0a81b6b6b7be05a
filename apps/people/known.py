"""One person as pages tell of them: whether a word would be welcome, and what was last spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.people import wording
from apps.people.models import Contact, Person


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
    """The contacts from the `since`th on with what was promised, at most so many; and whether there are more."""
    found = list(them.contacts.prefetch_related("promises")[since : since + most + 1])
    return found[:most], len(found) > most
