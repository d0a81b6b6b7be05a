"""Whom the person knows where an offer comes from, and what each might be asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.opportunities.models import Opportunity
from apps.people.models import Person
from apps.users.models import User

MOST = 4
_ASK: dict[str, Promise | str] = {  # by what they are to the person, the first that fits
    Person.Kind.MANAGER: _("Who decides there who moves on, and what do they look for?"),
    Person.Kind.SPONSOR: _("Who there should know of my work, and would you say so?"),
    Person.Kind.MENTOR: _("From whom there could I learn most, and would I work beside them?"),
    Person.Kind.REFERRER: _("Would you put in a word for me, and with whom?"),
    Person.Kind.MENTEE: _("Who took time for you when you began there?"),
    Person.Kind.PEER: _("With whom would I work in most weeks, and would you work with them again?"),
}
_ANYBODY = _("Who would I get to know there, and do people speak up for each other?")


@dataclass(frozen=True, slots=True)
class KnownThere:
    """Somebody at the organisation of an offer, and a question to begin with."""

    url: str
    name: str
    known_as: str
    question: Promise | str


def known_there(offer: Opportunity, user: User) -> list[KnownThere]:
    """Those whom the person knows at the organisation of an offer, by its name in any case; at most four."""
    if not offer.organisation.strip():
        return []
    people = Person.objects.owned_by(user).kept().at(offer.organisation).only("name", "known_as", "kinds")
    return [
        KnownThere(them.get_absolute_url(), them.name, them.known_as, _question(them.kinds)) for them in people[:MOST]
    ]


def _question(kinds: list[str]) -> Promise | str:
    return next((question for kind, question in _ASK.items() if kind in kinds), _ANYBODY)
