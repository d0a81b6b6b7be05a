"""The tables of the people room: people, contacts with what was promised, and what they said."""

from apps.people.models.contact import Contact, Promise
from apps.people.models.feedback import Feedback
from apps.people.models.person import Person, PersonQuerySet

__all__ = ["Contact", "Feedback", "Person", "PersonQuerySet", "Promise"]
