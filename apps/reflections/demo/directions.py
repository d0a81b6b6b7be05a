"""Where the worked people are heading, and what their offers would teach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from apps.opportunities.models import OfferSkill, Opportunity
from apps.reflections.demo.people import Person
from apps.skills.directing import head_for
from apps.skills.models import Direction
from apps.users.dates import Precision
from apps.users.models import User


@dataclass(frozen=True)
class Headed:
    """A direction; it is meant for the end of a year so many years from now."""

    title: str
    field: str
    years: int
    why: str
    essential: tuple[str, ...]
    useful: tuple[str, ...] = ()
    ended_days_ago: int | None = None


DIRECTIONS: Mapping[str, tuple[Headed, ...]] = {
    "Nadia": (
        Headed(
            "Barista trainer",
            "Coffee",
            1,
            "I liked showing people how. There is one such job in all of Leeds.",
            ("Training people", "Coffee roasting"),
            ended_days_ago=610,
        ),
        Headed(
            "Store team leader",
            "Retail",
            2,
            "I like it when a shop runs and nobody has to shout. Ten people or so, and a say in the rota.",
            ("Training people", "Conflict resolution", "Stock control", "Running a rota", "Sales figures"),
            ("Spreadsheets", "Hiring", "Food hygiene"),
        ),
    ),
    "Tomasz": (
        Headed(
            "Cloud security in a hospital or a college",
            "Computers",
            2,
            "Somebody has to keep patients’ and students’ things safe, and I like the detective part.",
            ("Network security", "Cloud security", "Identity and access", "Incident response", "Linux"),
            ("Python", "Networking", "Writing documentation", "Backups"),
        ),
    ),
    "Grace": (
        Headed(
            "Director of operations",
            "Insurance or health plans",
            3,
            "To decide what gets fixed first, and not only how. Sixty people, a budget of some five million, and "
            "answering for it in front of a board.",
            ("Budgeting", "Strategy", "Presenting to executives", "Hiring", "Influence across teams"),
            ("Negotiation", "Coaching", "Leading change", "Vendor contracts"),
        ),
    ),
}
TAUGHT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Nadia": {
        "Senior shop assistant": ("Stock control", "Training people"),
        "Team lead": ("Running a rota", "Hiring", "Sales figures"),
        "Shift planner": ("Running a rota", "Spreadsheets"),
        "IT support trainee": ("Troubleshooting", "Spreadsheets"),
    },
    "Tomasz": {
        "IT support specialist": ("Backups", "Networking"),
        "Security analyst, trainee": ("Incident response", "Network security", "Python"),
        "Junior cloud engineer": ("Cloud security", "Linux", "Python"),
    },
    "Grace": {
        "Claims operations manager": ("Coaching", "Budgeting"),
        "Director of service operations": ("Strategy", "Budgeting", "Presenting to executives", "Vendor contracts"),
        "Head of claims transformation": ("Leading change", "Influence across teams", "Presenting to executives"),
    },
}


def set_directions(user: User, person: Person, today: date) -> None:
    """Let `user` head where `person` does, and say what their offers would teach."""
    for headed in DIRECTIONS.get(person.name, ()):
        direction = head_for(
            owner=user,
            title=headed.title,
            field=headed.field,
            by=date(today.year + headed.years, 12, 31),
            by_precision=Precision.YEAR,
            why=headed.why,
            essential=headed.essential,
            useful=headed.useful,
        )
        if headed.ended_days_ago is not None:
            direction.end()
            ended = direction.created_at - timedelta(days=headed.ended_days_ago)
            Direction.objects.owned_by(user).filter(pk=direction.pk).update(ended_at=ended)
    offers = {offer.title: offer for offer in Opportunity.objects.owned_by(user).open().names()}
    for title, names in TAUGHT.get(person.name, {}).items():
        OfferSkill.objects.rewrite(offers[title], names)
