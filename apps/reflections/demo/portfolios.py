"""What the demo people have put together to be shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from apps.achievements.models import Portfolio
from apps.reflections.demo.people import Person
from apps.users.models import User


@dataclass(frozen=True)
class Shown:
    """What it is for, how the person stands on it, and how far back it goes; None goes back to the beginning."""

    title: str
    name: str
    contact: str
    intro: str
    order: str = Portfolio.Order.STRENGTH
    days: int | None = None


PORTFOLIOS = {
    "Nadia": Shown(
        "Yearly review with the store manager",
        "Nadia Rahman",
        "Lindley, Leeds",
        "I run the late shift in a busy shop. I like tidy shelves, queues that move, and customers who come back.",
        days=365,
    ),
    "Tomasz": Shown(
        "Application: junior cloud operations",
        "Tomasz Nowak",
        "tomasz@demo.example",
        "I help people with their computers. What I enjoy most is making a fault not happen again.",
        Portfolio.Order.SKILL,
    ),
    "Grace": Shown(
        "Talk about leading the second team",
        "Grace Mensah",
        "grace@demo.example",
        "I coach people so that they no longer need to ask me, and I say early when something will not hold.",
    ),
}


def put_together(user: User, person: Person, today: date) -> None:
    """Make the portfolio of `person`, where they have one."""
    shown = PORTFOLIOS.get(person.name)
    if shown is None:
        return
    Portfolio.objects.create(
        owner=user,
        title=shown.title,
        shown_name=shown.name,
        contact=shown.contact,
        intro=shown.intro,
        order=shown.order,
        period_from=today - timedelta(days=shown.days) if shown.days else None,
    )
