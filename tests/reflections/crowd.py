"""People whose e-mails fall due while chaos goes on, copied into its database past row security."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import psycopg
from django.db import connection, models
from psycopg import sql

from apps.reflections import schedule
from apps.reflections.models import NudgePlan, Pulse
from apps.reflections.zone_rules import EDITION
from apps.users.models import User
from tests.reflections.reckoning import Due

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC", "Africa/Lagos")
OUTAGE, PAUSED = 10, 11  # every so manieth was due for weeks, has paused

Admin = psycopg.Connection[tuple[object, ...]]


def gather(admin: Admin, people: int, start: datetime, seconds: float, rng: random.Random) -> dict[str, Due]:
    """Make the people, due at random instants within so many seconds from `start`; what is due of each, by address."""
    users = [User(pk=n, email=f"p{n}@example.org", password="!") for n in range(1, people + 1)]
    plans = [_plan(user, start, start + timedelta(seconds=rng.uniform(0, seconds)), rng) for user in users]
    copy_in(admin, users)
    copy_in(admin, plans)
    admin.execute(  # else the first beat would work out anew what is due at random instants, and no rhythm has those
        "INSERT INTO reflections_pulse (name, said, at) VALUES (%s, %s, %s) "
        "ON CONFLICT (name) DO UPDATE SET said = excluded.said",
        [Pulse.ZONES, EDITION, start],
    )
    until = start + timedelta(hours=12)
    return {user.email: Due(_periods(plan, until)) for user, plan in zip(users, plans, strict=True)}


def _plan(user: User, start: datetime, due_at: datetime, rng: random.Random) -> NudgePlan:
    """A weekly plan that is due at `due_at`, and by its own rhythm not again for days."""
    plan = NudgePlan(owner=user, time_zone=rng.choice(ZONES), local_time=time(rng.randrange(24)), anchor=start.date())
    plan.weekday = (plan.local_day(start).weekday() + rng.choice((2, 3, 4))) % 7
    plan.next_nudge_at = due_at - timedelta(weeks=3) if user.pk % OUTAGE == 0 else due_at
    plan.paused_until = date(2999, 1, 1) if user.pk % PAUSED == 0 else None
    return plan


def _periods(plan: NudgePlan, until: datetime) -> frozenset[date]:
    moment = plan.next_nudge_at
    periods = set()
    while moment is not None and moment <= until:
        periods.add(schedule.period_of(plan.rhythm, moment))
        moment = schedule.next_occurrence(plan.rhythm, moment)
    return frozenset(periods)


def copy_in(admin: Admin, rows: Sequence[models.Model]) -> None:
    """COPY these rows into their table, as the one role that row security does not bind."""
    fields = [field for field in rows[0]._meta.concrete_fields if not field.generated]
    columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(rows[0]._meta.db_table), columns)
    with admin.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields])
