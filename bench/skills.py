#!/usr/bin/env python
"""What finding a skill takes, among as many as ESCO has, and what the pages of skills take.

    .venv/bin/python bench/skills.py [--skills N] [--rows N] [--times T] [--plans]

The catalogue is made up (bench/esco_files.py) and comes in through `import_esco`, with the shipped list beside it.
Typed are beginnings of one and two letters, common ones, whole names, words from the middle, slips and nonsense.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.visits import BARE, HEADERS, HEADING, OTHERS, analyse, machine, row_for, site  # noqa: E402  # the path first

BUDGET = 20  # ms
TYPED = {
    "one letter": ["m", "s", "e", "c", "a", "x"],
    "two letters": ["ma", "el", "co", "in", "pr", "ze"],
    "a beginning": ["man", "elec", "manage", "perf", "custom", "train"],
    "several words": [
        "manage e",
        "first aid",
        "use public",
        "order pick",
        "monitor local s",
        "develop commercial tools",
    ],
    "from the middle": ["electrical", "equipment", "ing", "aid", "in care", "therapies"],
    "in another order": ["aid first", "records keeping", "staff train", "care wound"],
    "a slip": ["electrcal", "custmer servce", "wellding", "mange", "equipmnt", "sprvise staff"],
    "nonsense": ["qqqq", "zzzz xxxx", "%%%", "the of and"],
}
PAGES = [
    BARE,
    ("Skills", "/skills/"),
    ("Skills, last page", "/skills/?page=99"),
    ("Skills, by recency", "/skills/?sort=recent"),
    ("Skills, claims", "/skills/?show=claimed"),
    ("Suggestions", "/skills/suggest/?skills=electr"),
    ("Suggestions, a slip", "/skills/suggest/?skills=custmer"),
    ("One skill", "/skills/{skill}/"),
    ("What goes together", "/skills/together/"),
    BARE,
]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--skills", type=int, default=13_900, help="skills of the catalogue")
    parser.add_argument("--rows", type=int, default=5000, help="entries of the person (skills up to 300)")
    parser.add_argument("--times", type=int, default=40, help="times that each is typed, and visits to each page")
    parser.add_argument("--plans", action="store_true", help="print how PostgreSQL looks for a beginning and a word")
    options = parser.parse_args()
    with site():
        fill(options.skills)
        lookups(options.times)
        if options.plans:
            plans()
        pages(options.rows, options.times)


def fill(count: int) -> None:
    """Bring the lists in, twice: the second time shows what finding nothing new takes."""
    from django.core.management import call_command

    from bench.esco_files import write_skills

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "skills_en.csv"
        write_skills(file, count)
        for command in (["import_esco", str(file)], ["import_esco", str(file)], ["load_starter_skills"]):
            started = time.perf_counter()
            call_command(*command)
            print(f"  {time.perf_counter() - started:.1f} s")
    analyse()


def lookups(times: int) -> None:
    """Each of the typed, as the app role."""
    from apps.skills.lookup import offers
    from apps.skills.models import CatalogueLabel

    print(f"\n{CatalogueLabel.objects.count()} labels. {machine()}")
    print(f"\n{'typed':<18}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'found':>7}  over budget")
    for label, typed in TYPED.items():
        taken, busy, found = [], [], 0
        for _ in range(times):
            for text in typed:
                started, computing = time.perf_counter(), time.process_time()
                found += bool(offers(text, language="en", most=6, fits=120))
                taken.append((time.perf_counter() - started) * 1000)
                busy.append((time.process_time() - computing) * 1000)
        p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        share = f"{found}/{len(taken)}"
        over = "p95" if p95 > BUDGET else "–"
        print(f"{label:<18}{p50:>8.1f}{p95:>8.1f}{statistics.median(busy):>8.1f}{share:>9}  {over}")


def plans() -> None:
    """How PostgreSQL looks, as the app role."""
    from django.db import connection

    from apps.skills import lookup

    inside = {"word1": "%therapies%", "word2": "%therapies%", "word3": "%therapies%", "words": ["%therapies%"]}
    for search, more in (
        (lookup.BEGINNING, {"beginning": "man%"}),
        (lookup.HOLDING, {"looked_at": lookup.LOOKED_AT, **inside}),
        (lookup.NEAREST, {"words": ["custmer", "servce"]}),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN ANALYZE {search}", {"languages": ["en"], "few": 18, **more})
            print("\n" + "\n".join(line for (line,) in cursor.fetchall()))


def pages(rows: int, times: int) -> None:
    """The pages of skills, as a person with little and with much."""
    from django.db import connections

    from bench.filling import make_person

    people = {1: make_person("one@example.org", 1), rows: make_person("many@example.org", rows)}
    analyse()
    print(f"\n{OTHERS} other people; {times} visits to each page after 5 to warm up.\n\n{HEADING}")
    for label, address in PAGES:
        for count, (client, ids) in people.items():
            path = address.format(**ids)
            if client.get(path, headers=HEADERS).status_code == 200:
                print(row_for(label, path, client, count, times))
    connections.close_all()


if __name__ == "__main__":
    main()
