#!/usr/bin/env python
"""What the pages of evidence take: the journal, its search, entries, skills and the timeline.

    .venv/bin/python bench/journal.py [--rows N] [--times T]

As bench/pages.py, for a person with 1 entry and one with N; pages that do not exist are named and passed over.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import BARE, HEADERS, HEADING, OTHERS, analyse, machine, row_for, site  # noqa: E402  # the path first

PAGES = [
    BARE,
    ("Journal", "/journal/"),
    ("Journal, page 100", "/journal/?page=100"),
    ("Journal, filtered", "/journal/?state=measured&period=year&confidential=no&skill={skill}"),
    ("Journal, choosing", "/journal/?choose=1"),
    ("Search, one word", "/journal/?q=basket"),
    ("Search, begun word", "/journal/?q=tra"),
    ("Search, in every row", "/journal/?q=day+OR+hall+OR+basket+OR+nights+OR+lifting"),
    ("Search, nothing", "/journal/?q=zeppelin"),
    ("Search, newest first", "/journal/?q=basket&order=newest"),
    ("One entry", "/journal/{entry}/"),
    ("Its history", "/journal/{entry}/history/"),
    ("New entry", "/journal/new/"),
    ("Edit an entry", "/journal/{entry}/edit/"),
    ("Quick log", "/journal/log/"),
    ("Portfolios", "/portfolio/"),
    ("One portfolio", "/portfolio/{portfolio}/"),
    ("Its entries", "/portfolio/{portfolio}/entries/"),
    ("Before giving it", "/portfolio/{portfolio}/give/"),
    ("Bring in", "/journal/import/"),
    ("Take away", "/journal/export/"),
    ("Skills", "/skills/"),
    ("One skill", "/skills/{skill}/"),
    ("What goes together", "/skills/together/"),
    ("Focus", "/skills/focus/"),
    ("One focus", "/skills/focus/{focus}/"),
    ("Credentials", "/skills/credentials/"),
    ("Direction", "/direction/"),
    ("Timeline", "/timeline/"),
    ("One role", "/timeline/{role}/"),
    ("Growth in scope", "/timeline/growth/"),
    ("What would leave", "/timeline/leaving/"),
    ("Today", "/today/"),
    BARE,
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5000, help="entries of the person (skills up to 300)")
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
    for label, page in PAGES:
        for count, (client, ids) in people.items():
            address = page.format(**ids)
            status = client.get(address, headers=HEADERS).status_code
            told = row_for(label, address, client, count, times) if status == 200 else f"{label:<22}  answered {status}"
            print(told, flush=True)
    connections.close_all()


if __name__ == "__main__":
    main()
