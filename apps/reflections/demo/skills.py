"""What the demo people's journals show besides, in their own words: so that skills go together."""

from apps.achievements.models import Achievement, Evidence
from apps.skills.models import Skill
from apps.users.models import User

# By person: how a line begins, and which skills it shows as well.
ALSO: dict[str, dict[str, tuple[str, ...]]] = {
    "nadia@demo.example": {
        "Increased the average basket": ("Stock control",),
        "Calmed a customer": ("Patience",),
        "Served 60 customers": ("Patience",),
        "Trained five new hires": ("Customer service", "Patience"),
    },
    "tomasz@demo.example": {
        "Answered calls and e-mails": ("Troubleshooting",),
        "Cut password-reset calls": ("Troubleshooting",),
        "Repaired 64 laptops": ("Troubleshooting",),
    },
    "grace@demo.example": {
        "Took over a team": ("Giving feedback",),
        "Led a team of six": ("Influence across teams", "Facilitation"),
        "Shortened the average claim": ("Planning capacity",),
    },
}
LEVELS = {  # what they would say of themselves
    "nadia@demo.example": {"Spanish": "enough to help a customer", "Stock control": "every week since 2021"},
    "tomasz@demo.example": {"Linux": "at the club and at home", "Python": "two evening courses"},
    "grace@demo.example": {"Budgeting": "two teams, three years"},
}
BOUND = {  # what would not leave with them
    "nadia@demo.example": "Lindley till system",
    "tomasz@demo.example": "College ticket system",
    "grace@demo.example": "Prairie claims system",
}


def stack_up(user: User) -> None:
    """Name what else the person's lines show, how they put their level, and a skill that is of use in one place."""
    for start, names in ALSO.get(user.email, {}).items():
        for entry in Achievement.objects.owned_by(user).filter(line__startswith=start):
            shown = [
                Evidence(owner=user, achievement=entry, skill=skill) for skill in Skill.objects.called(user, names)
            ]
            Evidence.objects.bulk_create(shown, ignore_conflicts=True)
    for name, level in LEVELS.get(user.email, {}).items():
        Skill.objects.owned_by(user).filter(name=name).update(stated_level=level)
    if bound := BOUND.get(user.email):
        Skill.objects.create(owner=user, name=bound, is_bound=True)
