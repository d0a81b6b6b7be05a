"""The same people and rows each time a bench is run."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import UUIDField
from django.test import Client
from psycopg import sql

from apps.achievements.models import Achievement, Evidence, Organisation, Portfolio, Proof, Role, Scope
from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Opportunity, Rating
from apps.skills.focusing import take_up
from apps.skills.models import Credential, Direction, Practice, Skill
from apps.users.models import User
from apps.users.ownership import acting_as
from careerplanner.embedded import connect

TODAY = date.today()
LINES = [
    "Increased the average basket by {n} % with a new display at the till",
    "Answered the phones on the late shift, day {n}",
    "Trained {n} new colleagues in lifting people safely",
    "Calmed a resident who had not slept for {n} nights; she slept through",
    "Rewired the panel in hall {n}, passed inspection first time",
]
STATES = ["measured", "duty", "activity", "qualitative", "qualitative"]


def add_others(count: int, admin_url: str) -> None:
    """People with some rows each, so that the tables are as full as those of a site in use.

    The rows of the first are copied to all others in PostgreSQL, by the one role that row security does not bind.
    """
    first, *others = User.objects.bulk_create([User(email=f"other{n}@example.org", password="!") for n in range(count)])
    with acting_as(first):
        _fill(first, entries=20, offers=3, skills=5)
    with connect(admin_url) as admin:
        for model in (Organisation, Role, Skill, Achievement, Evidence, Proof, Opportunity, Rating):
            fields = [field for field in model._meta.concrete_fields if not field.generated]
            admin.execute(
                sql.SQL(
                    "INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, unnest(%s) AS u WHERE owner_id = %s"
                ).format(
                    table=sql.Identifier(model._meta.db_table),
                    columns=sql.SQL(", ").join(sql.Identifier(field.column) for field in fields),
                    values=sql.SQL(", ").join(map(_copied, fields)),
                ),
                [[user.pk for user in others], first.pk],
            )


def _copied(field: Any) -> sql.Composable:
    """The owner is the new one, each id another in the same way wherever it stands, and the rest as it was."""
    column = sql.Identifier(field.column)
    if field.name == "owner":
        return sql.SQL("u")
    if isinstance(field.target_field if field.is_relation else field, UUIDField):
        return sql.SQL("md5({} || ' ' || u)::uuid").format(column)
    return column


def make_person(email: str, rows: int) -> tuple[Client, dict[str, Any]]:
    """A logged-in person with `rows` entries, and up to 300 offers and skills; ids to visit."""
    user = User.objects.create_user(email=email, password=None, time_zone="Europe/London", currency="GBP")
    with acting_as(user):
        ids = _fill(user, entries=rows, offers=min(rows, 300), skills=min(rows, 300))
    client = Client()
    client.force_login(user)
    return client, ids


def _fill(user: User, *, entries: int, offers: int, skills: int) -> dict[str, Any]:
    employer = Organisation.objects.create(owner=user, name="Lindley")
    roles = Role.objects.bulk_create(
        [
            Role(owner=user, organisation=employer, title=f"Role {n}", started_on=TODAY - timedelta(days=900 * (n + 1)))
            for n in range(min(entries, 8))
        ]
    )
    stack = Skill.objects.bulk_create([Skill(owner=user, name=f"Skill number {n}") for n in range(skills)])
    journal = Achievement.objects.bulk_create(
        [
            Achievement(
                owner=user,
                line=LINES[n % 5].format(n=n + 2),
                happened_on=TODAY - timedelta(days=n % 2000),
                role=roles[n % len(roles)],
                state=STATES[n % 5],
            )
            for n in range(entries)
        ],
        batch_size=1000,
    )
    Evidence.objects.bulk_create(
        [
            Evidence(owner=user, achievement=entry, skill=stack[place])
            for n, entry in enumerate(journal)
            for place in sorted({n % skills, (n // 3) % skills})
        ],
        batch_size=1000,
    )
    Proof.objects.bulk_create(
        [Proof(owner=user, achievement=entry, url=f"https://example.com/{n}") for n, entry in enumerate(journal[::10])]
    )
    job = Opportunity.objects.create(owner=user, title="Shop assistant", organisation="Lindley", is_present_job=True)
    logged = Opportunity.objects.bulk_create(
        [
            Opportunity(
                owner=user,
                title=f"Team lead {n}",
                organisation=f"Harbour {n}",
                deadline=TODAY + timedelta(days=3 + n),
                pay_amount=Decimal(2000 + n),
                pay_currency="GBP",
            )
            for n in range(offers)
        ]
    )
    Rating.objects.bulk_create(
        [
            Rating(
                owner=user, opportunity=offer, factor=factor, value=Decimal((n * 7 + m * 3) % 21) / 2, known_by="told"
            )
            for n, offer in enumerate([job, *logged])
            for m, factor in enumerate(FACTORS)
            if (n + m) % 9
        ],
        batch_size=1000,
    )
    portfolio = Portfolio.objects.create(owner=user, title="Review", period_from=TODAY - timedelta(days=90))
    Credential.objects.bulk_create([Credential(owner=user, name=f"Licence {n}") for n in range(min(entries, 50))])
    Scope.objects.bulk_create(
        [Scope(owner=user, role=role, since=role.started_on, people=n + 1) for n, role in enumerate(roles)]
    )
    focus = take_up(owner=user, skill=stack[0].name, hours_per_week=Decimal(2), ends_on=TODAY + timedelta(days=40))
    Practice.objects.bulk_create([Practice(owner=user, focus=focus, minutes=n + 1) for n in range(min(entries, 300))])
    Direction.objects.create(owner=user, title="Team lead")
    return {
        "portfolio": portfolio.pk,
        "focus": focus.pk,
        "role": roles[0].pk,
        "offer": logged[0].pk,
        "offers": [o.pk for o in logged[:5]],
        "job": job.pk,
        "entry": journal[0].pk,
        "skill": stack[0].pk,
    }
