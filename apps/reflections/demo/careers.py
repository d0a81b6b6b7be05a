"""How the scope of the worked people grew, and what somebody has certified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from apps.achievements.models import Role, Scope
from apps.reflections.demo.people import Person
from apps.skills.crediting import record_credential
from apps.skills.focusing import end, take_up
from apps.skills.models import Practice
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


@dataclass(frozen=True)
class WorkedOn:
    """A focus: when it began and ends in days from today, and its sessions as (days ago, minutes, what)."""

    skill: str
    hours: Decimal
    why: str
    began: int
    ends_in: int
    sessions: tuple[tuple[int, int, str], ...]
    ended: str = ""  # finished or dropped
    note: str = ""


FOCUSES: Mapping[str, tuple[WorkedOn, ...]] = {
    "Nadia": (
        WorkedOn(
            "Reading a profit and loss sheet",
            Decimal("1.5"),
            "So that I can talk about the branch in numbers",
            30,
            12,
            (
                (27, 45, "Lindley’s own sheet, line by line"),
                (19, 60, "Asked Mr Hale about shrinkage"),
                (5, 40, "Last year against this one"),
            ),
        ),
    ),
    "Tomasz": (
        WorkedOn(
            "Network security",
            Decimal(4),
            "Security+ by the summer",
            60,
            40,
            (
                (55, 90, "Chapter 1 to 3"),
                (48, 120, "Home lab: firewall rules"),
                (33, 100, "Practice test, 71 of 90"),
                (20, 150, "VLANs in the home lab"),
                (12, 80, ""),
                (3, 95, "Practice test, 78 of 90"),
            ),
        ),
        WorkedOn(
            "Python scripting",
            Decimal(2),
            "Stop clicking through the same forms",
            190,
            -100,
            ((180, 60, ""), (150, 90, "Script that resets a batch of passwords")),
            "finished",
            "The batch reset runs every August now, and two colleagues use it.",
        ),
    ),
    "Grace": (
        WorkedOn(
            "Coaching",
            Decimal(1),
            "Ask before I answer",
            45,
            18,
            (
                (40, 60, "First session with Devon"),
                (26, 50, "Observed by HR, feedback in writing"),
                (9, 60, "Two sessions back to back"),
            ),
        ),
    ),
}
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
            "30 points, or the exam again",
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


def work_on(user: User, person: Person, today: date) -> None:
    """Give `user` the focuses of `person`, with what was practised."""
    for told in FOCUSES.get(person.name, ()):
        focus = take_up(
            owner=user,
            skill=told.skill,
            hours_per_week=told.hours,
            why=told.why,
            started_on=today - timedelta(days=told.began),
            ends_on=today + timedelta(days=told.ends_in),
        )
        Practice.objects.bulk_create(
            [
                Practice(owner=user, focus=focus, done_on=today - timedelta(days=ago), minutes=spent, note=what)
                for ago, spent, what in told.sessions
            ]
        )
        if told.ended:
            end(focus, state=told.ended, note=told.note)


def _month(text: str) -> date:
    year, month = text.split("-")
    return partial(int(year), int(month), None).day
