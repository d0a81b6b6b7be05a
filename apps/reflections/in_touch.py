"""People on Today and in the e-mail: what was promised, and one person with whom a word would be welcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Func, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Left
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from apps.people import wording
from apps.people.models import Contact, Person, Promise
from apps.users.models import User

PROMISE, IN_TOUCH = "promise", "in_touch"
KINDS = {PROMISE, IN_TOUCH}
SOON = timedelta(days=7)  # a promise is told of so long before its day
MAILED_FOR = timedelta(days=28)  # after it, it stands on Today only: a letter that repeats itself is a reproach
MOST = 3  # promises
QUOTED = 160  # characters
_DAY_ONE = 1_721_425  # the Julian day of 31 December of the year before 1, by which both calendars count days


@dataclass(frozen=True, slots=True)
class Promised:
    """What the person promised somebody, and the day from which it is asked about."""

    pk: UUID
    day: date
    text: str
    name: str

    @property
    def link(self) -> str:
        """Where it can be kept or let go: with the person, to whom this address leads on."""
        return reverse("people:promise_close", args=[self.pk])

    @property
    def sentence(self) -> str:
        """To whom and what."""
        what = {"name": self.name, "what": Truncator(self.text.rstrip(". ")).chars(QUOTED)}
        return _("You promised %(name)s: %(what)s") % what


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody with whom a word would be welcome, and what was last spoken of."""

    pk: UUID
    day: date
    name: str
    note: str  # of the last contact
    last_on: date | None

    @property
    def link(self) -> str:
        """The page of the person."""
        return reverse("people:detail", args=[self.pk])

    def last_told(self, today: date) -> str:
        """What was last spoken of and how long ago; empty where nothing is written down."""
        if self.last_on is None:
            return ""
        when, note = wording.away(self.last_on, today), Truncator(self.note.rstrip(". ")).chars(QUOTED)
        if not note:
            return _("You were last in touch %(when)s.") % {"when": when}
        return _("Last time, %(when)s: “%(what)s”.") % {"when": when, "what": note}


@dataclass(slots=True)
class Near:
    """The promises and the one person to be told of today."""

    promises: list[Promised] = field(default_factory=list)  # soonest first
    them: Welcome | None = None

    def take(self, what: str, pk: UUID, day: date, count: int, text: str, more: str) -> None:
        """Put in a row of `rows`."""
        if what == PROMISE:
            self.promises.append(Promised(pk, day, text, more))
            self.promises.sort(key=lambda promise: (promise.day, promise.pk))
        else:
            last_on = date.fromordinal(count - _DAY_ONE) if count else None
            self.them = Welcome(pk, day, text, more, last_on)


def rows(user: User, today: date, *more: Any) -> Iterable[QuerySet[Any, tuple[Any, ...]]]:
    """What to read of people, for a union: kind, id, day, the Julian day of the last contact or 0, and two texts.

    `more` are values for further columns that the union has.
    """
    mine = Promise.objects.owned_by(user).mine().open().asked_by(today + SOON)
    yield mine.values_list(Value(PROMISE), "pk", "asked_on", Value(0), "text", "contact__person__name", *more)[:MOST]
    spoken = Contact.objects.owned_by(user).filter(person=OuterRef("pk")).order_by("-happened_on", "-pk")
    note = Coalesce(Subquery(spoken.values(start=Left("note", 2 * QUOTED))[:1]), Value(""))
    julian = Func("last_on", Value("J"), function="to_char", output_field=CharField())
    last = Coalesce(Cast(julian, IntegerField()), 0)
    due = Person.objects.owned_by(user).due(today)
    yield due.values_list(Value(IN_TOUCH), "pk", "due_on", last, "name", note, *more)[:1]


Words = tuple[str, str, str, str, str]  # kind, question, what leads to it, a path of this site, what it leads to


def promise_question(near: Near, today: date) -> Words | None:
    """The question about a promise whose day has come; the question alone names nobody, so that it can be a subject."""
    for promise in near.promises:
        if promise.day <= today < promise.day + MAILED_FOR:
            question = _("What you promised: is it done, or does it need another day?")
            return PROMISE, question, f"{promise.sentence}.", promise.link, _("Say how it stands")
    return None


def contact_question(near: Near, today: date) -> Words | None:
    """The question about the person with whom a word would be welcome; it names nobody either."""
    them = near.them
    if them is None:
        return None
    lead = _("It could be a good time for a word with %(name)s.") % {"name": them.name}
    lead = f"{lead} {them.last_told(today)}".strip()
    return IN_TOUCH, _("What would you ask or tell them?"), lead, them.link, _("See what you last spoke of")
