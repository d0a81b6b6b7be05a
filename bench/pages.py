#!/usr/bin/env python
"""Queries, server time and bytes of each main page, for a person with 1 row and with N, among 2 000 others.

    .venv/bin/python bench/pages.py [--rows N] [--times T]

Starts its own PostgreSQL and Valkey, fills them the same way each time and prints a table against the budgets
of docs/architecture.md, beside a bare view that makes one indexed query in the same run.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import BARE, HEADING, OTHERS, analyse, machine, row_for, site  # noqa: E402  # the path first

PAGES = [
    BARE,
    ("Today", "/today/"),
    ("Offers", "/offers/"),
    ("Compare", "/offers/compare/?option={offer}&option={job}"),
    ("One offer", "/offers/{offer}/"),
    ("Ratings", "/offers/{offer}/ratings/"),
    ("Season", "/offers/season/"),
    ("Journal", "/journal/"),
    ("Journal search", "/journal/?q=basket"),
    ("One entry", "/journal/{entry}/"),
    ("Skills", "/skills/"),
    ("One skill", "/skills/{skill}/"),
    ("Timeline", "/timeline/"),
    ("Reflections", "/reflections/"),
    ("Settings", "/settings/"),
    BARE,
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5000, help="entries of the person (offers and skills up to 300)")
    parser.add_argument("--times", type=int, default=60, help="visits to each page")
    options = parser.parse_args()
    with site():
        measure(options.rows, options.times)


def measure(rows: int, times: int) -> None:
    """Visit every page as both people."""
    from django.db import connections

    from bench.filling import make_person

    people = {1: make_person("one@example.org", 1), rows: make_person("many@example.org", rows)}
    analyse()
    print(f"\n{OTHERS} other people; {times} visits to each page after 5 to warm up.")
    print("Times are ms: p50 and p95 of server time, and the median of what the process itself computed.")
    print(f"{machine()}\n\n{HEADING}")
    for label, address in PAGES:
        for count, (client, ids) in people.items():
            print(row_for(label, address.format(**ids), client, count, times))
    connections.close_all()


if __name__ == "__main__":
    main()
