"""How the scope of the worked people grew, and what somebody has certified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from apps.achievements.models import Role, Scope
from apps.reflections.demo.people import Person
from apps.skills.crediting import record_credential
from apps.users.dates import partial
from apps.users.models import User


@dataclass(frozen=True)
class Fact:
    """How much a role was about, from a month on."""

    role: str
    since: str  # YYYY-MM
    people: int | None = None
    budget: Decimal | None = None
    stakes: str = ""


@dataclass(frozen=True)
class Held:
    """A credential; it ends so many days from today, or holds for good."""

    name: str
    issuer: str
    issued: str  # YYYY-MM
    ends_in: int | None = None
    identifier: str = ""
    skills: tuple[str, ...] = ()
    note: str = ""


SCOPES: Mapping[str, tuple[Fact, ...]] = {
    "Nadia": (
        Fact("shop", "2023-11", stakes="Opening the shop alone, with its keys"),
        Fact("lead", "2025-02", people=3, stakes="The till of the late shift"),
        Fact("lead", "2025-10", people=5),
    ),
    "Tomasz": (
        Fact("support", "2023-04", stakes="Exam halls: 300 students who cannot wait"),
        Fact("support", "2025-09", people=1, budget=Decimal(6000), stakes="Spare parts, and the student on placement"),
    ),
    "Grace": (
        Fact("lead", "2022-09", people=5),
        Fact("lead", "2023-10", people=7, budget=Decimal(420000)),
        Fact("manager", "2024-11", people=12, budget=Decimal(900000)),
        Fact("manager", "2026-01", people=14, budget=Decimal(1150000), stakes="Claims paid within the legal deadline"),
    ),
}
CREDENTIALS: Mapping[str, tuple[Held, ...]] = {
    "Nadia": (
        Held("Emergency first aid at work", "British Red Cross", "2023-12", 24, skills=("First aid",)),
        Held("Level 2 award in food safety", "Highfield", "2019-03", skills=("Food hygiene",)),
    ),
    "Tomasz": (
        Held(
            "CompTIA Network+",
            "CompTIA",
            "2025-04",
            510,
            "N10-009",
            ("Networking",),
            "Renewal: 30 points, or the exam.",
        ),
        Held("Manual handling", "Brennan Freight", "2017-02", -2100),
    ),
    "Grace": (Held("Associate in Claims", "The Institutes", "2019-06", skills=("Claims handling",)),),
}


def tell_careers(user: User, person: Person, roles: Mapping[str, Role], today: date) -> None:
    """Give `user` the scope facts and credentials of `person`."""
    for fact in SCOPES.get(person.name, ()):
        Scope.objects.create(
            owner=user,
            role=roles[fact.role],
            since=_month(fact.since),
            people=fact.people,
            budget=fact.budget,
            currency=person.currency if fact.budget is not None else "",
            stakes=fact.stakes,
        )
    for held in CREDENTIALS.get(person.name, ()):
        record_credential(
            owner=user,
            name=held.name,
            issuer=held.issuer,
            issued_on=_month(held.issued),
            expires_on=None if held.ends_in is None else today + timedelta(days=held.ends_in),
            identifier=held.identifier,
            skills=held.skills,
            note=held.note,
        )


def _month(text: str) -> date:
    year, month = text.split("-")
    return partial(int(year), int(month), None).day
