"""Three worked people, whole: so that a newcomer sees a full product in a minute."""

from apps.reflections.demo.it_support import TOMASZ
from apps.reflections.demo.management import GRACE
from apps.reflections.demo.people import Entry, Offer, Person, Stretch
from apps.reflections.demo.retail import NADIA

PEOPLE = (NADIA, TOMASZ, GRACE)

__all__ = ["PEOPLE", "Entry", "Offer", "Person", "Stretch"]
