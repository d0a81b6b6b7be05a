#!/usr/bin/env python
"""What the pages of people take, for a person who knows 1 and one who knows N people with five contacts each.

.venv/bin/python bench/people.py [--people N] [--times T]
"""

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import BARE, HEADING, OTHERS, analyse, machine, row_for, site  # noqa: E402  # the path first

CONTACTS = 5  # with each person
PAGES = [
    BARE,
    ("People", "/people/"),
    ("People, last page", "/people/?page=999"),
    ("People, searched", "/people/?q=colleague"),
    ("One person", "/people/{person}/"),
    ("Edit a person", "/people/{person}/edit/"),
    ("A contact", "/people/{person}/contact/"),
    ("Edit a contact", "/people/contacts/{contact}/edit/"),
    ("Feedback", "/people/{person}/feedback/"),
    ("Bring in", "/people/import/"),
    ("Today, with them", "/today/"),
    BARE,
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1000, help="people that the person knows")
    parser.add_argument("--times", type=int, default=60, help="visits to each page")
    options = parser.parse_args()
    with site():
        measure(options.people, options.times)


def measure(many: int, times: int) -> None:
    """Visit every page as both people."""
    from django.db import connections

    from apps.users.models import User
    from bench.filling import make_person

    known = {}
    for count in (1, many):
        client, ids = make_person(f"knows{count}@example.org", min(count, 300))
        known[count] = client, ids | add_people(User.objects.get(email=f"knows{count}@example.org"), count)
    analyse()
    print(f"\n{OTHERS} other people; {times} visits to each page after 5 to warm up.\n{machine()}\n\n{HEADING}")
    for label, page in PAGES:
        for count, (client, ids) in known.items():
            print(row_for(label, page.format(**ids), client, count, times), flush=True)
    connections.close_all()


def add_people(user: Any, count: int) -> dict[str, Any]:
    """So many people with their contacts, a promise and words of some; ids to visit."""
    from apps.people.models import Contact, Person, Promise
    from apps.users.ownership import acting_as

    today = date.today()
    with acting_as(user):
        people = Person.objects.bulk_create(
            [
                Person(
                    owner=user,
                    name=f"Colleague {n:04}",
                    organisation=f"Harbour {n % 40}",
                    every_weeks=(None, 4, 12, 26)[n % 4],
                    added_on=today - timedelta(days=400),
                )
                for n in range(count)
            ]
        )
        contacts = Contact.objects.bulk_create(
            [
                Contact(
                    owner=user, person=person, happened_on=today - timedelta(days=(n * 7 + m * 61) % 700), note="Talked"
                )
                for n, person in enumerate(people)
                for m in range(CONTACTS)
            ]
        )
        Promise.objects.bulk_create(
            [
                Promise(owner=user, contact=contact, by=Promise.By.ME, text="To send the plan")
                for contact in contacts[:: CONTACTS * 4]
            ]
        )
    return {"person": people[0].pk, "contact": contacts[0].pk}


if __name__ == "__main__":
    main()
